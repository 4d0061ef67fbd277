#include "services/registry/rpc/people/people_methods.h"

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/people/erasure.h"
#include "services/registry/domain/people/people_fields.h"
#include "services/registry/domain/text_rules.h"
#include "services/registry/rpc/fields.h"
#include "services/registry/rpc/imports/convert_conflict.h"
#include "services/registry/rpc/people/convert_people.h"
#include "services/registry/rpc/requests.h"
#include "services/registry/rpc/write.h"

namespace pcsp::registry {
namespace {

AppointmentQuery AppointmentsOf(const PersonId& id) {
  AppointmentQuery query;
  query.programme = id.programme;
  query.person = id.person;
  return query;
}

// Nobody else has the person's key.
absl::Status CheckKey(Reader& reader, const Person& person) {
  if (person.external_key.empty()) return absl::OkStatus();
  PersonQuery query;
  query.programme = person.programme;
  query.external_key = person.external_key;
  query.limit = 1;
  const std::vector<Person> holders = reader.ListPeople(query);
  if (holders.empty() || holders.front().id == person.id) return absl::OkStatus();
  return PersonKeyTaken(PersonName(person.programme, holders.front().id));
}

absl::StatusOr<pb::Person> Update(Writer& writer, const PersonId& id, const std::string& etag,
                                  const PersonPatch& patch, absl::Time now) {
  RETURN_IF_ERROR(writer.Touch(id.programme));
  ASSIGN_OR_RETURN(const Person before, writer.GetPerson(id.programme, id.person));
  const std::string name = PersonName(id.programme, id.person);
  RETURN_IF_ERROR(CheckEtag("person", name, etag, EtagOf(before.revision)));
  if (before.erase_time) return PersonErased(name);
  Person person = StatedByPerson(before, Tidied(Patched(before, patch)));
  Violations violations;
  Validate(person, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  RETURN_IF_ERROR(CheckKey(writer, person));
  ++person.revision;
  person.update_time = now;
  writer.Update(person);
  writer.TellsOf(id.programme, id.person);
  return ToProto(person);
}

// The reply tells of nobody any more, so it is remembered like any other.
absl::StatusOr<pb::Person> EraseIn(Writer& writer, const PersonId& id, const std::string& etag,
                                   absl::Time now) {
  RETURN_IF_ERROR(writer.Lock(id.programme));
  ASSIGN_OR_RETURN(const Person person, writer.GetPerson(id.programme, id.person));
  if (person.erase_time) return ToProto(person);
  RETURN_IF_ERROR(
      CheckEtag("person", PersonName(id.programme, id.person), etag, EtagOf(person.revision)));
  RETURN_IF_ERROR(writer.Touch(id.programme));
  const std::vector<Appointment> appointments = writer.ListAppointments(AppointmentsOf(id));
  const Erasure erasure = Erase(person, appointments, now);
  writer.Update(erasure.person);
  for (const Appointment& appointment : erasure.changed) writer.Update(appointment);
  for (const Appointment& appointment : erasure.dropped) writer.Remove(appointment);
  writer.ForgetAnswersAbout(person, appointments);
  return ToProto(erasure.person);
}

}  // namespace

absl::StatusOr<pb::Person> PeopleMethods::CreatePerson(
    const rpc::Call& call, const pb::CreatePersonRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  CheckRequestId("request_id", request.request_id(), violations);
  Person person = StatedByPerson({}, Tidied(FromProto(request.person())));
  Validate(person, violations);
  RETURN_IF_ERROR(violations.ToStatus());

  person.programme = programme;
  person.id = NewUuid(call.now);
  person.revision = 1;
  person.create_time = person.update_time = call.now;
  const Change change = {KeyOf("CreatePerson", request), call.now};
  return Write<pb::Person>(*store_, change, [&](Writer& writer) -> absl::StatusOr<pb::Person> {
    RETURN_IF_ERROR(writer.Touch(programme));
    RETURN_IF_ERROR(CheckKey(writer, person));
    writer.Insert(person);
    writer.TellsOf(programme, person.id);
    return ToProto(person);
  });
}

absl::StatusOr<pb::Person> PeopleMethods::GetPerson(const rpc::Call&,
                                                    const pb::GetPersonRequest& request) const {
  Violations violations;
  const PersonId id = PersonFrom("name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  pb::Person reply;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(reader.GetProgramme(id.programme).status());
    ASSIGN_OR_RETURN(const Person person, reader.GetPerson(id.programme, id.person));
    reply = ToProto(person);
    return absl::OkStatus();
  }));
  return reply;
}

