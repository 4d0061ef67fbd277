#include "services/assessments/domain/observations/observation.h"

#include "services/assessments/domain/observations/facts.h"
#include "tests/support/status_matchers.h"

namespace pcsp::assessments {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

const absl::Time kNow = absl::FromUnixSeconds(1'750'000'000);  // 2025-06-15
constexpr Day kToday(2025, 6, 15);

Observation Visit() {
  return {.name = {{"p", "a1"}, "o1"},
          .kind = ObservationKind::kVisit,
          .observed_date = kToday,
          .appointment = "programmes/p/appointments/x",
          .facts = {{"fact_pr_owner", "yes"}},
          .note = "They have a list on the wall."};
}

std::vector<std::string> Faults(const Observation& observation) {
  Violations violations;
  Validate(observation, kToday, violations);
  return ViolatedFields(violations.ToStatus());
}

TEST(Observation, IsSoundAsGiven) {
  EXPECT_THAT(Faults(Visit()), IsEmpty());
  Observation bare = Visit();
  bare.appointment.clear();
  bare.note.clear();
  EXPECT_THAT(Faults(bare), IsEmpty());
}

TEST(Observation, ReportsEveryFaultAtOnce) {
  Observation bad = Visit();
  bad.kind = ObservationKind::kUnspecified;
  bad.observed_date = kToday + 2;
  bad.appointment = "programmes/q/appointments/x";
  bad.facts = {{"a", "b"}, {"a", "c"}, {"A", ""}};
  bad.note = std::string(4001, 'x');
  EXPECT_THAT(Faults(bad),
              UnorderedElementsAre("observation.kind", "observation.observed_date",
                                   "observation.appointment", "observation.facts[1].fact",
                                   "observation.facts[2].fact", "observation.facts[2].category",
                                   "observation.note"));
  bad = Visit();
  bad.facts.clear();
  bad.note.clear();
  EXPECT_THAT(Faults(bad), ElementsAre("observation.facts"));
}

TEST(Observation, RefusesANoteWithAnNhsNumberWithoutRepeatingIt) {
  // 943 476 5919 is the number that the NHS uses in its own examples.
  for (const char* note : {"see 943 476 5919", "9434765919", "no. 943-476-5919, asked twice"}) {
    Observation bad = Visit();
    bad.note = note;
    Violations violations;
    Validate(bad, kToday, violations);
    EXPECT_THAT(ViolatedFields(violations.ToStatus()), ElementsAre("observation.note")) << note;
    for (const Violation& violation : violations.list()) {
      EXPECT_THAT(violation.given + violation.expected, Not(HasSubstr("943")));
    }
  }
  for (const char* note : {"9434765918", "12 of 34 in 2025", "94347659190", ""}) {
    EXPECT_FALSE(HasNhsNumber(note)) << note;
  }
}

TEST(Observation, ChangesWhatIsNamedAndNothingElse) {
  Observation given = Visit();
  given.note = "Another.";
  given.kind = ObservationKind::kCall;
  const auto after = Updated(Visit(), given, {"note"}, "\"1\"", kNow);
  ASSERT_OK(after);
  EXPECT_EQ(after->note, "Another.");
  EXPECT_EQ(after->kind, ObservationKind::kVisit);
  EXPECT_EQ(after->etag(), "\"2\"");
  EXPECT_EQ(after->update_time, kNow);
  EXPECT_THAT(Updated(*after, given, {"note"}, "\"1\"", kNow), HasReason("ETAG_MISMATCH"));
  given.facts = {{"?", "?"}};
  EXPECT_THAT(Updated(*after, given, {"facts"}, "", kNow), HasReason("INVALID_FIELDS"));
}

MeasureDefinition Letters() {
  return {.name = {"p", "letters"},
          .kind = MeasureKind::kProportion,
          .fact = MeasureFact{"fact_letters", {{50, "few"}, {80, "some"}, {{}, "most"}}}};
}

std::vector<MonthValue> Months(const std::vector<std::pair<int, int>>& values) {
  std::vector<MonthValue> list;
  for (const auto& [count, denominator] : values) {
    list.push_back({.month = Month(2025, 1) + static_cast<int>(list.size()),
                    .count = count,
                    .denominator = denominator});
  }
  return list;
}

TEST(Facts, RestOnTheLatestThreeMonths) {
  // The first month is too old; the others add up to 16 of 30.
  const auto fact =
      FactOf(Letters(), Months({{90, 90}, {2, 10}, {4, 10}, {10, 10}}), kDefaultThreshold);
  ASSERT_TRUE(fact);
  EXPECT_EQ(*fact,
            (SiteFact{"fact_letters", "some", "programmes/p/measures/letters", Day(2025, 4, 30)}));
}

TEST(Facts, NeedEnoughCasesAndPassOverWhatWasTakenBack) {
  EXPECT_FALSE(FactOf(Letters(), Months({{1, 3}, {1, 3}, {1, 3}}), kDefaultThreshold));
  EXPECT_FALSE(FactOf(Letters(), {}, kDefaultThreshold));
  std::vector<MonthValue> values = Months({{9, 10}, {0, 50}});
  values[1].withdrawn = true;
  EXPECT_EQ(FactOf(Letters(), values, kDefaultThreshold)->category, "most");
  MeasureDefinition without = Letters();
  without.fact.reset();
  EXPECT_FALSE(FactOf(without, values, kDefaultThreshold));
  MeasureDefinition retired = Letters();
  retired.retire_time = kNow;
  EXPECT_FALSE(FactOf(retired, values, kDefaultThreshold));
}

// Whatever a month that is for the site alone holds, the fact is the same, by whatever bands.
TEST(Facts, RestOnNothingThatIsForTheSiteAlone) {
  MeasureDefinition letters = Letters();
  letters.about_patients = true;
  const auto shown = Months({{20, 40}, {10, 40}});
  for (const auto& [count, of] : {std::pair{1, 40}, {7, 40}, {33, 40}, {39, 40}, {2, 7}, {7, 7}}) {
    std::vector<MonthValue> values = Months({{20, 40}, {10, 40}, {count, of}});
    for (int percent = 1; percent < 100; ++percent) {
      letters.fact->bands = {{percent + .25, "below"}, {{}, "above"}};
      const auto fact = FactOf(letters, values, kDefaultThreshold);
      EXPECT_EQ(fact, FactOf(letters, shown, kDefaultThreshold)) << count << " " << percent;
      EXPECT_EQ(fact->date, Day(2025, 2, 28));
    }
    EXPECT_FALSE(FactOf(letters, absl::MakeSpan(values).subspan(2), kDefaultThreshold));
    EXPECT_NE(FactOf(Letters(), values, kDefaultThreshold)->date, Day(2025, 2, 28));
  }
  EXPECT_TRUE(FactOf(letters, Months({{7, 40}}), 7));
}

TEST(Facts, OfCountsGoByTheMeanOfTheMonths) {
  MeasureDefinition counts = Letters();
  counts.kind = MeasureKind::kCount;
  std::vector<MonthValue> values = Months({{40, 0}, {50, 0}, {80, 0}});
  for (MonthValue& value : values) value.denominator.reset();
  EXPECT_EQ(FactOf(counts, values, kDefaultThreshold)->category, "some");  // 170 / 3 = 56.7
}

TEST(Facts, TheLatestHolds) {
  const SiteFact old_seen{"f", "a", "o1", Day(2025, 1, 1)},
      new_seen{"f", "b", "o2", Day(2025, 3, 1)};
  const SiteFact counted{"f", "c", "m", Day(2025, 2, 28)}, other{"e", "x", "o1", Day(2025, 1, 1)};
  EXPECT_THAT(LatestFacts({new_seen, old_seen, other}, {counted}), ElementsAre(other, new_seen));
  EXPECT_THAT(LatestFacts({old_seen}, {counted}), ElementsAre(counted));
  SiteFact same_day = counted;
  same_day.date = new_seen.date;
  EXPECT_THAT(LatestFacts({new_seen}, {same_day}), ElementsAre(same_day));
}

}  // namespace
}  // namespace pcsp::assessments
