#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/rpc/registry_service.h"
#include "services/registry/rpc/write.h"

namespace pcsp::registry {
namespace {

// No other organisation of the programme has the code.
absl::Status CheckCodeIsFree(Reader& reader, const Organisation& organisation) {
  const auto holder =
      reader.FindCode(organisation.programme, organisation.code_system, organisation.code);
  if (!holder || *holder == organisation.id) return absl::OkStatus();
  return OrganisationCodeTaken(organisation.code_system, organisation.code,
                               OrganisationName(organisation.programme, *holder));
}

// The organisation's relationships lie within its life.
absl::Status CheckRelationships(Reader& reader, const Organisation& organisation) {
  RelationshipQuery query;
  query.programme = organisation.programme;
  query.organisation = organisation.id;
  for (const Relationship& relationship : reader.ListRelationships(query)) {
    RETURN_IF_ERROR(CheckLife(relationship, organisation));
  }
  return absl::OkStatus();
}

absl::StatusOr<pb::Organisation> Create(Writer& writer, Organisation organisation) {
  RETURN_IF_ERROR(writer.Touch(organisation.programme));
  if (writer.GetOrganisation(organisation.programme, organisation.id).ok()) {
    return OrganisationExists(organisation.programme, organisation.id);
  }
  RETURN_IF_ERROR(CheckCodeIsFree(writer, organisation));
  writer.Insert(organisation);
  return ToProto(organisation);
}

absl::StatusOr<Organisation> Update(const Organisation& before, const OrganisationPatch& patch,
                                    absl::Time now) {
  ASSIGN_OR_RETURN(Organisation after, Patched(before, patch));
  after = Tidied(std::move(after));
  Violations violations;
  Validate(after, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ++after.revision;
  after.update_time = now;
  return after;
}

}  // namespace

absl::StatusOr<pb::Organisation> RegistryService::CreateOrganisation(
    const rpc::Call& call, const pb::CreateOrganisationRequest& request) {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  CheckNewId("organisation_id", request.organisation_id(), violations);
  CheckRequestId("request_id", request.request_id(), violations);
  Organisation organisation = Tidied(FromProto(request.organisation(), violations));
  Validate(organisation, violations);
  RETURN_IF_ERROR(violations.ToStatus());

  organisation.programme = programme;
  organisation.uid = NewUuid(call.now);
  organisation.id = request.organisation_id().empty() ? DefaultId(organisation, organisation.uid)
                                                      : request.organisation_id();
  organisation.revision = 1;
  organisation.create_time = organisation.update_time = call.now;
  const Change change = {KeyOf("CreateOrganisation", request), call.now, request.validate_only()};
  ASSIGN_OR_RETURN(pb::Organisation reply,
                   Write<pb::Organisation>(*store_, change, [&](Writer& writer) {
                     return Create(writer, organisation);
                   }));
  if (request.validate_only()) reply.clear_etag();
  return reply;
}

absl::StatusOr<pb::Organisation> RegistryService::GetOrganisation(
    const rpc::Call&, const pb::GetOrganisationRequest& request) {
  Violations violations;
  const OrganisationId id = OrganisationFrom("name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  pb::Organisation reply;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(reader.GetProgramme(id.programme).status());
    ASSIGN_OR_RETURN(const Organisation organisation,
                     reader.GetOrganisation(id.programme, id.organisation));
    reply = ToProto(organisation);
    return absl::OkStatus();
  }));
  return reply;
}

absl::StatusOr<pb::ListOrganisationsResponse> RegistryService::ListOrganisations(
    const rpc::Call& call, const pb::ListOrganisationsRequest& request) {
  const std::vector<std::string> arguments = {
      "ListOrganisations", request.parent(),     absl::StrCat(request.kind()),
      request.within(),    request.as_of_date(), request.show_closed() ? "closed too" : ""};
  Violations violations;
  OrganisationQuery query;
  query.programme = ProgrammeFrom("parent", request.parent(), violations);
  query.kind = FromProto("kind", request.kind(), violations);
  query.within = OrganisationOf(query.programme, "within", request.within(), violations);
  query.day = DateFrom("as_of_date", request.as_of_date(), DayOf(call.now), violations);
  query.show_closed = request.show_closed();
  const Page page =
      PageFrom(request.page_size(), request.page_token(), tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  query.after = page.After(0);
  query.limit = page.size + 1;

  std::vector<Organisation> organisations;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(reader.GetProgramme(query.programme).status());
    if (!query.within.empty()) {
      RETURN_IF_ERROR(reader.GetOrganisation(query.programme, query.within).status());
    }
    organisations = reader.ListOrganisations(query);
    return absl::OkStatus();
  }));
  pb::ListOrganisationsResponse reply;
  if (TakeExtra(organisations, page)) {
    reply.set_next_page_token(tokens_.Encode({organisations.back().id}, arguments));
  }
  for (const Organisation& organisation : organisations) {
    *reply.add_organisations() = ToProto(organisation);
  }
  return reply;
}

absl::StatusOr<pb::Organisation> RegistryService::UpdateOrganisation(
    const rpc::Call& call, const pb::UpdateOrganisationRequest& request) {
  const pb::Organisation& given = request.organisation();
  Violations violations;
  const OrganisationId id = OrganisationFrom("organisation.name", given.name(), violations);
  CheckRequestId("request_id", request.request_id(), violations);
  const OrganisationPatch patch = PatchFrom(given, request.update_mask(), violations);
  RETURN_IF_ERROR(violations.ToStatus());

  const Change change = {KeyOf("UpdateOrganisation", request), call.now};
  return Write<pb::Organisation>(
      *store_, change, [&](Writer& writer) -> absl::StatusOr<pb::Organisation> {
        RETURN_IF_ERROR(writer.Touch(id.programme));
        ASSIGN_OR_RETURN(const Organisation before,
                         writer.GetOrganisation(id.programme, id.organisation));
        RETURN_IF_ERROR(
            CheckEtag("organisation", given.name(), given.etag(), EtagOf(before.revision)));
        ASSIGN_OR_RETURN(const Organisation after, Update(before, patch, call.now));
        RETURN_IF_ERROR(CheckCodeIsFree(writer, after));
        if (after.life != before.life) RETURN_IF_ERROR(CheckRelationships(writer, after));
        writer.Update(after);
        return ToProto(after);
      });
}

}  // namespace pcsp::registry
