#include "services/registry/rpc/organisations/deletion_methods.h"

#include <utility>

#include "common/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/graph/deletion.h"
#include "services/registry/rpc/convert.h"
#include "services/registry/rpc/requests.h"
#include "services/registry/rpc/write.h"

namespace pcsp::registry {
namespace {

// Ends what needs the organisation; ORGANISATION_IN_USE if there is any and that is not wanted.
absl::Status EndItsUse(Writer& writer, const Organisation& organisation, bool force,
                       absl::Time now) {
  RelationshipQuery relationships;
  relationships.programme = organisation.programme;
  relationships.organisation = organisation.id;
  AppointmentQuery appointments;
  appointments.programme = organisation.programme;
  appointments.organisation = organisation.id;
  const DeletionPlan plan = PlanDeletion(writer.ListRelationships(relationships),
                                         writer.ListAppointments(appointments), now);
  const std::vector<std::string> users = NamesIn(plan);
  if (!force && !users.empty()) {
    return OrganisationInUse(organisation.programme, organisation.id, users);
  }
  for (const Relationship& ended : plan.ended_relationships) writer.Update(ended);
  for (const Relationship& removed : plan.removed_relationships) writer.Remove(removed);
  for (const Appointment& ended : plan.ended_appointments) writer.Update(ended);
  for (const Appointment& removed : plan.removed_appointments) writer.Remove(removed);
  return absl::OkStatus();
}

v1::Organisation Save(Writer& writer, Organisation organisation, absl::Time now) {
  ++organisation.revision;
  organisation.update_time = now;
  writer.Update(organisation);
  return ToProto(organisation);
}

}  // namespace

absl::StatusOr<Organisation> GetLive(Reader& reader, absl::string_view programme,
                                     absl::string_view id) {
  ASSIGN_OR_RETURN(Organisation organisation, reader.GetOrganisation(programme, id));
  if (organisation.delete_time) return OrganisationDeleted(programme, id);
  return organisation;
}

absl::StatusOr<v1::Organisation> DeletionMethods::DeleteOrganisation(
    const rpc::Call& call, const v1::DeleteOrganisationRequest& request) const {
  Violations violations;
  const OrganisationId id = OrganisationFrom("name", request.name(), violations);
  CheckRequestId("request_id", request.request_id(), violations);
  if (request.etag().empty()) {
    violations.Add("etag", "", "the etag that the organisation was read with");
  }
  RETURN_IF_ERROR(violations.ToStatus());

  const Change change = {KeyOf("DeleteOrganisation", request), call.now};
  return Write<v1::Organisation>(
      *store_, change, [&](Writer& writer) -> absl::StatusOr<v1::Organisation> {
        RETURN_IF_ERROR(writer.Touch(id.programme));
        ASSIGN_OR_RETURN(Organisation organisation, GetLive(writer, id.programme, id.organisation));
        RETURN_IF_ERROR(CheckEtag("organisation", request.name(), request.etag(),
                                  EtagOf(organisation.revision)));
        RETURN_IF_ERROR(EndItsUse(writer, organisation, request.force(), call.now));
        organisation.delete_time = call.now;
        return Save(writer, std::move(organisation), call.now);
      });
}

absl::StatusOr<v1::Organisation> DeletionMethods::UndeleteOrganisation(
    const rpc::Call& call, const v1::UndeleteOrganisationRequest& request) const {
  Violations violations;
  const OrganisationId id = OrganisationFrom("name", request.name(), violations);
  CheckRequestId("request_id", request.request_id(), violations);
  RETURN_IF_ERROR(violations.ToStatus());

  const Change change = {KeyOf("UndeleteOrganisation", request), call.now};
  return Write<v1::Organisation>(
      *store_, change, [&](Writer& writer) -> absl::StatusOr<v1::Organisation> {
        RETURN_IF_ERROR(writer.Touch(id.programme));
        ASSIGN_OR_RETURN(Organisation organisation,
                         writer.GetOrganisation(id.programme, id.organisation));
        RETURN_IF_ERROR(CheckEtag("organisation", request.name(), request.etag(),
                                  EtagOf(organisation.revision)));
        if (!organisation.delete_time) {
          return OrganisationNotDeleted(id.programme, id.organisation);
        }
        organisation.delete_time.reset();
        return Save(writer, std::move(organisation), call.now);
      });
}

}  // namespace pcsp::registry
