// pcspctl person ...
#include <iostream>

#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/cli/registry/appointments.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using registry::v1::Person;
using Stub = registry::v1::RegistryService::Stub;

struct PersonFlags {
  std::string id, title, email, key, etag;
  bool show_erased = false, clear_email = false, clear_key = false, yes = false;
};

Table AsTable(const google::protobuf::RepeatedPtrField<Person>& people) {
  Table table({"PERSON", "KEY", "NAME", "EMAIL"});
  for (const auto& person : people) {
    table.Add({IdOf(person.name()), person.external_key().empty() ? "-" : person.external_key(),
               NameInWords(person), person.email()});
  }
  return table;
}

absl::Status Show(Session& session, const Person& person) {
  registry::v1::ListPeopleResponse one;
  *one.add_people() = person;
  Print(session.format, AsTable(one.people()), person);
  return absl::OkStatus();
}

absl::Status Add(Session& session, const PersonFlags& flags) {
  registry::v1::CreatePersonRequest request;
  request.set_parent(session.ProgrammeName());
  request.mutable_person()->set_display_name(flags.title);
  request.mutable_person()->set_email(flags.email);
  request.mutable_person()->set_external_key(flags.key);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto made, gateway::Ask(*session.clients().registry, &Stub::CreatePerson,
                                                 request, session.deadline()));
  return Show(session, made);
}

absl::Status Get(Session& session, const PersonFlags& flags) {
  registry::v1::GetPersonRequest request;
  request.set_name(session.NameOf("people", flags.id));
  ASSIGN_OR_RETURN(const auto person, gateway::Ask(*session.clients().registry, &Stub::GetPerson,
                                                   request, session.deadline()));
  return Show(session, person);
}

absl::Status List(Session& session, const PersonFlags& flags) {
  registry::v1::ListPeopleRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_email(flags.email);
  request.set_external_key(flags.key);
  request.set_show_erased(flags.show_erased);
  registry::v1::ListPeopleResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().registry, &Stub::ListPeople, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_people()->MergeFrom(page.people()); }));
  Print(session.format, AsTable(all.people()), all);
  return absl::OkStatus();
}

absl::Status Update(Session& session, const PersonFlags& flags) {
  registry::v1::UpdatePersonRequest request;
  request.mutable_person()->set_name(session.NameOf("people", flags.id));
  request.mutable_person()->set_etag(flags.etag);
  if (!flags.title.empty()) {
    request.mutable_person()->set_display_name(flags.title);
    request.mutable_update_mask()->add_paths("display_name");
  }
  if (!flags.email.empty() || flags.clear_email) {
    request.mutable_person()->set_email(flags.email);
    request.mutable_update_mask()->add_paths("email");
  }
  if (!flags.key.empty() || flags.clear_key) {
    request.mutable_person()->set_external_key(flags.key);
    request.mutable_update_mask()->add_paths("external_key");
  }
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(
      const auto updated,
      gateway::Ask(*session.clients().registry, &Stub::UpdatePerson, request, session.deadline()));
  return Show(session, updated);
}

absl::Status Export(Session& session, const PersonFlags& flags) {
  registry::v1::ExportPersonRequest request;
  request.set_name(session.NameOf("people", flags.id));
  ASSIGN_OR_RETURN(const auto held, gateway::Ask(*session.clients().registry, &Stub::ExportPerson,
                                                 request, session.deadline()));
  if (session.format == Format::kTable) {
    RETURN_IF_ERROR(Show(session, held.person()));
    std::cout << "\n";
  }
  Print(session.format, AppointmentTable(held.appointments(), {&held.person()}), held);
  if (session.format == Format::kTable && held.remembered_replies_size() > 0) {
    std::cerr << "Beside these, " << held.remembered_replies_size()
              << " replies to earlier calls are remembered; -o json lists them.\n";
  }
  return absl::OkStatus();
}

absl::Status Erase(Session& session, const PersonFlags& flags) {
  registry::v1::ErasePersonRequest request;
  request.set_name(session.NameOf("people", flags.id));
  if (!flags.yes) {
    return StateForbids("NOT_CONFIRMED", "person", request.name(),
                        "Name, contact and local titles would be gone for good, and open "
                        "appointments would end today.",
                        "the same command with --yes; `pcspctl person export` shows what is held");
  }
  request.set_etag(flags.etag);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto erased, gateway::Ask(*session.clients().registry, &Stub::ErasePerson,
                                                   request, session.deadline()));
  return Show(session, erased);
}

void SetUpId(Command command, PersonFlags& flags) {
  command.AddOption("id", flags.id, "Id or full name of the person, as `person list` shows it")
      .Required();
}

void SetUpEtag(Command command, PersonFlags& flags) {
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
}

void SetUpAdd(Command command, PersonFlags& flags) {
  command.AddOption("name", flags.title, "What people call them").Required();
  command.AddOption("--email", flags.email, "Address for work");
  command.AddOption("--key", flags.key, "What your own lists know them by, such as a staff number");
}

void SetUpList(Command command, PersonFlags& flags) {
  command.AddOption("--email", flags.email, "Only those with this address");
  command.AddOption("--key", flags.key, "Only the one with this key");
  command.AddFlag("--erased", flags.show_erased, "Those who have been erased as well");
}

void SetUpUpdate(Command command, PersonFlags& flags) {
  SetUpId(command, flags);
  command.AddOption("--name", flags.title, "The new name");
  const Flag email = command.AddOption("--email", flags.email, "The new address");
  command.AddFlag("--no-email", flags.clear_email, "Without an address from now on")
      .Excludes(email);
  const Flag key = command.AddOption("--key", flags.key, "The new key");
  command.AddFlag("--no-key", flags.clear_key, "Without a key from now on").Excludes(key);
  SetUpEtag(command, flags);
}

void SetUpErase(Command command, PersonFlags& flags) {
  SetUpId(command, flags);
  SetUpEtag(command, flags);
  command.AddFlag("--yes", flags.yes, "Yes, erase for good; without it nothing is done");
}

}  // namespace

void AddPeople(Command app, Session& session) {
  const Command noun = AddNoun(app, "person", "People who have a part in the programme");
  AddCommand(noun, session, "add", "Enter a person", SetUpAdd, Add);
  AddCommand(noun, session, "list", "List people", SetUpList, List);
  AddCommand(noun, session, "show", "Show one person", SetUpId, Get);
  AddCommand(noun, session, "update", "Change name, address or key", SetUpUpdate, Update);
  AddCommand(noun, session, "export",
             "Everything held about a person, for a subject access request; -o json for all of it",
             SetUpId, Export);
  AddCommand(noun, session, "erase",
             "Erase name and contact for good; roles, dates and hours stay, under nobody's name",
             SetUpErase, Erase);
}

}  // namespace pcsp::cli
