// Which schedules a branch of the search still allows: for each option and quarter, whether the
// option has started by then.
#pragma once

#include <cstdint>
#include <vector>

#include "services/planning/domain/site_plan/arrange/arrangement.h"

namespace pcsp::planning::site {

class Box {
 public:
  // Everything that the windows allow.
  explicit Box(const Ground& ground);

  // y of methods.md 4a's running sums: option * quarters + quarter.
  int Index(int option, int quarter) const { return option * quarters_ + quarter; }
  bool Yes(int index) const { return low_[index]; }   // has started
  bool No(int index) const { return !high_[index]; }  // has not
  bool Open(int index) const { return high_[index] && !low_[index]; }
  int size() const { return static_cast<int>(low_.size()); }

  // Decides one, and what follows from it by the order of quarters and of prerequisites.
  void Decide(int index, bool started);
  // What follows from hours, places and money. False when the box holds no schedule.
  bool Tighten();

  // True when nothing is open; then this is the only schedule left.
  bool Decided() const;
  Schedule Only() const;

 private:
  void SayYes(int option, int quarter);
  void SayNo(int option, int quarter);
  // The option starts in this very quarter in every schedule left.
  bool Starts(int option, int quarter) const;
  bool TightenQuarter(int quarter, bool& changed);
  bool TightenBudget(bool& changed);

  const Ground* ground_;
  int quarters_;
  bool empty_ = false;
  std::vector<uint8_t> low_, high_;
};

}  // namespace pcsp::planning::site
