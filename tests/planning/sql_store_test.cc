#include "services/planning/store/sql_store.h"

#include <thread>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/plan/draft.h"
#include "tests/planning/catalogues.h"
#include "tests/support/audit_chains.h"
#include "tests/support/databases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::DatabaseKind;
using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsLine;
using ::pcsp::testing::IsOkAndHolds;
using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const absl::Time kNow = absl::FromUnixMicros(1'767'600'000'123'456);
constexpr char kRequest[] = "0189a7f4-0000-7000-8000-000000000001";

// A drafted plan of the shipped catalogue, with everything that a plan can have.
Plan MakePlan(absl::string_view organisation, absl::string_view id, absl::Time now = kNow) {
  Plan plan;
  plan.name = {{"p", std::string(organisation)}, std::string(id)};
  plan.uid = NewUuid(now);
  plan.diagnosis = absl::StrCat("programmes/p/organisations/", organisation, "/diagnoses/d1");
  plan.catalogue_version = testing::ShippedCatalogue().version();
  plan.problem.findings = {testing::MakeFinding("coh-purpose", 1.0 / 3),
                           testing::MakeFinding("ca-time", .7), testing::MakeFinding("ca-skills")};
  plan.problem.findings[0].title = "Purpose unclear – \"what for?\", {a}, \\b, 'c'";
  plan.problem.start = absl::CivilDay(2026, 1, 5);
  plan.problem.hours_per_quarter = 24.1;
  plan.problem.quarters = 4;
  plan.problem.forbidden = {"some-idea"};
  plan.own = {"some-idea"};
  plan.problem.outcomes = 412;
  plan.problem.measured = {
      {"purpose-in-one-sentence", "coh-purpose", 3.25, 1.0 / 3, 5.5, 14, 120, Verdict::kHelped},
      {"some-idea", "ca-time", -4, -6, -2, 9, 13, Verdict::kHarm}};
  plan.draft = DraftPlan(testing::ShippedCatalogue(), plan.problem);
  plan.create_time = plan.update_time = now;
  return plan;
}

class SqlStoreTest : public pcsp::testing::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (!HasFatalFailure()) Open();
  }
  void Open() {
    auto store = SqlStore::Open(&db(), kNow);
    ASSERT_OK(store);
    store_ = *std::move(store);
  }
  absl::Status Create(const Plan& plan) { return store_->CreatePlan(plan, {}, "").status(); }

  std::unique_ptr<SqlStore> store_;
};

TEST_P(SqlStoreTest, ReadsBackWhatItWrote) {
  const Plan plan = MakePlan("o", "x");
  ASSERT_THAT(plan.draft.actions, Not(IsEmpty()));
  ASSERT_THAT(plan.draft.warnings, Not(IsEmpty()));
  ASSERT_THAT(plan.draft.expected, Not(IsEmpty()));
  ASSERT_OK(Create(plan));
  const auto read = store_->GetPlan(plan.name);
  ASSERT_OK(read);
  EXPECT_TRUE(*read == plan);
  EXPECT_EQ(read->problem.findings, plan.problem.findings);
  EXPECT_EQ(read->problem.measured, plan.problem.measured);
  EXPECT_TRUE(read->draft == plan.draft);
}

TEST_P(SqlStoreTest, NamesWhatIsMissingOrTaken) {
  const Plan plan = MakePlan("o", "x");
  EXPECT_THAT(store_->GetPlan(plan.name), HasReason("PLAN_NOT_FOUND"));
  ASSERT_OK(Create(plan));
  EXPECT_THAT(Create(MakePlan("o", "x")), HasReason("PLAN_EXISTS"));
  EXPECT_OK(Create(MakePlan("other", "x")));
}

TEST_P(SqlStoreTest, RepeatsTheReplyOfARepeatedCall) {
  const RequestMark request{kRequest, "hash"};
  EXPECT_THAT(store_->CreatePlan(MakePlan("o", "x"), request, "first"), IsOkAndHolds(Eq("first")));
  // The second draft has an id of its own, as one whose caller left the id open has.
  EXPECT_THAT(store_->CreatePlan(MakePlan("o", "y"), request, "second"), IsOkAndHolds(Eq("first")));
  EXPECT_THAT(store_->GetPlan({{"p", "o"}, "y"}), HasReason("PLAN_NOT_FOUND"));
  EXPECT_THAT(store_->CreatePlan(MakePlan("o", "z"), {kRequest, "other"}, "third"),
              HasReason("REQUEST_ID_REUSED"));
}

