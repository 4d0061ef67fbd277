#include "services/assessments/domain/comparison/representativeness.h"

#include <algorithm>
#include <cmath>

#include "services/assessments/domain/comparison/normal.h"

namespace pcsp::assessments {
namespace {

constexpr double kLeastRate = .5;  // of a team whose groups are too small to be judged
constexpr double kSure = .9, kProbable = .75;
constexpr StaffGroup kCritical[] = {StaffGroup::kGp, StaffGroup::kNurse,
                                    StaffGroup::kDirectPatientCare, StaffGroup::kAdmin};
constexpr double kPriorWeight = 3;
constexpr double kPriorTau2 = 10.0 * 10.0;
constexpr double kPriorSigma2 = 20.0 * 20.0;
constexpr double kLeastTau2 = 1e-6;
constexpr double kFewestFree = 4;

double RateOf(int roster, int respondents) {
  return std::min(1.0, static_cast<double>(respondents) / roster);
}

std::optional<double> RIndicator(absl::Span<const int> roster, absl::Span<const int> respondents,
                                 int people) {
  if (people < 2) return std::nullopt;
  double mean = 0, squares = 0;
  for (size_t g = 0; g < roster.size(); ++g) {
    if (roster[g] > 0) mean += roster[g] * RateOf(roster[g], respondents[g]) / people;
  }
  for (size_t g = 0; g < roster.size(); ++g) {
    if (roster[g] == 0) continue;
    const double off = RateOf(roster[g], respondents[g]) - mean;
    squares += roster[g] * off * off;
  }
  return 1 - 2 * std::sqrt(squares / (people - 1));
}

// B: how far a staff group's mean is drawn to its site; wholly where nobody answered.
double DrawOf(const SiteMean& group, const GroupPool& pool) {
  if (group.people == 0) return 1;
  const double v = pool.sigma2 / group.people;
  return v / (v + pool.tau2);
}

bool Critical(StaffGroup group) {
  return std::find(std::begin(kCritical), std::end(kCritical), group) != std::end(kCritical);
}

// Sums of the nested analysis of variance.
struct Nested {
  double within = 0, within_free = 0;    // between people of a group
  double between = 0, between_free = 0;  // between groups of a site
  double spread = 0;                     // N - sum over sites of (sum n_g^2 / n)

  void Add(const GroupMeans& groups) {
    double n = 0, n2 = 0, sum = 0, k = 0;
    for (const SiteMean& group : groups) {
      if (group.people == 0) continue;
      ++k;
      n += group.people;
      n2 += group.people * group.people;
      sum += group.people * group.mean;
      within += group.within;
      within_free += group.people - 1;
    }
    if (k < 2) return;
    for (const SiteMean& group : groups) {
      between += group.people * (group.mean - sum / n) * (group.mean - sum / n);
    }
    between_free += k - 1;
    spread += n - n2 / n;
  }
};

}  // namespace

std::optional<Evenness> EvennessOf(absl::Span<const int> roster,
                                   absl::Span<const int> respondents) {
  Evenness e;
  for (int people : roster) e.roster += people;
  for (int people : respondents) e.respondents += people;
  if (e.roster == 0) return std::nullopt;
  e.response_rate = RateOf(e.roster, e.respondents);
  e.r_indicator = RIndicator(roster, respondents, e.roster);
  for (size_t g = 0; g < roster.size(); ++g) {
    const double share = static_cast<double>(roster[g]) / e.roster;
    const double heard =
        e.respondents > 0 ? static_cast<double>(respondents[g]) / e.respondents : 0;
    e.total_variation += std::abs(share - heard) / 2;
    if (roster[g] > 0 && respondents[g] == 0) e.silent.push_back(static_cast<int>(g));
  }
  return e;
}

std::optional<Representativeness> RepresentativenessOf(const Turnout& turnout, int least) {
  const auto evenness = EvennessOf(turnout.roster, turnout.respondents);
  if (!evenness) return std::nullopt;
  Representativeness r{*evenness};
  bool critical_silent = r.respondents == 0;
  int judged = 0;
  for (int people : turnout.roster) judged += people >= least ? people : 0;
  for (int g : r.silent) {
    if (turnout.roster[g] < least) continue;
    r.silent_groups.push_back(static_cast<StaffGroup>(g + 1));
    critical_silent |= Critical(r.silent_groups.back());
  }
  const bool enough = 2 * judged >= r.roster || r.response_rate >= kLeastRate;
  r.whole_team = enough && !critical_silent && r.r_indicator.value_or(1) >= kLeastR;
  return r;
}

Understanding UnderstandingOf(double probability, bool whole_team) {
  if (!whole_team || probability < kProbable) return Understanding::kNotEstablished;
  return probability >= kSure ? Understanding::kEstablished : Understanding::kProbable;
}

GroupPool EstimateGroupPool(const std::vector<GroupMeans>& sites) {
  Nested sums;
  for (const GroupMeans& groups : sites) sums.Add(groups);
  GroupPool pool;
  const bool few = sums.between_free < kFewestFree || sums.within_free < kFewestFree;
  const double weight = few ? kPriorWeight : 0;
  pool.sigma2 = (sums.within + weight * kPriorSigma2) / std::max(1e-9, sums.within_free + weight);
  double tau2 = 0;
  if (sums.spread > 0) {
    tau2 = std::max(0.0, (sums.between - pool.sigma2 * sums.between_free) / sums.spread);
  }
  pool.tau2 = std::max(kLeastTau2, (sums.between_free * tau2 + weight * kPriorTau2) /
                                       std::max(1e-9, sums.between_free + weight));
  return pool;
}

Estimate GroupScore(const SiteMean& group, const Estimate& site, const GroupPool& pool) {
  const double b = DrawOf(group, pool);
  Estimate score;
  score.score = b * site.score + (1 - b) * group.mean;
  score.deviation = std::sqrt(b * pool.tau2 + b * b * site.deviation * site.deviation);
  score.low = score.score - kNormal95 * score.deviation;
  score.high = score.score + kNormal95 * score.deviation;
  return score;
}

ScoreGap GroupGap(const SiteMean& first, const SiteMean& second, const Estimate& site,
                  const GroupPool& pool) {
  const double b1 = DrawOf(first, pool), b2 = DrawOf(second, pool);
  const double shared = (b1 - b2) * site.deviation;
  return GapOf((1 - b1) * first.mean - (1 - b2) * second.mean + (b1 - b2) * site.score,
               std::sqrt((b1 + b2) * pool.tau2 + shared * shared));
}

std::optional<Estimate> RoleWeightedScore(const GroupMeans& groups,
                                          const std::array<int, kStaffGroups>& roster,
                                          const Estimate& site, const GroupPool& pool) {
  double total = 0;
  for (int people : roster) total += people;
  if (total == 0) return std::nullopt;
  Estimate score;
  double own = 0, drawn = 0;  // variance of the groups' own, and the weight that the site's has
  for (int g = 0; g < kStaffGroups; ++g) {
    const double weight = roster[g] / total;
    const double b = DrawOf(groups[g], pool);
    score.score += weight * (b * site.score + (1 - b) * groups[g].mean);
    own += weight * weight * b * pool.tau2;
    drawn += weight * b;
  }
  score.deviation = std::sqrt(own + drawn * drawn * site.deviation * site.deviation);
  score.low = score.score - kNormal95 * score.deviation;
  score.high = score.score + kNormal95 * score.deviation;
  return score;
}

}  // namespace pcsp::assessments
