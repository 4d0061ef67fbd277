// Which way codes of agreement run, and whether answers show that they run the other way.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "services/assessments/domain/instrument.h"

namespace pcsp::assessments {

// Both are in use, and the wrong one turns every result round.
enum class CodingDirection { kAgreeIsHigh = 1, kAgreeIsLow = 2 };

// What packed rows say of the direction of their codes: people for whom a thing is normal agree
// more with what makes it so.
struct DirectionCheck {
  int respondents = 0;     // who answered general items and others
  double correlation = 0;  // of their means
  bool reversed = false;   // negative beyond chance
};

// Takes rows one by one. Not thread-safe; the instrument must outlive it.
class DirectionCounter {
 public:
  explicit DirectionCounter(const Instrument& instrument) : instrument_(instrument) {}

  void Add(absl::string_view row);
  // Of an instrument without general items (0 to 10, no construct), or without enough respondents,
  // nothing is known. Reversed is a correlation whose 99 % interval (Fisher's z) lies below 0, over
  // at least 10 respondents.
  DirectionCheck Check() const;

 private:
  const Instrument& instrument_;
  int count_ = 0;
  // Means, and sums of products of what lies off them, of general items (x) and the others (y).
  double mean_x_ = 0, mean_y_ = 0, xx_ = 0, yy_ = 0, xy_ = 0;
};

// The same of rows that are all at hand.
DirectionCheck CheckDirection(const Instrument& instrument,
                              absl::Span<const absl::string_view> rows);

}  // namespace pcsp::assessments
