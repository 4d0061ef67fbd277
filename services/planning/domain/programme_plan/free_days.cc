#include "services/planning/domain/programme_plan/free_days.h"

#include <algorithm>
#include <utility>

#include "services/planning/domain/calendar.h"

namespace pcsp::planning {
namespace {

using training::DayOf;
using training::Leave;
using training::Session;

bool ShareSomebody(const Session& a, const Session& b) {
  return std::ranges::any_of(a.trainers, [&](const std::string& trainer) {
    return std::ranges::count(b.trainers, trainer) > 0;
  });
}

// At the same minutes of another day.
void MoveTo(absl::CivilDay day, Session& session) {
  const absl::civil_diff_t days = day - DayOf(session);
  session.start += days * 24 * 60;
  session.end += days * 24 * 60;
  Violations none;  // a time that the clock leaves out is found when the session is checked
  ResolveTimes(session, none);
}

}  // namespace

FreeDays::FreeDays(absl::Span<const Session> sessions, std::vector<Leave> leaves,
                   absl::Span<const training::ClosedDay> closed)
    : leaves_(std::move(leaves)) {
  for (const training::ClosedDay& one : closed) closed_.insert(one.day);
  for (const Session& session : sessions) Add(session);
}

void FreeDays::Add(const Session& session) {
  if (session.state != training::SessionState::kCancelled) {
    by_day_[DayOf(session)].push_back(session);
  }
}

const std::vector<Session>& FreeDays::On(absl::CivilDay day) const {
  static const std::vector<Session>& none = *new std::vector<Session>();
  const auto found = by_day_.find(day);
  return found == by_day_.end() ? none : found->second;
}

bool FreeDays::IsFree(const Session& session) const {
  const absl::CivilDay day = DayOf(session);
  for (const Session& other : On(day)) {
    const bool same_room = !session.venue.empty() && other.venue == session.venue;
    if ((same_room || ShareSomebody(session, other)) && Overlap(session, other)) return false;
  }
  return std::ranges::none_of(leaves_, [&](const Leave& leave) {
    return leave.first <= day && day <= leave.last &&
           std::ranges::count(session.trainers, leave.appointment) > 0;
  });
}

bool FreeDays::Place(Session& session, absl::CivilDay from) const {
  for (int i = 0; i < kDaysPerFortnight; ++i) {
    const absl::CivilDay day = from + i;
    if (WorkingDayFrom(day) != day || closed_.contains(day)) continue;
    MoveTo(day, session);
    if (IsFree(session)) return true;
  }
  MoveTo(WorkingDayFrom(from), session);
  return false;
}

}  // namespace pcsp::planning
