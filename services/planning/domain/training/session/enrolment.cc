#include "services/planning/domain/training/session/enrolment.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/domain/training/words.h"

namespace pcsp::planning::training {
namespace {

bool Covers(const Quota& quota, const Enrolment& enrolment) {
  return quota.group == StaffGroup::kUnspecified || quota.group == enrolment.group;
}

// How many of `others` that `counts` approves take places of the same quota.
template <typename Counts>
int Taken(const Quota& quota, absl::Span<const Enrolment> others, Counts counts) {
  return static_cast<int>(std::count_if(others.begin(), others.end(), [&](const Enrolment& other) {
    return Covers(quota, other) && counts(other);
  }));
}

// Places that other practices have not taken of those kept for them.
template <typename Counts>
int KeptForOthers(const Enrolment& enrolment, const Session& session,
                  absl::Span<const Enrolment> others, Counts counts) {
  std::map<std::string, int> left;
  for (const Reservation& kept : session.reservations) {
    if (kept.practice != enrolment.practice) left[kept.practice] += kept.people;
  }
  for (const Enrolment& other : others) {
    const auto kept = left.find(other.practice);
    if (kept != left.end() && counts(other)) --kept->second;
  }
  int places = 0;
  for (const auto& [practice, people] : left) places += std::max(0, people);
  return places;
}

bool Fits(const Enrolment& enrolment, const Session& session, absl::Span<const Enrolment> others) {
  const auto seated = [&](const Enrolment& other) {
    return other.state == EnrolmentState::kEnrolled && other.id != enrolment.id;
  };
  const int kept = KeptForOthers(enrolment, session, others, seated);
  if (Taken(Quota(), others, seated) + kept >= session.capacity) return false;
  for (const Quota& quota : session.quotas) {
    if (!Covers(quota, enrolment)) continue;
    if (quota.in_all > 0 && Taken(quota, others, seated) >= quota.in_all) return false;
    const auto colleague = [&](const Enrolment& other) {
      return seated(other) && other.practice == enrolment.practice;
    };
    if (quota.per_practice > 0 && Taken(quota, others, colleague) >= quota.per_practice) {
      return false;
    }
  }
  return true;
}

bool HasMet(const Course& needed, const Enrolment& enrolment, const Enrolment& earlier) {
  if (earlier.course != needed.id || !Counts(earlier) || earlier.day > enrolment.day) return false;
  if (earlier.session == enrolment.session) return false;
  const bool will_come =
      earlier.attendance == Attendance::kUnspecified && earlier.state == EnrolmentState::kEnrolled;
  return (will_come || earlier.attendance == Attendance::kAttended) &&
         LapseOf(needed, earlier.day) > enrolment.day;
}

}  // namespace

EnrolmentState PlaceFor(const Enrolment& enrolment, const Session& session,
                        absl::Span<const Enrolment> others, Violations& violations) {
  for (const Quota& quota : session.quotas) {
    if (quota.per_practice == 0 || !Covers(quota, enrolment)) continue;
    const int taken = Taken(quota, others, [&](const Enrolment& other) {
      return Counts(other) && other.id != enrolment.id && other.practice == enrolment.practice;
    });
    if (taken < quota.per_practice) continue;
    const std::string whom =
        quota.group == StaffGroup::kUnspecified
            ? "people"
            : absl::StrCat("of staff group ", InWords(WordOf(quota.group, kStaffGroupWords)));
    violations.Add("practice", enrolment.practice,
                   absl::StrCat("a practice with fewer than ", quota.per_practice, " ", whom,
                                " in this session"));
  }
  return Fits(enrolment, session, others) ? EnrolmentState::kEnrolled : EnrolmentState::kWaiting;
}

std::vector<size_t> Promote(const Session& session, absl::Span<Enrolment> enrolments) {
  std::vector<size_t> waiting, promoted;
  for (size_t i = 0; i < enrolments.size(); ++i) {
    if (enrolments[i].state == EnrolmentState::kWaiting) waiting.push_back(i);
  }
  std::sort(waiting.begin(), waiting.end(),
            [&](size_t a, size_t b) { return enrolments[a].id < enrolments[b].id; });
  for (const size_t i : waiting) {
    if (!Fits(enrolments[i], session, enrolments)) continue;
    enrolments[i].state = EnrolmentState::kEnrolled;
    promoted.push_back(i);
  }
  return promoted;
}

bool GiveUpReservation(const Enrolment& left, absl::Span<const Enrolment> enrolments,
                       Session& session) {
  int unused = 0;
  for (const Reservation& kept : session.reservations) {
    if (kept.practice == left.practice) unused += kept.people;
  }
  for (const Enrolment& other : enrolments) {
    const bool seated = other.state == EnrolmentState::kEnrolled && other.id != left.id;
    if (seated && other.practice == left.practice) --unused;
  }
  if (unused <= 0) return false;
  for (const StaffGroup group : {left.group, StaffGroup::kUnspecified}) {
    const auto kept = std::ranges::find_if(session.reservations, [&](const Reservation& one) {
      return one.practice == left.practice && one.group == group;
    });
    if (kept == session.reservations.end()) continue;
    if (--kept->people == 0) session.reservations.erase(kept);
    return true;
  }
  return false;
}

int CountOf(absl::Span<const Enrolment> enrolments, EnrolmentState state) {
  return static_cast<int>(
      std::count_if(enrolments.begin(), enrolments.end(),
                    [state](const Enrolment& enrolment) { return enrolment.state == state; }));
}

void CheckEligible(const Enrolment& enrolment, const Course& course,
                   absl::Span<const Enrolment> earlier, absl::Span<const Course> courses,
                   Violations& violations) {
  if (!IsFor(course, enrolment.group)) {
    violations.Add("staff_group", WordOf(enrolment.group, kStaffGroupWords),
                   absl::StrCat("a staff group that course ", course.id, " is for"));
  }
  for (const Course& needed : courses) {
    const auto& ids = course.prerequisites;
    if (std::find(ids.begin(), ids.end(), needed.id) == ids.end()) continue;
    const bool met = std::any_of(earlier.begin(), earlier.end(), [&](const Enrolment& other) {
      return HasMet(needed, enrolment, other);
    });
    if (met) continue;
    violations.Add("participant", enrolment.participant,
                   absl::StrCat("somebody who has been on course ", needed.id, " by ",
                                DayText(enrolment.day)));
  }
}

}  // namespace pcsp::planning::training
