// pcspctl organisation merge, split
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/organisation/commands.h"

namespace pcsp::cli {
namespace {

using registry::v1::NewOrganisation;
using registry::v1::Reorganisation;
using Stub = registry::v1::RegistryService::Stub;

struct ReorganiseFlags {
  std::vector<std::string> sources, parts, takes;
  std::string into, new_id, title, code_system, code, postcode, date, etag, request_id;
  bool validate_only = false;
};

std::string RequestId(const ReorganiseFlags& flags) {
  return flags.request_id.empty() ? NewUuid(SystemClock().Now()) : flags.request_id;
}

void AddRows(const std::string& change,
             const google::protobuf::RepeatedPtrField<registry::v1::Relationship>& relationships,
             Table& table) {
  for (const auto& r : relationships) {
    table.Add({change, IdOf(r.subject()), InWords(r.kind()), IdOf(r.object()), r.start_date(),
               r.end_date()});
  }
}

absl::Status Show(Session& session, const Reorganisation& done) {
  Table table({"CHANGE", "SUBJECT", "KIND", "OBJECT", "FROM", "UNTIL"});
  for (const auto& source : done.sources()) {
    table.Add({"closed", IdOf(source.name()), InWords(source.kind()), "", source.open_date(),
               source.close_date()});
  }
  for (const auto& successor : done.successors()) {
    table.Add({"goes on", IdOf(successor.name()), InWords(successor.kind()), "",
               successor.open_date(), successor.close_date()});
  }
  AddRows("ended", done.ended(), table);
  AddRows("moved", done.moved(), table);
  AddRows("removed", done.removed(), table);
  AddRows("new", done.created(), table);
  Print(session.format, table, done);
  std::cerr << done.sources_size() << " closed; relationships: " << done.ended_count() << " ended, "
            << done.moved_count() << " moved, " << done.removed_count() << " removed, "
            << done.created_count() << " new\n";
  return absl::OkStatus();
}

absl::Status Merge(Session& session, const ReorganiseFlags& flags) {
  registry::v1::MergeOrganisationsRequest request;
  request.set_parent(session.ProgrammeName());
  for (const std::string& source : flags.sources) {
    request.add_sources()->set_name(session.NameOf("organisations", source));
  }
  if (!flags.into.empty()) {
    request.mutable_existing()->set_name(session.NameOf("organisations", flags.into));
  } else {
    NewOrganisation& created = *request.mutable_new_organisation();
    created.set_organisation_id(flags.new_id);
    created.mutable_organisation()->set_display_name(flags.title);
    created.mutable_organisation()->set_code_system(flags.code_system);
    created.mutable_organisation()->set_code(flags.code);
    created.mutable_organisation()->set_postcode(flags.postcode);
  }
  request.set_date(flags.date);
  request.set_validate_only(flags.validate_only);
  request.set_request_id(RequestId(flags));
  ASSIGN_OR_RETURN(const auto done,
                   gateway::Ask(*session.clients().registry, &Stub::MergeOrganisations, request,
                                session.deadline()));
  return Show(session, done);
}

// `east=East Group` is created, `east` exists.
void AddPart(const Session& session, const std::string& text,
             registry::v1::SplitOrganisationRequest& request) {
  const std::pair<std::string, std::string> id_and_name =
      absl::StrSplit(text, absl::MaxSplits('=', 1));
  registry::v1::SplitPart& part = *request.add_parts();
  if (text.find('=') == std::string::npos) {
    part.mutable_existing()->set_name(session.NameOf("organisations", text));
  } else {
    part.mutable_new_organisation()->set_organisation_id(id_and_name.first);
    part.mutable_new_organisation()->mutable_organisation()->set_display_name(id_and_name.second);
  }
}

std::string IdOfPart(const registry::v1::SplitPart& part) {
  return part.has_existing() ? IdOf(part.existing().name())
                             : part.new_organisation().organisation_id();
}

// `a81044=east`: the part with that id takes it.
absl::Status AddTaken(const Session& session, const std::string& text,
                      registry::v1::SplitOrganisationRequest& request) {
  const std::pair<std::string, std::string> taken_by =
      absl::StrSplit(text, absl::MaxSplits('=', 1));
  for (registry::v1::SplitPart& part : *request.mutable_parts()) {
    if (IdOfPart(part) != taken_by.second) continue;
    part.add_takes(session.NameOf("organisations", taken_by.first));
    return absl::OkStatus();
  }
  return InvalidField("--take", text, "ORGANISATION=PART with the id of one of the parts");
}

absl::Status Split(Session& session, const ReorganiseFlags& flags) {
  registry::v1::SplitOrganisationRequest request;
  request.set_name(session.NameOf("organisations", flags.sources.front()));
  request.set_etag(flags.etag);
  for (const std::string& part : flags.parts) AddPart(session, part, request);
  for (const std::string& taken : flags.takes) {
    RETURN_IF_ERROR(AddTaken(session, taken, request));
  }
  request.set_date(flags.date);
  request.set_validate_only(flags.validate_only);
  request.set_request_id(RequestId(flags));
  ASSIGN_OR_RETURN(const auto done,
                   gateway::Ask(*session.clients().registry, &Stub::SplitOrganisation, request,
                                session.deadline()));
  return Show(session, done);
}

void SetUpCommon(Command command, ReorganiseFlags& flags) {
  command.AddOption("--on", flags.date, "The first day without what ends, yyyy-mm-dd").Required();
  command.AddFlag("--validate-only", flags.validate_only,
                  "Show what would be done, and do nothing");
  command.AddOption("--request-id", flags.request_id, "UUID that makes a repeat harmless");
}

void SetUpMerge(Command command, ReorganiseFlags& flags) {
  command.AddOption("sources", flags.sources, "What ends, such as a81001 a81002").Required();
  const Flag into = command.AddOption("--into", flags.into, "The organisation that goes on");
  const Flag title =
      command.AddOption("--name", flags.title, "Name of the organisation to create instead");
  into.Excludes(title);
  command.AddOption("--id", flags.new_id, "Its id; the code in small letters if not given");
  command.AddOption("--code-system", flags.code_system, "Who gave its code, such as ods");
  command.AddOption("--code", flags.code, "Its code");
  command.AddOption("--postcode", flags.postcode, "Its postcode");
  SetUpCommon(command, flags);
}

void SetUpSplit(Command command, ReorganiseFlags& flags) {
  command.AddOption("id", flags.sources, "What ends").Required().Takes(1);
  command
      .AddOption("--part", flags.parts,
                 "What it becomes, once for each: ID of one that exists, or ID=NAME to create one")
      .Required()
      .OneAtATime();
  command
      .AddOption("--take", flags.takes,
                 "Which part takes over which organisation: a81001=east,a81002=west")
      .PartedBy(',')
      .OneAtATime();
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
  SetUpCommon(command, flags);
}

}  // namespace

void AddReorganiseCommands(Command noun, Session& session) {
  AddCommand(noun, session, "merge", "Merge organisations into one, from a day on", SetUpMerge,
             Merge);
  AddCommand(noun, session, "split", "Split an organisation into several, from a day on",
             SetUpSplit, Split);
}

}  // namespace pcsp::cli
