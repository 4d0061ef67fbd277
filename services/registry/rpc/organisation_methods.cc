#include "services/registry/rpc/organisation_methods.h"

#include "common/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/rpc/convert.h"
#include "services/registry/rpc/organisations/deletion_methods.h"
#include "services/registry/rpc/organisations/new_organisation.h"
#include "services/registry/rpc/requests.h"
#include "services/registry/rpc/write.h"

namespace pcsp::registry {
namespace {

// The organisation's relationships and appointments lie within its life.
absl::Status CheckDates(Reader& reader, const Organisation& organisation) {
  RelationshipQuery query;
  query.programme = organisation.programme;
  query.organisation = organisation.id;
  for (const Relationship& relationship : reader.ListRelationships(query)) {
    RETURN_IF_ERROR(CheckLife(relationship, organisation));
  }
  AppointmentQuery appointments;
  appointments.programme = organisation.programme;
  appointments.organisation = organisation.id;
  for (const Appointment& appointment : reader.ListAppointments(appointments)) {
    RETURN_IF_ERROR(CheckLife(appointment, organisation));
  }
  return absl::OkStatus();
}

absl::StatusOr<pb::Organisation> Create(Writer& writer, Organisation organisation) {
  RETURN_IF_ERROR(writer.Touch(organisation.programme));
  RETURN_IF_ERROR(CheckIsFree(writer, organisation));
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

absl::StatusOr<pb::Organisation> OrganisationMethods::CreateOrganisation(
    const rpc::Call& call, const pb::CreateOrganisationRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  CheckNewId("organisation_id", request.organisation_id(), violations);
  CheckRequestId("request_id", request.request_id(), violations);
  const Organisation organisation =
      NewOrganisation("", programme, request.organisation_id(),
                      FromProto(request.organisation(), violations), call.now, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  const Change change = {KeyOf("CreateOrganisation", request), call.now, request.validate_only()};
  ASSIGN_OR_RETURN(pb::Organisation reply,
                   Write<pb::Organisation>(*store_, change, [&](Writer& writer) {
                     return Create(writer, organisation);
                   }));
  if (request.validate_only()) reply.clear_etag();
  return reply;
}

absl::StatusOr<Answer> OrganisationMethods::GetOrganisation(
    const rpc::Call&, const pb::GetOrganisationRequest& request) const {
  Violations violations;
  const OrganisationId id = OrganisationFrom("name", request.name(), violations);
  CheckView("view", request.view(), violations);
  CheckStaleness("max_staleness", request.max_staleness(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  Answer answer;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const Programme programme, reader.GetProgramme(id.programme));
    ASSIGN_OR_RETURN(const Organisation organisation,
                     reader.GetOrganisation(id.programme, id.organisation));
    answer.revision = programme.content_revision;
    answer.bytes = ToProto(organisation, request.view()).SerializeAsString();
    return absl::OkStatus();
  }));
  return answer;
}

absl::StatusOr<pb::Organisation> OrganisationMethods::UpdateOrganisation(
    const rpc::Call& call, const pb::UpdateOrganisationRequest& request) const {
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
        ASSIGN_OR_RETURN(const Organisation before, GetLive(writer, id.programme, id.organisation));
        RETURN_IF_ERROR(
            CheckEtag("organisation", given.name(), given.etag(), EtagOf(before.revision)));
        ASSIGN_OR_RETURN(const Organisation after, Update(before, patch, call.now));
        RETURN_IF_ERROR(CheckCodeIsFree(writer, after));
        if (after.life != before.life) RETURN_IF_ERROR(CheckDates(writer, after));
        writer.Update(after);
        return ToProto(after);
      });
}

}  // namespace pcsp::registry
