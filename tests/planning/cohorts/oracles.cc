#include "tests/planning/cohorts/oracles.h"

#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "gateway/cli/planning/cohort_problem.h"

namespace pcsp::planning {
namespace {

using nlohmann::json;

std::string Named(const char* what, int index) { return absl::StrCat(what, index); }

json PracticeFile(const json& practice, int index) {
  json file = {{"id", Named("practice ", index)},
               {"backfill", practice["backfill"]},
               {"priority", practice["w"]},
               {"blocked", practice["blocked"]}};
  for (int v = 0; const json& km : practice["km"]) file["km"][Named("venue ", v++)] = km;
  for (int c = 0; const json& people : practice["need"]) {
    file["needs"].push_back({{"course", Named("course ", c++)}, {"people", people}});
  }
  return file;
}

// What a problem file says for an instance.
json ProblemFile(const json& instance) {
  json file = {{"fortnights", instance["T"]},
               {"courses", {{{"id", "course 0"}}, {{"id", "course 1"}, {"after", "course 0"}}}},
               {"trainers", instance["trainers"]},
               {"trainers_per_session", instance["trainers_per_session"]},
               {"costs",
                {{"km_rate", instance["km_rate"]},
                 {"late_rate", instance["late_rate"]},
                 {"unmet", instance["unmet"]}}}};
  for (int v = 0; v < instance["V"].get<int>(); ++v) {
    file["venues"].push_back({{"id", Named("venue ", v)}});
  }
  for (const json& s : instance["sessions"]) {
    file["sessions"].push_back({{"course", Named("course ", s["course"])},
                                {"venue", Named("venue ", s["venue"])},
                                {"fortnight", s["t"]},
                                {"seats", s["cap"]},
                                {"fixed_cost", s["fixed"]}});
  }
  for (int p = 0; const json& practice : instance["practices"]) {
    file["practices"].push_back(PracticeFile(practice, p++));
  }
  return file;
}

}  // namespace

std::vector<Oracle> ReadOracles() {
  std::ifstream in("tests/planning/cohorts/oracles/five_small.json");
  const json file = json::parse(in);
  std::vector<Oracle> oracles;
  for (const json& one : file["cases"]) {
    auto document = text::ParseJson(ProblemFile(one["instance"]).dump(), "oracle");
    auto problem = offline::ReadCohortFiles(*document, nullptr);
    if (!problem.ok()) std::cerr << problem.status() << "\n";
    oracles.push_back({*std::move(problem), one["optimum"].get<double>()});
  }
  return oracles;
}

}  // namespace pcsp::planning
