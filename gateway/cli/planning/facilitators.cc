// pcspctl plan facilitators: who supports whom, from a file, without a server.
#include <atomic>
#include <csignal>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/cli/offline/problem_file.h"
#include "gateway/cli/planning/facilitator_problem.h"
#include "gateway/cli/planning/facilitator_report.h"
#include "gateway/cli/planning/plan_flags.h"

namespace pcsp::cli {
namespace {

using namespace planning::facilitators;  // NOLINT: a page of its vocabulary

std::atomic<bool> interrupted = false;  // lock-free, so that a signal may set it

Table Practices(const Plan& plan) {
  Table table({"PRACTICE", "FACILITATOR", "HOURS", "COST", "NOTE"});
  std::vector<std::string> notes(plan.choices.size());
  for (const Unserved& unserved : plan.unserved) notes[unserved.practice] = unserved.reason;
  for (const Change& change : plan.changes) {
    if (change.to >= 0) notes[change.practice] = "Changes: " + change.reason;
  }
  for (size_t p = 0; p < plan.choices.size(); ++p) {
    const Practice& practice = plan.problem.practices[p];
    if (plan.choices[p] < 0) {
      table.Add({practice.id, "-", "-", "-", notes[p]});
      continue;
    }
    const Option& option = practice.options[plan.choices[p]];
    table.Add({practice.id, plan.problem.facilitators[option.facilitator].id,
               Fixed(option.need.value_or(practice.need), 2), Fixed(option.cost, 2), notes[p]});
  }
  return table;
}

std::string Summary(const Plan& plan) {
  return absl::StrCat(plan.choices.size() - plan.unserved.size(), " of ", plan.choices.size(),
                      " practices served at a cost of ", Fixed(plan.cost, 2),
                      plan.proven ? ", which is proven to be the least"
                                  : absl::StrCat("; no plan costs less than ", Fixed(plan.bound, 2),
                                                 ", a gap of ", Fixed(100 * plan.gap, 2), " %"),
                      ".\n");
}

absl::Status PlanFacilitators(Session& session, const ProblemFlags& flags) {
  const auto elapsed = Stopwatch();
  ASSIGN_OR_RETURN(text::Document document, ReadProblem(flags.problem));
  ASSIGN_OR_RETURN(const offline::FacilitatorFile file, offline::ReadFacilitatorProblem(document));
  Effort effort;
  effort.seconds = flags.seconds;
  effort.elapsed = elapsed;
  effort.seed = flags.seed;
  effort.cancelled = [] { return interrupted.load(); };
  std::signal(SIGINT, [](int) { interrupted = true; });  // comes back with the best there is
  const auto made = MakePlan(file.problem, effort);
  std::signal(SIGINT, SIG_DFL);
  ASSIGN_OR_RETURN(const Plan plan, made);
  if (session.format == Format::kJson) {
    std::cout << offline::FacilitatorReport(plan, file.maximise).dump(2) << "\n";
  } else if (session.format == Format::kCsv) {
    std::cout << Practices(plan).AsCsv();
  } else {
    std::cout << Practices(plan).AsText() << "\n" << Summary(plan);
    for (const Relief& relief : plan.relief) std::cout << relief.sentence << "\n";
    for (const std::string& warning : plan.warnings) std::cout << "Note: " << warning << "\n";
  }
  return absl::OkStatus();
}

constexpr char kFooter[] = R"(
The file is described in gateway/cli/planning/formats.md. Without --seconds the answer comes at once.

  pcspctl plan facilitators --problem practices.json --seconds 60 -o json > plan.json

Ctrl-C ends the search early; the best plan so far is printed.)";

void SetUp(Command command, ProblemFlags& flags) {
  SetUpProblem(command, flags);
  command.Footer(kFooter);
}

}  // namespace

void AddFacilitatorPlans(Command noun, Session& session) {
  AddCommand(noun, session, "facilitators",
             "Assign facilitators to practices, from a file and without a server", SetUp,
             PlanFacilitators);
}

}  // namespace pcsp::cli
