// pcspctl diagnosis spread
#include <iostream>
#include <vector>

#include "common/base/status_macros.h"
#include "gateway/cli/diagnosis/commands.h"

namespace pcsp::cli {
namespace {

using diagnosis::v1::IssueSummary;
using diagnosis::v1::SummariseIssuesResponse;
using Stub = gateway::v1::ProgrammeService::Stub;

struct SpreadFlags {
  std::vector<std::string> waves;
  std::string within, as_of;
  type::v1::Level level = type::v1::LEVEL_PRACTICE;
  int min_sites = 0, issues = 10;
};

std::string Where(const IssueSummary& summary) {
  return summary.organisation().empty() ? "all" : IdOf(summary.organisation());
}

void AddSummary(const IssueSummary& summary, int limit, Table& table) {
  const std::string wave = IdOf(summary.wave()), where = Where(summary);
  if (summary.suppression() != diagnosis::v1::SPREAD_SUPPRESSION_UNSPECIFIED) {
    table.Add({wave, where, "-", "-", "-", "-",
               "hidden: " + Word(diagnosis::v1::SpreadSuppression_Name(summary.suppression()),
                                 "SPREAD_SUPPRESSION_")});
    return;
  }
  for (int i = 0; i < summary.issues_size() && i < limit; ++i) {
    const auto& issue = summary.issues(i);
    table.Add({wave, where, std::to_string(summary.sites_diagnosed()),
               Fixed(issue.expected_sites(), 1), Fixed(100 * issue.share(), 0),
               Fixed(100 * issue.share_low(), 0) + "-" + Fixed(100 * issue.share_high(), 0),
               issue.title()});
  }
}

absl::Status Spread(Session& session, const SpreadFlags& flags) {
  gateway::v1::GetIssueSpreadRequest request;
  request.set_name(session.ProgrammeName());
  for (const std::string& wave : flags.waves) request.add_waves(session.NameOf("waves", wave));
  request.set_level(flags.level);
  if (!flags.within.empty()) request.set_within(session.NameOf("organisations", flags.within));
  request.set_as_of_date(flags.as_of);
  request.set_min_sites(flags.min_sites);
  ASSIGN_OR_RETURN(
      const SummariseIssuesResponse reply,
      gateway::Ask(session.flows(), &Stub::GetIssueSpread, request, session.deadline()));
  Table table({"WAVE", "WHERE", "SITES", "EXPECTED", "%", "90 %", "ISSUE"});
  for (const IssueSummary& summary : reply.over_time()) AddSummary(summary, flags.issues, table);
  for (const IssueSummary& summary : reply.groups()) AddSummary(summary, flags.issues, table);
  Print(session.format, table, reply);
  if (session.format != Format::kTable || reply.hot_spots().empty()) return absl::OkStatus();
  std::cout << "\nWhere one issue above may be behind it\n";
  int left = flags.issues;
  for (const auto& spot : reply.hot_spots()) {
    if (left-- == 0) break;
    std::cout << "  " << IdOf(spot.organisation()) << ": " << spot.sentence() << "\n";
  }
  return absl::OkStatus();
}

void SetUpSpread(Command command, SpreadFlags& flags) {
  command.AddOption("--wave", flags.waves, "Closed wave; several, oldest first, show the trend")
      .Required();
  command.AddOption("--within", flags.within, "Only this organisation and those below it");
  AddWord(command, "--level", flags.level,
          {{"practice", type::v1::LEVEL_PRACTICE},
           {"steering_group", type::v1::LEVEL_STEERING_GROUP},
           {"whole_system", type::v1::LEVEL_WHOLE_SYSTEM}},
          "Whose issues; practices if not given");
  command.AddOption("--as-of", flags.as_of, "Date that says who belongs where, yyyy-mm-dd");
  command.AddOption("--min-sites", flags.min_sites, "Fewest sites to show, 3 to 100; 0: 5");
  command
      .AddOption("--issues", flags.issues,
                 "How many issues to show of each, and how many hot spots")
      .Between(1, 100)
      .ShowDefault();
}

}  // namespace

void AddIssueSpread(Command noun, Session& session) {
  AddCommand(noun, session, "spread", "How common issues are, over time and by group", SetUpSpread,
             Spread);
}

}  // namespace pcsp::cli
