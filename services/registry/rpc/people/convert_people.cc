#include "services/registry/rpc/people/convert_people.h"

#include "absl/strings/str_cat.h"
#include "services/registry/domain/names.h"
#include "services/registry/rpc/fields.h"
#include "services/registry/rpc/requests.h"

namespace pcsp::registry {
namespace {

// `id`, which was read from `name`; a violation if that is empty.
std::string Required(std::string id, const std::string& name, const std::string& field,
                     absl::string_view expected, Violations& violations) {
  if (name.empty()) violations.Add(field, "", expected);
  return id;
}

std::vector<std::string> ServedFrom(const std::string& programme, const pb::Appointment& proto,
                                    Violations& violations) {
  std::vector<std::string> served;
  for (int i = 0; i < proto.serves_size(); ++i) {
    const std::string field = absl::StrCat("appointment.serves[", i, "]");
    std::string id =
        Required(OrganisationOf(programme, field, proto.serves(i), violations), proto.serves(i),
                 field, OrganisationName(programme, "{organisation}"), violations);
    if (!id.empty()) served.push_back(std::move(id));
  }
  return served;
}

// What an update may change.
void TakeChangeable(const std::string& programme, const pb::Appointment& proto,
                    Appointment& appointment, Violations& violations) {
  appointment.local_title = proto.local_title();
  appointment.staff_group =
      EnumFrom("appointment.staff_group", proto.staff_group(), StaffGroup::kLeadership, violations);
  appointment.period.first =
      DateFrom("appointment.start_date", proto.start_date(), kSinceAlways, violations);
  appointment.period.last =
      DateFrom("appointment.end_date", proto.end_date(), kUntilFurtherNotice, violations);
  if (proto.has_hours_per_month()) appointment.hours_per_month = proto.hours_per_month();
  appointment.skills = {proto.skills().begin(), proto.skills().end()};
  appointment.serves = ServedFrom(programme, proto, violations);
  appointment.solved_issues = {proto.solved_issues().begin(), proto.solved_issues().end()};
}

}  // namespace

pb::Person ToProto(const Person& person) {
  pb::Person proto;
  proto.set_name(PersonName(person.programme, person.id));
  proto.set_display_name(person.display_name);
  proto.set_email(person.email);
  proto.set_external_key(person.external_key);
  proto.set_uid(person.id);
  proto.set_etag(EtagOf(person.revision));
  SetTime(person.create_time, proto.mutable_create_time());
  SetTime(person.update_time, proto.mutable_update_time());
  if (person.erase_time) SetTime(*person.erase_time, proto.mutable_erase_time());
  return proto;
}

pb::Appointment ToProto(const Appointment& appointment) {
  pb::Appointment proto;
  proto.set_name(AppointmentName(appointment.programme, appointment.id));
  proto.set_person(PersonName(appointment.programme, appointment.person));
  proto.set_organisation(OrganisationName(appointment.programme, appointment.organisation));
  proto.set_role(static_cast<pb::AppointmentRole>(appointment.role));
  proto.set_local_title(appointment.local_title);
  proto.set_staff_group(static_cast<type::v1::StaffGroup>(appointment.staff_group));
  proto.set_start_date(FormatDate(appointment.period.first));
  proto.set_end_date(FormatDate(appointment.period.last));
  if (appointment.hours_per_month) proto.set_hours_per_month(*appointment.hours_per_month);
  for (const std::string& skill : appointment.skills) proto.add_skills(skill);
  for (const std::string& id : appointment.serves) {
    proto.add_serves(OrganisationName(appointment.programme, id));
  }
  for (const std::string& issue : appointment.solved_issues) proto.add_solved_issues(issue);
  proto.set_etag(EtagOf(appointment.revision));
  SetTime(appointment.create_time, proto.mutable_create_time());
  SetTime(appointment.update_time, proto.mutable_update_time());
  return proto;
}

pb::RememberedReply ToProto(const sql::RememberedReply& reply) {
  pb::RememberedReply proto;
  proto.set_method(reply.method);
  SetTime(reply.time, proto.mutable_reply_time());
  return proto;
}

Person FromProto(const pb::Person& proto) {
  Person person;
  person.display_name = proto.display_name();
  person.email = proto.email();
  person.external_key = proto.external_key();
  return person;
}

Appointment FromProto(const std::string& programme, const pb::Appointment& proto,
                      Violations& violations) {
  Appointment appointment;
  appointment.programme = programme;
  appointment.person =
      Required(PersonOf(programme, "appointment.person", proto.person(), violations),
               proto.person(), "appointment.person", PersonName(programme, "{person}"), violations);
  appointment.organisation = Required(
      OrganisationOf(programme, "appointment.organisation", proto.organisation(), violations),
      proto.organisation(), "appointment.organisation",
      OrganisationName(programme, "{organisation}"), violations);
  appointment.role = FromProto("appointment.role", proto.role(), violations);
  TakeChangeable(programme, proto, appointment, violations);
  return appointment;
}

Role FromProto(const std::string& field, pb::AppointmentRole role, Violations& violations) {
  return EnumFrom(field, role, kLastRole, violations);
}

PersonPatch PatchFrom(const pb::Person& proto, const google::protobuf::FieldMask& paths,
                      Violations& violations) {
  const Mask mask(paths, {"display_name", "email", "external_key"},
                  {"name", "uid", "etag", "create_time", "update_time", "erase_time"}, violations);
  PersonPatch patch;
  if (mask.Has("display_name", !proto.display_name().empty())) {
    patch.display_name = proto.display_name();
  }
  if (mask.Has("email", !proto.email().empty())) patch.email = proto.email();
  if (mask.Has("external_key", !proto.external_key().empty())) {
    patch.external_key = proto.external_key();
  }
  return patch;
}

AppointmentPatch PatchFrom(const std::string& programme, const pb::Appointment& proto,
                           const google::protobuf::FieldMask& paths, Violations& violations) {
  const Mask mask(paths,
                  {"local_title", "staff_group", "start_date", "end_date", "hours_per_month",
                   "skills", "serves", "solved_issues"},
                  {"name", "person", "organisation", "role", "etag", "create_time", "update_time"},
                  violations);
  Appointment given;
  TakeChangeable(programme, proto, given, violations);
  AppointmentPatch patch;
  const std::string person = PersonOf(programme, "appointment.person", proto.person(), violations);
  if (!person.empty()) patch.person = person;
  const std::string organisation =
      OrganisationOf(programme, "appointment.organisation", proto.organisation(), violations);
  if (!organisation.empty()) patch.organisation = organisation;
  const Role role = FromProto("appointment.role", proto.role(), violations);
  if (role != Role::kUnspecified) patch.role = role;
  if (mask.Has("local_title", !given.local_title.empty())) patch.local_title = given.local_title;
  if (mask.Has("staff_group", given.staff_group != StaffGroup::kUnspecified)) {
    patch.staff_group = given.staff_group;
  }
  if (mask.Has("start_date", !proto.start_date().empty())) patch.start_date = given.period.first;
  if (mask.Has("end_date", !proto.end_date().empty())) patch.end_date = given.period.last;
  if (mask.Has("hours_per_month", proto.has_hours_per_month())) {
    patch.hours_per_month = given.hours_per_month;
  }
  if (mask.Has("skills", !given.skills.empty())) patch.skills = given.skills;
  if (mask.Has("serves", !given.serves.empty())) patch.serves = given.serves;
  if (mask.Has("solved_issues", !given.solved_issues.empty())) {
    patch.solved_issues = given.solved_issues;
  }
  return patch;
}

}  // namespace pcsp::registry
