#include "services/planning/domain/action/calendar_feed.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/ids.h"

namespace pcsp::planning {
namespace {

constexpr size_t kTokenDigits = 64;

text::CalendarEvent EventOn(const TrackedAction& action, absl::CivilDay day,
                            absl::string_view what) {
  text::CalendarEvent event;
  event.uid = absl::StrCat(NamedUuid(action.Name()), "-", absl::AsciiStrToLower(what), "@pcsp");
  event.when = text::AllDay{day, day};
  event.summary = absl::StrCat(what, ": ", action.step.title);
  event.description =
      absl::StrCat(action.step.reason, action.step.reason.empty() ? "" : "\n", action.Name());
  event.sequence = action.step.revision;
  event.changed = action.update_time;
  if (action.step.state == ActionState::kAbandoned) {
    event.status = text::CalendarEvent::Status::kCancelled;
  }
  return event;
}

}  // namespace

std::string CalendarFeed::Name() const {
  return absl::StrCat("programmes/", programme, "/calendarFeeds/", id);
}

std::string NewFeedToken() {
  return absl::StrFormat("%016x%016x%016x%016x", RandomBits(), RandomBits(), RandomBits(),
                         RandomBits());
}

bool IsFeedToken(absl::string_view token) {
  return token.size() == kTokenDigits && std::all_of(token.begin(), token.end(), [](char c) {
           return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f');
         });
}

std::string HashOfFeedToken(absl::string_view token) {
  return Sha256Hex(absl::StrCat("pcsp calendar feed ", token));
}

text::Calendar DiaryOf(const std::vector<TrackedAction>& actions) {
  text::Calendar diary = {.name = "Care and support planning"};
  for (const TrackedAction& action : actions) {
    if (action.step.state != ActionState::kDone) {
      diary.events.push_back(EventOn(action, action.step.due, "Due"));
    }
    if (action.review_open() || action.step.state == ActionState::kAbandoned) {
      diary.events.push_back(EventOn(action, action.step.review, "Review"));
    }
  }
  return diary;
}

}  // namespace pcsp::planning
