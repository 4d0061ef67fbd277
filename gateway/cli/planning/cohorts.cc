// pcspctl plan cohorts: who is trained when and where, without a server.
#include <atomic>
#include <csignal>
#include <iostream>
#include <optional>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/cli/offline/problem_file.h"
#include "gateway/cli/planning/cohort_problem.h"
#include "gateway/cli/planning/cohort_report.h"
#include "gateway/cli/planning/in_threads.h"
#include "gateway/cli/progress_bar.h"

namespace pcsp::cli {
namespace {

using nlohmann::ordered_json;
using planning::CohortProblem;

struct CohortFlags {
  std::string problem, current;
  double seconds = 10;
  uint64_t seed = 1;
  int64_t moves = 0;
  int threads = 2;
};

std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);

planning::CohortOptions OptionsOf(const CohortFlags& flags) {
  planning::CohortOptions options = {.seed = flags.seed,
                                     .seconds = flags.seconds,
                                     .elapsed = offline::SteadySeconds,
                                     .cancelled = [] { return interrupted.load(); },
                                     .threads = flags.threads};
  if (flags.moves > 0) options.moves = flags.moves;
  options.parallel = [threads = flags.threads](int n, const std::function<void(int)>& task) {
    offline::InThreads(threads, n, task);
  };
  return options;
}

// "cost 1234567, gap 3.1 %", or how many regions have a plan while some have none.
std::string Note(const planning::CohortProgress& progress) {
  if (progress.bound <= 0) return "looking for the bound";
  if (!progress.gap()) {
    return absl::StrCat(progress.planned, " of ", progress.regions, " regions have a plan");
  }
  return absl::StrCat("cost ", Fixed(progress.best, 0), ", gap ", Fixed(100 * *progress.gap(), 1),
                      " %");
}

absl::StatusOr<planning::CohortResult> PlanWithBar(const CohortProblem& problem,
                                                   planning::CohortOptions options) {
  ProgressBar bar("planning cohorts");
  options.progress = [&bar](const planning::CohortProgress& progress) {
    bar.Set(static_cast<int64_t>(1000 * progress.done), 1000, Note(progress));
  };
  return planning::PlanCohorts(problem, options);
}

std::string Text(const ordered_json& json) {
  return json.is_string() ? json.get<std::string>() : json.dump();
}

// A row a booking, then one for each group of people who stay untrained.
Table BookingTable(const ordered_json& report) {
  Table table({"PRACTICE", "COURSE", "FORTNIGHT", "VENUE", "PEOPLE", "SESSION OR REASON"});
  for (const ordered_json& b : report["bookings"]) {
    table.Add({Text(b["practice"]), Text(b["course"]), Text(b["fortnight"]), Text(b["venue"]),
               Text(b["people"]), Text(b["session"])});
  }
  for (const ordered_json& u : report["unmet"]) {
    table.Add(
        {Text(u["practice"]), Text(u["course"]), "-", "-", Text(u["people"]), Text(u["words"])});
  }
  return table;
}

Table SummaryTable(const ordered_json& report) {
  const ordered_json& cost = report["cost"];
  Table table({"COST", "SESSIONS", "TRAVEL", "LATENESS", "UNMET", "BOUND", "GAP", "UNTRAINED"});
  const auto money = [](const ordered_json& json) { return Fixed(json.get<double>(), 0); };
  table.Add({money(cost["total"]), money(cost["sessions"]), money(cost["travel"]),
             money(cost["lateness"]), money(cost["unmet"]), money(report["bound"]),
             Fixed(100 * report["gap"].get<double>(), 2) + " %", Text(report["unmet_people"])});
  return table;
}

void PrintPlan(Format format, const ordered_json& report) {
  switch (format) {
    case Format::kJson:
      std::cout << report.dump(2, ' ', false, ordered_json::error_handler_t::replace) << "\n";
      return;
    case Format::kCsv:
      std::cout << BookingTable(report).AsCsv();
      return;
    case Format::kTable:
      std::cout << SummaryTable(report).AsText() << "\n" << BookingTable(report).AsText();
  }
}

absl::Status PlanCohorts(Session& session, const CohortFlags& flags) {
  ASSIGN_OR_RETURN(text::Document document, ReadProblem(flags.problem));
  std::optional<text::Document> current;
  if (!flags.current.empty()) {
    ASSIGN_OR_RETURN(current, ReadProblem(flags.current));
  }
  ASSIGN_OR_RETURN(const CohortProblem problem,
                   offline::ReadCohortFiles(document, current ? &*current : nullptr));
  std::signal(SIGINT, [](int) { interrupted = true; });  // comes back with the best there is
  ASSIGN_OR_RETURN(const planning::CohortResult result, PlanWithBar(problem, OptionsOf(flags)));
  std::signal(SIGINT, SIG_DFL);
  PrintPlan(session.format, offline::CohortReport(problem, result));
  return absl::OkStatus();
}

constexpr char kFooter[] = R"(
The files are described in gateway/cli/planning/formats.md.

  pcspctl plan cohorts --problem problem.json --seconds 30 -o json > plan.json
  pcspctl plan cohorts --problem changed.json --current plan.json -o json

Ctrl-C ends the search early; the best plan so far is printed.)";

void SetUpCohorts(Command command, CohortFlags& flags) {
  command.AddOption("--problem", flags.problem, "JSON or YAML file; - for standard input")
      .Required();
  command.AddOption("--current", flags.current,
                    "Plan in people's diaries, as printed with -o json, to be kept where it can");
  command.AddOption("--seconds", flags.seconds, "Time to look for a plan").Between(.1, 86400.0);
  command.AddOption("--seed", flags.seed, "Chance; equal seeds and --moves give equal plans");
  command.AddOption("--moves", flags.moves, "At most so many steps of the search a region")
      .Positive();
  command.AddOption("--threads", flags.threads, "Threads").Between(1, 256);
  command.Footer(kFooter);
}

}  // namespace

void AddCohortPlans(Command noun, Session& session) {
  AddCommand(noun, session, "cohorts", "Plan training cohorts from a file, without a server",
             SetUpCohorts, PlanCohorts);
}

}  // namespace pcsp::cli
