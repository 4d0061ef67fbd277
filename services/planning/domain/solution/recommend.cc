#include "services/planning/domain/solution/recommend.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "services/planning/domain/solution/reason.h"
#include "services/planning/domain/solution/slots.h"
#include "services/planning/domain/solution/unhelpful.h"

namespace pcsp::planning {
namespace {

using Rulings = std::map<std::string, FidelityRuling>;

bool AnswersAny(const Solution& solution, const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& finding) { return Answers(solution, finding.issue); });
}

Rulings Judged(const Catalogue& catalogue, const std::vector<Adaptation>& adaptations) {
  Rulings rulings;
  for (const Adaptation& adaptation : adaptations) {
    const Solution* const solution = catalogue.Find(adaptation.solution);
    if (solution != nullptr) rulings[solution->id] = Judge(*solution, adaptation);
  }
  return rulings;
}

// What all rankings of one question share.
struct Ranker {
  const Catalogue& catalogue;
  const RecommendationQuestion& question;
  const std::vector<Finding> ordered;  // by falling priority
  const Rulings rulings;

  std::vector<Recommendation> Candidates() const;
  Recommendation Make(const Solution& solution) const;
};

// Every solution that answers a finding and is not blocked, of any level.
std::vector<Recommendation> Ranker::Candidates() const {
  std::vector<Recommendation> candidates;
  for (const Solution& solution : catalogue.solutions()) {
    if (!AnswersAny(solution, ordered)) continue;
    const auto ruling = rulings.find(solution.id);
    if (ruling != rulings.end() && ruling->second.ruling == Ruling::kBlocked) continue;
    candidates.push_back(Make(solution));
  }
  return candidates;
}

// The reason is written later, for those that are kept.
Recommendation Ranker::Make(const Solution& solution) const {
  Recommendation made;
  made.solution = &solution;
  made.own_level = solution.level == question.level;
  const auto ruling = rulings.find(solution.id);
  if (ruling != rulings.end()) made.fidelity = ruling->second;
  if (question.evidence) {
    const bool altered = made.fidelity && made.fidelity->altered;
    made.value = ValueAt(solution, altered, ordered, *question.evidence);
    made.value_per_hour = made.value.expected;
  } else {
    made.value_per_hour = ValuePerHour(solution, ordered);
  }
  for (const Finding& finding : ordered) {
    if (Answers(solution, finding.issue)) made.issues.push_back(finding.issue);
  }
  return made;
}

// A candidate as the answer to one finding, for which only what it does about that counts.
Recommendation For(const Finding& finding, const Recommendation& candidate) {
  Recommendation made = candidate;
  made.issues = {finding.issue};
  made.value = candidate.value.On(finding, candidate.solution->hours);
  made.value_per_hour = candidate.value.effects.empty()
                            ? ValuePerHour(*candidate.solution, {finding})
                            : made.value.expected;
  return made;
}

std::vector<Recommendation> AnswersTo(const Finding& finding,
                                      const std::vector<Recommendation>& candidates) {
  std::vector<Recommendation> answers;
  for (const Recommendation& candidate : candidates) {
    if (!Answers(*candidate.solution, finding.issue)) continue;
    if (MayHelpOn(finding.issue, candidate.value)) answers.push_back(For(finding, candidate));
  }
  return answers;
}

void Rank(std::vector<Recommendation>& ranking) {
  std::sort(ranking.begin(), ranking.end(), [](const auto& a, const auto& b) {
    return std::make_tuple(!a.own_level, -a.value_per_hour, a.solution->id) <
           std::make_tuple(!b.own_level, -b.value_per_hour, b.solution->id);
  });
}

// Of the solution in the form in which the site has it.
std::vector<ToldStory> StoriesFor(const Recommendation& one, const SiteEvidence& evidence) {
  if (evidence.stories == nullptr) return {};
  const bool altered = one.fidelity && one.fidelity->altered;
  return evidence.stories->Tell(one.issues, {one.solution->id, altered}, evidence.listener);
}

