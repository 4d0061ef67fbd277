// What questions about a national programme cost in store and domain: 42 systems, 120 steering
// groups, 1,250 PCNs and as many practices as the argument says, each commissioned, supported and
// a partner; a tenth of them merged. On SQLite in memory, warm and after a change.
#include <memory>

#include "absl/strings/str_cat.h"
#include "benchmark/benchmark.h"
#include "services/registry/domain/graph/succession.h"
#include "services/registry/domain/graph/tree.h"
#include "services/registry/store/sql_store.h"
#include "tests/registry/find/national.h"

namespace pcsp::registry {
namespace {

const Date kDay(2024, 6, 1);
const absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);

// A store that holds the programme `north`.
class National {
 public:
  explicit National(int practices)
      : database_(*sql::Database::Open({.url = "sqlite::memory:", .schema = "registry"})),
        store_(database_.get()) {
    (void)SqlStore::Migrate(*database_, kNow);
    Write([](Writer& w) {
      Programme programme;
      programme.id = "north";
      programme.content_revision = 1;
      w.Insert(programme);
    });
    for (int i = 0; i < 42; ++i) Add(absl::StrCat("s", i), OrganisationKind::kWholeSystem);
    for (int i = 0; i < 120; ++i) {
      Add(absl::StrCat("g", i), OrganisationKind::kSteeringGroup);
      Relate(absl::StrCat("g", i), RelationshipKind::kPartOf, absl::StrCat("s", i % 42));
    }
    for (int i = 0; i < 1250; ++i) Add(absl::StrCat("n", i), OrganisationKind::kPcn);
    std::mt19937 random(1);
    for (const GraphOrganisation& practice : NationalPractices(random, practices)) {
      const int i = static_cast<int>(plan_.created.size());
      Add(practice.id, OrganisationKind::kPractice);
      plan_.created.back().display_name = practice.display_name;
      plan_.created.back().code = practice.code;
      plan_.created.back().code_system = "ods";
      plan_.created.back().postcode = practice.postcode;
      Relate(practice.id, RelationshipKind::kCommissionedBy, absl::StrCat("s", i % 42));
      Relate(practice.id, RelationshipKind::kSupportedBy, absl::StrCat("g", i % 120));
      Relate(practice.id, RelationshipKind::kPartnerOf, absl::StrCat("n", i % 1250));
      if (i % 10 == 1) Relate(practice.id, RelationshipKind::kSucceededBy, previous_);
      previous_ = practice.id;
    }
    Write([&](Writer& w) { w.Apply(plan_); });
  }

  SqlStore& store() { return store_; }
  void Change() {
    Write([](Writer& w) { (void)w.Touch("north"); });
  }
  const Snapshot& Get() {
    snapshot_ = *store_.SnapshotOf("north");
    return *snapshot_;
  }

 private:
  void Add(std::string id, OrganisationKind kind) {
    Organisation& organisation = plan_.created.emplace_back();
    organisation.programme = "north";
    organisation.id = std::move(id);
    organisation.kind = kind;
    organisation.display_name = "North";
    organisation.status = OrganisationStatus::kActive;
  }
  void Relate(std::string subject, RelationshipKind kind, std::string object) {
    Relationship& relationship = plan_.related.emplace_back();
    relationship.programme = "north";
    relationship.id = absl::StrCat("r", plan_.related.size());
    relationship.subject = std::move(subject);
    relationship.kind = kind;
    relationship.object = std::move(object);
    relationship.period.first = Date(2020, 1, 1);
  }
  void Write(absl::FunctionRef<void(Writer&)> body) {
    (void)store_.Write({{}, kNow}, [&](Writer& w) -> absl::StatusOr<std::string> {
      body(w);
      return "";
    });
  }

  std::unique_ptr<sql::Database> database_;
  SqlStore store_;
  ImportChanges plan_;
  std::string previous_;
  std::shared_ptr<const Snapshot> snapshot_;
};

National& Of(int64_t practices) {
  static auto& nationals = *new std::map<int64_t, std::unique_ptr<National>>();
  auto& national = nationals[practices];
  if (national == nullptr) national = std::make_unique<National>(static_cast<int>(practices));
  return *national;
}

void BM_SnapshotThatIsKept(benchmark::State& state) {
  National& national = Of(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(national.Get().graph().size());
}

void BM_SnapshotAfterAChange(benchmark::State& state) {
  National& national = Of(state.range(0));
  for (auto _ : state) {
    state.PauseTiming();
    national.Change();
    state.ResumeTiming();
    benchmark::DoNotOptimize(national.Get().graph().size());
  }
}

void BM_Tree(benchmark::State& state) {
  National& national = Of(state.range(0));
  for (auto _ : state) {
    const Graph& graph = national.Get().graph();
    const TreeQuery query = {.day = kDay};
    benchmark::DoNotOptimize(TreeBelow(graph, RootsOn(graph, query), query).size());
  }
}

void BM_DescendantsAsNow(benchmark::State& state) {
  National& national = Of(state.range(0));
  for (auto _ : state) {
    const Graph& graph = national.Get().graph();
    const auto then = DescendantsOf(graph, graph.Find("s0"), {.day = kDay});
    benchmark::DoNotOptimize(AsNow(graph, then, kDay).size());
  }
}

void BM_MakeSearchIndex(benchmark::State& state) {
  const Graph& graph = Of(state.range(0)).Get().graph();
  for (auto _ : state) benchmark::DoNotOptimize(SearchIndex(graph));
}

void BM_Search(benchmark::State& state, const char* text) {
  National& national = Of(state.range(0));
  size_t hits = 0;
  for (auto _ : state) {
    const Snapshot& snapshot = national.Get();
    hits = snapshot.search_index()
               .Search(snapshot.graph(), {text, OrganisationKind::kUnspecified, kDay})
               .size();
  }
  state.counters["hits"] = static_cast<double>(hits);
}

#define PCSP_SIZES ->ArgName("practices")->Arg(7000)->Arg(15000)->Unit(benchmark::kMicrosecond)
BENCHMARK(BM_SnapshotThatIsKept) PCSP_SIZES;
BENCHMARK(BM_SnapshotAfterAChange) PCSP_SIZES;
BENCHMARK(BM_Tree) PCSP_SIZES;
BENCHMARK(BM_DescendantsAsNow) PCSP_SIZES;
BENCHMARK(BM_MakeSearchIndex) PCSP_SIZES;
BENCHMARK_CAPTURE(BM_Search, slip, "chesterbrun medical centre") PCSP_SIZES;
BENCHMARK_CAPTURE(BM_Search, common, "surgery") PCSP_SIZES;
BENCHMARK_CAPTURE(BM_Search, code, "a0007") PCSP_SIZES;
BENCHMARK_CAPTURE(BM_Search, long, "the rentorwick family practise health center ts25 1qu")
PCSP_SIZES;

}  // namespace
}  // namespace pcsp::registry

BENCHMARK_MAIN();
