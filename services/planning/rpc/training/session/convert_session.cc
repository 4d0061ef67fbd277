#include "services/planning/rpc/training/session/convert_session.h"

#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace pcsp::planning::training {
namespace {

absl::CivilMinute MinuteFrom(absl::string_view field, const std::string& text, Need need,
                             Violations& violations) {
  if (text.empty() && need == Need::kOptional) return absl::CivilMinute();
  if (const auto minute = MinuteFromText(text)) return *minute;
  violations.Add(std::string(field), text, "a time that exists, written yyyy-mm-ddThh:mm");
  return absl::CivilMinute();
}

std::vector<Quota> QuotasFrom(const pb::Session& proto, Violations& violations) {
  std::vector<Quota> quotas;
  for (int i = 0; i < proto.quotas_size(); ++i) {
    const pb::PlaceQuota& quota = proto.quotas(i);
    quotas.push_back({GroupFrom(absl::StrCat("session.quotas[", i, "].staff_group"),
                                quota.staff_group(), violations),
                      quota.per_practice(), quota.in_all()});
  }
  return quotas;
}

}  // namespace

std::string NameOf(const Enrolment& enrolment) {
  return absl::StrCat(NameIn(enrolment.programme, "sessions", enrolment.session), "/enrolments/",
                      enrolment.id);
}

EnrolmentName EnrolmentNameFrom(absl::string_view field, absl::string_view name,
                                Violations& violations) {
  const std::pair<std::string, std::string> parts =
      absl::StrSplit(name, absl::MaxSplits("/enrolments/", 1));
  const auto session = ParseNameIn("sessions", parts.first);
  if (session && IsResourceId(parts.second)) return {session->programme, session->id, parts.second};
  violations.Add(std::string(field), name,
                 "programmes/{programme}/sessions/{session}/enrolments/{enrolment}");
  return {};
}

pb::Session ToProto(const Session& session, const Attendees& attendees) {
  pb::Session proto;
  proto.set_name(NameOf(session));
  proto.set_course(NameIn(session.programme, "courses", session.course));
  if (!session.venue.empty()) proto.set_venue(NameIn(session.programme, "venues", session.venue));
  proto.set_online(session.online);
  proto.set_start(MinuteText(session.start));
  proto.set_end(MinuteText(session.end));
  proto.set_time_zone(session.time_zone);
  proto.set_capacity(session.capacity);
  proto.set_minimum_size(session.minimum_size);
  for (const std::string& id : session.trainers) {
    proto.add_trainers(NameIn(session.programme, "appointments", id));
  }
  for (const Quota& quota : session.quotas) {
    pb::PlaceQuota* const added = proto.add_quotas();
    added->set_staff_group(static_cast<type::v1::StaffGroup>(quota.group));
    added->set_per_practice(quota.per_practice);
    added->set_in_all(quota.in_all);
  }
  for (const Reservation& kept : session.reservations) {
    pb::PlaceReservation* const added = proto.add_reservations();
    added->set_practice(NameIn(session.programme, "organisations", kept.practice));
    added->set_staff_group(static_cast<type::v1::StaffGroup>(kept.group));
    added->set_people(kept.people);
  }
  proto.set_state(static_cast<pb::SessionState>(session.state));
  proto.set_enrolled_count(attendees.enrolled);
  proto.set_waiting_count(attendees.waiting);
  proto.set_below_minimum(attendees.enrolled < session.minimum_size);
  *proto.mutable_start_time() = TimestampOf(session.start_time);
  *proto.mutable_end_time() = TimestampOf(session.end_time);
  proto.set_online_link(session.online_link);
  SetKept(session, proto);
  return proto;
}

pb::Enrolment ToProto(const Enrolment& enrolment) {
  pb::Enrolment proto;
  proto.set_name(NameOf(enrolment));
  proto.set_participant(ParticipantName(enrolment.programme, enrolment.participant));
  proto.set_practice(NameIn(enrolment.programme, "organisations", enrolment.practice));
  proto.set_staff_group(static_cast<type::v1::StaffGroup>(enrolment.group));
  proto.set_state(static_cast<pb::EnrolmentState>(enrolment.state));
  proto.set_attendance(static_cast<pb::Attendance>(enrolment.attendance));
  SetKept(enrolment, proto);
  return proto;
}