// What only those need that are kept.
void Finish(std::vector<Recommendation>& ranking, const std::vector<Finding>& findings,
            const RecommendationQuestion& question) {
  if (ranking.size() > question.most) ranking.resize(question.most);
  for (Recommendation& one : ranking) {
    one.reason = ReasonOf(one, findings, question.level);
    if (question.evidence) one.stories = StoriesFor(one, *question.evidence);
  }
}

std::vector<BlockedSolution> Blocked(const Ranker& ranker) {
  std::vector<BlockedSolution> blocked;
  for (const auto& [id, ruling] : ranker.rulings) {
    const Solution* const solution = ranker.catalogue.Find(id);
    if (ruling.ruling != Ruling::kBlocked) continue;
    if (AnswersAny(*solution, ranker.question.findings)) blocked.push_back({solution, ruling});
  }
  return blocked;
}

std::vector<Warning> Warnings(const Ranker& ranker, const std::vector<Recommendation>& candidates,
                              const Recommendations& answer) {
  const Level level = ranker.question.level;
  std::vector<Warning> warnings;
  std::vector<const Solution*> proposed, choice;
  for (const Recommendation& one : answer.overall) proposed.push_back(one.solution);
  for (const Recommendation& one : candidates) {
    if (!NotForTheWhole(one.value)) choice.push_back(one.solution);
  }
  if (OnlyTraining(proposed)) {
    warnings.push_back(OnlyTrainingWarning(choice, ranker.ordered, level));
  }
  const auto may_help = [&](const Solution& solution, const Finding& finding) {
    return std::ranges::none_of(answer.unhelpful, [&](const UnhelpfulSolution& one) {
      return one.solution == &solution &&
             std::ranges::any_of(
                 one.effects, [&](const EffectHere& here) { return here.issue == finding.issue; });
    });
  };
  for (Warning& warning : UnansweredWarnings(ranker.catalogue, ranker.ordered, level, may_help)) {
    warnings.push_back(std::move(warning));
  }
  return warnings;
}

}  // namespace

bool Answers(const Solution& solution, absl::string_view issue) {
  return std::find(solution.answers.begin(), solution.answers.end(), issue) !=
         solution.answers.end();
}

double ValuePerHour(const Solution& solution, const std::vector<Finding>& findings) {
  double value = 0;
  for (const Finding& finding : findings) {
    if (Answers(solution, finding.issue)) value += Priority(finding) * solution.effect;
  }
  return value / solution.hours;
}

Recommendations Recommend(const Catalogue& catalogue, const RecommendationQuestion& question) {
  const Ranker ranker{catalogue, question, ByPriority(question.findings),
                      Judged(catalogue, question.adaptations)};
  const std::vector<Recommendation> candidates = ranker.Candidates();
  Recommendations answer;
  answer.unhelpful = UnhelpfulAmong(candidates);
  for (const Finding& finding : ranker.ordered) {
    IssueRecommendations issue{finding, AnswersTo(finding, candidates)};
    Rank(issue.ranked);
    Finish(issue.ranked, {finding}, question);
    answer.by_issue.push_back(std::move(issue));
  }
  for (const Recommendation& candidate : candidates) {
    if (candidate.own_level && !NotForTheWhole(candidate.value)) {
      answer.overall.push_back(candidate);
    }
  }
  question.evidence ? FillSlots(answer.overall) : Rank(answer.overall);
  Finish(answer.overall, ranker.ordered, question);
  answer.blocked = Blocked(ranker);
  answer.warnings = Warnings(ranker, candidates, answer);
  return answer;
}

Recommendations Recommend(const Catalogue& catalogue, const std::vector<Finding>& findings,
                          Level level, size_t most) {
  return Recommend(catalogue, {findings, level, most, std::nullopt, {}});
}

}  // namespace pcsp::planning
