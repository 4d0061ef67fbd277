// Everything that outcomes of one issue come to, as statistics that add up: replaying the log of
// outcomes, merging the states of two programmes and correcting an outcome all give the same state,
// bit by bit (methods.md 3: X'WX, X'Wy, y'Wy, n).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "services/planning/domain/effect/model/moments.h"
#include "services/planning/domain/effect/outcome.h"

namespace pcsp::planning {

// Rows with the same indicator columns. Context is kept in its own units, so that a programme can
// be scaled, and scaled again as it grows, after the sums have been taken.
struct RowPattern {
  std::string round;
  unsigned known = 0;              // bit i: the context term i is known
  std::vector<Treatment> adopted;  // ordered

  auto operator<=>(const RowPattern&) const = default;
};

// Counts of the rows with one treatment, or without any.
struct Tally {
  std::map<std::pair<std::string, std::string>, int64_t> at;  // (site, round) -> rows
  int64_t helped = 0, unclear = 0, persisted = 0;
  int64_t fidelity_rows = 0;
  FixedSum fidelity_change, fidelity_change_squared;

  void Apply(const Outcome& outcome, int sign);
  void Merge(const Tally& other);
  int64_t sites() const;  // distinct
  int64_t rows() const { return helped + unclear + persisted; }
  bool operator==(const Tally&) const = default;
};

// An abelian group, as Moments are. Not thread-safe; a const one is.
class IssueState {
 public:
  // `outcome` is of this issue and has passed CheckOutcome(). One that does not count (Counts())
  // changes nothing. Remove() takes back what Add() did with the very same outcome: a correction
  // removes the old and adds the new.
  void Add(const Outcome& outcome) { Apply(outcome, 1); }
  void Remove(const Outcome& outcome) { Apply(outcome, -1); }
  void Merge(const IssueState& other);

  const std::map<RowPattern, Moments>& cells() const { return cells_; }
  const std::map<Treatment, Tally>& tried() const { return tried_; }
  const Tally& untreated() const { return untreated_; }
  int64_t rows() const;
  // Rows that adopted both.
  int64_t Together(const Treatment& a, const Treatment& b) const;
  bool operator==(const IssueState&) const = default;

 private:
  void Apply(const Outcome& outcome, int sign);

  std::map<RowPattern, Moments> cells_;  // none that is all zero
  std::map<Treatment, Tally> tried_;     // none without rows
  Tally untreated_;
};

}  // namespace pcsp::planning
