#include "gateway/cli/sample_play/corrections.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "gateway/cli/sample_play/loader.h"

namespace pcsp::cli {
namespace {

namespace pb = registry::v1;
using Stub = pb::RegistryService::Stub;

constexpr char kTwice[] = "entered-twice";

std::string Name(const std::string& id) {
  return absl::StrCat("programmes/", kSampleProgramme, "/organisations/", id);
}

absl::StatusOr<pb::Organisation> Read(Session& session) {
  pb::GetOrganisationRequest request;
  request.set_name(Name(kTwice));
  return gateway::Ask(*session.clients().registry, &Stub::GetOrganisation, request,
                      session.deadline());
}

absl::Status Enter(Session& session, const gateway::sample::Organisation& practice) {
  pb::CreateOrganisationRequest request;
  request.set_parent(absl::StrCat("programmes/", kSampleProgramme));
  request.set_organisation_id(kTwice);
  auto* made = request.mutable_organisation();
  made->set_kind(pb::ORGANISATION_KIND_PRACTICE);
  made->set_display_name(absl::StrCat(practice.display_name, " (entered twice)"));
  made->set_open_date(practice.open_date);
  request.set_request_id(SampleRequestId("organisation entered twice"));
  return DoneOrExists(gateway::Ask(*session.clients().registry, &Stub::CreateOrganisation, request,
                                   session.deadline())
                          .status());
}

// Each step goes by what it finds, so that loading again ends in the same state.
absl::Status Delete(Session& session) {
  ASSIGN_OR_RETURN(const pb::Organisation found, Read(session));
  if (found.has_delete_time()) return absl::OkStatus();
  pb::DeleteOrganisationRequest request;
  request.set_name(found.name());
  request.set_etag(found.etag());
  request.set_request_id(SampleRequestId("deletion at " + found.etag()));
  return gateway::Ask(*session.clients().registry, &Stub::DeleteOrganisation, request,
                      session.deadline())
      .status();
}

absl::Status Undelete(Session& session) {
  ASSIGN_OR_RETURN(const pb::Organisation found, Read(session));
  if (!found.has_delete_time()) return absl::OkStatus();
  pb::UndeleteOrganisationRequest request;
  request.set_name(found.name());
  request.set_etag(found.etag());
  request.set_request_id(SampleRequestId("undeletion at " + found.etag()));
  return gateway::Ask(*session.clients().registry, &Stub::UndeleteOrganisation, request,
                      session.deadline())
      .status();
}

}  // namespace

absl::Status CorrectSample(Session& session, const gateway::sample::SampleProgramme& programme) {
  RETURN_IF_ERROR(Enter(session, programme.organisations.back()));
  RETURN_IF_ERROR(Delete(session));
  RETURN_IF_ERROR(Undelete(session));
  return Delete(session);
}

}  // namespace pcsp::cli
