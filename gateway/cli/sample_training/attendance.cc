#include "gateway/cli/sample_training/attendance.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "common/base/status_macros.h"
#include "gateway/cli/sample_training/steps.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;
using gateway::sample::SessionSample;
using gateway::sample::Team;
using registry::v1::Appointment;

constexpr int kSmallestShare = 3;  // of the places, below which a session is hardly worth while

// Who went, in their order: the appointment and the staff group.
using Goers = std::vector<std::pair<const Appointment*, type::v1::StaffGroup>>;

type::v1::StaffGroup GroupOf(const std::string& word) {
  type::v1::StaffGroup group = type::v1::STAFF_GROUP_UNSPECIFIED;
  type::v1::StaffGroup_Parse("STAFF_GROUP_" + absl::AsciiStrToUpper(word), &group);
  return group;
}

// Those of a role at a practice who are still there.
std::vector<const Appointment*> Here(const Posts& posts, registry::v1::AppointmentRole role,
                                     const std::string& practice) {
  std::vector<const Appointment*> here;
  for (const Appointment& post : posts.Of(role, practice)) {
    if (post.end_date().empty()) here.push_back(&post);
  }
  return here;
}

Goers GoersOf(const Team& team, const Posts& posts) {
  Goers goers;
  for (const auto* lead :
       Here(posts, registry::v1::APPOINTMENT_ROLE_PRACTICE_LEAD, team.practice)) {
    goers.emplace_back(lead, type::v1::STAFF_GROUP_ADMIN);
  }
  for (const auto* champion :
       Here(posts, registry::v1::APPOINTMENT_ROLE_GP_CHAMPION, team.practice)) {
    goers.emplace_back(champion, type::v1::STAFF_GROUP_GP);
  }
  std::map<type::v1::StaffGroup, std::vector<const Appointment*>> staff;
  for (const auto* post : Here(posts, registry::v1::APPOINTMENT_ROLE_STAFF, team.practice)) {
    staff[post->staff_group()].push_back(post);
  }
  std::map<type::v1::StaffGroup, size_t> gone;
  for (const std::string& word : team.staff) {
    const auto group = GroupOf(word);
    const size_t next = gone[group]++;
    if (next < staff[group].size()) goers.emplace_back(staff[group][next], group);
  }
  return goers;
}

void Mark(const Appointment& post, const std::string& practice, type::v1::StaffGroup group,
          pb::RecordAttendanceRequest& request) {
  auto* mark = request.add_marks();
  mark->set_participant(post.person());
  mark->set_attendance(pb::ATTENDANCE_ATTENDED);
  mark->set_practice(SampleName("organisations", practice));
  mark->set_staff_group(group);
}

absl::Status Record(Session& session, const std::string& id, pb::RecordAttendanceRequest request) {
  if (request.marks().empty()) return absl::OkStatus();
  request.set_name(SampleName("sessions", id));
  return DoTraining(session, &TrainingStub::RecordAttendance, request, "attendance of " + id);
}

}  // namespace

absl::Status AddSampleSession(Session& session, const SessionSample& sample,
                              const TrainersOfSessions& trainers) {
  const bool taster = sample.course == "taster", half_day = sample.course == "follow-up";
  pb::CreateSessionRequest request;
  request.set_parent(SampleParent());
  request.set_session_id(sample.id);
  auto* made = request.mutable_session();
  made->set_course(SampleName("courses", sample.course));
  // Tasters of several practices may fall on one day, and the hall holds one session at a time.
  made->set_online(taster);
  if (!taster) made->set_venue(SampleName("venues", "venue-" + sample.group));
  request.set_allow_past(true);
  made->set_start(absl::StrCat(sample.date, "T", half_day ? "13:00" : "09:30"));
  made->set_end(absl::StrCat(sample.date, "T", taster ? "11:30" : "16:30"));
  made->set_capacity(sample.capacity);
  made->set_minimum_size(sample.capacity / kSmallestShare);
  const auto teachers = trainers.find(sample.id);
  if (teachers != trainers.end()) {
    for (const auto& id : teachers->second) made->add_trainers(SampleName("appointments", id));
  }
  return DoTraining(session, &TrainingStub::CreateSession, request, "session " + sample.id);
}

absl::Status AttendTaster(Session& session, const SessionSample& taster, const Posts& posts) {
  pb::RecordAttendanceRequest request;
  for (const auto& lead : posts.Of(registry::v1::APPOINTMENT_ROLE_PRACTICE_LEAD, taster.practice)) {
    Mark(lead, taster.practice, type::v1::STAFF_GROUP_ADMIN, request);
  }
  for (const auto& champion :
       posts.Of(registry::v1::APPOINTMENT_ROLE_GP_CHAMPION, taster.practice)) {
    Mark(champion, taster.practice, type::v1::STAFF_GROUP_GP, request);
  }
  return Record(session, taster.id, std::move(request));
}

absl::Status AttendTeamDay(Session& session, const gateway::sample::SampleProgramme& programme,
                           const gateway::sample::TeamDay& day, const Posts& posts) {
  pb::RecordAttendanceRequest request;
  for (const gateway::sample::Party& party : day.parties) {
    const auto team = std::ranges::find(programme.teams, party.practice, &Team::practice);
    if (team == programme.teams.end()) continue;
    const Goers goers = GoersOf(*team, posts);
    const size_t end = std::min<size_t>(party.first + party.people, goers.size());
    for (size_t i = party.first; i < end; ++i) {
      Mark(*goers[i].first, party.practice, goers[i].second, request);
    }
  }
  return Record(session, day.session.id, std::move(request));
}

}  // namespace pcsp::cli
