#include "services/planning/domain/training/diary/events.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/ids.h"
#include "services/planning/domain/training/names.h"

namespace pcsp::planning::training {
namespace {

constexpr int64_t kSecondsUntil2020 = 1'577'836'800;

std::string UidOf(absl::string_view name) { return absl::StrCat(NamedUuid(name), "@pcsp"); }

int64_t SequenceOf(absl::Time changed) {
  return std::max<int64_t>(0, absl::ToUnixSeconds(changed) - kSecondsUntil2020);
}

absl::Time ChangedAt(const DiarySession& one) {
  absl::Time changed = std::max(one.session.update_time, one.course.update_time);
  if (one.venue) changed = std::max(changed, one.venue->update_time);
  if (one.enrolment) changed = std::max(changed, one.enrolment->update_time);
  return changed;
}

bool Waits(const DiarySession& one) {
  return one.enrolment && one.enrolment->state == EnrolmentState::kWaiting;
}

std::string SummaryOf(const DiarySession& one) {
  if (!one.enrolment) return absl::StrCat("Teach: ", one.course.title);
  return absl::StrCat(Waits(one) ? "Waiting list: " : "", one.course.title);
}

std::string LocationOf(const DiarySession& one) {
  if (!one.venue) return one.session.online ? "Online" : "";
  std::vector<std::string> parts = {one.venue->title};
  for (const std::string& part : {one.venue->address, one.venue->postcode}) {
    if (!part.empty()) parts.push_back(part);
  }
  return absl::StrJoin(parts, ", ");
}

text::CalendarEvent::Status StatusOf(const DiarySession& one) {
  using enum text::CalendarEvent::Status;
  if (one.session.state == SessionState::kCancelled) return kCancelled;
  return one.session.state == SessionState::kPlanned || Waits(one) ? kTentative : kConfirmed;
}

}  // namespace

text::CalendarEvent EventOf(const DiarySession& one) {
  const Session& session = one.session;
  const std::string name = NameIn(session.programme, "sessions", session.id);
  text::CalendarEvent event;
  event.uid = UidOf(name);
  event.when = text::Timed{session.start_time, session.end_time};
  event.summary = SummaryOf(one);
  event.description = absl::StrCat(MinuteText(session.start), " to ", MinuteText(session.end), ", ",
                                   session.time_zone, "\n");
  if (!session.online_link.empty()) {
    absl::StrAppend(&event.description, "Join: ", session.online_link, "\n");
  }
  absl::StrAppend(&event.description, name);
  event.location = LocationOf(one);
  event.url = session.online_link;
  event.status = StatusOf(one);
  event.changed = ChangedAt(one);
  event.sequence = SequenceOf(event.changed);
  return event;
}

text::CalendarEvent EventOf(const Leave& leave) {
  text::CalendarEvent event;
  event.uid = UidOf(NameIn(leave.programme, "leaves", leave.id));
  event.when = text::AllDay{leave.first, leave.last};
  event.fills_days = true;
  event.summary = "Away";
  event.changed = leave.update_time;
  event.sequence = SequenceOf(leave.update_time);
  return event;
}

}  // namespace pcsp::planning::training
