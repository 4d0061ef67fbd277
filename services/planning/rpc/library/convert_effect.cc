#include "services/planning/rpc/library/convert_effect.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/planning/domain/effect/words.h"
#include "services/planning/domain/names.h"
#include "services/planning/rpc/convert.h"
#include "services/planning/rpc/library/convert_outcome.h"
#include "services/planning/rpc/library/convert_solution.h"
#include "services/planning/rpc/library/enums.h"

namespace pcsp::planning {
namespace {

void Set(const Ranged80& range, pb::EffectRange* proto) {
  proto->set_expected(range.expected);
  proto->set_low(range.low);
  proto->set_high(range.high);
}

std::string Sentence(const SolutionEffect& effect) {
  std::vector<std::string> sentences = {
      absl::StrCat("It ", InWords(VerdictOf(effect)), "."),
      absl::StrCat(Measured(effect, effect.effect, effect.p_over_2), ".")};
  if (const auto whom = WhomItHelped(effect); !whom.empty()) {
    sentences.push_back(absl::StrCat("It helped ", absl::StrJoin(whom, ", "), "."));
  }
  for (const std::string& caveat : Caveats(effect)) sentences.push_back(caveat);
  return absl::StrJoin(sentences, " ");
}

// The effect at the site that asks takes the place of that at an average one.
pb::SolutionEffect AtSite(const EffectHere& here, const Library& library,
                          const std::string& programme) {
  pb::SolutionEffect proto = ToProto(here.issue, *here.measured, library, programme);
  Set(here.points, proto.mutable_points());
  proto.set_p_over_2(here.p_over_2);
  proto.set_sentence(Measured(*here.measured, here.points, here.p_over_2));
  return proto;
}

pb::UnhelpfulSolution ToProto(const UnhelpfulSolution& one, const Library& library,
                              const std::string& programme) {
  pb::UnhelpfulSolution proto;
  proto.set_solution(SolutionNameOf(*one.solution, programme));
  proto.set_title(one.solution->title);
  proto.set_verdict(MessageOf(one.verdict, kVerdicts));
  for (const EffectHere& here : one.effects) {
    *proto.add_effects() = AtSite(here, library, programme);
  }
  proto.set_reason(one.reason);
  return proto;
}

pb::Story ToProto(const ToldStory& told, const std::string& programme) {
  pb::Story proto;
  proto.set_teller(told.teller);
  if (!told.organisation.empty()) {
    proto.set_organisation(OrganisationName{programme, told.organisation}.Text());
  }
  proto.set_issue(told.issue);
  proto.mutable_likeness()->Assign(told.likeness.begin(), told.likeness.end());
  proto.set_result(MessageOf(told.result, kStoryResults));
  proto.set_sentence(told.Sentence());
  return proto;
}

double ExpectedPoints(const Recommendation& one) {
  if (one.value.effects.empty()) return one.solution->effect;
  double sum = 0;
  for (const EffectHere& here : one.value.effects) sum += here.points.expected;
  return sum / static_cast<double>(one.value.effects.size());
}

pb::Recommendation ToProto(const Recommendation& one, int rank, const Library& library,
                           const std::string& programme) {
  pb::Recommendation proto;
  *proto.mutable_solution() = ToProto(*one.solution, programme);
  proto.set_rank(rank);
  proto.set_value_per_hour(one.value_per_hour);
  proto.set_value_per_hour_low(one.value.low);
  proto.set_expected_effect_points(ExpectedPoints(one));
  proto.mutable_issues()->Assign(one.issues.begin(), one.issues.end());
  proto.set_reason(one.reason);
  proto.set_own_level(one.own_level);
  proto.set_slot(MessageOf(one.slot, kSlots));
  for (const EffectHere& here : one.value.effects) {
    if (here.measured != nullptr) *proto.add_effects() = AtSite(here, library, programme);
  }
  for (const ToldStory& told : one.stories) *proto.add_stories() = ToProto(told, programme);
  if (one.fidelity) {
    proto.mutable_adaptation()->set_ruling(one.fidelity->Reason());
    proto.mutable_adaptation()->set_altered(one.fidelity->altered);
  }
  return proto;
}

}  // namespace

pb::SolutionEffect ToProto(const std::string& issue, const SolutionEffect& effect,
                           const Library& library, const std::string& programme) {
  pb::SolutionEffect proto;
  proto.set_issue(issue);
  *proto.mutable_treatment() = ToProto(effect.treatment, library, programme);
  const Solution* solution = library.Find(effect.treatment.solution);
  if (solution != nullptr) proto.set_title(solution->title);
  proto.set_sites(effect.sites);
  proto.set_rounds(effect.rows);
  proto.set_comparison_sites(effect.comparison_sites);
  proto.set_uncontrolled(!effect.controlled());
  Set(effect.effect, proto.mutable_points());
  proto.set_p_over_2(effect.p_over_2);
  proto.set_p_below_0(effect.p_below_0);
  proto.set_verdict(MessageOf(VerdictOf(effect), kVerdicts));
  proto.set_helped(effect.helped);
  proto.set_unclear(effect.unclear);
  proto.set_persisted(effect.persisted);
  for (const Moderation& one : effect.moderations) {
    pb::Moderation* moderation = proto.add_moderations();
    moderation->set_moderator(std::string(one.moderator));
    Set(one.points, moderation->mutable_points());
    moderation->set_p_positive(one.p_positive);
  }
  for (const CoAdoption& one : effect.co_adopted) {
    pb::CoAdoption* other = proto.add_co_adopted();
    *other->mutable_with() = ToProto(one.with, library, programme);
    other->set_share(one.share);
  }
  if (effect.fidelity) proto.set_fidelity_change(effect.fidelity->points);
  proto.set_sentence(Sentence(effect));
  return proto;
}

pb::RecommendSolutionsResponse ToProto(const Recommendations& recommendations,
                                       const Library& library, const std::string& programme) {
  pb::RecommendSolutionsResponse proto;
  int rank = 0;
  for (const Recommendation& one : recommendations.overall) {
    *proto.add_overall() = ToProto(one, ++rank, library, programme);
  }
  for (const IssueRecommendations& issue : recommendations.by_issue) {
    pb::IssueRecommendations* by_issue = proto.add_by_issue();
    by_issue->set_issue(issue.finding.issue);
    by_issue->set_level(ToProto(issue.finding.level));
    by_issue->set_priority(Priority(issue.finding));
    rank = 0;
    for (const Recommendation& one : issue.ranked) {
      *by_issue->add_recommendations() = ToProto(one, ++rank, library, programme);
    }
  }
  for (const UnhelpfulSolution& one : recommendations.unhelpful) {
    *proto.add_unhelpful() = ToProto(one, library, programme);
  }
  for (const BlockedSolution& one : recommendations.blocked) {
    pb::BlockedSolution* blocked = proto.add_blocked();
    blocked->set_solution(SolutionNameOf(*one.solution, programme));
    blocked->set_reason(one.fidelity.Reason());
  }
  for (const Warning& warning : recommendations.warnings) {
    *proto.add_warnings() = ToProto(warning);
  }
  return proto;
}

}  // namespace pcsp::planning
