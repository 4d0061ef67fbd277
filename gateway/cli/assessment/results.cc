// pcspctl result ...
#include <iostream>

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "gateway/cli/assessment/comparison_words.h"
#include "gateway/flows/site/not_shown.h"

namespace pcsp::cli {
namespace {

using assessments::v1::SiteResults;
using Stub = assessments::v1::AssessmentService::Stub;

struct ResultFlags {
  std::string wave, site;
  std::vector<std::string> sites;
  bool items = false;
  type::v1::Level level = type::v1::LEVEL_PRACTICE;
};

// Of a site or a group.
template <typename Results>
void AddConstructs(const Results& results, Table* table) {
  const std::string name = IdOf(results.organisation());
  if (results.suppression() != assessments::v1::SUPPRESSION_UNSPECIFIED) {
    table->Add({name, Reason(results.suppression()), "", "", "", "", "", ""});
    return;
  }
  for (const auto& c : results.constructs()) {
    const std::string construct = Word(type::v1::Construct_Name(c.construct()), "CONSTRUCT_");
    if (c.suppression() != assessments::v1::SUPPRESSION_UNSPECIFIED) {
      table->Add({name, construct, Reason(c.suppression()), "", "", "", "", ""});
      continue;
    }
    table->Add({name, construct, People(c.respondents(), c.respondents_most()),
                Fixed(c.how_this_site_works().score(), 1),
                Span(c.how_this_site_works().interval(), 0),
                Fixed(c.agreement().expected_consensus(), 2),
                Word(assessments::v1::AgreementVerdict_Name(c.agreement().verdict()),
                     "AGREEMENT_VERDICT_"),
                c.sentence()});
  }
}

Table ConstructTable() {
  return Table(
      {"SITE", "CONSTRUCT", "N", "SCORE", "90 % INTERVAL", "CONSENSUS", "VERDICT", "IN WORDS"});
}

template <typename Results>
Table ItemTable(const Results& results) {
  Table table(
      {"ITEM", "ANSWERS", "SKIPPED", "N", "FAVOURABLE", "90 % INTERVAL", "CONSENSUS", "IN WORDS"});
  for (const auto& item : results.items()) {
    if (item.suppression() != assessments::v1::SUPPRESSION_UNSPECIFIED) {
      table.Add({item.item(), Reason(item.suppression()), "", "", "", "", "", item.sentence()});
      continue;
    }
    std::string answers;
    for (const auto& answer : item.answers()) {
      if (answer.count() == 0) continue;
      absl::StrAppend(&answers, answers.empty() ? "" : " ", answer.answer(), ":", answer.count());
    }
    table.Add({item.item(), answers, absl::StrCat(item.skipped()), absl::StrCat(item.respondents()),
               Fixed(item.favourable_share(), 2), Span(item.favourable_interval(), 2),
               Fixed(item.agreement().expected_consensus(), 2), item.sentence()});
  }
  return table;
}

// Constructs or items of a site or a group, and how many answered.
template <typename Results>
void PrintResults(Session& session, bool items, const Results& results) {
  Table constructs = ConstructTable();
  AddConstructs(results, &constructs);
  Print(session.format, items ? ItemTable(results) : constructs, results);
  if (session.format != Format::kTable) return;
  const absl::string_view why = gateway::WhyNotShown(results.suppression());
  std::cout << "\n" << (why.empty() ? absl::string_view(results.sentence()) : why) << "\n";
}

// Whether those who answered stand for the team.
absl::Status PrintHeard(Session& session, const SiteResults& results) {
  if (results.suppression() != assessments::v1::SUPPRESSION_UNSPECIFIED) return absl::OkStatus();
  assessments::v1::GetRepresentativenessRequest request;
  request.set_name(results.name());
  ASSIGN_OR_RETURN(const assessments::v1::Representativeness team,
                   AskFor(session, &Stub::GetRepresentativeness, request));
  std::cout << team.sentence() << "\n" << team.evenness_sentence() << "\n";
  if (!team.next_question().empty()) std::cout << "Next: " << team.next_question() << "\n";
  return absl::OkStatus();
}

absl::Status Get(Session& session, const ResultFlags& flags) {
  assessments::v1::GetSiteResultsRequest request;
  request.set_name(
      absl::StrCat(session.NameOf("waves", flags.wave), "/siteResults/", IdOf(flags.site)));
  request.set_view(assessments::v1::RESULTS_VIEW_FULL);
  ASSIGN_OR_RETURN(const SiteResults results,
                   gateway::Ask(*session.clients().assessments, &Stub::GetSiteResults, request,
                                session.deadline()));
  PrintResults(session, flags.items, results);
  if (session.format != Format::kTable) return absl::OkStatus();
  for (const auto& score : results.team_consensus().scores()) {
    std::cout << score.sentence() << "\n";
  }
  return PrintHeard(session, results);
}

absl::Status List(Session& session, const ResultFlags& flags) {
  assessments::v1::ListSiteResultsRequest request;
  request.set_parent(session.NameOf("waves", flags.wave));
  request.set_view(assessments::v1::RESULTS_VIEW_BASIC);
  assessments::v1::ListSiteResultsResponse all;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().assessments, &Stub::ListSiteResults, request,
      absl::Seconds(session.timeout_seconds),
      [&all](const auto& page) { all.mutable_site_results()->MergeFrom(page.site_results()); }));
  Table table = ConstructTable();
  for (const auto& results : all.site_results()) AddConstructs(results, &table);
  Print(session.format, table, all);
  return absl::OkStatus();
}

