#include "services/planning/domain/training/session/session.h"

#include <algorithm>

#include "services/planning/domain/training/errors.h"
#include "services/planning/domain/training/words.h"

namespace pcsp::planning::training {
namespace {

// The instant of `minute`. A time that comes twice, as the clock goes back, is the first one.
absl::Time InstantOf(const std::string& field, absl::CivilMinute minute, absl::TimeZone zone,
                     Violations& violations) {
  const absl::TimeZone::TimeInfo info = zone.At(absl::CivilSecond(minute));
  if (info.kind == absl::TimeZone::TimeInfo::SKIPPED) {
    violations.Add(field, MinuteText(minute), "a time that the clock shows: it goes forward then");
  }
  return info.pre;
}

}  // namespace

std::string MinuteText(absl::CivilMinute minute) { return absl::FormatCivilTime(minute); }

std::optional<absl::CivilMinute> MinuteFromText(absl::string_view text) {
  absl::CivilMinute minute;
  // The round trip refuses what the lenient parser lets through: "2026-1-5T9:00".
  if (!absl::ParseCivilTime(text, &minute) || MinuteText(minute) != text) return std::nullopt;
  if (minute.year() < 1900 || minute.year() > 2999) return std::nullopt;
  return minute;
}

absl::CivilDay TodayIn(absl::string_view time_zone, absl::Time now) {
  absl::TimeZone zone = absl::UTCTimeZone();
  absl::LoadTimeZone(time_zone, &zone);
  return absl::ToCivilDay(now, zone);
}

void ResolveTimes(Session& session, Violations& violations) {
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(session.time_zone, &zone)) {
    violations.Add("session.time_zone", session.time_zone, "a time zone such as Europe/London");
    return;
  }
  session.start_time = InstantOf("session.start", session.start, zone, violations);
  session.end_time = InstantOf("session.end", session.end, zone, violations);
  if (session.end_time <= session.start_time) {
    violations.Add("session.end", MinuteText(session.end), "a time after the session begins");
  }
}

std::vector<SessionState> NextStates(SessionState state) {
  using enum SessionState;
  switch (state) {
    case kPlanned:
      return {kConfirmed, kCancelled, kHeld};
    case kConfirmed:
      return {kPlanned, kCancelled, kHeld};
    case kCancelled:
      return {kPlanned};
    case kHeld:
    case kUnspecified:
      break;
  }
  return {};
}

absl::Status AllowState(absl::string_view name, SessionState from, SessionState to) {
  const std::vector<SessionState> next = NextStates(from);
  if (std::find(next.begin(), next.end(), to) != next.end()) return absl::OkStatus();
  std::vector<std::string> allowed;
  for (const SessionState state : next) allowed.push_back(WordOf(state, kSessionStateWords));
  return SessionStepNotAllowed(name, WordOf(from, kSessionStateWords),
                               WordOf(to, kSessionStateWords), allowed);
}

}  // namespace pcsp::planning::training
