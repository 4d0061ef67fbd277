#include "services/planning/domain/action/events.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "common/text/utf8.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/domain/errors.h"
#include "services/planning/domain/solution/solution.h"

namespace pcsp::planning {
namespace {

std::string InWords(EventKind kind) {
  return absl::StrReplaceAll(kEventKindWords[static_cast<int>(kind)].first, {{"_", " "}});
}

std::string InWords(ActionState state) {
  switch (state) {
    case ActionState::kPlanned:
      return "planned";
    case ActionState::kUnderWay:
      return "under way";
    case ActionState::kDone:
      return "done";
    case ActionState::kAbandoned:
      return "abandoned";
  }
  return "";
}

absl::string_view NoteNeeded(EventKind kind) {
  switch (kind) {
    case EventKind::kAbandoned:
      return "why it was given up, so that others can learn from it";
    case EventKind::kReviewed:
      return "what was found";
    case EventKind::kCommented:
      return "the comment";
    default:
      return "";
  }
}

// A look at work that goes on does not replace the review that was agreed.
absl::CivilDay ReviewAfter(const TrackedAction& action, const ActionEvent& event) {
  if (event.next_review) return *event.next_review;
  const bool last = action.step.state == ActionState::kDone || event.day >= action.step.review;
  return last ? event.day : action.step.review;
}

void CheckDay(const TrackedAction& action, const ActionEvent& event, absl::CivilDay today,
              Violations& violations) {
  if (event.day > today) {
    violations.Add("date", DayText(event.day),
                   absl::StrCat("a day that has come; today is ", DayText(today)));
  }
  const bool outcome = event.kind == EventKind::kCompleted || event.kind == EventKind::kAbandoned ||
                       event.kind == EventKind::kReviewed;
  if (outcome && action.started && event.day < *action.started) {
    violations.Add("date", DayText(event.day),
                   absl::StrCat("on or after its start, ", DayText(*action.started)));
  }
}

void CheckTexts(const ActionEvent& event, Violations& violations) {
  const absl::string_view needed = NoteNeeded(event.kind);
  if (!needed.empty() && absl::StripAsciiWhitespace(event.note).empty()) {
    violations.Add("note", event.note, needed);
  }
  if (text::CharactersIn(event.note) > kLongestNote) {
    violations.Add("note", event.note, absl::StrCat("at most ", kLongestNote, " characters"));
  }
  if (event.kind == EventKind::kEvidence && !IsLink(event.link)) {
    violations.Add("link", event.link, kLinkRule);
  }
  if (event.kind != EventKind::kEvidence && !event.link.empty()) {
    violations.Add("link", event.link, "nothing: evidence is an event of its own");
  }
}

}  // namespace

std::vector<EventKind> AllowedNext(ActionState state) {
  std::vector<EventKind> allowed;
  if (state == ActionState::kPlanned) allowed = {EventKind::kStarted, EventKind::kAbandoned};
  if (state == ActionState::kUnderWay) {
    allowed = {EventKind::kCompleted, EventKind::kAbandoned, EventKind::kReviewed};
  }
  if (state == ActionState::kDone) allowed = {EventKind::kReviewed};
  allowed.push_back(EventKind::kCommented);
  allowed.push_back(EventKind::kEvidence);
  return allowed;
}

absl::Status CheckTransition(const TrackedAction& action, EventKind kind) {
  const std::vector<EventKind> allowed = AllowedNext(action.step.state);
  if (std::find(allowed.begin(), allowed.end(), kind) != allowed.end()) return absl::OkStatus();
  return ActionStateForbids(
      action.Name(),
      absl::StrCat("The action is ", InWords(action.step.state), " and cannot be ", InWords(kind),
                   "."),
      absl::StrCat("what may come next: ",
                   absl::StrJoin(allowed, ", ", [](std::string* out, EventKind one) {
                     out->append(InWords(one));
                   })));
}

void CheckEvent(const TrackedAction& action, const ActionEvent& event, absl::CivilDay today,
                Violations& violations) {
  CheckDay(action, event, today, violations);
  CheckTexts(event, violations);
  if (event.kind == EventKind::kReviewed && event.outcome == ReviewOutcome::kNone) {
    violations.Add("outcome", "", "what the review found");
  }
  if (event.next_review && *event.next_review <= event.day) {
    violations.Add("next_review_date", DayText(*event.next_review),
                   absl::StrCat("after this review, ", DayText(event.day)));
  }
  // Too early to tell means that it must be asked again.
  if (event.outcome == ReviewOutcome::kTooEarly && !event.next_review) {
    violations.Add("next_review_date", "", "when to ask again, because it was too early to tell");
  }
}

TrackedAction After(TrackedAction action, const ActionEvent& event) {
  switch (event.kind) {
    case EventKind::kStarted:
      action.step.state = ActionState::kUnderWay;
      action.started = event.day;
      break;
    case EventKind::kCompleted:
      action.step.state = ActionState::kDone;
      action.ended = event.day;
      break;
    case EventKind::kAbandoned:
      action.step.state = ActionState::kAbandoned;
      action.ended = event.day;
      break;
    case EventKind::kReviewed:
      action.reviewed = event.day;
      action.outcome = event.outcome;
      action.step.review = ReviewAfter(action, event);
      break;
    case EventKind::kCommented:
    case EventKind::kEvidence:
      break;
  }
  action.events = event.number;
  ++action.step.revision;
  action.update_time = event.recorded;
  return action;
}

TrackedAction Replay(TrackedAction action, const std::vector<ActionEvent>& events) {
  for (const ActionEvent& event : events) action = After(std::move(action), event);
  return action;
}

}  // namespace pcsp::planning