absl::StatusOr<pb::ListPeopleResponse> PeopleMethods::ListPeople(
    const rpc::Call&, const pb::ListPeopleRequest& request) const {
  const std::vector<std::string> arguments = {"ListPeople", request.parent(), request.email(),
                                              request.show_erased() ? "erased too" : "",
                                              request.external_key()};
  Violations violations;
  PersonQuery query;
  query.programme = ProgrammeFrom("parent", request.parent(), violations);
  query.email = TidyEmail(request.email());
  query.external_key = TidyLine(request.external_key());
  query.show_erased = request.show_erased();
  const Page page =
      PageFrom(request.page_size(), request.page_token(), *tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  query.after = page.After(0);
  query.limit = page.size + 1;

  std::vector<Person> people;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(reader.GetProgramme(query.programme).status());
    people = reader.ListPeople(query);
    return absl::OkStatus();
  }));
  pb::ListPeopleResponse reply;
  if (TakeExtra(people, page)) {
    reply.set_next_page_token(tokens_->Encode({people.back().id}, arguments));
  }
  for (const Person& person : people) *reply.add_people() = ToProto(person);
  return reply;
}

absl::StatusOr<pb::Person> PeopleMethods::UpdatePerson(
    const rpc::Call& call, const pb::UpdatePersonRequest& request) const {
  Violations violations;
  const PersonId id = PersonFrom("person.name", request.person().name(), violations);
  CheckRequestId("request_id", request.request_id(), violations);
  const PersonPatch patch = PatchFrom(request.person(), request.update_mask(), violations);
  RETURN_IF_ERROR(violations.ToStatus());

  const Change change = {KeyOf("UpdatePerson", request), call.now};
  return Write<pb::Person>(*store_, change, [&](Writer& writer) {
    return Update(writer, id, request.person().etag(), patch, call.now);
  });
}

absl::StatusOr<pb::PersonExport> PeopleMethods::ExportPerson(
    const rpc::Call& call, const pb::ExportPersonRequest& request) const {
  Violations violations;
  const PersonId id = PersonFrom("name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  pb::PersonExport reply;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    reply.Clear();
    RETURN_IF_ERROR(reader.GetProgramme(id.programme).status());
    ASSIGN_OR_RETURN(const Person person, reader.GetPerson(id.programme, id.person));
    *reply.mutable_person() = ToProto(person);
    for (const Appointment& appointment : reader.ListAppointments(AppointmentsOf(id))) {
      *reply.add_appointments() = ToProto(appointment);
    }
    ImportConflictQuery about;
    about.programme = id.programme;
    about.person = id.person;
    for (const ImportConflict& conflict : reader.ListImportConflicts(about)) {
      *reply.add_import_conflicts() = ToProto(conflict);
    }
    for (const sql::RememberedReply& remembered : reader.RepliesAbout(id.programme, id.person)) {
      *reply.add_remembered_replies() = ToProto(remembered);
    }
    return absl::OkStatus();
  }));
  SetTime(call.now, reply.mutable_export_time());
  return reply;
}

// What the engine's files still hold is overwritten after the commit; a call that fails there is
// repeated, and then finds nothing else left to do.
absl::StatusOr<pb::Person> PeopleMethods::ErasePerson(const rpc::Call& call,
                                                      const pb::ErasePersonRequest& request) const {
  Violations violations;
  const PersonId id = PersonFrom("name", request.name(), violations);
  CheckRequestId("request_id", request.request_id(), violations);
  RETURN_IF_ERROR(violations.ToStatus());

  const Change change = {KeyOf("ErasePerson", request), call.now};
  ASSIGN_OR_RETURN(pb::Person reply, Write<pb::Person>(*store_, change, [&](Writer& writer) {
                     return EraseIn(writer, id, request.etag(), call.now);
                   }));
  RETURN_IF_ERROR(store_->Scrub());
  return reply;
}

}  // namespace pcsp::registry
