#include "services/planning/domain/training/session/clashes.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace pcsp::planning::training {
namespace {

constexpr absl::string_view kAppointments = "appointments/";

std::string InWords(const Session& other) {
  return absl::StrCat("session ", other.id, " from ", MinuteText(other.start), " to ",
                      MinuteText(other.end));
}

bool InTheWay(const Session& other, const Session& session) {
  return other.id != session.id && other.state != SessionState::kCancelled &&
         Overlap(session, other);
}

bool TaughtBy(const Session& session, absl::string_view trainer) {
  return std::find(session.trainers.begin(), session.trainers.end(), trainer) !=
         session.trainers.end();
}

bool AttendedBy(const Session& session, absl::string_view participant, const Diary& diary) {
  return std::any_of(diary.enrolments.begin(), diary.enrolments.end(),
                     [&](const Enrolment& enrolment) {
                       return Counts(enrolment) && enrolment.session == session.id &&
                              enrolment.participant == participant;
                     });
}

}  // namespace

void CheckVenueFree(const Session& session, const Diary& diary, Violations& violations) {
  if (session.venue.empty()) return;
  for (const Session& other : diary.sessions) {
    if (other.venue != session.venue || !InTheWay(other, session)) continue;
    violations.Add("session.venue", session.venue,
                   absl::StrCat("a venue that does not hold ", InWords(other)));
  }
}

void CheckTrainerFree(const std::string& field, const std::string& trainer, const Session& session,
                      const Diary& diary, Violations& violations) {
  for (const Session& other : diary.sessions) {
    if (!InTheWay(other, session)) continue;
    if (TaughtBy(other, trainer)) {
      violations.Add(field, trainer, absl::StrCat("somebody who does not teach ", InWords(other)));
    } else if (AttendedBy(other, absl::StrCat(kAppointments, trainer), diary)) {
      violations.Add(field, trainer, absl::StrCat("somebody who does not attend ", InWords(other)));
    }
  }
}

void CheckParticipantFree(const std::string& field, const std::string& participant,
                          const Session& session, const Diary& diary, Violations& violations) {
  absl::string_view appointment = participant;
  const bool may_teach = absl::ConsumePrefix(&appointment, kAppointments);
  for (const Session& other : diary.sessions) {
    if (!InTheWay(other, session)) continue;
    if (AttendedBy(other, participant, diary)) {
      violations.Add(field, participant,
                     absl::StrCat("somebody who does not attend ", InWords(other)));
    } else if (may_teach && TaughtBy(other, appointment)) {
      violations.Add(field, participant,
                     absl::StrCat("somebody who does not teach ", InWords(other)));
    }
  }
}

}  // namespace pcsp::planning::training
