#include "services/planning/domain/training/session/attendance.h"

#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/training/words.h"

namespace pcsp::planning::training {
namespace {

using ByParticipant = std::map<std::string, const Enrolment*>;

// Somebody may have withdrawn and enrolled again: what counts goes before what does not.
ByParticipant Index(absl::Span<const Enrolment> enrolments) {
  ByParticipant index;
  for (const Enrolment& enrolment : enrolments) {
    const Enrolment*& known = index[enrolment.participant];
    if (known == nullptr || Counts(enrolment)) known = &enrolment;
  }
  return index;
}

Enrolment WalkIn(const Session& session, const Course& course, const AttendanceMark& mark,
                 const std::string& field, Violations& violations) {
  if (mark.practice.empty()) {
    violations.Add(field + ".practice", "", "the practice of somebody who was not enrolled");
  }
  if (!IsFor(course, mark.group)) {
    violations.Add(field + ".staff_group", WordOf(mark.group, kStaffGroupWords),
                   absl::StrCat("a staff group that course ", course.id, " is for"));
  }
  Enrolment enrolment;
  enrolment.programme = session.programme;
  enrolment.session = session.id;
  enrolment.participant = mark.participant;
  enrolment.practice = mark.practice;
  enrolment.group = mark.group;
  enrolment.course = session.course;
  enrolment.day = DayOf(session);
  return enrolment;
}

}  // namespace

std::vector<Enrolment> Marked(const Session& session, const Course& course,
                              absl::Span<const Enrolment> enrolments,
                              absl::Span<const AttendanceMark> marks, Violations& violations) {
  const ByParticipant index = Index(enrolments);
  std::set<std::string> seen;
  std::vector<Enrolment> marked;
  if (marks.empty() || marks.size() > kMostMarks) {
    violations.Add("marks", absl::StrCat(marks.size()), absl::StrCat("1 to ", kMostMarks));
  }
  for (size_t i = 0; i < marks.size(); ++i) {
    const AttendanceMark& mark = marks[i];
    const std::string field = absl::StrCat("marks[", i, "]");
    if (!seen.insert(mark.participant).second) {
      violations.Add(field + ".participant", mark.participant, "each once");
    }
    if (mark.attendance == Attendance::kUnspecified) {
      violations.Add(field + ".attendance", "", "whether they came");
    }
    const auto known = index.find(mark.participant);
    marked.push_back(known != index.end() ? *known->second
                                          : WalkIn(session, course, mark, field, violations));
    marked.back().attendance = mark.attendance;
    if (mark.attendance != Attendance::kAbsent) marked.back().state = EnrolmentState::kEnrolled;
  }
  return marked;
}

}  // namespace pcsp::planning::training
