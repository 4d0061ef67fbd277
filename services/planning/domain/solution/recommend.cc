#include "services/planning/domain/solution/recommend.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace pcsp::planning {
namespace {

std::string Reason(const Solution& solution, const std::vector<const Finding*>& answered,
                   Level asking) {
  std::string reason;
  if (solution.level != asking) {
    absl::StrAppend(&reason, "For the ", LevelInWords(solution.level), " to do: answers ");
  } else {
    absl::StrAppend(&reason, "Answers ");
  }
  absl::StrAppend(&reason, Quoted(*answered[0]), " (", HowBad(*answered[0]), ")");
  const size_t more = answered.size() - 1;
  if (more > 0) absl::StrAppend(&reason, " and ", more, more == 1 ? " other" : " others");
  absl::StrAppendFormat(&reason, ": %.3g points expected on %s for %.3g hours of work.",
                        solution.effect, more > 0 ? "each" : "it", solution.hours);
  return reason;
}

// `findings` by falling priority; at least one is answered.
Recommendation Make(const Solution& solution, const std::vector<Finding>& findings, Level asking) {
  Recommendation made;
  made.solution = &solution;
  made.own_level = solution.level == asking;
  made.value_per_hour = ValuePerHour(solution, findings);
  std::vector<const Finding*> answered;
  for (const Finding& finding : findings) {
    if (!Answers(solution, finding.issue)) continue;
    answered.push_back(&finding);
    made.issues.push_back(finding.issue);
  }
  made.reason = Reason(solution, answered, asking);
  return made;
}

bool AnswersAny(const Solution& solution, const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& finding) { return Answers(solution, finding.issue); });
}

void Rank(std::vector<Recommendation>& ranking, size_t most) {
  std::sort(ranking.begin(), ranking.end(), [](const auto& a, const auto& b) {
    return std::make_tuple(!a.own_level, -a.value_per_hour, a.solution->id) <
           std::make_tuple(!b.own_level, -b.value_per_hour, b.solution->id);
  });
  if (ranking.size() > most) ranking.resize(most);
}

std::vector<Recommendation> Ranked(const Catalogue& catalogue, const std::vector<Finding>& findings,
                                   Level level, bool other_levels, size_t most) {
  std::vector<Recommendation> ranking;
  for (const Solution& solution : catalogue.solutions()) {
    if (!AnswersAny(solution, findings)) continue;
    if (solution.level != level && !other_levels) continue;
    ranking.push_back(Make(solution, findings, level));
  }
  Rank(ranking, most);
  return ranking;
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

Recommendations Recommend(const Catalogue& catalogue, const std::vector<Finding>& findings,
                          Level level, size_t most) {
  const std::vector<Finding> ordered = ByPriority(findings);
  Recommendations answer;
  answer.overall = Ranked(catalogue, ordered, level, /*other_levels=*/false, most);
  for (const Finding& finding : ordered) {
    answer.by_issue.push_back(
        {finding, Ranked(catalogue, {finding}, level, /*other_levels=*/true, most)});
  }
  std::vector<const Solution*> proposed;
  for (const Recommendation& one : answer.overall) proposed.push_back(one.solution);
  if (OnlyTraining(proposed)) {
    answer.warnings.push_back(OnlyTrainingWarning(catalogue, ordered, level));
  }
  for (Warning& warning : UnansweredWarnings(catalogue, ordered, level)) {
    answer.warnings.push_back(std::move(warning));
  }
  return answer;
}

}  // namespace pcsp::planning
