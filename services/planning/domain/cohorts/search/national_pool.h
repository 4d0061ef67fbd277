// Trainers that all regions share: a price for each fortnight under which regions, each planned by
// itself, ask for no more than there are (methods.md 4c), and then whole trainers for each region.
#pragma once

#include <vector>

namespace pcsp::planning {

class NationalPool {
 public:
  // `trainers`: one a fortnight.
  explicit NationalPool(std::vector<int> trainers);

  // What a trainer costs a region on top, one a fortnight.
  const std::vector<double>& prices() const { return prices_; }

  // Regions were relaxed at prices(): `bound` is the sum of their bounds, `used[region][fortnight]`
  // what they ask for. Raises or lowers the prices for the next round.
  void Round(double bound, const std::vector<std::vector<double>>& used);

  // The greatest bound of all rounds: no plan of all regions together costs less.
  double bound() const { return bound_; }
  // The prices of that bound.
  const std::vector<double>& best_prices() const { return best_prices_; }

  // At most so many trainers a region and fortnight: what regions asked for on average over the
  // later rounds, in whole `units` (what a session takes), no more than they have and no less than
  // `least`, within what there is. What nobody asked for goes to those who asked for most.
  std::vector<std::vector<int>> Quotas(const std::vector<std::vector<int>>& present,
                                       const std::vector<std::vector<int>>& least,
                                       const std::vector<std::vector<int>>& units) const;

 private:
  void Step(const std::vector<double>& excess);

  const std::vector<int> trainers_;
  std::vector<double> prices_, best_prices_;
  std::vector<std::vector<double>> asked_;  // weighted towards later rounds
  double bound_, pace_ = 1;
  int without_progress_ = 0;
};

}  // namespace pcsp::planning
