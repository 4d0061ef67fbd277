#include "services/registry/rpc/relationship_methods.h"

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/rpc/convert.h"
#include "services/registry/rpc/organisations/deletion_methods.h"
#include "services/registry/rpc/requests.h"
#include "services/registry/rpc/write.h"

namespace pcsp::registry {
namespace {

// `relationship` has no id while it is being checked, so that errors do not name what is not there.
absl::StatusOr<pb::Relationship> Create(Writer& writer, Relationship relationship, std::string id) {
  const std::string programme = relationship.programme;
  RETURN_IF_ERROR(writer.Touch(programme));
  ASSIGN_OR_RETURN(const Organisation subject, GetLive(writer, programme, relationship.subject));
  ASSIGN_OR_RETURN(const Organisation object, GetLive(writer, programme, relationship.object));
  RETURN_IF_ERROR(CheckKinds(relationship, subject.kind, object.kind));
  RETURN_IF_ERROR(CheckLife(relationship, subject));
  RETURN_IF_ERROR(CheckLife(relationship, object));

  RelationshipQuery query;
  query.programme = programme;
  query.kind = relationship.kind;
  if (subject.kind != object.kind) query.subject = subject.id;
  RETURN_IF_ERROR(CheckConflicts(relationship, subject.kind, writer.ListRelationships(query)));
  relationship.id = std::move(id);
  writer.Insert(relationship);
  return ToProto(relationship);
}

}  // namespace

absl::StatusOr<pb::Relationship> RelationshipMethods::CreateRelationship(
    const rpc::Call& call, const pb::CreateRelationshipRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  CheckRequestId("request_id", request.request_id(), violations);
  Relationship relationship = FromProto(programme, request.relationship(), violations);
  Validate(relationship, violations);
  RETURN_IF_ERROR(violations.ToStatus());

  relationship.by = ByPerson();
  relationship.revision = 1;
  relationship.create_time = relationship.update_time = call.now;
  const Change change = {KeyOf("CreateRelationship", request), call.now, request.validate_only()};
  ASSIGN_OR_RETURN(pb::Relationship reply,
                   Write<pb::Relationship>(*store_, change, [&](Writer& writer) {
                     return Create(writer, relationship, NewUuid(call.now));
                   }));
  if (request.validate_only()) {
    reply.clear_name();
    reply.clear_etag();
  }
  return reply;
}

absl::StatusOr<pb::Relationship> RelationshipMethods::GetRelationship(
    const rpc::Call&, const pb::GetRelationshipRequest& request) const {
  Violations violations;
  const RelationshipId id = RelationshipFrom("name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  pb::Relationship reply;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(reader.GetProgramme(id.programme).status());
    ASSIGN_OR_RETURN(const Relationship relationship,
                     reader.GetRelationship(id.programme, id.relationship));
    reply = ToProto(relationship);
    return absl::OkStatus();
  }));
  return reply;
}

absl::StatusOr<pb::ListRelationshipsResponse> RelationshipMethods::ListRelationships(
    const rpc::Call&, const pb::ListRelationshipsRequest& request) const {
  const std::vector<std::string> arguments = {"ListRelationships", request.parent(),
                                              absl::StrCat(request.kind()), request.organisation(),
                                              request.as_of_date()};
  Violations violations;
  RelationshipQuery query;
  query.programme = ProgrammeFrom("parent", request.parent(), violations);
  query.kind = FromProto("kind", request.kind(), violations);
  query.organisation =
      OrganisationOf(query.programme, "organisation", request.organisation(), violations);
  if (!request.as_of_date().empty()) {
    query.day = DateFrom("as_of_date", request.as_of_date(), kSinceAlways, violations);
  }
  const Page page =
      PageFrom(request.page_size(), request.page_token(), *tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  query.after = page.After(0);
  query.limit = page.size + 1;

  std::vector<Relationship> relationships;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(reader.GetProgramme(query.programme).status());
    relationships = reader.ListRelationships(query);
    return absl::OkStatus();
  }));
  pb::ListRelationshipsResponse reply;
  if (TakeExtra(relationships, page)) {
    reply.set_next_page_token(tokens_->Encode({relationships.back().id}, arguments));
  }
  for (const Relationship& relationship : relationships) {
    *reply.add_relationships() = ToProto(relationship);
  }
  return reply;
}

absl::StatusOr<pb::Relationship> RelationshipMethods::EndRelationship(
    const rpc::Call& call, const pb::EndRelationshipRequest& request) const {
  Violations violations;
  const RelationshipId id = RelationshipFrom("name", request.name(), violations);
  CheckRequestId("request_id", request.request_id(), violations);
  const Date last = DateFrom("end_date", request.end_date(), kUntilFurtherNotice, violations);
  if (request.end_date().empty()) violations.Add("end_date", "", kDateRule);
  RETURN_IF_ERROR(violations.ToStatus());

  const Change change = {KeyOf("EndRelationship", request), call.now};
  return Write<pb::Relationship>(
      *store_, change, [&](Writer& writer) -> absl::StatusOr<pb::Relationship> {
        RETURN_IF_ERROR(writer.Touch(id.programme));
        ASSIGN_OR_RETURN(Relationship relationship,
                         writer.GetRelationship(id.programme, id.relationship));
        RETURN_IF_ERROR(CheckEtag("relationship", request.name(), request.etag(),
                                  EtagOf(relationship.revision)));
        ASSIGN_OR_RETURN(relationship, Ended(std::move(relationship), last));
        relationship.by = ByPerson();
        ++relationship.revision;
        relationship.update_time = call.now;
        writer.Update(relationship);
        return ToProto(relationship);
      });
}

}  // namespace pcsp::registry
