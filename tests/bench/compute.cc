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
#include "tests/bench/programme.h"

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

// Seconds of one call.
template <typename Work>
double Once(const Work& work) {
  const double start = Now();
  work();
  return Now() - start;
}

// Milliseconds a change of a national programme.
double ChangeMillis(NationalProgramme* programme, bool everywhere, double* checksum) {
  const int changes = everywhere ? 5 : 50;
  const double seconds = Once([&] {
    for (int i = 0; i < changes; ++i) *checksum += programme->Change(everywhere);
  });
  return 1e3 * seconds / changes;
}

// Microseconds a call of `work(evidence)`, over as many calls as a round has time for.
template <typename Piece, typename Work>
double Round(const std::vector<Piece>& evidence, const Work& work) {
  const double start = Now();
  int64_t calls = 0;
  for (; Now() - start < kRoundSeconds; calls += static_cast<int64_t>(evidence.size())) {
    for (const Piece& piece : evidence) work(piece);
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
  const auto draws = DrawParameters(model);
  const DiagnoseOptions usual, all = {.explain_all = true};
  const DiagnoseOptions sure = {.confidence = true, .parameter_draws = &draws};
  std::vector<Observations> resolved;
  for (const Evidence& piece : evidence) resolved.push_back(OrExit(ResolveEvidence(model, piece)));
  const LevelModel& level = model.at(Level::kPractice);
  Belief belief(level.network);
  const auto probabilities = [&](const Observations& observations) {
    belief.Calibrate(Case(model, level, observations, {}).Tables(kEverything));
    for (int subject : level.subjects) checksum += belief.Odds(subject).first;
  };
  const ProgrammeModel programme_model = OrExit(CompileProgrammeModel(model));
  NationalProgramme one(programme_model, evidence, 1), many(programme_model, evidence, 42);
  for (auto* programme : {&one, &many}) checksum += programme->Change(/*everywhere=*/true);
  std::vector<double> whole, explaining_all, resolving, probable, confident, batch;
  std::vector<double> change, change_system, change_everywhere;
  for (int round = std::atoi(argv[2]); round > 0; --round) {
    whole.push_back(Round(evidence, diagnose(usual)));
    explaining_all.push_back(Round(evidence, diagnose(all)));
    resolving.push_back(Round(evidence, resolve));
    probable.push_back(Round(resolved, probabilities));
    confident.push_back(Round(evidence, diagnose(sure)));
    batch.push_back(Once([&] {
      for (int i = 0; i < NationalProgramme::kPractices; ++i) {
        diagnose(usual)(evidence[i % evidence.size()]);
      }
    }));
    change.push_back(ChangeMillis(&one, /*everywhere=*/false, &checksum));
    change_system.push_back(ChangeMillis(&many, /*everywhere=*/true, &checksum));
    change_everywhere.push_back(ChangeMillis(&one, /*everywhere=*/true, &checksum));
  }
  const size_t pieces = resolved.front().pieces.size();
  const auto list = [](const std::vector<double>& values) {
    return absl::StrCat("[", absl::StrJoin(values, ","), "]");
  };
  std::cout << "{\"pieces\":" << pieces
            << ",\"states\":" << model.at(Level::kPractice).network.states
            << ",\"usual\":" << list(whole) << ",\"explain_all\":" << list(explaining_all)
            << ",\"resolve\":" << list(resolving) << ",\"probabilities\":" << list(probable)
            << ",\"confidence\":" << list(confident) << ",\"batch_seconds\":" << list(batch)
            << ",\"change_ms\":" << list(change) << ",\"change_42_ms\":" << list(change_system)
            << ",\"change_everywhere_ms\":" << list(change_everywhere)
            << ",\"checksum\":" << checksum << "}\n";
  return 0;
}

}  // namespace
}  // namespace pcsp::diagnosis

int main(int argc, char** argv) { return pcsp::diagnosis::Main(argc, argv); }
