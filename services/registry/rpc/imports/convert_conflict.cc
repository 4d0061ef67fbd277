#include "services/registry/rpc/imports/convert_conflict.h"

#include "services/registry/domain/names.h"
#include "services/registry/rpc/convert.h"

namespace pcsp::registry {
namespace {

v1::ImportClaim ClaimOf(const ImportConflict& conflict, const Claim& claim) {
  v1::ImportClaim proto;
  proto.set_source(static_cast<v1::Source>(claim.by.source));
  proto.set_content_sha256(claim.by.content_sha256);
  SetTime(claim.stated, proto.mutable_stated_time());
  proto.set_value(claim.value);
  if (!IsAboutRelationship(conflict.kind)) return proto;
  if (const auto relationship = ParseRelationshipValue(claim.value)) {
    proto.set_value(OrganisationName(conflict.programme, relationship->object));
    proto.set_start_date(FormatDate(relationship->period.first));
    proto.set_end_date(FormatDate(relationship->period.last));
  }
  return proto;
}

}  // namespace

v1::ImportConflict ToProto(const ImportConflict& conflict) {
  v1::ImportConflict proto;
  proto.set_name(ImportConflictName(conflict.programme, conflict.id));
  proto.set_kind(static_cast<v1::ImportConflictKind>(conflict.kind));
  proto.set_organisation(OrganisationName(conflict.programme, conflict.organisation));
  if (!IsAboutRelationship(conflict.kind)) proto.set_field(conflict.field);
  proto.set_effective_date(FormatDate(conflict.day));
  if (!conflict.relationship.empty()) {
    proto.set_relationship(RelationshipName(conflict.programme, conflict.relationship));
  }
  if (!conflict.person.empty()) {
    proto.set_person(PersonName(conflict.programme, conflict.person));
  }
  if (!conflict.appointment.empty()) {
    proto.set_appointment(AppointmentName(conflict.programme, conflict.appointment));
  }
  *proto.mutable_known() = ClaimOf(conflict, conflict.known);
  *proto.mutable_claimed() = ClaimOf(conflict, conflict.claimed);
  proto.set_state(static_cast<v1::ImportConflictState>(conflict.state));
  proto.set_choice(static_cast<v1::ImportConflictChoice>(conflict.choice));
  proto.set_note(conflict.note);
  proto.set_etag(EtagOf(conflict.revision));
  SetTime(conflict.create_time, proto.mutable_create_time());
  SetTime(conflict.update_time, proto.mutable_update_time());
  return proto;
}

}  // namespace pcsp::registry
