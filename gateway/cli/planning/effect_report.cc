#include "gateway/cli/planning/effect_report.h"

#include <map>
#include <string>

#include "services/planning/domain/effect/words.h"

namespace pcsp::offline {
namespace {

using nlohmann::ordered_json;
using planning::SolutionEffect;

ordered_json Range(const planning::Ranged80& range) {
  return {{"expected", range.expected}, {"low", range.low}, {"high", range.high}};
}

ordered_json Moderations(const SolutionEffect& effect) {
  ordered_json all = ordered_json::array();
  for (const auto& one : effect.moderations) {
    ordered_json moderation = Range(one.points);
    moderation["moderator"] = std::string(one.moderator);
    moderation["p_positive"] = one.p_positive;
    all.push_back(std::move(moderation));
  }
  return all;
}

ordered_json CoAdopted(const SolutionEffect& effect) {
  ordered_json all = ordered_json::array();
  for (const auto& one : effect.co_adopted) {
    all.push_back(
        {{"solution", one.with.solution}, {"altered", one.with.altered}, {"share", one.share}});
  }
  return all;
}

ordered_json ToJson(const SolutionEffect& effect) {
  ordered_json json = {{"solution", effect.treatment.solution},
                       {"altered", effect.treatment.altered},
                       {"sites", effect.sites},
                       {"rounds", effect.rows},
                       {"comparison_sites", effect.comparison_sites},
                       {"uncontrolled", !effect.controlled()},
                       {"effect", Range(effect.effect)},
                       {"p_over_2", effect.p_over_2},
                       {"helped", effect.helped},
                       {"unclear", effect.unclear},
                       {"persisted", effect.persisted},
                       {"moderations", Moderations(effect)},
                       {"co_adopted", CoAdopted(effect)}};
  if (effect.fidelity) {
    json["fidelity"] = {{"points", effect.fidelity->points}, {"se", effect.fidelity->se}};
  }
  json["sentence"] = planning::Measured(effect, effect.effect, effect.p_over_2);
  json["caveats"] = planning::Caveats(effect);
  return json;
}

}  // namespace

planning::Effects EstimateEffects(const std::vector<planning::Outcome>& outcomes) {
  planning::OutcomeSums sums;
  std::map<std::string, planning::SiteContext> sites;  // the last that is known of each
  for (const planning::Outcome& outcome : outcomes) {
    sums.Add(outcome);
    sites[outcome.site] = outcome.context;
  }
  std::vector<planning::SiteContext> contexts;
  for (const auto& [site, context] : sites) contexts.push_back(context);
  return planning::Effects(sums, planning::ScaleOf(contexts), {});
}

ordered_json ToJson(const planning::Effects& effects) {
  ordered_json issues = ordered_json::array();
  for (const auto& [issue, estimated] : effects.issues()) {
    ordered_json solutions = ordered_json::array();
    for (const SolutionEffect& effect : estimated.solutions()) {
      solutions.push_back(ToJson(effect));
    }
    issues.push_back({{"issue", issue},
                      {"rows", estimated.rows()},
                      {"untreated_sites", estimated.untreated_sites()},
                      {"tau", estimated.ExpectedTau()},
                      {"scatter", estimated.scatter()},
                      {"solutions", std::move(solutions)}});
  }
  return {{"issues", std::move(issues)}};
}

}  // namespace pcsp::offline
