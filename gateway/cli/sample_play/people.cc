#include "gateway/cli/sample_play/people.h"

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "gateway/cli/sample/people.h"
#include "gateway/cli/sample_play/files.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using Stub = registry::v1::RegistryService::Stub;

// The names that wait, unless one has been decided before.
absl::Status DecideOne(Session& session) {
  registry::v1::ListImportConflictsRequest list;
  list.set_parent(absl::StrCat("programmes/", kSampleProgramme));
  ASSIGN_OR_RETURN(const auto known,
                   gateway::Ask(*session.clients().registry, &Stub::ListImportConflicts, list,
                                session.deadline()));
  const registry::v1::ImportConflict* open = nullptr;
  for (const auto& conflict : known.import_conflicts()) {
    if (conflict.kind() != registry::v1::IMPORT_CONFLICT_KIND_PERSON) continue;
    if (conflict.state() == registry::v1::IMPORT_CONFLICT_STATE_RESOLVED) return absl::OkStatus();
    if (open == nullptr) open = &conflict;
  }
  if (open == nullptr) return absl::OkStatus();
  registry::v1::ResolveImportConflictRequest decision;
  decision.set_name(open->name());
  decision.set_choice(registry::v1::IMPORT_CONFLICT_CHOICE_KNOWN);
  decision.set_note("The college's list shows a grade in front of the name.");
  decision.set_etag(open->etag());
  decision.set_request_id(SampleRequestId("decision about a name"));
  return gateway::Ask(*session.clients().registry, &Stub::ResolveImportConflict, decision,
                      session.deadline())
      .status();
}

}  // namespace

absl::Status LoadPeople(Session& session,
                        const std::vector<gateway::sample::Appointee>& appointees) {
  RETURN_IF_ERROR(ImportSampleFile(session, registry::v1::IMPORT_FORMAT_PEOPLE,
                                   gateway::sample::ToPeopleFile(appointees), &Stub::ImportPeople));
  RETURN_IF_ERROR(ImportSampleFile(session, registry::v1::IMPORT_FORMAT_PEOPLE,
                                   gateway::sample::ToTrainersFile(appointees), &Stub::ImportPeople,
                                   "", " of trainers"));
  return DecideOne(session);
}

}  // namespace pcsp::cli
