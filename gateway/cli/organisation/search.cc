// pcspctl organisation search
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "gateway/cli/organisation/commands.h"

namespace pcsp::cli {
namespace {

using Stub = registry::v1::RegistryService::Stub;

struct SearchFlags {
  std::vector<std::string> words;
  std::string as_of;
  registry::v1::OrganisationKind kind = registry::v1::ORGANISATION_KIND_UNSPECIFIED;
  int limit = 20;
  bool show_closed = false;
};

std::string MatchedFields(const registry::v1::OrganisationMatch& match) {
  std::vector<std::string> words;
  for (int field : match.matched_fields()) {
    words.push_back(
        Word(registry::v1::MatchedField_Name(static_cast<registry::v1::MatchedField>(field)),
             "MATCHED_FIELD_"));
  }
  return absl::StrJoin(words, ", ");
}

absl::Status Search(Session& session, const SearchFlags& flags) {
  registry::v1::SearchOrganisationsRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_query(absl::StrJoin(flags.words, " "));
  request.set_kind(flags.kind);
  request.set_as_of_date(flags.as_of);
  request.set_show_closed(flags.show_closed);
  request.set_page_size(flags.limit);
  ASSIGN_OR_RETURN(const auto found,
                   gateway::Ask(*session.clients().registry, &Stub::SearchOrganisations, request,
                                session.deadline()));
  Table table({"ORGANISATION", "KIND", "NAME", "CODE", "POSTCODE", "STATUS", "SCORE", "FITS"});
  for (const auto& match : found.matches()) {
    table.Add({IdOf(match.organisation()), InWords(match.kind()), match.display_name(),
               match.code(), match.postcode(), InWords(match.status()), Fixed(match.score(), 3),
               MatchedFields(match)});
  }
  Print(session.format, table, found);
  if (found.total_size() > found.matches_size()) {
    std::cerr << found.total_size() << " fit; --limit shows more\n";
  }
  return absl::OkStatus();
}

void SetUpSearch(Command command, SearchFlags& flags) {
  command.AddOption("words", flags.words, "Words of the name, a code or a postcode, as you type")
      .Required();
  AddWord(command, "--kind", flags.kind, OrganisationKinds(), "Only this kind");
  command.AddOption("--as-of", flags.as_of, "As on this date, yyyy-mm-dd; today if not given");
  command.AddFlag("--closed", flags.show_closed, "Closed ones as well");
  command.AddOption("--limit", flags.limit, "At most so many").Between(1, 1000).ShowDefault();
}

}  // namespace

void AddSearchCommand(Command noun, Session& session) {
  AddCommand(noun, session, "search", "Find organisations as people type", SetUpSearch, Search);
}

}  // namespace pcsp::cli
