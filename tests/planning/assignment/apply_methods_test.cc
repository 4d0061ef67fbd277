#include "services/planning/rpc/facilitators/apply_methods.h"

#include "common/base/ids.h"
#include "common/storage/records/sql_records.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/rpc/training/facilitation/contact_methods.h"
#include "services/planning/rpc/training/facilitation/facilitation_methods.h"
#include "services/planning/store/sql_store.h"
#include "tests/support/audit_chains.h"
#include "tests/support/databases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning::training {
namespace {

namespace pb = ::pcsp::planning::v1;

using ::pcsp::testing::DatabaseName;
using ::pcsp::testing::EveryDatabase;
using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsLine;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

const absl::Time kNow = absl::FromUnixMicros(1'767'600'000'123'456);
constexpr char kProgramme[] = "programmes/north";

std::string In(const std::string& rest) { return std::string(kProgramme) + "/" + rest; }

class ApplyMethodsTest : public pcsp::testing::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (HasFatalFailure()) return;
    ASSERT_OK(SqlStore::Open(&db(), kNow));
    records_.emplace(&db());
  }

  rpc::Call Call() const { return {.now = kNow, .deadline = kNow + absl::Minutes(1)}; }
  static pb::ApplyAssignmentsRequest From(const std::string& day) {
    pb::ApplyAssignmentsRequest request;
    request.set_parent(kProgramme);
    request.set_start_date(day);
    return request;
  }
  static pb::PracticeAssignment& Add(pb::ApplyAssignmentsRequest& request,
                                     const std::string& practice, const std::string& facilitator) {
    pb::PracticeAssignment& added = *request.add_assignments();
    added.set_practice(In("organisations/" + practice));
    if (!facilitator.empty()) added.set_facilitator(In("appointments/" + facilitator));
    return added;
  }
  absl::StatusOr<pb::ApplyAssignmentsResponse> Apply(const pb::ApplyAssignmentsRequest& request) {
    return ApplyMethods(&*records_).ApplyAssignments(Call(), request);
  }
  // "practice facilitator from until" of what holds on a day.
  std::vector<std::string> Holding(const std::string& day) {
    pb::ListAssignmentsRequest list;
    list.set_parent(kProgramme);
    list.set_as_of_date(day);
    const auto listed = ContactMethods(desk()).ListAssignments(Call(), list);
    EXPECT_OK(listed);
    std::vector<std::string> all;
    for (const auto& a : listed->assignments()) {
      const auto id = [](const std::string& name) { return name.substr(name.rfind('/') + 1); };
      all.push_back(absl::StrCat(id(a.practice()), " ", id(a.facilitator()), " ", a.start_date(),
                                 " ", a.end_date()));
    }
    return all;
  }
  void SetCapacity(const std::string& facilitator, double hours_a_month) {
    pb::UpdateFacilitatorCapacityRequest request;
    auto& capacity = *request.mutable_facilitator_capacity();
    capacity.set_name(In("facilitatorCapacities/" + facilitator));
    capacity.set_hours_per_month(hours_a_month);
    EXPECT_OK(FacilitationMethods(desk()).UpdateFacilitatorCapacity(Call(), request));
  }
  Desk desk() { return {&*records_, &tokens_}; }

  const PageTokens tokens_{"key"};
  std::optional<sql::SqlRecordStore> records_;
};

TEST_P(ApplyMethodsTest, EndsCreatesAndKeepsInOneGo) {
  auto first = From("2026-01-01");
  Add(first, "p1", "f1");
  Add(first, "p2", "f1");
  Add(first, "p3", "f2");
  const auto begun = Apply(first);
  ASSERT_OK(begun);
  EXPECT_THAT(begun->created(), SizeIs(3));
  auto second = From("2026-03-02");
  Add(second, "p1", "f2").set_current_facilitator(In("appointments/f1"));
  Add(second, "p2", "f1");
  Add(second, "p3", "");
  Add(second, "p4", "f1").set_current_facilitator("");
  const auto applied = Apply(second);
  ASSERT_OK(applied);
  EXPECT_THAT(applied->ended(), SizeIs(2));
  EXPECT_EQ(applied->ended(0).end_date(), "2026-03-01");
  EXPECT_EQ(applied->ended(0).etag(), "\"2\"");
  EXPECT_THAT(applied->created(), SizeIs(2));
  EXPECT_THAT(applied->kept(), SizeIs(1));
  EXPECT_EQ(applied->kept(0).etag(), "\"1\"");
  EXPECT_THAT(Holding("2026-03-01"),
              UnorderedElementsAre("p1 f1 2026-01-01 2026-03-01", "p2 f1 2026-01-01 ",
                                   "p3 f2 2026-01-01 2026-03-01"));
  EXPECT_THAT(Holding("2026-03-02"),
              UnorderedElementsAre("p1 f2 2026-03-02 ", "p2 f1 2026-01-01 ", "p4 f1 2026-03-02 "));
}

