// pcspctl organisation delete, undelete
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/organisation/commands.h"

namespace pcsp::cli {
namespace {

using Stub = registry::v1::RegistryService::Stub;

struct DeletionFlags {
  std::string id, etag;
  bool force = false;
};

// The etag given, or that of the organisation as it is now.
absl::StatusOr<std::string> EtagFor(Session& session, const DeletionFlags& flags) {
  if (!flags.etag.empty()) return flags.etag;
  registry::v1::GetOrganisationRequest request;
  request.set_name(session.NameOf("organisations", flags.id));
  ASSIGN_OR_RETURN(const auto organisation,
                   gateway::Ask(*session.clients().registry, &Stub::GetOrganisation, request,
                                session.deadline()));
  return organisation.etag();
}

absl::Status Delete(Session& session, const DeletionFlags& flags) {
  registry::v1::DeleteOrganisationRequest request;
  request.set_name(session.NameOf("organisations", flags.id));
  ASSIGN_OR_RETURN(*request.mutable_etag(), EtagFor(session, flags));
  request.set_force(flags.force);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto deleted,
                   gateway::Ask(*session.clients().registry, &Stub::DeleteOrganisation, request,
                                session.deadline()));
  return Show(session, deleted);
}

absl::Status Undelete(Session& session, const DeletionFlags& flags) {
  registry::v1::UndeleteOrganisationRequest request;
  request.set_name(session.NameOf("organisations", flags.id));
  request.set_etag(flags.etag);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto organisation,
                   gateway::Ask(*session.clients().registry, &Stub::UndeleteOrganisation, request,
                                session.deadline()));
  return Show(session, organisation);
}

void SetUpUndelete(Command command, DeletionFlags& flags) {
  command.AddOption("id", flags.id, "Id or full name, such as a81044").Required();
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
}

void SetUpDelete(Command command, DeletionFlags& flags) {
  SetUpUndelete(command, flags);
  command.AddFlag("--force", flags.force, "End what still needs it");
}

}  // namespace

void AddDeletionCommands(Command noun, Session& session) {
  AddCommand(noun, session, "delete", "Delete one that should never have been there", SetUpDelete,
             Delete);
  AddCommand(noun, session, "undelete", "Bring a deleted one back", SetUpUndelete, Undelete);
}

}  // namespace pcsp::cli
