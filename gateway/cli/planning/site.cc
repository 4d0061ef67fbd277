// pcspctl plan site: the best plan of one site, without a server.
#include <chrono>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/cli/offline/problem_file.h"
#include "gateway/cli/planning/commands.h"
#include "gateway/cli/planning/site_problem.h"
#include "gateway/cli/planning/site_report.h"

namespace pcsp::cli {
namespace {

using offline::SiteReport;
using planning::site::Binding;
using planning::site::Step;

struct SiteFlags {
  std::string problem;
  double seconds = 2;
  int64_t seed = 0;
};

std::function<bool()> Until(double seconds) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point end = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                                   std::chrono::duration<double>(seconds));
  return [end] { return Clock::now() >= end; };
}

Table Plan(const SiteReport& report) {
  Table table({"QUARTER", "ACTION", "HOURS", "COST", "GAIN", "REASON"});
  for (const Step& step : report.steps) {
    const auto& option = report.problem.options[step.option];
    table.Add({absl::StrCat(step.quarter + 1), option.id, absl::StrCat(option.hours),
               absl::StrCat(option.cost), Fixed(step.gain, 4), step.reason});
  }
  return table;
}

Table Quarters(const SiteReport& report) {
  Table table({"QUARTER", "HOURS", "USED", "NEW ACTIONS"});
  for (int t = 0; t < report.problem.quarters(); ++t) {
    double hours = 0;
    int started = 0;
    for (const Step& step : report.steps) {
      if (step.quarter != t) continue;
      hours += report.problem.options[step.option].hours;
      ++started;
    }
    table.Add({absl::StrCat(t + 1), absl::StrCat(report.problem.hours[t]), absl::StrCat(hours),
               absl::StrCat(started)});
  }
  return table;
}

Table Relax(const SiteReport& report) {
  Table table({"WITH", "VALUE", "GAIN", "PROVEN"});
  for (const offline::Relief& relief : report.reliefs) {
    table.Add({InWords(report.problem, relief.change), Fixed(relief.found.value, 4),
               Fixed(relief.found.value - report.found.value, 4),
               relief.found.proven ? "yes" : "no"});
  }
  return table;
}

void PrintReport(Format format, const SiteReport& report) {
  if (format == Format::kJson) {
    std::cout << offline::ToJson(report).dump(2, ' ', false,
                                              nlohmann::json::error_handler_t::replace)
              << "\n";
    return;
  }
  if (format == Format::kCsv) {
    std::cout << Plan(report).AsCsv();
    return;
  }
  std::cout << Plan(report).AsText() << "\nValue " << Fixed(report.found.value, 6) << ", bound "
            << Fixed(report.found.bound, 6) << ", gap " << Fixed(report.found.gap() * 100, 3)
            << " %" << (report.found.proven ? ", proven best" : "") << "\n\n"
            << Quarters(report).AsText() << "\n"
            << Relax(report).AsText();
}

absl::Status Site(Session& session, const SiteFlags& flags) {
  ASSIGN_OR_RETURN(text::Document document, ReadProblem(flags.problem));
  ASSIGN_OR_RETURN(auto problem, offline::ReadSiteProblem(std::move(document)));
  // As long again for what to relax: each is a problem of the same size.
  PrintReport(session.format, offline::MakeSiteReport(std::move(problem), Until(flags.seconds),
                                                      Until(2 * flags.seconds)));
  return absl::OkStatus();
}

constexpr char kFooter[] = R"(
Chooses which actions start in which quarter so that the most is closed of what is wrong, sooner
counting more, within hours, places and budget. The file is described in gateway/cli/planning/formats.md.

  pcspctl plan site --problem site.json --seconds 2 -o json)";

void SetUpSite(Command command, SiteFlags& flags) {
  command.AddOption("--problem", flags.problem, "JSON file; - for standard input").Required();
  command
      .AddOption("--seconds", flags.seconds, "Time to prove the plan best, and again to relax it")
      .Between(0.0, 3600.0)
      .ShowDefault();
  command.AddOption("--seed", flags.seed, "Of no effect: nothing here is drawn by chance");
  command.Footer(kFooter);
}

}  // namespace

void AddPlanSite(Command noun, Session& session) {
  AddCommand(noun, session, "site", "The best plan for a site, from a file, without a server",
             SetUpSite, Site);
}

}  // namespace pcsp::cli