TEST_P(SqlStoreTest, HasOneEffectHoweverManyAskAtOnce) {
  std::vector<std::thread> callers;
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([&, i] {
      EXPECT_THAT(
          store_->CreatePlan(MakePlan("o", absl::StrCat("x", i)), {kRequest, "hash"}, "reply"),
          IsOkAndHolds(Eq("reply")));
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_THAT(store_->ListPlans({.parent = {"p", "-"}}), IsOkAndHolds(SizeIs(1)));
}

TEST_P(SqlStoreTest, ListsNewestFirstInPages) {
  for (int i = 0; i < 5; ++i) {
    // Two of one instant, so that the uid decides.
    const Plan plan =
        MakePlan(i % 2 == 0 ? "a" : "b", absl::StrCat("x", i), kNow + absl::Seconds(i / 2));
    ASSERT_OK(Create(plan));
  }
  ASSERT_OK(Create([] {
    Plan other = MakePlan("a", "x");
    other.name.organisation.programme = "q";
    return other;
  }()));
  std::vector<Plan> seen;
  PlanQuery query{.parent = {"p", "-"}, .limit = 2};
  while (true) {
    const auto page = store_->ListPlans(query);
    ASSERT_OK(page);
    if (page->empty()) break;
    seen.insert(seen.end(), page->begin(), page->end());
    query.after = {absl::ToUnixMicros(seen.back().create_time), seen.back().uid};
  }
  ASSERT_THAT(seen, SizeIs(5));
  for (size_t i = 1; i < seen.size(); ++i) {
    EXPECT_GT(std::make_pair(seen[i - 1].create_time, seen[i - 1].uid),
              std::make_pair(seen[i].create_time, seen[i].uid));
  }
  for (const Plan& plan : seen) EXPECT_THAT(plan.draft.actions, Not(IsEmpty()));
}

TEST_P(SqlStoreTest, ListsByOrganisationAndDiagnosis) {
  ASSERT_OK(Create(MakePlan("a", "x")));
  ASSERT_OK(Create(MakePlan("b", "x")));
  Plan other = MakePlan("a", "y");
  other.diagnosis = "programmes/p/organisations/a/diagnoses/d2";
  ASSERT_OK(Create(other));
  EXPECT_THAT(store_->ListPlans({.parent = {"p", "a"}}), IsOkAndHolds(SizeIs(2)));
  EXPECT_THAT(store_->ListPlans({.parent = {"p", "-"}, .diagnosis = other.diagnosis}),
              IsOkAndHolds(ElementsAre(Eq(other))));
  EXPECT_THAT(store_->ListPlans({.parent = {"p", "b"}, .diagnosis = other.diagnosis}),
              IsOkAndHolds(IsEmpty()));
}

TEST_P(SqlStoreTest, WhatIsNewLeavesALineInTheAudit) {
  const Plan plan = MakePlan("a", "x");
  const RequestMark mark{kRequest, "hash"};
  ASSERT_OK(store_->CreatePlan(plan, mark, "reply"));
  ASSERT_OK(store_->CreatePlan(MakePlan("a", "y"), mark, "another"));
  EXPECT_THAT(store_->CreatePlan(plan, {}, "reply"), HasReason("PLAN_EXISTS"));
  const auto lines = pcsp::testing::SoundChain(db(), "p");
  ASSERT_THAT(lines, ElementsAre(IsLine("planning.DraftPlan", plan.name.Text())));
  EXPECT_EQ(lines[0].request_hash, Sha256Hex(kRequest));
  EXPECT_EQ(lines[0].content_hash, audit::ContentHash(lines[0].salt, "reply"));
}

TEST_P(SqlStoreTest, KeepsPlansOverARestart) {
  if (GetParam() == DatabaseKind::kSqliteMemory) return;
  const Plan plan = MakePlan("o", "x");
  ASSERT_OK(Create(plan));
  store_.reset();
  Reopen();
  Open();
  EXPECT_THAT(store_->GetPlan(plan.name), IsOkAndHolds(Eq(plan)));
  EXPECT_OK(store_->Ping());
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, SqlStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

}  // namespace
}  // namespace pcsp::planning
