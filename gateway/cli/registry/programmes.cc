// pcspctl programme ...
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using registry::v1::Programme;
using Stub = registry::v1::RegistryService::Stub;

struct ProgrammeFlags {
  std::string id, title, description, etag;
};

Table AsTable(const google::protobuf::RepeatedPtrField<Programme>& programmes) {
  Table table({"PROGRAMME", "NAME", "ETAG"});
  for (const auto& p : programmes) table.Add({IdOf(p.name()), p.display_name(), p.etag()});
  return table;
}

absl::Status Show(Session& session, const Programme& programme) {
  registry::v1::ListProgrammesResponse one;
  *one.add_programmes() = programme;
  Print(session.format, AsTable(one.programmes()), programme);
  return absl::OkStatus();
}

absl::Status Create(Session& session, const ProgrammeFlags& flags) {
  registry::v1::CreateProgrammeRequest request;
  request.set_programme_id(flags.id);
  request.mutable_programme()->set_display_name(flags.title);
  request.mutable_programme()->set_description(flags.description);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto programme,
                   gateway::Ask(*session.clients().registry, &Stub::CreateProgramme, request,
                                session.deadline()));
  return Show(session, programme);
}

absl::Status Get(Session& session, const ProgrammeFlags& flags) {
  registry::v1::GetProgrammeRequest request;
  request.set_name("programmes/" + flags.id);
  ASSIGN_OR_RETURN(
      const auto programme,
      gateway::Ask(*session.clients().registry, &Stub::GetProgramme, request, session.deadline()));
  return Show(session, programme);
}

absl::Status Rename(Session& session, const ProgrammeFlags& flags) {
  registry::v1::UpdateProgrammeRequest request;
  request.mutable_programme()->set_name("programmes/" + flags.id);
  request.mutable_programme()->set_display_name(flags.title);
  request.mutable_programme()->set_etag(flags.etag);
  request.mutable_update_mask()->add_paths("display_name");
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto programme,
                   gateway::Ask(*session.clients().registry, &Stub::UpdateProgramme, request,
                                session.deadline()));
  return Show(session, programme);
}

absl::Status List(Session& session, const NoFlags&) {
  registry::v1::ListProgrammesResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().registry, &Stub::ListProgrammes, registry::v1::ListProgrammesRequest(),
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_programmes()->MergeFrom(page.programmes()); }));
  Print(session.format, AsTable(all.programmes()), all);
  return absl::OkStatus();
}

void SetUpId(Command command, ProgrammeFlags& flags) {
  command.AddOption("id", flags.id, "Id of the programme, such as north-east").Required();
}

void SetUpCreate(Command command, ProgrammeFlags& flags) {
  SetUpId(command, flags);
  command.AddOption("--name", flags.title, "Name that people read").Required();
  command.AddOption("--description", flags.description, "What the programme is about");
}

void SetUpRename(Command command, ProgrammeFlags& flags) {
  SetUpId(command, flags);
  command.AddOption("--name", flags.title, "The new name").Required();
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
}

}  // namespace

void AddProgrammes(Command app, Session& session) {
  const Command noun = AddNoun(app, "programme", "Programmes: who runs what");
  AddCommand(noun, session, "create", "Create a programme", SetUpCreate, Create);
  AddCommand(noun, session, "list", "List all programmes", NoSetup, List);
  AddCommand(noun, session, "show", "Show one programme", SetUpId, Get);
  AddCommand(noun, session, "rename", "Give a programme another name", SetUpRename, Rename);
}

}  // namespace pcsp::cli
