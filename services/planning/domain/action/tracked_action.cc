#include "services/planning/domain/action/tracked_action.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/text/utf8.h"
#include "services/planning/domain/calendar.h"

namespace pcsp::planning {
namespace {

bool IsOneLine(const std::string& text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return absl::ascii_iscntrl(c); });
}

void CheckDates(const TrackedAction& action, absl::string_view prefix, Violations& violations) {
  const Action& step = action.step;
  if (step.due < step.start) {
    violations.Add(absl::StrCat(prefix, "due_date"), DayText(step.due),
                   absl::StrCat("on or after its start, ", DayText(step.start)));
  }
  // What was done and reviewed early is history.
  if (action.review_open() && step.review < step.due) {
    violations.Add(absl::StrCat(prefix, "review_date"), DayText(step.review),
                   absl::StrCat("on or after its due date, ", DayText(step.due)));
  }
}

}  // namespace

std::string TrackedAction::Name() const { return absl::StrCat(plan.Text(), "/actions/", id); }

TrackedAction Track(const Plan& plan, const Action& drafted, absl::Time now) {
  TrackedAction action;
  action.plan = plan.name;
  action.id = drafted.solution;
  action.solution_name = plan.SolutionNameOf(drafted.solution);
  action.step = drafted;
  action.agreed = plan.state != PlanState::kDraft;
  action.create_time = action.update_time = now;
  return action;
}

bool Overdue(const TrackedAction& action, absl::CivilDay as_of) {
  return action.open() && action.step.due < as_of;
}

bool NeverReviewed(const TrackedAction& action, absl::CivilDay as_of) {
  return action.review_open() && action.step.review < as_of;
}

void CheckAction(const TrackedAction& action, absl::string_view prefix, Violations& violations) {
  const Action& step = action.step;
  if (step.title.empty() || text::CharactersIn(step.title) > kLongestActionTitle ||
      !IsOneLine(step.title)) {
    violations.Add(absl::StrCat(prefix, "title"), step.title,
                   absl::StrCat("1 to ", kLongestActionTitle, " characters on one line"));
  }
  if (text::CharactersIn(step.owner_role) > kLongestActionTitle || !IsOneLine(step.owner_role)) {
    violations.Add(absl::StrCat(prefix, "owner_role"), step.owner_role,
                   absl::StrCat("at most ", kLongestActionTitle, " characters on one line"));
  }
  if (action.agreed && action.owner.empty()) {
    violations.Add(absl::StrCat(prefix, "owner"), "",
                   "the appointment of the person who sees to it, because the plan is agreed");
  }
  CheckDates(action, prefix, violations);
  if (!(step.hours >= 0 && step.hours <= kMostActionHours)) {
    violations.Add(absl::StrCat(prefix, "hours"), absl::StrCat(step.hours),
                   absl::StrCat("0 to ", kMostActionHours, " hours"));
  }
  if (!(step.cost >= 0 && step.cost <= kMostCost)) {
    violations.Add(absl::StrCat(prefix, "cost"), absl::StrCat(step.cost),
                   absl::StrCat("0 to ", static_cast<int64_t>(kMostCost), " pounds"));
  }
  if (step.repeat_weeks < 0 || step.repeat_weeks > kMostRepeatWeeks) {
    violations.Add(absl::StrCat(prefix, "repeat_weeks"), absl::StrCat(step.repeat_weeks),
                   absl::StrCat("0, for once, to ", kMostRepeatWeeks, " weeks"));
  }
}

}  // namespace pcsp::planning
