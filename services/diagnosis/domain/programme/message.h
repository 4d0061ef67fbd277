// What a site says to the one above it, in numbers that add up exactly.
#pragma once

#include <vector>

#include "absl/numeric/int128.h"
#include "absl/types/span.h"

namespace pcsp::diagnosis {

// Log likelihoods as whole multiples of 2^-60. Sums of whole numbers do not depend on their order
// and undo exactly, so that a message put in, replaced and taken out again leaves no trace, however
// often (methods.md, design rule 1). Values are at most 0 and at least -700, far inside the range.
class Message {
 public:
  explicit Message(size_t states) : values_(states) {}

  // Takes a table of likelihoods at `offset`, relative to its largest. All zero: says nothing.
  void Set(size_t offset, absl::Span<const double> likelihoods);
  void Add(const Message& other);
  void Subtract(const Message& other);
  // True when it says nothing at all: every value from `offset` on is 0.
  bool Silent(size_t offset, size_t states) const;
  // Writes `discount` times the log likelihoods from `offset` on.
  void Logs(size_t offset, double discount, absl::Span<double> logs) const;
  bool operator==(const Message&) const = default;

 private:
  std::vector<absl::int128> values_;
};

}  // namespace pcsp::diagnosis
