// bench_quality KNOWLEDGE_BASE: how good diagnoses are in simulated worlds, as one JSON list of
// {name, scores, verdicts, promoted}. Takes the 8 worlds of methods.md 2.1, with fixed seeds.
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "tests/diagnosis/simulation/experiment.h"

namespace pcsp::diagnosis::testing {
namespace {

std::string Json(const MethodScores& method) {
  std::string out = absl::StrCat("{\"name\":\"", method.name, "\",\"verdicts\":", method.verdicts,
                                 ",\"promoted\":", method.promoted);
  for (int m = 0; m < kMetrics; ++m) {
    const std::string value =
        method.scores.values[m] ? absl::StrCat(*method.scores.values[m]) : "null";
    absl::StrAppend(&out, ",\"", MetricWord(static_cast<Metric>(m)), "\":", value);
  }
  return out + "}";
}

int Main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: bench_quality KNOWLEDGE_BASE\n";
    return 2;
  }
  const auto kb = LoadKnowledgeBase(argv[1]);
  if (!kb.ok()) {
    std::cerr << "bench_quality: " << kb.status() << "\n";
    return 1;
  }
  std::vector<std::string> methods;
  for (const MethodScores& method : RunExperiment(*kb, {})) methods.push_back(Json(method));
  std::cout << "[" << absl::StrJoin(methods, ",\n") << "]\n";
  return 0;
}

}  // namespace
}  // namespace pcsp::diagnosis::testing

int main(int argc, char** argv) { return pcsp::diagnosis::testing::Main(argc, argv); }
