#include "services/assessments/rpc/comparison/team/convert_turnout.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "services/assessments/domain/comparison/result_sentences.h"
#include "services/assessments/domain/comparison/sentences.h"

namespace pcsp::assessments {
namespace {

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

// Why the numbers of staff groups are kept back, and what would change that.
absl::string_view Why(v1::Suppression suppression) {
  switch (suppression) {
    case v1::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE:
    case v1::SUPPRESSION_COMPLEMENT:
      return "of some groups too few answered, and the numbers of the others would give theirs "
             "away. More answers from every group would change that.";
    case v1::SUPPRESSION_OVERLAP:
      return "too few joined or left since an earlier wave, and both numbers would tell who.";
    default:
      return "the numbers would give away those of others that are too few.";
  }
}

}  // namespace

// Of none nobody answered of is that a secret.
Hidden WhyNoTurnout(const Population& population) {
  const Hidden why = population.verdict.respondents[kRoles];
  return why == Hidden::kShown && !population.covered(kRoles) ? Hidden::kOverlap : why;
}

void AddStaffGroups(const Population& population, const Turnout& turnout,
                    v1::Representativeness* message) {
  const Hidden why = WhyNoTurnout(population);
  for (int g = 0; g < kStaffGroups; ++g) {
    if (turnout.roster[g] == 0) continue;
    auto* added = message->add_staff_groups();
    added->set_staff_group(static_cast<pcsp::type::v1::StaffGroup>(g + 1));
    added->set_headcount(turnout.roster[g]);
    added->set_suppression(ToProto(why));
    if (why != Hidden::kShown) continue;
    const int people = turnout.respondents[g];
    const Band count = people == 0 ? Band{} : population.count(people, kRoles);
    added->set_respondents(count.low);
    added->set_respondents_most(count.high);
    if (count.low != count.high) continue;
    added->set_response_rate(std::min(1.0, static_cast<double>(people) / turnout.roster[g]));
  }
}

void SetEvenness(const Representativeness& r, v1::Representativeness* message) {
  double step = .01;
  for (const auto& group : message->staff_groups()) {
    if (group.suppression() != v1::SUPPRESSION_UNSPECIFIED) {
      message->set_evenness_sentence(absl::StrCat("How evenly staff groups answered is not shown: ",
                                                  Why(group.suppression())));
      return;
    }
    if (group.respondents_most() > group.respondents()) step = .1;
  }
  if (r.r_indicator) message->set_r_indicator(Rounded(*r.r_indicator, step));
  message->set_total_variation(Rounded(r.total_variation, step));
  message->set_evenness_sentence(
      EvennessSentence(r.r_indicator ? std::optional(message->r_indicator()) : std::nullopt,
                       message->total_variation()));
}

void SetNoRoster(v1::Representativeness* message) {
  message->set_sentence("How many people could have answered is not known.");
  message->set_evenness_sentence(
      "How evenly staff groups answered cannot be said: nobody has given headcounts. "
      "They count from the next wave that opens on.");
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

void SetWeighted(const Estimate& answered, const Estimate& weighted, const Outgoing& all,
                 const Outgoing& parts, v1::RoleWeightedScore* message) {
  const double step = parts.exact() ? all.step() : std::max(all.step(), kBandedStep);
  const Estimate rounded = Rounded(weighted, step);
  message->set_respondents(all.count().low);
  message->set_respondents_most(all.count().high);
  SetScore(rounded, message->mutable_weighted());
  SetScore(Rounded(answered, all.step()), message->mutable_as_answered());
  message->set_sentence(RoleWeightSentence(rounded, Rounded(answered, step)));
}

void SetUnderstanding(const UnderstandingDraws* draws, const Outgoing& outgoing, bool whole_team,
                      v1::ItemUnderstanding* message) {
  if (draws == nullptr) return;
  message->set_respondents(outgoing.count().low);
  message->set_respondents_most(outgoing.count().high);
  message->set_probability(Rounded(draws->common_probability, outgoing.share_step()));
  message->set_verdict(ToProto(UnderstandingOf(draws->common_probability, whole_team)));
  message->set_sentence(
      UnderstandingSentence(outgoing.count(), message->probability(), whole_team));
}

}  // namespace pcsp::assessments
