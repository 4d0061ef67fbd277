#include "services/assessments/domain/measures/value.h"

#include "services/assessments/domain/measures/measure_table.h"
#include "tests/support/status_matchers.h"

namespace pcsp::assessments {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

const absl::Time kNow = absl::FromUnixSeconds(1'750'000'000);
constexpr Month kMonth(2025, 3);
constexpr Month kToday(2025, 6);

MeasureDefinition Measure(MeasureKind kind) {
  return {.name = {"p", "m"},
          .display_name = "M",
          .unit = "ms",
          .denominator = kind == MeasureKind::kCount ? "" : "all",
          .kind = kind,
          .direction = Direction::kHigher,
          .about_patients = true};
}

MeasureRow Row(int64_t count, std::optional<int64_t> denominator = {}) {
  return {.organisation = "a1",
          .measure = "m",
          .month = kMonth,
          .count = count,
          .denominator = denominator};
}

std::vector<std::string> Faults(const MeasureRow& row, MeasureKind kind) {
  Violations violations;
  CheckRow(row, Measure(kind), kToday, violations);
  return ViolatedFields(violations.ToStatus());
}

TEST(Row, IsCheckedByItsMeasure) {
  EXPECT_THAT(Faults(Row(3), MeasureKind::kCount), IsEmpty());
  EXPECT_THAT(Faults(Row(3, 3), MeasureKind::kProportion), IsEmpty());
  EXPECT_THAT(Faults(Row(4, 3), MeasureKind::kRatio), IsEmpty());
  EXPECT_THAT(Faults(Row(3, 3), MeasureKind::kCount), ElementsAre("denominator"));
  EXPECT_THAT(Faults(Row(3), MeasureKind::kProportion), ElementsAre("denominator"));
  EXPECT_THAT(Faults(Row(4, 3), MeasureKind::kProportion), ElementsAre("count"));
  EXPECT_THAT(Faults(Row(-1, kMostCounted + 1), MeasureKind::kRatio),
              ElementsAre("count", "denominator"));
}

TEST(Row, IsOfNoMonthToComeAndOfNoRetiredMeasure) {
  MeasureRow row = Row(3);
  row.month = kToday;
  EXPECT_THAT(Faults(row, MeasureKind::kCount), IsEmpty());
  row.month = kToday + 1;
  EXPECT_THAT(Faults(row, MeasureKind::kCount), ElementsAre("month"));
  MeasureDefinition retired = Measure(MeasureKind::kCount);
  retired.retire_time = kNow;
  Violations violations;
  CheckRow(Row(3), retired, kToday, violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()), ElementsAre("measure"));
}

TEST(Recording, KeepsRevisionsThroughCorrectionAndWithdrawal) {
  const Recording first = Record(Row(3), nullptr, kNow);
  EXPECT_EQ(first.verdict, MeasureVerdict::kRecorded);
  EXPECT_EQ(first.value->revision, 1);
  EXPECT_EQ(Record(Row(3), &*first.value, kNow).verdict, MeasureVerdict::kUnchanged);
  const Recording second = Record(Row(4), &*first.value, kNow);
  EXPECT_EQ(second.verdict, MeasureVerdict::kCorrected);
  EXPECT_EQ(second.value->etag(), "\"2\"");
  MeasureRow withdraw = Row(9);
  withdraw.withdraw = true;
  const Recording third = Record(withdraw, &*second.value, kNow);
  EXPECT_EQ(third.verdict, MeasureVerdict::kWithdrawn);
  EXPECT_TRUE(third.value->withdrawn);
  EXPECT_EQ(third.value->count, 0);
  EXPECT_EQ(Record(withdraw, &*third.value, kNow).verdict, MeasureVerdict::kUnchanged);
  const Recording fourth = Record(Row(0), &*third.value, kNow);
  EXPECT_EQ(fourth.verdict, MeasureVerdict::kRecorded);
  EXPECT_EQ(fourth.value->revision, 4);
}

TEST(Recording, RefusesAnotherEtagAndTheWithdrawalOfNothing) {
  const Recording first = Record(Row(3), nullptr, kNow);
  MeasureRow row = Row(5);
  row.etag = "\"1\"";
  EXPECT_EQ(Record(row, &*first.value, kNow).verdict, MeasureVerdict::kCorrected);
  EXPECT_THAT(ViolatedFields(Record(row, nullptr, kNow).faults), ElementsAre("etag"));
  row.etag = "\"4\"";
  EXPECT_THAT(ViolatedFields(Record(row, &*first.value, kNow).faults), ElementsAre("etag"));
  row = Row(0);
  row.withdraw = true;
  EXPECT_THAT(ViolatedFields(Record(row, nullptr, kNow).faults), ElementsAre("withdraw"));
}

struct Shown {
  MeasureKind kind;
  int64_t count;
  std::optional<int64_t> denominator;
  bool shown;
};

TEST(SmallCounts, AreWithheldWhereverTheyCanBeWorkedOut) {
  const auto none = std::nullopt;
  const Shown table[] = {
      {MeasureKind::kCount, 0, none, true},     {MeasureKind::kCount, 1, none, false},
      {MeasureKind::kCount, 7, none, false},    {MeasureKind::kCount, 8, none, true},
      {MeasureKind::kProportion, 8, 16, true},  {MeasureKind::kProportion, 7, 16, false},
      {MeasureKind::kProportion, 9, 16, false},  // seven without
      {MeasureKind::kProportion, 16, 16, true}, {MeasureKind::kProportion, 0, 7, false},
      {MeasureKind::kRatio, 9, 16, true},       {MeasureKind::kRatio, 9, 7, false}};
  for (const Shown& row : table) {
    const MonthValue value{.count = row.count, .denominator = row.denominator};
    EXPECT_EQ(MayBeShown(Measure(row.kind), value, 8), row.shown)
        << row.count << " of " << row.denominator.value_or(-1);
    EXPECT_TRUE(MayBeShown(Measure(row.kind), value, 0));
    MeasureDefinition staff = Measure(row.kind);
    staff.about_patients = false;
    EXPECT_TRUE(MayBeShown(staff, value, 8));
  }
}

TEST(Sums, LeaveOutWhatMayNotBeShownAndSaySo) {
  const std::vector<MonthValue> values = {
      {.organisation = "a", .month = kMonth + 1, .count = 20},
      {.organisation = "a", .month = kMonth, .count = 10},
      {.organisation = "b", .month = kMonth, .count = 3},
      {.organisation = "c", .month = kMonth, .count = 40},
      {.organisation = "d", .month = kMonth, .count = 99, .withdrawn = true}};
  const auto shared = SumUp(Measure(MeasureKind::kCount), values, 8);
  ASSERT_THAT(shared, SizeIs(2));
  EXPECT_EQ(shared[0].month, kMonth);
  EXPECT_EQ(shared[0].count, 50);
  EXPECT_EQ(shared[0].sites, 2);
  EXPECT_EQ(shared[0].left_out, 1);
  EXPECT_EQ(SumUp(Measure(MeasureKind::kCount), values, 0)[0].count, 53);
}

const MeasureBook kBook = {{"m", Measure(MeasureKind::kProportion)}};

absl::StatusOr<MeasureRow> Read(const std::vector<std::string>& cells) {
  return MeasureTable::Make({"Month", " site ", "MEASURE", "count", "denominator"})
      ->Read(cells, "p", kBook, kToday);
}

TEST(Table, ReadsIdsAndNames) {
  const auto row = Read({"2025-03", " A81001", "m", "12", " 20 "});
  ASSERT_OK(row);
  EXPECT_EQ(row->organisation, "a81001");
  EXPECT_EQ(row->denominator, 20);
  EXPECT_EQ(Read({"2025-03", "programmes/p/organisations/a1", "programmes/p/measures/m", "1", "2"})
                ->organisation,
            "a1");
}

TEST(Table, ReportsEveryFaultOfARow) {
  EXPECT_THAT(ViolatedFields(Read({"March", "a b", "x", "3.5", "-1"}).status()),
              UnorderedElementsAre("month", "site", "measure", "count", "denominator"));
  EXPECT_THAT(ViolatedFields(Read({"2025-09", "a1", "m", "5", "4"}).status()),
              UnorderedElementsAre("month", "count"));
  EXPECT_THAT(ViolatedFields(Read({"2025-03", "a1", "m", "1,000", ""}).status()),
              ElementsAre("count"));
  EXPECT_THAT(ViolatedFields(Read({"2025-03", "a1"}).status()), ElementsAre(""));
  EXPECT_THAT(Read({"2025-03", "programmes/q/organisations/a1", "m", "1", "2"}),
              HasReason("INVALID_FIELDS"));
}

TEST(Table, NeedsItsColumns) {
  const auto bad = MeasureTable::Make({"site", "site", "colour", "count"});
  EXPECT_THAT(bad, HasReason("INVALID_FILE"));
  EXPECT_THAT(ViolatedFields(bad.status()),
              UnorderedElementsAre("columns[2]", "columns[3]", "columns", "columns"));
  EXPECT_OK(MeasureTable::Make({"site", "measure", "month", "count"}));
}

}  // namespace
}  // namespace pcsp::assessments
