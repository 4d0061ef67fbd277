// GetRepresentativeness.
#include "services/assessments/domain/comparison/representativeness.h"

#include <algorithm>
#include <cmath>

#include "common/base/status_macros.h"
#include "services/assessments/domain/comparison/sentences.h"
#include "services/assessments/rpc/comparison/cells.h"
#include "services/assessments/rpc/comparison/comparison_methods.h"
#include "services/assessments/rpc/comparison/shown.h"
#include "services/assessments/rpc/convert.h"

namespace pcsp::assessments {
namespace {

constexpr auto kHidden = v1::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE;

// Whether each staff group may be told apart; one nobody answered of is no secret.
bool AnyHidden(const Wave& wave, const std::array<int, kStaffGroups>& respondents) {
  return std::any_of(respondents.begin(), respondents.end(), [&](int count) {
    return count > 0 && WhyHidden(wave, {.respondents = count}) == kHidden;
  });
}

void AddStaffGroups(const Turnout& turnout, bool hidden, v1::Representativeness* message) {
  for (int g = 0; g < kStaffGroups; ++g) {
    if (turnout.roster[g] == 0) continue;
    auto* added = message->add_staff_groups();
    added->set_staff_group(static_cast<pcsp::type::v1::StaffGroup>(g + 1));
    added->set_headcount(turnout.roster[g]);
    if (hidden) {
      added->set_suppression(kHidden);
      continue;
    }
    added->set_respondents(turnout.respondents[g]);
    added->set_response_rate(
        std::min(1.0, static_cast<double>(turnout.respondents[g]) / turnout.roster[g]));
  }
}

// From the weighted score, the plain mean and the roster the mean of a staff group could be worked
// out if it were the only one hidden; together they must be as many as may be shown.
bool WeightsGiveAway(const Wave& wave, const GroupMeans& groups) {
  int hidden = 0;
  double people = 0;
  for (const SiteMean& group : groups) {
    if (group.people == 0) continue;
    if (WhyHidden(wave, {.respondents = static_cast<int64_t>(group.people)}) != kHidden) continue;
    ++hidden;
    people += group.people;
  }
  return hidden == 1 ||
         (hidden > 1 && WhyHidden(wave, {.respondents = static_cast<int64_t>(people)}) == kHidden);
}

void AddScores(const WaveResults& results, const WaveSite& site, const SiteDetails& details,
               const LevelDetails& level, v1::Representativeness* message) {
  const WaveFigures& figures = results.FiguresOf(site);
  for (const auto& [word, construct] : kConstructWords) {
    const int c = static_cast<int>(construct);
    auto* added = message->add_scores();
    added->set_construct(ToProto(construct));
    const SiteMean mean =
        ShownMean(results.wave, MeanOf(figures, StatisticsOf(results, site), construct));
    if (mean.people == 0 || WeightsGiveAway(results.wave, details.groups[c])) {
      added->set_suppression(kHidden);
      continue;
    }
    const Estimate answered = HowSiteWorks(mean, figures.pool(construct));
    const auto weighted =
        RoleWeightedScore(details.groups[c], site.headcount, answered, level.groups[c]);
    if (!weighted) continue;
    added->set_respondents(static_cast<int>(mean.people));
    SetScore(*weighted, added->mutable_weighted());
    SetScore(answered, added->mutable_as_answered());
    added->set_sentence(RoleWeightSentence(*weighted, answered));
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
  const SiteFigures figures = level.Figures(results.PlaceOf(site), Detail::kItems);
  for (size_t i = 0; i < figures.items.size(); ++i) {
    const int64_t answers = Answers(figures.items[i].scored);
    auto* added = message->add_items();
    added->set_item(level.instrument().items[i].code);
    added->set_suppression(WhyHidden(results.wave, {.respondents = answers}));
    if (added->suppression() == kHidden) continue;
    const double probability = figures.items[i].agreement.draws->common_probability;
    added->set_respondents(static_cast<int>(answers));
    added->set_probability(probability);
    added->set_verdict(ToProto(UnderstandingOf(probability, whole_team)));
  }
}

// To a tenth while counts are hidden: more digits would give them away.
double Told(double value, bool hidden) { return hidden ? std::round(value * 10) / 10 : value; }

void SetTurnout(const Representativeness& r, bool hidden, v1::Representativeness* message) {
  message->set_response_rate(r.response_rate);
  if (r.r_indicator) message->set_r_indicator(Told(*r.r_indicator, hidden));
  message->set_total_variation(Told(r.total_variation, hidden));
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
  const int64_t respondents = StatisticsOf(*results, *site).respondents;
  message.set_suppression(WhyHidden(results->wave, {.respondents = respondents}));
  if (message.suppression() == kHidden) return message;
  ASSIGN_OR_RETURN(const auto details, details_.Get(*results));
  const SiteDetails& team = details->sites[site->number - 1];
  const bool hidden = AnyHidden(results->wave, team.respondents);
  message.set_headcount(site->people());
  message.set_respondents(static_cast<int>(respondents));
  const Turnout turnout{site->headcount, team.respondents};
  const auto r = RepresentativenessOf(turnout);
  if (r) {
    SetTurnout(*r, hidden, &message);
    AddStaffGroups(turnout, hidden, &message);
    AddScores(*results, *site, team, details->levels.at(site->level), &message);
  } else {
    message.set_sentence("How many people could have answered is not known.");
  }
  AddItems(*results, *site, r && r->whole_team, &message);
  return message;
}

}  // namespace pcsp::assessments
