// What one diagnosis costs to compute: the shipped knowledge base, 60 pieces of evidence
// (performance.md: at most 50 us, then 15 us).
#include <random>

#include "benchmark/benchmark.h"
#include "services/diagnosis/domain/diagnosis.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "tests/diagnosis/example_kb.h"

namespace pcsp::diagnosis {
namespace {

using testing::Below;

const Model& ShippedModel() {
  static const Model* model = new Model(
      *CompileModel(*LoadKnowledgeBase("services/diagnosis/content/knowledge_base.yaml")));
  return *model;
}

// Nine people a practice item, and its facts, up to `pieces`; then the levels above.
Evidence Sample(const Model& model, int pieces) {
  std::mt19937_64 random(1);
  Evidence evidence{Level::kPractice,
                    {{Level::kPractice}, {Level::kSteeringGroup}, {Level::kWholeSystem}}};
  for (LevelEvidence& level : evidence.levels) {
    for (const Indicator& indicator : model.kb.indicators) {
      if (indicator.level != *level.level || pieces == 0) continue;
      --pieces;
      if (indicator.type == IndicatorType::kFact) {
        const int k = Below(&random, static_cast<int>(indicator.categories.size()));
        level.facts.push_back({indicator.id, indicator.categories[k]});
        continue;
      }
      ItemEvidence item{indicator.id};
      for (const std::string& code : indicator.categories) item.answers.emplace_back(code, 0);
      const int bad = Below(&random, 3);
      for (int n = 0; n < 9; ++n)
        ++item.answers[bad == 0 ? Below(&random, 3) : 2 + Below(&random, 3)].second;
      level.items.push_back(std::move(item));
    }
  }
  return evidence;
}

void BM_Diagnose(benchmark::State& state) {
  const Model& model = ShippedModel();
  const Evidence evidence = Sample(model, static_cast<int>(state.range(0)));
  const DiagnoseOptions options{.explain_all = state.range(1) != 0};
  int explained = 0;
  for (auto _ : state) {
    const auto diagnosis = Diagnose(model, evidence, options);
    explained = 0;
    for (const Finding& finding : diagnosis->findings) explained += finding.explained;
    benchmark::DoNotOptimize(explained);
  }
  state.counters["explained"] = explained;
}
BENCHMARK(BM_Diagnose)
    ->ArgNames({"pieces", "explain_all"})
    ->Args({60, 0})
    ->Args({60, 1})
    ->Args({30, 0})
    ->Args({98, 0});

void BM_ResolveEvidence(benchmark::State& state) {
  const Model& model = ShippedModel();
  const Evidence evidence = Sample(model, 60);
  for (auto _ : state) benchmark::DoNotOptimize(ResolveEvidence(model, evidence));
}
BENCHMARK(BM_ResolveEvidence);

// The likelihoods of all pieces, and the passes of one propagation.
void BM_Posterior(benchmark::State& state) {
  const Model& model = ShippedModel();
  const Network& network = model.at(Level::kPractice).network;
  const Observations observations = *ResolveEvidence(model, Sample(model, 60));
  Belief belief(network);
  std::vector<double> logs(64);
  for (auto _ : state) {
    EvidenceTables tables(network);
    for (const Observation& piece : observations.pieces) {
      const auto out = absl::MakeSpan(logs).first(model.indicators[piece.indicator].states());
      LogLikelihood(model.indicators[piece.indicator], piece.counts, out);
      tables.Add(network, network.scope_of_indicator[piece.indicator], out);
    }
    benchmark::DoNotOptimize(belief.Calibrate(tables));
  }
}
BENCHMARK(BM_Posterior);

void BM_Restrict(benchmark::State& state) {
  const LevelModel& level = ShippedModel().at(Level::kPractice);
  Belief belief(level.network), scratch(level.network);
  belief.Calibrate(EvidenceTables(level.network));
  LevelModel::Halves halves;
  halves.holds.resize(level.network.scope_states);
  halves.absent.resize(level.network.scope_states);
  for (auto _ : state) {
    ReadHalves(belief, level.subjects[0], &scratch, &halves);
    benchmark::DoNotOptimize(halves.holds.data());
  }
  state.counters["states"] = level.network.states;
  state.counters["scope_states"] = level.network.scope_states;
  state.counters["cliques"] = static_cast<double>(level.network.cliques.size());
}
BENCHMARK(BM_Restrict);

void BM_CompileModel(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(CompileModel(ShippedModel().kb));
}
BENCHMARK(BM_CompileModel)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace pcsp::diagnosis

BENCHMARK_MAIN();