Session FromProto(const std::string& programme, const pb::Session& proto, Need need,
                  Violations& violations) {
  Session session;
  session.programme = programme;
  session.course =
      IdOf(programme, "courses", "session.course", proto.course(), Need::kOptional, violations);
  session.venue =
      IdOf(programme, "venues", "session.venue", proto.venue(), Need::kOptional, violations);
  session.online = proto.online();
  session.start = MinuteFrom("session.start", proto.start(), need, violations);
  session.end = MinuteFrom("session.end", proto.end(), need, violations);
  session.time_zone = proto.time_zone();
  session.capacity = proto.capacity();
  session.minimum_size = proto.minimum_size();
  for (int i = 0; i < proto.trainers_size(); ++i) {
    std::string id = IdOf(programme, "appointments", absl::StrCat("session.trainers[", i, "]"),
                          proto.trainers(i), Need::kRequired, violations);
    if (!id.empty()) session.trainers.push_back(std::move(id));
  }
  session.quotas = QuotasFrom(proto, violations);
  session.online_link = proto.online_link();
  return session;
}

Enrolment FromProto(const std::string& programme, const std::string& field,
                    const pb::Enrolment& proto, Violations& violations) {
  Enrolment enrolment;
  enrolment.programme = programme;
  enrolment.participant = ParticipantFrom(programme, field + ".participant", proto.participant(),
                                          Need::kRequired, violations);
  enrolment.practice = IdOf(programme, "organisations", field + ".practice", proto.practice(),
                            Need::kRequired, violations);
  enrolment.group = GroupFrom(field + ".staff_group", proto.staff_group(), violations);
  return enrolment;
}

std::vector<AttendanceMark> FromProto(const std::string& programme,
                                      const pb::RecordAttendanceRequest& request,
                                      Violations& violations) {
  std::vector<AttendanceMark> marks;
  for (int i = 0; i < request.marks_size(); ++i) {
    const pb::AttendanceMark& proto = request.marks(i);
    const std::string field = absl::StrCat("marks[", i, "]");
    AttendanceMark mark;
    mark.participant = ParticipantFrom(programme, field + ".participant", proto.participant(),
                                       Need::kRequired, violations);
    mark.attendance =
        EnumFrom(field + ".attendance", proto.attendance(), Attendance::kAbsent, violations);
    mark.practice = IdOf(programme, "organisations", field + ".practice", proto.practice(),
                         Need::kOptional, violations);
    mark.group = GroupFrom(field + ".staff_group", proto.staff_group(), violations);
    marks.push_back(std::move(mark));
  }
  return marks;
}

void Patch(const Session& given, const pb::UpdateSessionRequest& request, Session& session,
           Violations& violations) {
  const Mask mask(request.update_mask(),
                  {"venue", "online", "start", "end", "time_zone", "capacity", "minimum_size",
                   "trainers", "quotas", "online_link"},
                  violations);
  const pb::Session& proto = request.session();
  CheckFixed("session.course", given.course, session.course, violations);
  if (mask.Has("venue", !given.venue.empty())) session.venue = given.venue;
  if (mask.Has("online", given.online)) session.online = given.online;
  if (mask.Has("start", !proto.start().empty())) session.start = given.start;
  if (mask.Has("end", !proto.end().empty())) session.end = given.end;
  if (mask.Has("time_zone", !given.time_zone.empty())) session.time_zone = given.time_zone;
  if (mask.Has("capacity", given.capacity != 0)) session.capacity = given.capacity;
  if (mask.Has("minimum_size", given.minimum_size != 0)) {
    session.minimum_size = given.minimum_size;
  }
  if (mask.Has("trainers", !given.trainers.empty())) session.trainers = given.trainers;
  if (mask.Has("quotas", !given.quotas.empty())) session.quotas = given.quotas;
  if (mask.Has("online_link", !given.online_link.empty())) session.online_link = given.online_link;
  if (session.time_zone.empty()) session.time_zone = std::string(kDefaultTimeZone);
}

}  // namespace pcsp::planning::training
