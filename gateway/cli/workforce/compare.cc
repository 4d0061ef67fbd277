// pcspctl workforce compare: forecasts side by side, nothing saved.
#include <algorithm>
#include <functional>
#include <iostream>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/cli/workforce/commands.h"
#include "gateway/cli/workforce/forecast_flags.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using gateway::v1::CompareWorkforceForecastsRequest;
using gateway::v1::ForecastColumn;
using gateway::v1::WorkforceComparison;

constexpr int kMonthsAStep = 6;

struct CompareFlags {
  ForecastFlags forecast;
  std::vector<std::string> what_ifs;
  std::string scenario;
};

// "turnover=gp=0.02": the name of a flag, and its value.
absl::Status TakeWord(const std::string& word, ForecastFlags& flags) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(word, absl::MaxSplits('=', 1));
  const std::map<std::string, std::vector<std::string>*> lists = {
      {"more", &flags.more},
      {"turnover", &flags.turnover},
      {"renewed", &flags.renewed},
      {"replaced-trained", &flags.replaced},
      {"start", &flags.starts}};
  const std::map<std::string, int*> numbers = {{"facilitator-lead", &flags.facilitator_lead},
                                               {"trainer-lead", &flags.trainer_lead}};
  const auto wrong = [&] {
    return InvalidField("--what-if", word,
                        "more=, turnover=, renewed=, replaced-trained=, practices-to-start=, "
                        "start=, target=, facilitator-lead= or trainer-lead= with what the flag of "
                        "that name takes");
  };
  if (const auto list = lists.find(parts.first); list != lists.end()) {
    list->second->push_back(parts.second);
    return absl::OkStatus();
  }
  if (const auto number = numbers.find(parts.first); number != numbers.end()) {
    return absl::SimpleAtoi(parts.second, number->second) ? absl::OkStatus() : wrong();
  }
  if (parts.first == "target") {
    return absl::SimpleAtod(parts.second, &flags.target) ? absl::OkStatus() : wrong();
  }
  int practices = 0;
  if (parts.first != "practices-to-start" || !absl::SimpleAtoi(parts.second, &practices)) {
    return wrong();
  }
  flags.practices.push_back(practices);
  return absl::OkStatus();
}

absl::Status AddVariant(const Session& session, const std::string& title,
                        const ForecastFlags& flags, CompareWorkforceForecastsRequest& request) {
  gateway::v1::ForecastVariant& variant = *request.add_variants();
  variant.set_title(title);
  ASSIGN_OR_RETURN(*variant.mutable_question(), RequestFrom(session, flags));
  return absl::OkStatus();
}

absl::StatusOr<CompareWorkforceForecastsRequest> ComparisonFrom(const Session& session,
                                                                const CompareFlags& flags) {
  CompareWorkforceForecastsRequest request;
  request.set_parent(session.ProgrammeName());
  RETURN_IF_ERROR(AddVariant(session, "as planned", flags.forecast, request));
  for (const std::string& text : flags.what_ifs) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(text, absl::MaxSplits(": ", 1));
    ForecastFlags changed = flags.forecast;
    for (const auto& word : absl::StrSplit(parts.second, ' ', absl::SkipEmpty())) {
      RETURN_IF_ERROR(TakeWord(std::string(word), changed));
    }
    RETURN_IF_ERROR(AddVariant(session, parts.first, changed, request));
  }
  return request;
}

std::string Heading(const ForecastColumn& column) {
  return absl::AsciiStrToUpper(absl::StrCat(column.title(), ", ", column.scenario()));
}

Table Months(const std::vector<ForecastColumn>& columns) {
  std::vector<std::string> headings = {"TRAINED AT THE END OF"};
  for (const ForecastColumn& column : columns) headings.push_back(Heading(column));
  Table table(headings);
  const int months = columns.empty() ? 0 : columns.front().months_size();
  for (int t = kMonthsAStep - 1; t < months + kMonthsAStep - 1; t += kMonthsAStep) {
    const int month = std::min(t, months - 1);
    std::vector<std::string> row = {columns.front().months(month).month()};
    for (const ForecastColumn& column : columns) {
      const auto& one = column.months(month);
      row.push_back(absl::StrCat(Fixed(one.trained(), 1), " of ", one.needed(), " (", one.met(),
                                 " of ", one.posts(), " met)"));
    }
    table.Add(row);
  }
  return table;
}

void PrintAnswers(const ForecastColumn& column, std::ostream& out) {
  out << "\n" << column.title() << ", " << column.scenario() << "\n";
  for (const auto& start : column.earliest_starts()) out << "- " << start.sentence() << "\n";
  for (const auto& one : column.recruit()) out << "- " << one.sentence() << "\n";
  if (column.unmet_size() > 0) {
    out << "- In " << column.unmet_size() << " months there are too few whoever is recruited.\n";
  }
  for (const std::string& difference : column.differences()) out << "  * " << difference << "\n";
}

// A row for every column and month.
Table AllMonths(const std::vector<ForecastColumn>& columns) {
  Table table({"variant", "scenario", "month", "trained", "needed", "met", "posts"});
  for (const ForecastColumn& column : columns) {
    for (const auto& month : column.months()) {
      table.Add({column.title(), column.scenario(), month.month(), Fixed(month.trained(), 3),
                 absl::StrCat(month.needed()), absl::StrCat(month.met()),
                 absl::StrCat(month.posts())});
    }
  }
  return table;
}

absl::Status Compare(Session& session, const CompareFlags& flags) {
  ASSIGN_OR_RETURN(const auto request, ComparisonFrom(session, flags));
  ASSIGN_OR_RETURN(
      const auto reply,
      gateway::Ask(session.flows(), &gateway::v1::ProgrammeService::Stub::CompareWorkforceForecasts,
                   request, session.deadline()));
  std::vector<ForecastColumn> columns;
  for (const ForecastColumn& column : reply.columns()) {
    if (flags.scenario.empty() || column.scenario() == flags.scenario) columns.push_back(column);
  }
  if (session.format != Format::kTable) {
    Print(session.format, AllMonths(columns), reply);
    return absl::OkStatus();
  }
  std::cout << "Competence " << reply.competence() << ", as of " << reply.as_of_date() << "\n\n"
            << Months(columns).AsText();
  for (const ForecastColumn& column : columns) PrintAnswers(column, std::cout);
  return absl::OkStatus();
}

void SetUp(Command command, CompareFlags& flags) {
  SetUpQuestion(command, flags.forecast);
  command
      .AddOption("--what-if", flags.what_ifs,
                 "Another forecast, as TITLE: NAME=VALUE ...; names are those of the flags above, "
                 "such as \"four more nurses: more=nurse:4 turnover=gp=0.02\". Up to three")
      .OneAtATime();
  command.AddOption("--scenario", flags.scenario,
                    "Show this scenario alone: low, central or high; all if not given");
}

}  // namespace

void AddComparison(Command noun, Session& session) {
  AddCommand(noun, session, "compare",
             "Low, central and high, and what-ifs beside what is planned; nothing is saved", SetUp,
             Compare);
}

}  // namespace pcsp::cli
