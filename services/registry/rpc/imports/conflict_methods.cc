#include "services/registry/rpc/imports/conflict_methods.h"

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/conflicts/resolution.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/text_rules.h"
#include "services/registry/rpc/convert.h"
#include "services/registry/rpc/imports/convert_conflict.h"
#include "services/registry/rpc/organisations/deletion_methods.h"
#include "services/registry/rpc/requests.h"
#include "services/registry/rpc/write.h"

namespace pcsp::registry {
namespace {

constexpr size_t kMostNoteCharacters = 2000;

ConflictState StateFrom(const pb::ListImportConflictsRequest& request, Violations& violations) {
  if (pb::ImportConflictState_IsValid(request.state())) {
    return static_cast<ConflictState>(request.state());
  }
  violations.Add("state", absl::StrCat(request.state()), "OPEN, RESOLVED or nothing");
  return ConflictState::kUnspecified;
}

Decision DecisionFrom(const pb::ResolveImportConflictRequest& request, absl::Time now,
                      Violations& violations) {
  Decision decision;
  if (request.choice() == pb::IMPORT_CONFLICT_CHOICE_KNOWN) {
    decision.choice = ConflictChoice::kKnown;
  } else if (request.choice() == pb::IMPORT_CONFLICT_CHOICE_CLAIMED) {
    decision.choice = ConflictChoice::kClaimed;
  } else {
    violations.Add("choice", absl::StrCat(request.choice()), "KNOWN or CLAIMED");
  }
  if (!IsText(request.note(), kMostNoteCharacters)) {
    violations.Add("note", request.note(), "at most 2000 characters");
  }
  decision.note = request.note();
  decision.now = now;
  decision.new_uid = [now] { return NewUuid(now); };
  return decision;
}

template <typename T>
std::optional<T> IfThere(absl::StatusOr<T> value) {
  if (!value.ok()) return std::nullopt;
  return *std::move(value);
}

DisputedFacts PeopleFactsOf(Reader& reader, const ImportConflict& conflict) {
  DisputedFacts facts;
  facts.subject = IfThere(reader.GetOrganisation(conflict.programme, conflict.organisation));
  facts.person = IfThere(reader.GetPerson(conflict.programme, conflict.person));
  AppointmentQuery query;
  query.programme = conflict.programme;
  query.person = conflict.person;
  facts.appointments = reader.ListAppointments(query);
  return facts;
}

DisputedFacts FactsOf(Reader& reader, const ImportConflict& conflict) {
  if (IsAboutPerson(conflict.kind)) return PeopleFactsOf(reader, conflict);
  DisputedFacts facts;
  if (conflict.kind == ConflictKind::kSiteContext) {
    facts.context = reader.FindSiteContext(conflict.programme, conflict.organisation, conflict.day);
    return facts;
  }
  facts.subject = IfThere(reader.GetOrganisation(conflict.programme, conflict.organisation));
  if (const auto claimed = ParseRelationshipValue(conflict.claimed.value)) {
    facts.object = IfThere(reader.GetOrganisation(conflict.programme, claimed->object));
  }
  RelationshipQuery query;
  query.programme = conflict.programme;
  query.subject = conflict.organisation;
  facts.relationships = reader.ListRelationships(query);
  return facts;
}

}  // namespace

absl::StatusOr<pb::ListImportConflictsResponse> ConflictMethods::ListImportConflicts(
    const rpc::Call&, const pb::ListImportConflictsRequest& request) const {
  const std::vector<std::string> arguments = {"ListImportConflicts", request.parent(),
                                              absl::StrCat(request.state()),
                                              request.organisation()};
  Violations violations;
  ImportConflictQuery query;
  query.programme = ProgrammeFrom("parent", request.parent(), violations);
  query.state = StateFrom(request, violations);
  query.organisation =
      OrganisationOf(query.programme, "organisation", request.organisation(), violations);
  const Page page =
      PageFrom(request.page_size(), request.page_token(), *tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  query.after = page.After(0);
  query.limit = page.size + 1;

  std::vector<ImportConflict> conflicts;
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(reader.GetProgramme(query.programme).status());
    if (!query.organisation.empty()) {
      RETURN_IF_ERROR(reader.GetOrganisation(query.programme, query.organisation).status());
    }
    conflicts = reader.ListImportConflicts(query);
    return absl::OkStatus();
  }));
  pb::ListImportConflictsResponse reply;
  if (TakeExtra(conflicts, page)) {
    reply.set_next_page_token(tokens_->Encode({conflicts.back().id}, arguments));
  }
  for (const ImportConflict& conflict : conflicts) {
    *reply.add_import_conflicts() = ToProto(conflict);
  }
  return reply;
}

absl::StatusOr<pb::ImportConflict> ConflictMethods::ResolveImportConflict(
    const rpc::Call& call, const pb::ResolveImportConflictRequest& request) const {
  Violations violations;
  const ImportConflictId id = ImportConflictFrom("name", request.name(), violations);
  CheckRequestId("request_id", request.request_id(), violations);
  const Decision decision = DecisionFrom(request, call.now, violations);
  RETURN_IF_ERROR(violations.ToStatus());

  const Change change = {KeyOf("ResolveImportConflict", request), call.now};
  return Write<pb::ImportConflict>(
      *store_, change, [&](Writer& writer) -> absl::StatusOr<pb::ImportConflict> {
        RETURN_IF_ERROR(writer.Touch(id.programme));
        ASSIGN_OR_RETURN(const ImportConflict conflict,
                         writer.GetImportConflict(id.programme, id.conflict));
        RETURN_IF_ERROR(CheckEtag("import conflict", request.name(), request.etag(),
                                  EtagOf(conflict.revision)));
        if (conflict.kind != ConflictKind::kPerson) {
          RETURN_IF_ERROR(GetLive(writer, id.programme, conflict.organisation).status());
        }
        if (!conflict.person.empty()) writer.TellsOf(id.programme, conflict.person);
        ASSIGN_OR_RETURN(const ImportChanges changes,
                         Resolve(conflict, decision, FactsOf(writer, conflict)));
        writer.Apply(changes);
        return ToProto(changes.conflicts.back());
      });
}

}  // namespace pcsp::registry
