// The forecast of one (site, role): paths at every turnover believed in, averaged (methods.md 4d).
#pragma once

#include <optional>
#include <vector>

#include "services/planning/domain/workforce/cover/cover_path.h"
#include "services/planning/domain/workforce/cover/turnover/role_turnover.h"

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
//
// Exact paths are followed at as few values of turnover as average like all that are believed in
// (turnover/values_needed.h): at 8 in place of 41 where a programme has seen many person-months.
class CoverModel {
 public:
  // kGuess: moments at few values of turnover, without a bound on what that is off by.
  enum class Precision { kAsSpecified, kMoments, kGuess };

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
  void FollowFew(const std::vector<int>& intakes);
  void Follow(FollowedTurnover& turnover);
  // Whether every turnover believed in gives the certificates that those followed give, as far as
  // they expire within `months`; after all paths have been followed.
  bool CertificatesAgree(size_t months) const;
  bool CertificatesMatter(size_t months) const;
  CoverForecast ForecastNow(const std::vector<int>& intakes, bool distributions);
  std::optional<double> ReachNow(double share, const std::vector<int>& intakes);
  double ReachOn(CoverPath& path, const std::vector<int>& intakes) const;
  void Summarise(const std::vector<Distribution>& sums, CoverForecast& forecast) const;
  const std::vector<double>& weights() const { return followed_->rule.weights; }

  const Post& post_;
  const Role& role_;
  RoleTurnover& turnover_;
  const int needed_;
  const bool exact_, guess_;
  FollowedTurnover* followed_ = nullptr;
  std::vector<CoverPath> paths_;  // one a value followed
};

}  // namespace pcsp::planning::workforce
