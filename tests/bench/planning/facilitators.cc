#include "tests/bench/planning/facilitators.h"

#include <fstream>
#include <vector>

#include "common/base/status_macros.h"
#include "gateway/cli/offline/problem_file.h"
#include "gateway/cli/planning/facilitator_problem.h"
#include "gateway/cli/planning/in_threads.h"
#include "services/planning/domain/facilitators/facilitator_plan.h"

namespace pcsp::bench {
namespace {

using nlohmann::ordered_json;
using namespace planning::facilitators;  // NOLINT: a page of its vocabulary

Effort SecondsOf(double seconds) {
  Effort effort;
  effort.seconds = seconds;
  effort.elapsed = [start = offline::SteadySeconds()] { return offline::SteadySeconds() - start; };
  return effort;
}

absl::StatusOr<ordered_json> Measure(const Problem& problem, const Effort& effort) {
  const double start = offline::SteadySeconds();
  ASSIGN_OR_RETURN(const Plan plan, MakePlan(problem, effort));
  return ordered_json{{"seconds", offline::SteadySeconds() - start},
                      {"cost", plan.cost},
                      {"gap", plan.lp_gap},
                      {"proven", plan.proven}};
}

// One instance of gap1.txt: agents are facilitators, jobs practices, profits costs below 0.
Problem ReadGap(std::istream& in) {
  size_t agents = 0, jobs = 0;
  in >> agents >> jobs;
  std::vector<std::vector<double>> value(agents, std::vector<double>(jobs)), need = value;
  for (auto* table : {&value, &need}) {
    for (auto& row : *table) {
      for (double& cell : row) in >> cell;
    }
  }
  Problem problem;
  problem.unserved_cost_per_need = 1000;
  for (size_t a = 0; a < agents; ++a) {
    Facilitator& agent = problem.facilitators.emplace_back();
    agent.id = "agent-" + std::to_string(a);
    in >> agent.capacity;
  }
  for (size_t j = 0; j < jobs; ++j) {
    Practice& job = problem.practices.emplace_back();
    job.id = "job-" + std::to_string(j);
    for (size_t a = 0; a < agents; ++a) {
      job.options.push_back({static_cast<int>(a), -value[a][j], need[a][j]});
    }
  }
  return problem;
}

absl::StatusOr<ordered_json> Gap1(const std::string& folder) {
  std::ifstream in(folder + "/gap1.txt");
  int count = 0, proven = 0;
  in >> count;
  const double start = offline::SteadySeconds();
  std::vector<double> optima;
  for (int i = 0; i < count; ++i) {
    ASSIGN_OR_RETURN(const Plan plan, MakePlan(ReadGap(in), SecondsOf(10)));
    proven += plan.proven ? 1 : 0;
    optima.push_back(-plan.cost);
  }
  return ordered_json{{"instances", count},
                      {"proven", proven},
                      {"optima", optima},
                      {"seconds", offline::SteadySeconds() - start}};
}

}  // namespace

absl::StatusOr<ordered_json> FacilitatorGaps(const std::string& folder, double seconds) {
  ASSIGN_OR_RETURN(text::Document document, cli::ReadProblem(folder + "/facilitators_1000.json"));
  ASSIGN_OR_RETURN(const offline::FacilitatorFile file, offline::ReadFacilitatorProblem(document));
  ordered_json found;
  ASSIGN_OR_RETURN(found["at_once"], Measure(file.problem, Effort()));
  ASSIGN_OR_RETURN(found["background"], Measure(file.problem, SecondsOf(seconds)));
  ASSIGN_OR_RETURN(found["gap1"], Gap1(folder));
  return found;
}

}  // namespace pcsp::bench
