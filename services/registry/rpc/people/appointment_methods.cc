#include "services/registry/rpc/people/appointment_methods.h"

#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/people/people_fields.h"
#include "services/registry/rpc/fields.h"
#include "services/registry/rpc/organisations/deletion_methods.h"
#include "services/registry/rpc/people/convert_people.h"
#include "services/registry/rpc/requests.h"
#include "services/registry/rpc/write.h"

namespace pcsp::registry {
namespace {

// What makes an appointment possible at all: person, organisation, those served.
absl::Status CheckPlace(Reader& reader, const Appointment& appointment) {
  const std::string& programme = appointment.programme;
  ASSIGN_OR_RETURN(const Person person, reader.GetPerson(programme, appointment.person));
  if (person.erase_time) return PersonErased(PersonName(programme, person.id));
  ASSIGN_OR_RETURN(const Organisation organisation,
                   GetLive(reader, programme, appointment.organisation));
  Violations violations;
  CheckFits(appointment, organisation.kind, violations);
  for (size_t i = 0; i < appointment.serves.size(); ++i) {
    ASSIGN_OR_RETURN(const Organisation served, GetLive(reader, programme, appointment.serves[i]));
    CheckServes(i, served, violations);
  }
  RETURN_IF_ERROR(violations.ToStatus());
  return CheckLife(appointment, organisation);
}

// The person's other appointments do not stand in the way.
absl::Status CheckOthers(Reader& reader, const Appointment& appointment) {
  AppointmentQuery query;
  query.programme = appointment.programme;
  query.person = appointment.person;
  query.organisation = appointment.organisation;
  query.role = appointment.role;
  return CheckConflicts(appointment, reader.ListAppointments(query));
}

// `appointment` has no id while it is being checked, so that errors do not name what is not there.
absl::StatusOr<pb::Appointment> Create(Writer& writer, Appointment appointment, std::string id) {
  RETURN_IF_ERROR(writer.Touch(appointment.programme));
  RETURN_IF_ERROR(CheckPlace(writer, appointment));
  RETURN_IF_ERROR(CheckOthers(writer, appointment));
  appointment.id = std::move(id);
  writer.Insert(appointment);
  writer.TellsOf(appointment.programme, appointment.person);
  return ToProto(appointment);
}

// `change` says what the appointment becomes.
absl::StatusOr<pb::Appointment> Revise(
    Writer& writer, const AppointmentId& id, const std::string& etag, absl::Time now,
    absl::FunctionRef<absl::StatusOr<Appointment>(Appointment)> change) {
  RETURN_IF_ERROR(writer.Touch(id.programme));
  ASSIGN_OR_RETURN(const Appointment before, writer.GetAppointment(id.programme, id.appointment));
  RETURN_IF_ERROR(CheckEtag("appointment", AppointmentName(id.programme, id.appointment), etag,
                            EtagOf(before.revision)));
  ASSIGN_OR_RETURN(Appointment after, change(before));
  after = StatedByPerson(before, std::move(after));
  Violations violations;
  Validate(after, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  RETURN_IF_ERROR(CheckPlace(writer, after));
  RETURN_IF_ERROR(CheckOthers(writer, after));
  ++after.revision;
  after.update_time = now;
  writer.Update(after);
  writer.TellsOf(id.programme, after.person);
  return ToProto(after);
}

}  // namespace

absl::StatusOr<pb::Appointment> AppointmentMethods::CreateAppointment(
    const rpc::Call& call, const pb::CreateAppointmentRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  CheckRequestId("request_id", request.request_id(), violations);
  Appointment appointment =
      StatedByPerson({}, Tidied(FromProto(programme, request.appointment(), violations), *titles_));
  Validate(appointment, violations);
  RETURN_IF_ERROR(violations.ToStatus());

  appointment.revision = 1;
  appointment.create_time = appointment.update_time = call.now;
  const Change change = {KeyOf("CreateAppointment", request), call.now, request.validate_only()};
  ASSIGN_OR_RETURN(pb::Appointment reply,
                   Write<pb::Appointment>(*store_, change, [&](Writer& writer) {
                     return Create(writer, appointment, NewUuid(call.now));
                   }));
  if (request.validate_only()) {
    reply.clear_name();
    reply.clear_etag();
  }
  return reply;
}

absl::StatusOr<pb::Appointment> AppointmentMethods::GetAppointment(
    const rpc::Call&, const pb::GetAppointmentRequest& request) const {
  Violations violations;
  const AppointmentId id = AppointmentFrom("name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  pb::Appointment reply;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(reader.GetProgramme(id.programme).status());
    ASSIGN_OR_RETURN(const Appointment appointment,
                     reader.GetAppointment(id.programme, id.appointment));
    reply = ToProto(appointment);
    return absl::OkStatus();
  }));
  return reply;
}

absl::StatusOr<pb::Appointment> AppointmentMethods::UpdateAppointment(
    const rpc::Call& call, const pb::UpdateAppointmentRequest& request) const {
  const pb::Appointment& given = request.appointment();
  Violations violations;
  const AppointmentId id = AppointmentFrom("appointment.name", given.name(), violations);
  CheckRequestId("request_id", request.request_id(), violations);
  const AppointmentPatch patch = PatchFrom(id.programme, given, request.update_mask(), violations);
  RETURN_IF_ERROR(violations.ToStatus());

  const Change change = {KeyOf("UpdateAppointment", request), call.now};
  return Write<pb::Appointment>(*store_, change, [&](Writer& writer) {
    return Revise(writer, id, given.etag(), call.now, [&](Appointment appointment) {
      return Patched(std::move(appointment), patch, *titles_);
    });
  });
}

absl::StatusOr<pb::Appointment> AppointmentMethods::EndAppointment(
    const rpc::Call& call, const pb::EndAppointmentRequest& request) const {
  Violations violations;
  const AppointmentId id = AppointmentFrom("name", request.name(), violations);
  CheckRequestId("request_id", request.request_id(), violations);
  const Date last = DateFrom("end_date", request.end_date(), kUntilFurtherNotice, violations);
  if (request.end_date().empty()) violations.Add("end_date", "", kDateRule);
  RETURN_IF_ERROR(violations.ToStatus());

  const Change change = {KeyOf("EndAppointment", request), call.now};
  return Write<pb::Appointment>(*store_, change, [&](Writer& writer) {
    return Revise(writer, id, request.etag(), call.now,
                  [&](Appointment appointment) { return Ended(std::move(appointment), last); });
  });
}

}  // namespace pcsp::registry
