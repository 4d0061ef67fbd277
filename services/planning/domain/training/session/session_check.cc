#include "services/planning/domain/training/session/session_check.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/domain/training/text_checks.h"
#include "services/planning/domain/training/words.h"

namespace pcsp::planning::training {
namespace {

constexpr size_t kMostTrainers = 20;
constexpr int kMostPlaces = 1000;  // of a quota
constexpr size_t kLongestLink = 500;

void CheckLink(const Session& session, Violations& violations) {
  const std::string& link = session.online_link;
  if (link.empty()) return;
  if (!session.online) violations.Add("session.online_link", link, "none for a session at a venue");
  const bool plain = std::none_of(link.begin(), link.end(), [](unsigned char c) {
    return absl::ascii_isspace(c) || absl::ascii_iscntrl(c);
  });
  if (plain && absl::StartsWith(link, "https://") && link.size() <= kLongestLink) return;
  violations.Add("session.online_link", link,
                 absl::StrCat("an address that begins with https://, of at most ", kLongestLink,
                              " characters"));
}

void CheckPlace(const Session& session, const SessionContext& context, Violations& violations) {
  CheckRange("session.capacity", session.capacity, 1, kMostSeats, violations);
  if (session.capacity >= 1) {
    CheckRange("session.minimum_size", session.minimum_size, 0, session.capacity, violations);
  }
  if (session.capacity < context.enrolled) {
    violations.Add("session.capacity", absl::StrCat(session.capacity),
                   absl::StrCat(context.enrolled, " or more: so many have a place"));
  }
  if (session.online == !session.venue.empty()) {
    violations.Add("session.venue", session.venue, "a venue, or online and none");
  } else if (!session.online && !context.venue) {
    violations.Add("session.venue", session.venue, "a venue of the programme");
  } else if (context.venue && session.capacity > context.venue->seats) {
    violations.Add("session.capacity", absl::StrCat(session.capacity),
                   absl::StrCat("at most the ", context.venue->seats, " seats of the venue"));
  }
  CheckVenueFree(session, context.diary, violations);
  CheckLink(session, violations);
}

void CheckWhen(const Session& session, const SessionContext& context, Violations& violations) {
  if (context.now && session.start_time <= *context.now) {
    violations.Add("session.start", MinuteText(session.start), "a time to come, or allow_past");
  }
  for (const ClosedDay& closed : context.closed_days) {
    if (closed.day < DayOf(session) || closed.day > absl::CivilDay(session.end)) continue;
    violations.Add("session.start", MinuteText(session.start),
                   absl::StrCat("days without ", closed.title, " on ", DayText(closed.day),
                                ", or allow_closed_day"));
  }
  for (const std::string& participant : context.participants) {
    CheckParticipantFree("session.start", participant, session, context.diary, violations);
  }
}

void CheckQuotas(const Session& session, Violations& violations) {
  std::set<StaffGroup> seen;
  for (size_t i = 0; i < session.quotas.size(); ++i) {
    const Quota& quota = session.quotas[i];
    const std::string field = absl::StrCat("session.quotas[", i, "]");
    CheckRange(field + ".per_practice", quota.per_practice, 0, kMostPlaces, violations);
    CheckRange(field + ".in_all", quota.in_all, 0, kMostPlaces, violations);
    if (!seen.insert(quota.group).second) {
      violations.Add(field + ".staff_group", WordOf(quota.group, kStaffGroupWords), "each once");
    }
  }
}

TrainerStage StageOf(const std::string& trainer, const Session& session,
                     const SessionContext& context) {
  const auto steps = context.steps.find(trainer);
  if (steps == context.steps.end()) return TrainerStage::kNone;
  return StageOn(steps->second, DayOf(session));
}

void CheckFree(const std::string& field, const std::string& trainer, const Session& session,
               const SessionContext& context, Violations& violations) {
  CheckTrainerFree(field, trainer, session, context.diary, violations);
  for (const Leave& leave : context.leaves) {
    if (leave.appointment != trainer || leave.last < DayOf(session)) continue;
    if (leave.first > absl::CivilDay(session.end)) continue;
    violations.Add(field, trainer,
                   absl::StrCat("somebody who is not on leave, as from ", DayText(leave.first),
                                " to ", DayText(leave.last)));
  }
}

void CheckTrainers(const Session& session, const SessionContext& context, Violations& violations) {
  CheckWords("session.trainers", session.trainers, kMostTrainers, violations);
  for (size_t i = 0; i < session.trainers.size(); ++i) {
    const std::string& trainer = session.trainers[i];
    const std::string field = absl::StrCat("session.trainers[", i, "]");
    CheckFree(field, trainer, session, context, violations);
    if (!context.course) continue;
    const TrainerStage stage = StageOf(trainer, session, context);
    const TrainerStage needed = NeededStage(*context.course);
    if (IsAsFarAs(stage, needed)) continue;
    violations.Add(
        field,
        absl::StrCat(trainer, ": ",
                     stage == TrainerStage::kNone ? "not on the path"
                                                  : InWords(WordOf(stage, kTrainerStageWords))),
        absl::StrCat("a trainer who is ", InWords(WordOf(needed, kTrainerStageWords)),
                     " on the day, or further"));
  }
}

}  // namespace

void CheckSession(const Session& session, const SessionContext& context, Violations& violations) {
  if (!context.course) {
    violations.Add("session.course", session.course, "a course of the programme");
  }
  CheckWhen(session, context, violations);
  CheckPlace(session, context, violations);
  CheckQuotas(session, violations);
  CheckTrainers(session, context, violations);
}

bool HasLead(const Session& session, const SessionContext& context) {
  if (context.course && context.course->kind == CourseKind::kELearning) return true;
  return std::any_of(
      session.trainers.begin(), session.trainers.end(), [&](const std::string& trainer) {
        return IsAsFarAs(StageOf(trainer, session, context), TrainerStage::kQualityAssured);
      });
}

}  // namespace pcsp::planning::training
