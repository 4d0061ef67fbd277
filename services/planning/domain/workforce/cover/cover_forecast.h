// The forecast of one (site, role): paths at every turnover believed in, averaged (methods.md 4d).
#pragma once

#include <optional>
#include <vector>

#include "services/planning/domain/workforce/cover/cover_path.h"
#include "services/planning/domain/workforce/cover/role_turnover.h"

namespace pcsp::planning::workforce {

// At the end of a month. Shares are of the posts.
struct CoverMonth {
  double mean = 0;            // trained in post
  double deviation = 0;       // of the number trained, turnover's uncertainty included
  int low = 0;                // 10 % quantile: the smallest x with P(X <= x) >= .1
  double reach = 0;           // P(cover >= target)
  double refreshers_due = 0;  // expected certificates to be refreshed in the month
};

struct CoverForecast {
  bool exact = true;  // false: normal with the same two moments
  std::vector<CoverMonth> months;
  std::vector<Distribution> distributions;  // a month, when exact and asked for
};

// The fewest trained people that meet the target; a target of 0.8 of 10 posts is 8.
int NeededOf(const Post& post);

// Keeps all that it is given by reference. Not thread-safe.
class CoverModel {
 public:
  enum class Precision { kAsSpecified, kMoments };

  CoverModel(const Post& post, const Role& role, RoleTurnover& turnover,
             Precision precision = Precision::kAsSpecified);

  // Over as many months as there are intakes.
  CoverForecast Forecast(const std::vector<int>& intakes, bool distributions = false);
  // P(cover >= target) at the end of the last month of `intakes`.
  double Reach(const std::vector<int>& intakes);
  // Reach() where that is at least `share`, nothing otherwise: found out from as few paths as
  // decide it.
  std::optional<double> ReachOf(double share, const std::vector<int>& intakes);

 private:
  double ReachOn(CoverPath& path, const std::vector<int>& intakes) const;
  void Summarise(const std::vector<Distribution>& sums, CoverForecast& forecast) const;

  const Post& post_;
  const int needed_;
  const bool exact_;
  std::vector<CoverPath> paths_;
};

}  // namespace pcsp::planning::workforce
