#include "services/planning/rpc/training/facilitation/contact_methods.h"

#include "services/planning/domain/training/session/session.h"
#include "services/planning/rpc/training/facilitation/convert_facilitation.h"

namespace pcsp::planning::training {
namespace {

void CheckAmongOthers(sql::RecordReader& reader, Assignment& assignment, Violations& violations) {
  const auto others = AllOf<Assignment>(
      reader, assignment.programme,
      {sql::Is("facilitator", assignment.facilitator), sql::Is("practice", assignment.practice)});
  CheckAssignment(assignment, others, violations);
}

// The pair that lists are asked for, as conditions.
template <typename Request>
sql::Query QueryOf(const Request& request, const std::string& programme, Violations& violations) {
  sql::Query query{.where = {sql::Is("programme", programme)}};
  const std::string facilitator = IdOf(programme, "appointments", "facilitator",
                                       request.facilitator(), Need::kOptional, violations);
  if (!facilitator.empty()) query.where.push_back(sql::Is("facilitator", facilitator));
  const std::string practice =
      IdOf(programme, "organisations", "practice", request.practice(), Need::kOptional, violations);
  if (!practice.empty()) query.where.push_back(sql::Is("practice", practice));
  return query;
}

// Adds `make(day)` if a day is given.
template <typename Make>
void OnDay(const char* field, const std::string& text, sql::Query& query, Violations& violations,
           Make make) {
  const absl::CivilDay day = DayFrom(field, text, {}, Need::kOptional, violations);
  if (!text.empty()) query.where.push_back(make(sql::DayText(day)));
}

}  // namespace

absl::StatusOr<pb::Assignment> ContactMethods::CreateAssignment(
    const rpc::Call& call, const pb::CreateAssignmentRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  CheckRequestId(request.request_id(), violations);
  const Assignment assignment =
      FromProto(programme, request.assignment(), Need::kRequired, violations);
  return Create<Assignment>(desk_, "CreateAssignment", call, request, assignment, violations,
                            CheckAmongOthers);
}

absl::StatusOr<pb::Assignment> ContactMethods::GetAssignment(
    const rpc::Call&, const pb::GetAssignmentRequest& request) const {
  return Get<Assignment>(desk_, request);
}

absl::StatusOr<pb::ListAssignmentsResponse> ContactMethods::ListAssignments(
    const rpc::Call&, const pb::ListAssignmentsRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  sql::Query query = QueryOf(request, programme, violations);
  query.order = {"id"};
  OnDay("as_of_date", request.as_of_date(), query, violations, [&](const std::string& day) {
    query.where.push_back(sql::AtMost("first_day", day));
    return sql::AtLeast("last_day", day);
  });
  ASSIGN_OR_RETURN(auto listed,
                   List<Assignment>(desk_, request,
                                    {"ListAssignments", request.parent(), request.facilitator(),
                                     request.practice(), request.as_of_date()},
                                    query, violations, IdCursor<Assignment>));
  pb::ListAssignmentsResponse reply;
  for (const Assignment& assignment : listed.items) {
    *reply.add_assignments() = ToProto(assignment);
  }
  reply.set_next_page_token(listed.next_page_token);
  return reply;
}

absl::StatusOr<pb::Assignment> ContactMethods::UpdateAssignment(
    const rpc::Call& call, const pb::UpdateAssignmentRequest& request) const {
  Violations violations;
  const NameParts id =
      NameFrom("assignments", "assignment.name", request.assignment().name(), violations);
  CheckRequestId(request.request_id(), violations);
  const Assignment given =
      FromProto(id.programme, request.assignment(), Need::kOptional, violations);
  return Update<Assignment>(
      desk_, "UpdateAssignment", call, request, id, request.assignment().etag(), violations,
      [&](sql::RecordReader& reader, Assignment& assignment, Violations& all) {
        Patch(given, request, assignment, all);
        CheckAmongOthers(reader, assignment, all);
      });
}

absl::StatusOr<pb::Contact> ContactMethods::CreateContact(
    const rpc::Call& call, const pb::CreateContactRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  CheckRequestId(request.request_id(), violations);
  const Contact contact = FromProto(programme, request.contact(), Need::kRequired, violations);
  const absl::CivilDay today = TodayIn(kDefaultTimeZone, call.now);
  return Create<Contact>(
      desk_, "CreateContact", call, request, contact, violations,
      [&](sql::RecordReader&, Contact& made, Violations& all) { CheckContact(made, today, all); });
}

absl::StatusOr<pb::Contact> ContactMethods::GetContact(const rpc::Call&,
                                                       const pb::GetContactRequest& request) const {
  return Get<Contact>(desk_, request);
}

absl::StatusOr<pb::ListContactsResponse> ContactMethods::ListContacts(
    const rpc::Call&, const pb::ListContactsRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  sql::Query query = QueryOf(request, programme, violations);
  query.order = {"day", "id"};
  OnDay("from_date", request.from_date(), query, violations,
        [](const std::string& day) { return sql::AtLeast("day", day); });
  OnDay("until_date", request.until_date(), query, violations,
        [](const std::string& day) { return sql::AtMost("day", day); });
  ASSIGN_OR_RETURN(
      auto listed,
      List<Contact>(desk_, request,
                    {"ListContacts", request.parent(), request.facilitator(), request.practice(),
                     request.from_date(), request.until_date()},
                    query, violations, [](const Contact& contact) -> std::vector<std::string> {
                      return {sql::DayText(contact.day), contact.id};
                    }));
  pb::ListContactsResponse reply;
  for (const Contact& contact : listed.items) *reply.add_contacts() = ToProto(contact);
  reply.set_next_page_token(listed.next_page_token);
  return reply;
}

absl::StatusOr<pb::Contact> ContactMethods::UpdateContact(
    const rpc::Call& call, const pb::UpdateContactRequest& request) const {
  Violations violations;
  const NameParts id = NameFrom("contacts", "contact.name", request.contact().name(), violations);
  CheckRequestId(request.request_id(), violations);
  const Contact given = FromProto(id.programme, request.contact(), Need::kOptional, violations);
  const absl::CivilDay today = TodayIn(kDefaultTimeZone, call.now);
  return Update<Contact>(desk_, "UpdateContact", call, request, id, request.contact().etag(),
                         violations, [&](sql::RecordReader&, Contact& contact, Violations& all) {
                           Patch(given, request, contact, all);
                           CheckContact(contact, today, all);
                         });
}

absl::StatusOr<pb::Contact> ContactMethods::DeleteContact(
    const rpc::Call& call, const pb::DeleteContactRequest& request) const {
  return Delete<Contact>(desk_, "DeleteContact", call, request,
                         [](sql::RecordReader&, const Contact&) { return absl::OkStatus(); });
}

}  // namespace pcsp::planning::training
