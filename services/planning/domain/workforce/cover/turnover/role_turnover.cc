#include "services/planning/domain/workforce/cover/turnover/role_turnover.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "services/planning/domain/workforce/cover/turnover/belief.h"
#include "services/planning/domain/workforce/cover/turnover/values_needed.h"

namespace pcsp::planning::workforce {
namespace {

// Of rules. Few, so that sites share them, whose kernels take long to work out.
constexpr int kSizes[] = {6, 8, 10, 13, 17, 22, 28};

}  // namespace

RoleTurnover::RoleTurnover(const Role& role, const std::vector<double>& nodes)
    : role_(role), all_(Following(EachOf(nodes))) {}

FollowedTurnover RoleTurnover::Following(AveragingRule rule) const {
  FollowedTurnover followed;
  followed.kernels.reserve(rule.values.size());
  for (double q : rule.values) followed.kernels.emplace_back(q, role_.replaced_trained);
  followed.rule = std::move(rule);
  return followed;
}

FollowedTurnover& RoleTurnover::Few(const Post& post, const std::vector<int>& intakes) {
  const int size_of_all = static_cast<int>(nodes().size());
  if (size_of_all <= kSizes[0]) return all_;
  const int needed = ValuesNeeded(nodes().front(), nodes().back(), post, role_, intakes);
  const auto size = std::lower_bound(std::begin(kSizes), std::end(kSizes), needed);
  if (size == std::end(kSizes) || *size >= size_of_all) return all_;
  const auto [found, is_new] = few_.try_emplace(*size);
  if (is_new) {
    if (auto rule = GaussRule(nodes(), *size)) found->second = Following(*std::move(rule));
  }
  return found->second ? *found->second : all_;
}

std::vector<double> TurnoverOf(const Problem& problem, int role, const Scenario& scenario) {
  if (problem.roles[role].turnover) return {*problem.roles[role].turnover};
  double leavers = 0, person_months = 0;
  for (const Post& post : problem.posts) {
    if (post.role != role) continue;
    leavers += post.leavers;
    person_months += post.person_months;
  }
  if (scenario.turnover_quantile) {
    return {TurnoverQuantile(leavers, person_months, *scenario.turnover_quantile)};
  }
  return TurnoverNodes(leavers, person_months);
}

}  // namespace pcsp::planning::workforce