absl::Status Group(Session& session, const ResultFlags& flags) {
  assessments::v1::GetGroupResultsRequest request;
  request.set_name(session.NameOf("waves", flags.wave));
  if (!flags.site.empty()) request.set_organisation(session.NameOf("organisations", flags.site));
  request.set_level(flags.level);
  request.set_view(flags.items ? assessments::v1::RESULTS_VIEW_FULL
                               : assessments::v1::RESULTS_VIEW_BASIC);
  ASSIGN_OR_RETURN(const assessments::v1::GroupResults results,
                   AskFor(session, &Stub::GetGroupResults, request));
  PrintResults(session, flags.items, results);
  return absl::OkStatus();
}

absl::Status Release(Session& session, const ResultFlags& flags) {
  assessments::v1::ReleaseGroupResultsRequest request;
  request.set_name(session.NameOf("waves", flags.wave));
  for (const std::string& site : flags.sites) {
    request.add_organisations(session.NameOf("organisations", site));
  }
  request.set_request_id(NewUuid(SystemClock().Now()));
  request.set_view(flags.items ? assessments::v1::RESULTS_VIEW_FULL
                               : assessments::v1::RESULTS_VIEW_BASIC);
  ASSIGN_OR_RETURN(const assessments::v1::GroupResults results,
                   AskFor(session, &Stub::ReleaseGroupResults, request));
  PrintResults(session, flags.items, results);
  return absl::OkStatus();
}

absl::Status Words(Session& session, const ResultFlags& flags) {
  assessments::v1::GetWordsRequest request;
  request.set_name(session.NameOf("waves", flags.wave));
  if (!flags.site.empty()) request.set_organisation(session.NameOf("organisations", flags.site));
  ASSIGN_OR_RETURN(
      const assessments::v1::WaveWords words,
      gateway::Ask(*session.clients().assessments, &Stub::GetWords, request, session.deadline()));
  Table table({"ITEM", "TEXT"});
  for (const auto& item : words.items()) {
    if (item.texts().empty()) table.Add({item.item(), "(too few to show)"});
    for (const std::string& text : item.texts()) table.Add({item.item(), text});
  }
  Print(session.format, table, words);
  return absl::OkStatus();
}

void SetUpWave(Command command, ResultFlags& flags) {
  command.AddOption("wave", flags.wave, "Id or full name of a closed wave").Required();
}

void SetUpGet(Command command, ResultFlags& flags) {
  SetUpWave(command, flags);
  command.AddOption("site", flags.site, "The organisation").Required();
  command.AddFlag("--items", flags.items, "Every item instead of the constructs");
}

void SetUpRelease(Command command, ResultFlags& flags) {
  SetUpWave(command, flags);
  command.AddOption("sites", flags.sites, "The sites, all of one level").Required();
  command.AddFlag("--items", flags.items, "Every item instead of the constructs");
}

void SetUpWords(Command command, ResultFlags& flags) {
  SetUpWave(command, flags);
  command.AddOption("site", flags.site, "The site; all practices together if not given");
}

void SetUpGroup(Command command, ResultFlags& flags) {
  SetUpWave(command, flags);
  command.AddOption("group", flags.site,
                    "A steering group or whole system; the programme if not given");
  AddWord(command, "--level", flags.level, kLevels, "Sites of which level; practices if not given");
  command.AddFlag("--items", flags.items, "Every item instead of the constructs");
}

}  // namespace

void AddResults(Command app, Session& session) {
  const Command noun =
      AddNoun(app, "result", "What a closed wave says; small groups are not shown");
  AddCommand(noun, session, "list", "Construct profiles of all sites", SetUpWave, List);
  AddCommand(noun, session, "show", "One site, with who was heard", SetUpGet, Get);
  AddCommand(noun, session, "group", "All sites of a group together", SetUpGroup, Group);
  AddCommand(noun, session, "release",
             "Sites that you put together; what was released before limits what may be",
             SetUpRelease, Release);
  AddCommand(noun, session, "words", "What people wrote, where enough did", SetUpWords, Words);
  AddComparisons(noun, session);
  AddGaps(noun, session);
}

}  // namespace pcsp::cli
