// pcspctl conflict ...
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using registry::v1::ImportClaim;
using registry::v1::ImportConflict;
using registry::v1::ImportConflictChoice;
using registry::v1::ImportConflictKind;
using registry::v1::ImportConflictState;
using Stub = registry::v1::RegistryService::Stub;

const std::map<std::string, ImportConflictState> kStates = {
    {"open", registry::v1::IMPORT_CONFLICT_STATE_OPEN},
    {"resolved", registry::v1::IMPORT_CONFLICT_STATE_RESOLVED},
    {"all", registry::v1::IMPORT_CONFLICT_STATE_UNSPECIFIED}};

const std::map<std::string, ImportConflictChoice> kChoices = {
    {"known", registry::v1::IMPORT_CONFLICT_CHOICE_KNOWN},
    {"claimed", registry::v1::IMPORT_CONFLICT_CHOICE_CLAIMED}};

struct ConflictFlags {
  std::string id, organisation, note, etag;
  ImportConflictState state = registry::v1::IMPORT_CONFLICT_STATE_OPEN;
  ImportConflictChoice choice = registry::v1::IMPORT_CONFLICT_CHOICE_UNSPECIFIED;
};

std::string About(const ImportConflict& conflict) {
  if (!conflict.person().empty()) {
    const std::string& of =
        conflict.appointment().empty() ? conflict.person() : conflict.appointment();
    return absl::StrCat(absl::StrReplaceAll(conflict.field(), {{"_", " "}}), " of ", IdOf(of));
  }
  if (conflict.kind() != registry::v1::IMPORT_CONFLICT_KIND_SITE_CONTEXT) {
    return Word(registry::v1::ImportConflictKind_Name(conflict.kind()), "IMPORT_CONFLICT_KIND_");
  }
  return absl::StrCat(absl::StrReplaceAll(conflict.field(), {{"_", " "}}), " on ",
                      conflict.effective_date());
}

// "norrowdale from 2024-04-01 (person)".
std::string InWords(const ImportClaim& claim) {
  const bool is_name = absl::StartsWith(claim.value(), "programmes/");
  return absl::StrCat(is_name ? IdOf(claim.value()) : claim.value(),
                      claim.start_date().empty() ? "" : " from " + claim.start_date(),
                      claim.end_date().empty() ? "" : " to " + claim.end_date(), " (",
                      Word(registry::v1::Source_Name(claim.source()), "SOURCE_"), ")");
}

Table AsTable(const google::protobuf::RepeatedPtrField<ImportConflict>& conflicts) {
  Table table({"CONFLICT", "ORGANISATION", "ABOUT", "KNOWN", "CLAIMED", "STATE", "CHOICE"});
  for (const auto& c : conflicts) {
    const bool decided = c.choice() != registry::v1::IMPORT_CONFLICT_CHOICE_UNSPECIFIED;
    table.Add(
        {IdOf(c.name()), IdOf(c.organisation()), About(c), InWords(c.known()), InWords(c.claimed()),
         Word(registry::v1::ImportConflictState_Name(c.state()), "IMPORT_CONFLICT_STATE_"),
         decided
             ? Word(registry::v1::ImportConflictChoice_Name(c.choice()), "IMPORT_CONFLICT_CHOICE_")
             : "-"});
  }
  return table;
}

absl::Status List(Session& session, const ConflictFlags& flags) {
  registry::v1::ListImportConflictsRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_state(flags.state);
  request.set_organisation(session.NameOf("organisations", flags.organisation));
  registry::v1::ListImportConflictsResponse all;
  RETURN_IF_ERROR(
      gateway::EachPage(*session.clients().registry, &Stub::ListImportConflicts, request,
                        absl::Seconds(session.timeout_seconds), [&all](const auto& page) {
                          all.mutable_import_conflicts()->MergeFrom(page.import_conflicts());
                        }));
  Print(session.format, AsTable(all.import_conflicts()), all);
  return absl::OkStatus();
}

absl::Status Resolve(Session& session, const ConflictFlags& flags) {
  registry::v1::ResolveImportConflictRequest request;
  request.set_name(session.NameOf("importConflicts", flags.id));
  request.set_choice(flags.choice);
  request.set_note(flags.note);
  request.set_etag(flags.etag);
  request.set_request_id(NewUuid(SystemClock().Now()));
  registry::v1::ListImportConflictsResponse one;
  ASSIGN_OR_RETURN(*one.add_import_conflicts(),
                   gateway::Ask(*session.clients().registry, &Stub::ResolveImportConflict, request,
                                session.deadline()));
  Print(session.format, AsTable(one.import_conflicts()), one.import_conflicts(0));
  return absl::OkStatus();
}

void SetUpList(Command command, ConflictFlags& flags) {
  AddWord(command, "--state", flags.state, kStates, "Which; open if not given");
  command.AddOption("--organisation", flags.organisation, "Only those about this organisation");
}

void SetUpResolve(Command command, ConflictFlags& flags) {
  command.AddOption("id", flags.id, "Id or full name of the conflict").Required();
  AddWord(command, "choice", flags.choice, kChoices,
          "known: what is known stays; claimed: what the file says holds")
      .Required();
  command.AddOption("--note", flags.note, "Why");
  command.AddOption("--etag", flags.etag, "Refuse if its claims have changed since this etag");
}

}  // namespace

void AddConflicts(Command app, Session& session) {
  Command noun =
      AddNoun(app, "conflict", "Contradictions between imported files and what is known");
  AddCommand(noun, session, "list", "List those that wait for a decision", SetUpList, List);
  AddCommand(noun, session, "resolve", "Decide one", SetUpResolve, Resolve);
}

}  // namespace pcsp::cli
