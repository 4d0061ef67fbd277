#include "services/planning/domain/site_plan.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/domain/open_issues.h"
#include "services/planning/domain/timetable.h"

namespace pcsp::planning {
namespace {

// What could be started next: a solution with what it still needs, prerequisites first.
struct Choice {
  std::vector<const Solution*> steps;
  double gain = 0;     // of all steps together
  double quarter = 0;  // the share of a quarter that they take, of its hours or of its places

  const Solution& wanted() const { return *steps.back(); }
  bool BetterThan(const Choice& other) const {
    if (other.steps.empty()) return true;
    return std::make_tuple(-gain / quarter, -gain, wanted().id) <
           std::make_tuple(-other.gain / other.quarter, -other.gain, other.wanted().id);
  }
};

bool Needs(const Solution& solution, const std::string& id) {
  const auto& needed = solution.prerequisites;
  return std::find(needed.begin(), needed.end(), id) != needed.end();
}

class Drafter {
 public:
  Drafter(const Catalogue& catalogue, const PlanProblem& problem)
      : catalogue_(catalogue),
        problem_(problem),
        issues_(problem.findings),
        timetable_(problem.start, problem.quarters, problem.hours_per_quarter) {}

  PlanDraft Draft() {
    for (int quarter = 0; quarter < problem_.quarters; ++quarter) {
      while (timetable_.FreePlace(quarter)) {
        const Choice best = Best(quarter);
        if (best.steps.empty()) break;
        Start(best, quarter);
      }
    }
    DropLonePreparation();
    SayWhatIsPrepared();
    return Finish();
  }

 private:
  bool WorthWhile(const Solution& solution) const {
    if (solution.level != problem_.level || started_.count(solution.id) > 0) return false;
    return issues_.WorthWhile(issues_.Gain(solution));
  }

  Choice ChoiceFor(const Solution& solution) const {
    Choice choice;
    choice.steps = catalogue_.WithPrerequisites(solution, started_);
    OpenIssues after = issues_;
    double hours = 0;
    for (const Solution* step : choice.steps) {
      choice.gain += after.Close(*step);
      hours += step->hours;
    }
    choice.quarter = std::max(hours / problem_.hours_per_quarter,
                              static_cast<double>(choice.steps.size()) / kMostNewActions);
    return choice;
  }

  Choice Best(int quarter) const {
    Choice best;
    for (const Solution& solution : catalogue_.solutions()) {
      if (!WorthWhile(solution)) continue;
      Choice choice = ChoiceFor(solution);
      if (timetable_.Fits(choice.steps, quarter) && choice.BetterThan(best)) {
        best = std::move(choice);
      }
    }
    return best;
  }

  void Start(const Choice& choice, int quarter) {
    const Solution& solution = *choice.steps.front();
    Action action;
    action.solution = solution.id;
    action.title = solution.title;
    for (const Finding& finding : issues_.AnsweredBy(solution)) {
      action.issues.push_back(finding.issue);
    }
    action.owner_role = solution.owner_role;
    action.quarter = quarter + 1;
    action.start = timetable_.StartDay(solution, quarter);
    action.due = Timetable::DueDay(solution, action.start);
    action.review = action.due + solution.review_weeks * kDaysPerWeek;
    action.hours = solution.hours;
    action.expected_benefit = issues_.Close(solution);
    action.core_functions = solution.core_functions;
    action.training = solution.training;
    action.reason = Reason(solution, action);
    timetable_.Book(solution, quarter);
    started_.insert(solution.id);
    actions_.push_back(std::move(action));
  }

  std::string Reason(const Solution& solution, const Action& action) const {
    std::vector<std::string> sentences;
    const std::vector<Finding> answered = issues_.AnsweredBy(solution);
    if (!answered.empty()) sentences.push_back(WhyThis(answered, action));
    for (const Action& before : actions_) {
      if (Needs(solution, before.solution)) {
        sentences.push_back(absl::StrCat("Follows \"", before.title, "\"."));
      }
    }
    if (action.quarter > 1 && solution.prerequisites.empty()) {
      sentences.push_back("Earlier quarters had no room for it.");
    }
    return absl::StrJoin(sentences, " ");
  }

  static std::string WhyThis(const std::vector<Finding>& answered, const Action& action) {
    std::string sentence = absl::StrFormat(
        "Closes %.1f %% of what is wrong for %.3g hours: answers %s (%s)",
        action.expected_benefit * 100, action.hours, Quoted(answered[0]), HowBad(answered[0]));
    const size_t more = answered.size() - 1;
    if (more > 0) absl::StrAppend(&sentence, " and ", more, more == 1 ? " other" : " others");
    return sentence + ".";
  }

