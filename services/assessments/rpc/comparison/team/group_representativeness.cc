// GetGroupRepresentativeness.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/comparison/sentences.h"
#include "services/assessments/rpc/comparison/comparison_methods.h"
#include "services/assessments/rpc/comparison/pooled_parts.h"
#include "services/assessments/rpc/comparison/team/convert_turnout.h"
#include "services/assessments/rpc/disclosure/site_group.h"
#include "services/assessments/rpc/results/convert_results.h"

namespace pcsp::assessments {
namespace {

// Who could answer and who did, over all sites.
Turnout TurnoutOf(const GroupSize& size, const std::vector<SiteDetails>& sites) {
  Turnout turnout{.roster = size.roster, .respondents = {}};
  for (const Node* site : size.sites) {
    for (int g = 0; g < kStaffGroups; ++g) {
      turnout.respondents[g] += sites[site->site - 1].respondents[g];
    }
  }
  return turnout;
}

// Of which staff groups nobody answered says something of sites that are hidden in the group, so it
// is told only where the numbers of staff groups are; and nothing that follows from it.
void SetUndivided(const Representativeness& r, const Band& all, v1::Representativeness* message) {
  if (all.low == all.high) message->set_response_rate(r.response_rate);
  const std::string people =
      all.low == all.high ? absl::StrCat(all.low) : absl::StrCat(all.low, " to ", all.high);
  message->set_sentence(absl::StrCat(people, " of ", r.roster,
                                     " answered. How many of each staff group they are may not be "
                                     "shown."));
}

void AddScores(const GroupParts& group, const Population& population,
               v1::Representativeness* message) {
  for (const auto& [word, construct] : kConstructWords) {
    auto* added = message->add_scores();
    added->set_construct(ToProto(construct));
    added->set_suppression(ToProto(group.WhyNot(construct, kRoles)));
    const int people = group.figures().constructs[static_cast<int>(construct)].people;
    if (added->suppression() != v1::SUPPRESSION_UNSPECIFIED) continue;
    std::vector<PooledMean> means;
    Outgoing all, parts;
    for (Part part : PartsOf(kRoles)) {
      means.push_back(group.MeanOf(construct, part));
      if (means.back().people > 0) parts.Add(group.PeopleOf(means.back()));
    }
    all.Add(population, people);
    const Estimate& answered = group.AllOf(construct);
    const auto weighted =
        PooledWeightedScore(means, group.size().roster, answered, group.SpreadOf(construct));
    if (weighted) SetWeighted(answered, *weighted, all, parts, added);
  }
}

void AddItems(const Instrument& instrument, const GroupParts& group, const Population& population,
              bool whole_team, v1::Representativeness* message) {
  const std::vector<ItemFigures>& items = group.figures().items;
  for (size_t i = 0; i < items.size(); ++i) {
    if (!instrument.ScaleOf(instrument.items[i]).ordered()) continue;
    const int64_t answers = Answers(items[i].scored);
    const bool few = answers < population.disclosure->policy().min_group_size;
    const Hidden why = population.verdict.items[i];
    auto* added = message->add_items();
    added->set_item(instrument.items[i].code);
    added->set_suppression(ToProto(why == Hidden::kShown && few ? Hidden::kBelowMinimum : why));
    if (added->suppression() != v1::SUPPRESSION_UNSPECIFIED) continue;
    Outgoing outgoing;
    outgoing.Add(population, answers);
    const auto& draws = items[i].agreement.draws;
    SetUnderstanding(draws ? &*draws : nullptr, outgoing, whole_team, added);
  }
}

}  // namespace

absl::StatusOr<v1::GroupRepresentativeness> ComparisonMethods::GetGroupRepresentativeness(
    const rpc::Call&, const v1::GetGroupRepresentativenessRequest& request) {
  ASSIGN_OR_RETURN(const FoundGroup found, FindGroupOf(request));
  const auto& [results, level, organisation, population] = found;
  ASSIGN_OR_RETURN(const auto details, details_.Get(*results));
  const GroupParts group(*results, level, population, *details);
  v1::GroupRepresentativeness message;
  message.set_wave(request.name());
  message.set_organisation(request.organisation());
  message.set_level(ToProto(level));
  message.set_site_count(static_cast<int>(group.size().sites.size()));
  v1::Representativeness* const said = message.mutable_representativeness();
  said->set_suppression(ToProto(population.verdict.respondents[kWholeTeam]));
  if (said->suppression() != v1::SUPPRESSION_UNSPECIFIED) return message;
  const Band all = population.count(group.figures().respondents);
  said->set_headcount(group.size().people());
  said->set_respondents(all.low);
  said->set_respondents_most(all.high);
  const Turnout turnout = TurnoutOf(group.size(), details->sites);
  const auto r = RepresentativenessOf(turnout, kFewestJudged);
  const bool divided = r && WhyNoTurnout(population) == Hidden::kShown;
  if (r) {
    divided ? SetTurnout(*r, all, said) : SetUndivided(*r, all, said);
    AddStaffGroups(population, turnout, said);
    SetEvenness(*r, said);
    AddScores(group, population, said);
  } else {
    SetNoRoster(said);
  }
  AddItems(results->levels.at(level)->instrument(), group, population, divided && r->whole_team,
           said);
  return message;
}

}  // namespace pcsp::assessments
