// pcspctl result ...
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using assessments::v1::SiteResults;
using Stub = assessments::v1::AssessmentService::Stub;

struct ResultFlags {
  std::string wave, site;
  bool items = false;
};

std::string Span(const type::v1::Interval& interval) {
  return absl::StrCat(Fixed(interval.low(), 0), " to ", Fixed(interval.high(), 0));
}

void AddConstructs(const SiteResults& results, Table* table) {
  if (results.suppression() != assessments::v1::SUPPRESSION_UNSPECIFIED) {
    table->Add({IdOf(results.organisation()), "(too few answers to show)", "", "", "", "", ""});
    return;
  }
  for (const auto& c : results.constructs()) {
    table->Add(
        {IdOf(results.organisation()), Word(type::v1::Construct_Name(c.construct()), "CONSTRUCT_"),
         absl::StrCat(c.respondents()), Fixed(c.how_this_site_works().score(), 1),
         Span(c.how_this_site_works().interval()), Fixed(c.agreement().expected_consensus(), 2),
         Word(assessments::v1::AgreementVerdict_Name(c.agreement().verdict()),
              "AGREEMENT_VERDICT_")});
  }
}

Table ConstructTable() {
  return Table({"SITE", "CONSTRUCT", "N", "SCORE", "90 % INTERVAL", "CONSENSUS", "VERDICT"});
}

Table ItemTable(const SiteResults& results) {
  Table table({"ITEM", "ANSWERS", "SKIPPED", "FAVOURABLE", "90 % INTERVAL", "CONSENSUS"});
  for (const auto& item : results.items()) {
    std::string answers;
    for (const auto& answer : item.answers()) {
      if (answer.count() == 0) continue;
      absl::StrAppend(&answers, answers.empty() ? "" : " ", answer.answer(), ":", answer.count());
    }
    table.Add({item.item(), answers, absl::StrCat(item.skipped()),
               Fixed(item.favourable_share(), 2),
               absl::StrCat(Fixed(item.favourable_interval().low(), 2), " to ",
                            Fixed(item.favourable_interval().high(), 2)),
               Fixed(item.agreement().expected_consensus(), 2)});
  }
  return table;
}

absl::Status Get(Session& session, const ResultFlags& flags) {
  assessments::v1::GetSiteResultsRequest request;
  request.set_name(
      absl::StrCat(session.NameOf("waves", flags.wave), "/siteResults/", IdOf(flags.site)));
  request.set_view(assessments::v1::RESULTS_VIEW_FULL);
  ASSIGN_OR_RETURN(const SiteResults results,
                   gateway::Ask(*session.clients().assessments, &Stub::GetSiteResults, request,
                                session.deadline()));
  Table constructs = ConstructTable();
  AddConstructs(results, &constructs);
  Print(session.format, flags.items ? ItemTable(results) : constructs, results);
  return absl::OkStatus();
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

void SetUpWave(CLI::App& command, ResultFlags& flags) {
  command.add_option("wave", flags.wave, "Id or full name of a closed wave")->required();
}

void SetUpGet(CLI::App& command, ResultFlags& flags) {
  SetUpWave(command, flags);
  command.add_option("site", flags.site, "The organisation")->required();
  command.add_flag("--items", flags.items, "Every item instead of the constructs");
}

}  // namespace

void AddResults(CLI::App& app, Session& session) {
  CLI::App& noun = AddNoun(app, "result", "What a closed wave says; small groups are not shown");
  AddCommand(noun, session, "list", "Construct profiles of all sites", SetUpWave, List);
  AddCommand(noun, session, "show", "One site, with its items", SetUpGet, Get);
  AddComparisons(noun, session);
}

}  // namespace pcsp::cli
