// pcspctl organisation ...
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/organisation/commands.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using registry::v1::Organisation;
using registry::v1::OrganisationKind;
using Stub = registry::v1::RegistryService::Stub;

struct OrganisationFlags {
  std::string id, title, code_system, code, postcode, etag, within, as_of, filter, order_by;
  OrganisationKind kind = registry::v1::ORGANISATION_KIND_UNSPECIFIED;
  bool show_closed = false, show_deleted = false;
};

absl::Status Create(Session& session, const OrganisationFlags& flags) {
  registry::v1::CreateOrganisationRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_organisation_id(flags.id);
  auto* organisation = request.mutable_organisation();
  organisation->set_kind(flags.kind);
  organisation->set_display_name(flags.title);
  organisation->set_code_system(flags.code_system);
  const bool by_id = flags.code.empty() && !flags.code_system.empty();
  organisation->set_code(by_id ? absl::AsciiStrToUpper(flags.id) : flags.code);
  organisation->set_postcode(flags.postcode);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto made,
                   gateway::Ask(*session.clients().registry, &Stub::CreateOrganisation, request,
                                session.deadline()));
  return Show(session, made);
}

absl::Status Get(Session& session, const OrganisationFlags& flags) {
  registry::v1::GetOrganisationRequest request;
  request.set_name(session.NameOf("organisations", flags.id));
  ASSIGN_OR_RETURN(const auto organisation,
                   gateway::Ask(*session.clients().registry, &Stub::GetOrganisation, request,
                                session.deadline()));
  return Show(session, organisation);
}

absl::Status Rename(Session& session, const OrganisationFlags& flags) {
  registry::v1::UpdateOrganisationRequest request;
  request.mutable_organisation()->set_name(session.NameOf("organisations", flags.id));
  request.mutable_organisation()->set_display_name(flags.title);
  request.mutable_organisation()->set_etag(flags.etag);
  request.mutable_update_mask()->add_paths("display_name");
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto organisation,
                   gateway::Ask(*session.clients().registry, &Stub::UpdateOrganisation, request,
                                session.deadline()));
  return Show(session, organisation);
}

absl::Status List(Session& session, const OrganisationFlags& flags) {
  registry::v1::ListOrganisationsRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_kind(flags.kind);
  request.set_within(session.NameOf("organisations", flags.within));
  request.set_as_of_date(flags.as_of);
  request.set_show_closed(flags.show_closed);
  request.set_show_deleted(flags.show_deleted);
  request.set_filter(flags.filter);
  request.set_order_by(flags.order_by);
  registry::v1::ListOrganisationsResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().registry, &Stub::ListOrganisations, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_organisations()->MergeFrom(page.organisations()); }));
  Print(session.format, AsTable(all.organisations()), all);
  return absl::OkStatus();
}

void SetUpId(Command command, OrganisationFlags& flags) {
  command.AddOption("id", flags.id, "Id or full name, such as a81044").Required();
}

void SetUpCreate(Command command, OrganisationFlags& flags) {
  SetUpId(command, flags);
  AddWord(command, "--kind", flags.kind, OrganisationKinds(), "What it is").Required();
  command.AddOption("--name", flags.title, "Name that people read").Required();
  command.AddOption("--code-system", flags.code_system, "Who gave the code, such as ods");
  command.AddOption("--code", flags.code,
                    "Its code; the id in capitals if only who gave it is said");
  command.AddOption("--postcode", flags.postcode, "Postcode");
}

void SetUpRename(Command command, OrganisationFlags& flags) {
  SetUpId(command, flags);
  command.AddOption("--name", flags.title, "The new name").Required();
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
}

void SetUpList(Command command, OrganisationFlags& flags) {
  AddWord(command, "--kind", flags.kind, OrganisationKinds(), "Only this kind");
  command.AddOption("--within", flags.within, "Only those below this organisation");
  command.AddOption("--as-of", flags.as_of, "As on this date, yyyy-mm-dd; today if not given");
  command.AddFlag("--closed", flags.show_closed, "Closed ones as well");
  command.AddFlag("--deleted", flags.show_deleted, "Deleted ones as well");
  command.AddOption(
      "--filter", flags.filter,
      "Only those for which this holds, such as 'kind = PRACTICE AND postcode : \"TS25\"': fields "
      "kind, status, code, code_system, display_name, postcode, open_date, close_date; = != < <= > "
      ">= and : (contains; with * is not empty); AND, OR, NOT, parentheses, within(organisation)");
  command.AddOption("--order-by", flags.order_by,
                    "id, display_name or code, with ' desc' for the reverse; id if not given");
}

}  // namespace

void AddOrganisations(Command app, Session& session) {
  const Command noun = AddNoun(app, "organisation", "Whole systems, steering groups, practices");
  AddCommand(noun, session, "list", "List organisations", SetUpList, List);
  AddCommand(noun, session, "show", "Show one organisation", SetUpId, Get);
  AddCommand(noun, session, "create", "Create an organisation", SetUpCreate, Create);
  AddCommand(noun, session, "rename", "Give an organisation another name", SetUpRename, Rename);
  AddSearchCommand(noun, session);
  AddGraphCommands(noun, session);
  AddReorganiseCommands(noun, session);
  AddDeletionCommands(noun, session);
}

}  // namespace pcsp::cli
