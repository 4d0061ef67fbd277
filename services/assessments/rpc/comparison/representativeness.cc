// GetRepresentativeness.
#include "services/assessments/domain/comparison/representativeness.h"

#include <algorithm>

#include "common/base/status_macros.h"
#include "services/assessments/domain/comparison/sentences.h"
#include "services/assessments/rpc/comparison/cells.h"
#include "services/assessments/rpc/comparison/comparison_methods.h"
#include "services/assessments/rpc/results/convert_results.h"

namespace pcsp::assessments {
namespace {

// Why it may not be shown how many of each staff group answered; of none nobody answered of is that
// a secret.
Hidden WhyNoTurnout(const WaveDisclosure& disclosure, int node) {
  const Hidden why = disclosure.VerdictOf(node).respondents[kRoles];
  return why == Hidden::kShown && !disclosure.IsCovered({node}) ? Hidden::kOverlap : why;
}

// The staff groups of a team that answered, each a part of the figure.
Outgoing GroupsOf(const WaveResults& results, const WaveSite& site, const GroupMeans& groups) {
  Outgoing outgoing;
  for (const SiteMean& group : groups) {
    if (group.people > 0) Add(results, site, static_cast<int64_t>(group.people), &outgoing);
  }
  return outgoing;
}

void AddStaffGroups(const WaveDisclosure& disclosure, int node, const Turnout& turnout,
                    v1::Representativeness* message) {
  const Hidden why = WhyNoTurnout(disclosure, node);
  for (int g = 0; g < kStaffGroups; ++g) {
    if (turnout.roster[g] == 0) continue;
    auto* added = message->add_staff_groups();
    added->set_staff_group(static_cast<pcsp::type::v1::StaffGroup>(g + 1));
    added->set_headcount(turnout.roster[g]);
    added->set_suppression(ToProto(why));
    if (why != Hidden::kShown) continue;
    const int people = turnout.respondents[g];
    const Band count = people == 0 ? Band{} : disclosure.Count(node, people);
    added->set_respondents(count.low);
    added->set_respondents_most(count.high);
    if (count.low != count.high) continue;
    added->set_response_rate(std::min(1.0, static_cast<double>(people) / turnout.roster[g]));
  }
}

// The weighted score weighs the means of staff groups by the roster: beside the plain mean it is a
// second equation in them, so it needs that they may be told apart, and is as coarse as they are.
void AddScores(const WaveResults& results, const WaveSite& site, const SiteDetails& details,
               const LevelDetails& level, v1::Representativeness* message) {
  for (const auto& [word, construct] : kConstructWords) {
    const int c = static_cast<int>(construct);
    auto* added = message->add_scores();
    added->set_construct(ToProto(construct));
    const Cell cell = CellOf(results, site, construct);
    const Hidden why =
        cell.why != Hidden::kShown ? cell.why : WhyNotInGroups(results, site, construct);
    added->set_suppression(ToProto(why));
    if (why != Hidden::kShown) continue;
    const Estimate answered = HowSiteWorks(cell.mean, results.FiguresOf(site).pool(construct));
    const auto exact =
        RoleWeightedScore(details.groups[c], site.headcount, answered, level.groups[c]);
    if (!exact) continue;
    Outgoing team;
    Add(results, site, static_cast<int64_t>(cell.mean.people), &team);
    const Outgoing parts = GroupsOf(results, site, details.groups[c]);
    const double step = parts.exact() ? team.step() : std::max(team.step(), kBandedStep);
    const Estimate weighted = Rounded(*exact, step);
    added->set_respondents(team.count().low);
    added->set_respondents_most(team.count().high);
    SetScore(weighted, added->mutable_weighted());
    SetScore(Rounded(answered, team.step()), added->mutable_as_answered());
    added->set_sentence(RoleWeightSentence(weighted, Rounded(answered, step)));
  }
}

v1::UnderstandingVerdict ToProto(Understanding understanding) {
  switch (understanding) {
    case Understanding::kEstablished:
      return v1::UNDERSTANDING_VERDICT_ESTABLISHED;
    case Understanding::kProbable:
      return v1::UNDERSTANDING_VERDICT_PROBABLE;
    case Understanding::kNotEstablished:
      break;
  }
  return v1::UNDERSTANDING_VERDICT_NOT_ESTABLISHED;
}

void AddItems(const WaveResults& results, const WaveSite& site, bool whole_team,
              v1::Representativeness* message) {
  const WaveFigures& level = results.FiguresOf(site);
  const Instrument& instrument = level.instrument();
  const SiteFigures figures = level.Figures(results.PlaceOf(site), Detail::kItems);
  for (size_t i = 0; i < figures.items.size(); ++i) {
    if (!instrument.ScaleOf(instrument.items[i]).ordered()) continue;
    const ItemCell cell = CellOf(results, site, static_cast<int>(i));
    auto* added = message->add_items();
    added->set_item(instrument.items[i].code);
    added->set_suppression(ToProto(cell.why));
    const auto& draws = figures.items[i].agreement.draws;
    if (cell.why != Hidden::kShown || !draws) continue;
    Outgoing outgoing;
    Add(results, site, Answers(cell.scored), &outgoing);
    added->set_respondents(outgoing.count().low);
    added->set_respondents_most(outgoing.count().high);
    added->set_probability(Rounded(draws->common_probability, outgoing.share_step()));
    added->set_verdict(ToProto(UnderstandingOf(draws->common_probability, whole_team)));
  }
}

// How evenly staff groups answered, as far as their numbers are given.
void SetEvenness(const Representativeness& r, v1::Representativeness* message) {
  double step = .01;
  for (const auto& group : message->staff_groups()) {
    if (group.suppression() != v1::SUPPRESSION_UNSPECIFIED) return;
    if (group.respondents_most() > group.respondents()) step = .1;
  }
  if (r.r_indicator) message->set_r_indicator(Rounded(*r.r_indicator, step));
  message->set_total_variation(Rounded(r.total_variation, step));
}

void SetTurnout(Representativeness r, const Band& team, v1::Representativeness* message) {
  if (team.low == team.high) message->set_response_rate(r.response_rate);
  r.respondents = team.low;
  r.respondents_most = team.high;
  for (StaffGroup group : r.silent_groups) {
    message->add_silent_staff_groups(static_cast<pcsp::type::v1::StaffGroup>(group));
  }
  message->set_whole_team(r.whole_team);
  message->set_next_question(NextQuestionOf(r));
  message->set_sentence(SentenceOf(r));
}

}  // namespace

absl::StatusOr<v1::Representativeness> ComparisonMethods::GetRepresentativeness(
    const rpc::Call&, const v1::GetRepresentativenessRequest& request) {
  ASSIGN_OR_RETURN(const Found found, Find(request.name()));
  const auto& [results, site] = found;
  v1::Representativeness message;
  message.set_name(request.name());
  const WaveDisclosure& disclosure = results->DisclosureOf(site->level);
  const int node = disclosure.NodeOf(*site);
  message.set_suppression(ToProto(disclosure.Respondents(node)));
  if (message.suppression() != v1::SUPPRESSION_UNSPECIFIED) return message;
  ASSIGN_OR_RETURN(const auto details, details_.Get(*results));
  const SiteDetails& team = details->sites[site->number - 1];
  const Band respondents = disclosure.Count(node, StatisticsOf(*results, *site).respondents);
  message.set_headcount(site->people());
  message.set_respondents(respondents.low);
  message.set_respondents_most(respondents.high);
  const Turnout turnout{site->headcount, team.respondents};
  const auto r = RepresentativenessOf(turnout);
  if (r) {
    SetTurnout(*r, respondents, &message);
    AddStaffGroups(disclosure, node, turnout, &message);
    SetEvenness(*r, &message);
    AddScores(*results, *site, team, details->levels.at(site->level), &message);
  } else {
    message.set_sentence("How many people could have answered is not known.");
  }
  AddItems(*results, *site, r && r->whole_team, &message);
  return message;
}

}  // namespace pcsp::assessments