// Decided once more for the same day, nothing is left of what was decided before.
TEST_P(ApplyMethodsTest, ADayCanBeDecidedAgain) {
  auto request = From("2026-03-02");
  Add(request, "p1", "f1");
  EXPECT_OK(Apply(request));
  request.mutable_assignments(0)->set_facilitator(In("appointments/f2"));
  const auto applied = Apply(request);
  ASSERT_OK(applied);
  EXPECT_THAT(applied->removed(), SizeIs(1));
  EXPECT_THAT(Holding("2026-03-02"), ElementsAre("p1 f2 2026-03-02 "));
  EXPECT_THAT(Apply(request)->kept(), SizeIs(1)) << "done already";
}

TEST_P(ApplyMethodsTest, RefusesEverythingWithAllThatIsWrong) {
  auto first = From("2026-01-01");
  Add(first, "p1", "f1");
  EXPECT_OK(Apply(first));
  auto request = From("soon");
  Add(request, "p9", "f1");
  Add(request, "p9", "f2");
  request.add_assignments()->set_practice("p7");
  request.mutable_assignments(2)->set_facilitator(In("people/x"));
  EXPECT_THAT(ViolatedFields(Apply(request).status()),
              ElementsAre("start_date", "assignments[1].practice", "assignments[2].practice",
                          "assignments[2].facilitator"));
  request = From("2026-03-02");
  Add(request, "p9", "f1");
  Add(request, "p1", "f2").set_current_facilitator(In("appointments/f3"));
  EXPECT_THAT(ViolatedFields(Apply(request).status()),
              ElementsAre("assignments[1].current_facilitator"));
  EXPECT_THAT(Holding("2026-03-02"), ElementsAre("p1 f1 2026-01-01 ")) << "p9 got nobody";
  EXPECT_THAT(ViolatedFields(Apply(From("2026-03-02")).status()), ElementsAre("assignments"));
}

TEST_P(ApplyMethodsTest, WarnsOfTooManyPracticesAndTooFewHours) {
  SetCapacity("f1", 15);
  SetCapacity("f2", 40);
  auto elsewhere = From("2025-01-01");
  Add(elsewhere, "p0", "f1");
  EXPECT_OK(Apply(elsewhere));
  auto request = From("2026-03-02");
  for (int i = 1; i <= 13; ++i) Add(request, absl::StrCat("p", i), "f1");
  Add(request, "p14", "f2");
  request.set_validate_only(true);
  const auto checked = Apply(request);
  ASSERT_OK(checked);
  ASSERT_THAT(checked->warnings(), SizeIs(2)) << "p0 counts too";
  EXPECT_EQ(checked->warnings(0).facilitator(), In("appointments/f1"));
  EXPECT_EQ(checked->warnings(0).warning(), pb::CASELOAD_WARNING_TOO_MANY_PRACTICES);
  EXPECT_EQ(checked->warnings(1).warning(), pb::CASELOAD_WARNING_TOO_FEW_HOURS);
  EXPECT_THAT(Holding("2026-03-02"), SizeIs(1)) << "only checked";
}

TEST_P(ApplyMethodsTest, ARepeatedCallHasItsEffectOnceAndLeavesOneLine) {
  auto request = From("2026-03-02");
  Add(request, "p1", "f1");
  request.set_request_id(NewUuid(kNow));
  const auto first = Apply(request);
  ASSERT_OK(first);
  const auto again = Apply(request);
  ASSERT_OK(again);
  ASSERT_THAT(again->created(), SizeIs(1));
  EXPECT_EQ(again->created(0).name(), first->created(0).name());
  request.set_start_date("2026-03-03");
  EXPECT_THAT(Apply(request), HasReason("REQUEST_ID_REUSED"));
  EXPECT_THAT(pcsp::testing::SoundChain(db(), "north"),
              ElementsAre(IsLine("planning.ApplyAssignments", "programmes/north/assignments")));
}

TEST_P(ApplyMethodsTest, ThousandsAtOnce) {
  auto request = From("2026-03-02");
  for (int i = 0; i < 3000; ++i) Add(request, absl::StrCat("p", i), absl::StrCat("f", i % 250));
  EXPECT_THAT(Apply(request)->created(), SizeIs(3000));
  request.set_start_date("2026-04-01");
  EXPECT_THAT(Apply(request)->kept(), SizeIs(3000));
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, ApplyMethodsTest, EveryDatabase(), DatabaseName);

}  // namespace
}  // namespace pcsp::planning::training
