// pcspctl plan workforce: trained cover, starts and recruiting, from a file, without a server.
#include <algorithm>
#include <functional>
#include <iostream>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "gateway/cli/command.h"
#include "gateway/cli/offline/problem_file.h"
#include "gateway/cli/planning/in_threads.h"
#include "gateway/cli/planning/plan_flags.h"
#include "gateway/cli/planning/workforce_problem.h"
#include "gateway/cli/planning/workforce_report.h"
#include "services/planning/domain/workforce/answers.h"

namespace pcsp::cli {
namespace {

using namespace planning::workforce;  // NOLINT: a page of its vocabulary

std::string Or(const std::optional<int>& value, const std::string& otherwise) {
  return value ? absl::StrCat(*value) : otherwise;
}

// The last month of every post, with what would be enough.
Table Posts(const Problem& problem, const Forecast& forecast) {
  Table table({"SITE", "ROLE", "POSTS", "NEEDED", "EXPECTED", "10 %", "CHANCE", "TRAIN A MONTH",
               "OR ONCE"});
  for (size_t i = 0; i < forecast.posts.size(); ++i) {
    const Post& post = problem.posts[i];
    const CoverMonth& last = forecast.posts[i].months.back();
    const bool known = !forecast.smallest.empty();
    table.Add({post.site, problem.roles[post.role].id, absl::StrCat(post.posts),
               absl::StrCat(NeededOf(post)), Fixed(last.mean, 1), absl::StrCat(last.low),
               Fixed(last.reach, 2), known ? Or(forecast.smallest[i].a_month, "too few") : "-",
               known ? Or(forecast.smallest[i].once, "too few") : "-"});
  }
  return table;
}

void PrintAnswers(const Problem& problem, const Forecast& forecast) {
  for (const EarliestStart& start : forecast.starts) {
    std::cout << "\n" << SentenceOf(problem, start) << "\n";
  }
  for (const Recruitment& one : forecast.recruit.recruitments) {
    std::cout << "\n" << SentenceOf(problem, one) << "\n";
  }
  if (!forecast.training) return;
  for (const std::string& sentence : forecast.training->binding)
    std::cout << "\n" << sentence << "\n";
}

absl::Status PlanWorkforce(Session& session, const ProblemFlags& flags) {
  ASSIGN_OR_RETURN(text::Document document, ReadProblem(flags.problem));
  ASSIGN_OR_RETURN(offline::WorkforceFile file, offline::ReadWorkforceProblem(document));
  file.wanted.seed = flags.seed;
  file.wanted.parallel = [](int n, const std::function<void(int)>& task) {
    offline::InThreads(std::max(1, static_cast<int>(std::thread::hardware_concurrency())), n, task);
  };
  ASSIGN_OR_RETURN(const Forecast forecast, MakeForecast(file.problem, file.wanted));
  if (session.format == Format::kJson) {
    std::cout << offline::WorkforceReport(file.problem, forecast).dump(2) << "\n";
  } else if (session.format == Format::kCsv) {
    std::cout << Posts(file.problem, forecast).AsCsv();
  } else {
    std::cout << Posts(file.problem, forecast).AsText();
    PrintAnswers(file.problem, forecast);
  }
  return absl::OkStatus();
}

}  // namespace

void AddWorkforcePlans(Command noun, Session& session) {
  AddCommand(noun, session, "workforce",
             "Forecast trained cover, starts and recruiting, from a file and without a server",
             SetUpProblem, PlanWorkforce);
}

}  // namespace pcsp::cli
