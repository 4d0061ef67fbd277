#include "gateway/flows/in_post/leavers.h"

#include <algorithm>
#include <set>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace pcsp::gateway {
namespace {

// What the jobs of somebody say of one practice on one day.
struct Standing {
  std::vector<const Job*> here, over;  // at the practice: on the day, and before it
  bool comes = false;                  // to the practice, later
  std::set<std::string> elsewhere;     // practices on the day
};

Standing StandingOf(const std::vector<Job>& jobs, const std::string& practice, absl::CivilDay day) {
  Standing standing;
  for (const Job& job : jobs) {
    const bool now = job.first <= day && day <= job.last;
    if (job.practice != practice) {
      if (now) standing.elsewhere.insert(job.practice);
    } else if (now) {
      standing.here.push_back(&job);
    } else if (job.first > day) {
      standing.comes = true;
    } else {
      standing.over.push_back(&job);
    }
  }
  return standing;
}

bool IsFor(const planning::v1::Course& course, type::v1::StaffGroup group) {
  // Of a job without a staff group nothing can be said.
  return group == type::v1::STAFF_GROUP_UNSPECIFIED || course.staff_groups().empty() ||
         std::ranges::count(course.staff_groups(), group) > 0;
}

v1::LeaverReason ReasonOf(const Standing& standing, const planning::v1::Course& course) {
  if (standing.here.empty()) {
    if (standing.comes || standing.over.empty()) return v1::LEAVER_REASON_UNSPECIFIED;
    return standing.elsewhere.empty() ? v1::LEAVER_REASON_LEFT : v1::LEAVER_REASON_MOVED;
  }
  const bool still =
      std::ranges::any_of(standing.here, [&](const Job* job) { return IsFor(course, job->group); });
  return still ? v1::LEAVER_REASON_UNSPECIFIED : v1::LEAVER_REASON_OTHER_GROUP;
}

// The last day of the jobs that are over; of those in `group` alone where others go on.
std::string LastDay(const Standing& standing, type::v1::StaffGroup group) {
  absl::CivilDay last = absl::CivilDay::min();
  for (const Job* job : standing.over) {
    if (standing.here.empty() || job->group == group) last = std::max(last, job->last);
  }
  return last == absl::CivilDay::min() ? "" : absl::FormatCivilTime(last);
}

std::string WordsOf(const v1::LeaverPlace& place) {
  std::vector<std::string> ids;
  for (const std::string& name : place.practices_now()) {
    ids.push_back(name.substr(name.rfind('/') + 1));
  }
  switch (place.reason()) {
    case v1::LEAVER_REASON_MOVED:
      return absl::StrCat("left on ", place.left_date(), " and is at ", absl::StrJoin(ids, " and "),
                          " then");
    case v1::LEAVER_REASON_OTHER_GROUP:
      return absl::StrCat("works in a staff group then that the course is not for",
                          place.left_date().empty() ? "" : ", since after ", place.left_date());
    default:
      return absl::StrCat("left on ", place.left_date(), " and is at no practice then");
  }
}

}  // namespace

std::optional<v1::LeaverPlace> LeaverOf(const planning::v1::Enrolment& enrolment,
                                        const planning::v1::Session& session,
                                        const planning::v1::Course& course,
                                        const Careers& careers) {
  absl::CivilDay day;
  if (!absl::ParseCivilTime(session.start().substr(0, 10), &day)) return std::nullopt;
  const Standing standing =
      StandingOf(careers.Of(enrolment.participant()), enrolment.practice(), day);
  const v1::LeaverReason reason = ReasonOf(standing, course);
  if (reason == v1::LEAVER_REASON_UNSPECIFIED) return std::nullopt;
  v1::LeaverPlace place;
  *place.mutable_enrolment() = enrolment;
  place.set_course_title(course.title());
  place.set_start(session.start());
  place.set_had_place(enrolment.state() == planning::v1::ENROLMENT_STATE_ENROLLED);
  place.set_reason(reason);
  place.set_left_date(LastDay(standing, enrolment.staff_group()));
  if (reason == v1::LEAVER_REASON_MOVED) {
    for (const std::string& practice : standing.elsewhere) place.add_practices_now(practice);
  }
  place.set_words(WordsOf(place));
  return place;
}

}  // namespace pcsp::gateway
