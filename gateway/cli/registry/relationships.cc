// pcspctl relationship ...
#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/organisation/commands.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using registry::v1::Relationship;
using registry::v1::RelationshipKind;
using Stub = registry::v1::RegistryService::Stub;

struct RelationshipFlags {
  std::string id, subject, object, from, until, organisation, as_of, etag;
  RelationshipKind kind = registry::v1::RELATIONSHIP_KIND_UNSPECIFIED;
};

Table AsTable(const google::protobuf::RepeatedPtrField<Relationship>& relationships) {
  Table table({"RELATIONSHIP", "SUBJECT", "KIND", "OBJECT", "FROM", "UNTIL"});
  for (const auto& r : relationships) {
    table.Add({IdOf(r.name()), IdOf(r.subject()), InWords(r.kind()), IdOf(r.object()),
               r.start_date(), r.end_date()});
  }
  return table;
}

absl::Status Show(Session& session, const Relationship& relationship) {
  registry::v1::ListRelationshipsResponse one;
  *one.add_relationships() = relationship;
  Print(session.format, AsTable(one.relationships()), relationship);
  return absl::OkStatus();
}

absl::Status Add(Session& session, const RelationshipFlags& flags) {
  registry::v1::CreateRelationshipRequest request;
  request.set_parent(session.ProgrammeName());
  auto* relationship = request.mutable_relationship();
  relationship->set_subject(session.NameOf("organisations", flags.subject));
  relationship->set_object(session.NameOf("organisations", flags.object));
  relationship->set_kind(flags.kind);
  relationship->set_start_date(flags.from);
  relationship->set_end_date(flags.until);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto made,
                   gateway::Ask(*session.clients().registry, &Stub::CreateRelationship, request,
                                session.deadline()));
  return Show(session, made);
}

absl::Status End(Session& session, const RelationshipFlags& flags) {
  registry::v1::EndRelationshipRequest request;
  request.set_name(session.NameOf("relationships", flags.id));
  request.set_end_date(flags.until);
  request.set_etag(flags.etag);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(const auto ended,
                   gateway::Ask(*session.clients().registry, &Stub::EndRelationship, request,
                                session.deadline()));
  return Show(session, ended);
}

absl::Status List(Session& session, const RelationshipFlags& flags) {
  registry::v1::ListRelationshipsRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_kind(flags.kind);
  request.set_organisation(session.NameOf("organisations", flags.organisation));
  request.set_as_of_date(flags.as_of);
  registry::v1::ListRelationshipsResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().registry, &Stub::ListRelationships, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_relationships()->MergeFrom(page.relationships()); }));
  Print(session.format, AsTable(all.relationships()), all);
  return absl::OkStatus();
}

const Flag SetUpKind(Command command, RelationshipFlags& flags, const std::string& name) {
  return AddWord(command, name, flags.kind, RelationshipKinds(), "What the relationship is");
}

void SetUpAdd(Command command, RelationshipFlags& flags) {
  command.AddOption("subject", flags.subject, "The organisation, such as a81044").Required();
  SetUpKind(command, flags, "kind").Required();
  command.AddOption("object", flags.object, "The other, such as its steering group").Required();
  command.AddOption("--from", flags.from, "First day, yyyy-mm-dd").Required();
  command.AddOption("--until", flags.until, "The day it ends, yyyy-mm-dd; open if not given");
}

void SetUpEnd(Command command, RelationshipFlags& flags) {
  command.AddOption("id", flags.id, "Id of the relationship").Required();
  command.AddOption("--on", flags.until, "The day it ends, yyyy-mm-dd").Required();
  command.AddOption("--etag", flags.etag, "Refuse if it has changed since this etag was read");
}

void SetUpList(Command command, RelationshipFlags& flags) {
  SetUpKind(command, flags, "--kind");
  command.AddOption("--organisation", flags.organisation, "Only those of this organisation");
  command.AddOption("--as-of", flags.as_of, "Only those in force on this date, yyyy-mm-dd");
}

}  // namespace

void AddRelationships(Command app, Session& session) {
  const Command noun = AddNoun(app, "relationship", "Who belongs to whom, since when");
  AddCommand(noun, session, "add", "Add a relationship", SetUpAdd, Add);
  AddCommand(noun, session, "end", "End a relationship", SetUpEnd, End);
  AddCommand(noun, session, "list", "List relationships", SetUpList, List);
}

}  // namespace pcsp::cli
