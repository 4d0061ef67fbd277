// bench_compute KNOWLEDGE_BASE ROUNDS EVIDENCE...: the time that diagnosing takes by itself.
//
// Diagnoses each piece of evidence in turn, without a server, and prints one JSON object: the
// microseconds a site of every round, the parts of a diagnosis, and what it worked on.
#include <time.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/text/yaml.h"
#include "services/diagnosis/domain/diagnosis.h"
#include "services/diagnosis/domain/knowledge/reader.h"

namespace pcsp::diagnosis {
namespace {

constexpr double kRoundSeconds = 0.25;

template <typename T>
T OrExit(absl::StatusOr<T> value) {
  if (value.ok()) return *std::move(value);
  std::cerr << "bench_compute: " << value.status() << "\n";
  std::exit(1);
}

Evidence Load(const char* path) {
  return OrExit(ReadEvidence(OrExit(text::ReadContentFile(path))));
}

// Seconds of processor time of this thread: other processes do not count.
double Now() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

// Microseconds a call of `work(evidence)`, over as many calls as a round has time for.
template <typename Work>
double Round(const std::vector<Evidence>& evidence, const Work& work) {
  const double start = Now();
  int64_t calls = 0;
  for (; Now() - start < kRoundSeconds; calls += static_cast<int64_t>(evidence.size())) {
    for (const Evidence& piece : evidence) work(piece);
  }
  return 1e6 * (Now() - start) / static_cast<double>(calls);
}

int Main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: bench_compute KNOWLEDGE_BASE ROUNDS EVIDENCE...\n";
    return 2;
  }
  const Model model = OrExit(CompileModel(OrExit(LoadKnowledgeBase(argv[1]))));
  std::vector<Evidence> evidence;
  for (int i = 3; i < argc; ++i) evidence.push_back(Load(argv[i]));
  double checksum = 0;  // keeps the work from being left out
  const auto diagnose = [&](const DiagnoseOptions& options) {
    return [&](const Evidence& piece) {
      checksum += OrExit(Diagnose(model, piece, options)).log_evidence;
    };
  };
  const auto resolve = [&](const Evidence& piece) {
    checksum += static_cast<double>(OrExit(ResolveEvidence(model, piece)).pieces.size());
  };
  const DiagnoseOptions usual, all = {.explain_all = true};
  std::vector<double> whole, explaining_all, resolving;
  for (int round = std::atoi(argv[2]); round > 0; --round) {
    whole.push_back(Round(evidence, diagnose(usual)));
    explaining_all.push_back(Round(evidence, diagnose(all)));
    resolving.push_back(Round(evidence, resolve));
  }
  const size_t pieces = OrExit(ResolveEvidence(model, evidence.front())).pieces.size();
  const auto list = [](const std::vector<double>& values) {
    return absl::StrCat("[", absl::StrJoin(values, ","), "]");
  };
  std::cout << "{\"pieces\":" << pieces
            << ",\"states\":" << model.at(Level::kPractice).network.states
            << ",\"usual\":" << list(whole) << ",\"explain_all\":" << list(explaining_all)
            << ",\"resolve\":" << list(resolving) << ",\"checksum\":" << checksum << "}\n";
  return 0;
}

}  // namespace
}  // namespace pcsp::diagnosis

int main(int argc, char** argv) { return pcsp::diagnosis::Main(argc, argv); }
