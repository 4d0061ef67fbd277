#include "services/assessments/rpc/comparison/change/convert_change.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/assessments/domain/comparison/sentences.h"
#include "services/assessments/rpc/results/convert_results.h"

namespace pcsp::assessments {
namespace {

v1::ChangeVerdict ToProto(ChangeWord word) {
  switch (word) {
    case ChangeWord::kImproved:
      return v1::CHANGE_VERDICT_IMPROVED;
    case ChangeWord::kProbablyImproved:
      return v1::CHANGE_VERDICT_PROBABLY_IMPROVED;
    case ChangeWord::kCannotTell:
      return v1::CHANGE_VERDICT_CANNOT_TELL;
    case ChangeWord::kAboutTheSame:
      return v1::CHANGE_VERDICT_ABOUT_THE_SAME;
    case ChangeWord::kProbablyWorse:
      return v1::CHANGE_VERDICT_PROBABLY_WORSE;
    case ChangeWord::kWorse:
      return v1::CHANGE_VERDICT_WORSE;
    case ChangeWord::kUnknown:
      break;
  }
  return v1::CHANGE_VERDICT_UNSPECIFIED;
}

Change RoundedChange(Change change, const Outgoing& before, const Outgoing& after) {
  const double step = std::max(before.step(), after.step());
  const double share = step > 0 ? .01 : 0;
  const auto score = [step](double x) { return Rounded(std::clamp(x, 0.0, 100.0), step); };
  change.score = {score(change.score.first), score(change.score.second)};
  if (step > 0) change = InSteps(change, step);
  for (double* p : {&change.p_improved, &change.p_improved_by, &change.p_worse_by}) {
    *p = Rounded(*p, share);
  }
  if (!before.exact() || !after.exact()) change.reliable_change.reset();
  if (change.reliable_change) *change.reliable_change = Rounded(*change.reliable_change, step);
  return change;
}

void SetChange(const std::string& subject, const Change& exact, const Outgoing& before,
               const Outgoing& after, v1::ScoreChange* message) {
  const Change change = RoundedChange(exact, before, after);
  message->set_respondents_before(before.count().low);
  message->set_respondents_before_most(before.count().high);
  message->set_respondents_after(after.count().low);
  message->set_respondents_after_most(after.count().high);
  message->set_score_before(change.score.first);
  message->set_score_after(change.score.second);
  message->set_difference(change.difference);
  SetInterval(change.low, change.high, message->mutable_interval());
  message->set_improved_probability(change.p_improved);
  message->set_improved_by_5_probability(change.p_improved_by);
  message->set_worse_by_5_probability(change.p_worse_by);
  if (change.reliable_change) message->set_reliable_change(*change.reliable_change);
  message->set_verdict(ToProto(change.word));
  message->set_sentence(SentenceOf(subject, change));
}

}  // namespace

void SetSite(const std::string& subject, const Compared& sites, size_t site,
             v1::ScoreChange* message) {
  if (sites.why[site] != Hidden::kShown) {
    message->set_suppression(ToProto(sites.why[site]));
    return;
  }
  SetChange(subject, ChangeOf(sites.means[site], EstimateChangePool(sites.means)),
            sites.before[site], sites.after[site], message);
}

void SetProgramme(const std::string& subject, const Compared& sites, v1::ScoreChange* message) {
  const ChangePool pool = EstimateChangePool(sites.means);
  const auto change = ProgrammeChange(sites.means, pool);
  if (!change) {
    message->set_suppression(
        ToProto(sites.why.empty() ? Hidden::kBelowMinimum : sites.why.front()));
    return;
  }
  int improved = 0, worse = 0;
  Outgoing before, after;
  for (size_t i = 0; i < sites.means.size(); ++i) {
    if (!sites.means[i].both()) continue;
    before.Add(sites.before[i]);
    after.Add(sites.after[i]);
    const ChangeWord word = ChangeOf(sites.means[i], pool).word;
    improved += word == ChangeWord::kImproved;
    worse += word == ChangeWord::kWorse;
  }
  message->set_sites(pool.sites);
  message->set_sites_improved(improved);
  message->set_sites_worse(worse);
  SetChange(subject, *change, before, after, message);
  message->set_sentence(absl::StrCat(message->sentence(), " ",
                                     SitesOfChange(pool.sites, sites.asked, improved, worse)));
}

}  // namespace pcsp::assessments