  // A prerequisite that answers nothing itself goes if what it was to prepare found no room.
  void DropLonePreparation() {
    const auto lone = [this](const Action& action) {
      return action.issues.empty() &&
             std::none_of(actions_.begin(), actions_.end(), [&](const Action& other) {
               return Needs(*catalogue_.Find(other.solution), action.solution);
             });
    };
    auto found = std::find_if(actions_.begin(), actions_.end(), lone);
    while (found != actions_.end()) {
      actions_.erase(found);
      found = std::find_if(actions_.begin(), actions_.end(), lone);
    }
  }

  // Said last, when it is certain that what was to be prepared is in the plan.
  void SayWhatIsPrepared() {
    for (Action& action : actions_) {
      for (const Action& other : actions_) {
        if (!Needs(*catalogue_.Find(other.solution), action.solution)) continue;
        absl::StrAppend(&action.reason, action.reason.empty() ? "" : " ", "Prepares \"",
                        other.title, "\", which needs it first.");
      }
    }
  }

  // Useful solutions that are bigger than a quarter, or for which there was a place but no hours.
  std::vector<Choice> ShortOfHours() const {
    std::vector<Choice> left_out;
    for (const Solution& solution : catalogue_.solutions()) {
      if (!WorthWhile(solution)) continue;
      if (timetable_.TooBig(solution) || timetable_.AnyFreePlace()) {
        left_out.push_back(ChoiceFor(solution));
      }
    }
    std::stable_sort(left_out.begin(), left_out.end(),
                     [](const Choice& a, const Choice& b) { return a.gain > b.gain; });
    return left_out;
  }

  Warning HoursTooFew(const std::vector<Choice>& left_out) const {
    const Solution& first = left_out[0].wanted();
    Warning warning{Warning::Code::kHoursTooFew,
                    absl::StrFormat("\"%s\" (%.3g hours)", first.title, first.hours),
                    {}};
    const size_t more = left_out.size() - 1;
    if (more > 0) {
      absl::StrAppend(&warning.message, " and ", more, more == 1 ? " other" : " others");
    }
    absl::StrAppendFormat(&warning.message,
                          " would help but found no room in %.4g hours a quarter.",
                          problem_.hours_per_quarter);
    for (const Finding& finding : issues_.AnsweredBy(first)) {
      warning.issues.push_back(finding.issue);
    }
    return warning;
  }

  std::vector<Warning> Warnings() const {
    if (issues_.findings().empty()) {
      return {{Warning::Code::kNothingToActOn,
               "No finding is likely enough to act on; collect evidence first, beginning with the "
               "diagnosis's next questions.",
               {}}};
    }
    std::vector<Warning> warnings;
    std::vector<const Solution*> proposed;
    for (const Action& action : actions_) proposed.push_back(catalogue_.Find(action.solution));
    if (OnlyTraining(proposed)) {
      warnings.push_back(OnlyTrainingWarning(catalogue_, issues_.findings(), problem_.level));
    }
    for (Warning& one : UnansweredWarnings(catalogue_, issues_.findings(), problem_.level)) {
      warnings.push_back(std::move(one));
    }
    const std::vector<Choice> left_out = ShortOfHours();
    if (!left_out.empty()) warnings.push_back(HoursTooFew(left_out));
    return warnings;
  }

  PlanDraft Finish() {
    PlanDraft draft;
    draft.warnings = Warnings();
    draft.end = timetable_.end();
    draft.expected_benefit = issues_.Closed();
    draft.actions = std::move(actions_);
    std::stable_sort(draft.actions.begin(), draft.actions.end(),
                     [](const Action& a, const Action& b) { return a.start < b.start; });
    return draft;
  }

  const Catalogue& catalogue_;
  const PlanProblem& problem_;
  OpenIssues issues_;
  Timetable timetable_;
  std::set<std::string> started_;
  std::vector<Action> actions_;
};

}  // namespace

double DefaultHours(Level level) { return level == Level::kPractice ? 48 : 96; }

void CheckProblem(const PlanProblem& problem, Violations& violations) {
  CheckFindings(problem.findings, violations);
  if (!(problem.hours_per_quarter > 0 && problem.hours_per_quarter <= 10000)) {
    violations.Add("hours_per_quarter", absl::StrCat(problem.hours_per_quarter),
                   "more than 0 and at most 10000 hours");
  }
  if (problem.quarters < 1 || problem.quarters > kMostQuarters) {
    violations.Add("quarter_count", absl::StrCat(problem.quarters),
                   absl::StrCat("1 to ", kMostQuarters, " quarters"));
  }
}

PlanDraft DraftPlan(const Catalogue& catalogue, const PlanProblem& problem) {
  return Drafter(catalogue, problem).Draft();
}

}  // namespace pcsp::planning
