#include "services/assessments/domain/measures/measure.h"

#include "services/assessments/domain/measures/measure_catalogue.h"
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

MeasureDefinition Letters() {
  return {.name = {"p", "letters"},
          .display_name = "Letters",
          .unit = "letters",
          .denominator = "conversations",
          .kind = MeasureKind::kProportion,
          .direction = Direction::kHigher,
          .about_patients = true,
          .fact = MeasureFact{"fact_letters", {{50, "few"}, {80, "some"}, {{}, "most"}}}};
}

std::vector<std::string> Faults(const MeasureDefinition& measure) {
  Violations violations;
  Validate(measure, violations);
  return ViolatedFields(violations.ToStatus());
}

TEST(Months, AreReadStrictly) {
  EXPECT_EQ(ParseMonth("2025-03"), Month(2025, 3));
  for (const char* bad : {"", "2025-3", "2025-13", "2025-00", "1999-12", "2200-01", "25-03-01",
                          "2025/03", "2025-+3", " 2025-03"}) {
    EXPECT_EQ(ParseMonth(bad), std::nullopt) << bad;
  }
  EXPECT_EQ(ParseDay("2024-02-29"), Day(2024, 2, 29));
  for (const char* bad : {"2025-02-29", "2025-02", "2025-2-10", "2025-04-31"}) {
    EXPECT_EQ(ParseDay(bad), std::nullopt) << bad;
  }
  EXPECT_EQ(LastDayOf(Month(2024, 2)), Day(2024, 2, 29));
  EXPECT_EQ(MonthFrom(NumberOf(Month(2025, 12))), Month(2025, 12));
  EXPECT_EQ(NumberOf(Month(2025, 1)) - NumberOf(Month(2024, 12)), 1);
}

TEST(Measure, IsSoundAsGiven) { EXPECT_THAT(Faults(Tidied(Letters())), IsEmpty()); }

TEST(Measure, ReportsEveryFaultAtOnce) {
  MeasureDefinition bad = Letters();
  bad.display_name = std::string(201, 'x');
  bad.unit = "";
  bad.kind = MeasureKind::kCount;
  bad.direction = Direction::kUnspecified;
  bad.per = 7;
  bad.fact->fact = "Fact";
  bad.fact->bands = {{80, "a"}, {50, "B"}, {90, "c"}};
  bad.phases = {{Month(2025, 1), "", ""}, {Month(2025, 1), "again", ""}};
  EXPECT_THAT(Faults(bad),
              UnorderedElementsAre("measure.display_name", "measure.unit", "measure.direction",
                                   "measure.denominator", "measure.per", "measure.fact.fact",
                                   "measure.fact.bands[1].category", "measure.fact.bands[1].below",
                                   "measure.fact.bands[2].below", "measure.phases[0].reason",
                                   "measure.phases[1].month"));
  MeasureDefinition rate = Letters();
  rate.denominator = "";
  rate.per = 10;
  rate.fact->bands.resize(1);
  EXPECT_THAT(Faults(rate),
              UnorderedElementsAre("measure.denominator", "measure.per", "measure.fact.bands",
                                   "measure.fact.bands[0].below"));
}

TEST(Measure, ChangesWhatIsNamedAndNothingElse) {
  MeasureDefinition given = Letters();
  given.unit = "posts";
  given.display_name = "Post";
  const auto after = Updated(Tidied(Letters()), given, {"unit"}, "\"0\"", kNow);
  ASSERT_OK(after);
  EXPECT_EQ(after->unit, "posts");
  EXPECT_EQ(after->display_name, "Letters");
  EXPECT_EQ(after->etag(), "\"1\"");
  EXPECT_THAT(Updated(*after, given, {"unit"}, "\"0\"", kNow), HasReason("ETAG_MISMATCH"));
  given.unit = "";
  EXPECT_THAT(Updated(*after, given, {"unit"}, "", kNow), HasReason("INVALID_FIELDS"));
}

TEST(Measure, IsRetiredOnceAndThenLeftAlone) {
  EXPECT_THAT(Retired(Letters(), "\"7\"", kNow), HasReason("ETAG_MISMATCH"));
  const auto retired = Retired(Letters(), "", kNow);
  ASSERT_OK(retired);
  EXPECT_EQ(retired->retire_time, kNow);
  EXPECT_EQ(Retired(*retired, "\"7\"", kNow + absl::Hours(1))->revision, retired->revision);
  EXPECT_THAT(Updated(*retired, Letters(), {"unit"}, "", kNow), HasReason("MEASURE_RETIRED"));
}

TEST(Measure, PutsFiguresIntoBands) {
  const MeasureFact fact = *Letters().fact;
  EXPECT_EQ(CategoryOf(fact, 49.9), "few");
  EXPECT_EQ(CategoryOf(fact, 50), "some");
  EXPECT_EQ(CategoryOf(fact, 100), "most");
}

TEST(Measure, BeginsAnewWhereTheChangeWas) {
  MeasureDefinition measure = Letters();
  measure.phases = {{Month(2025, 3), "here", "a1"}, {Month(2025, 1), "everywhere", ""}};
  measure = Tidied(measure);
  EXPECT_THAT(ChangesFor(measure, {"a1"}), SizeIs(2));
  EXPECT_EQ(ChangesFor(measure, {"a1"})[0].reason, "everywhere");
  EXPECT_THAT(ChangesFor(measure, {"a2"}), SizeIs(1));
  EXPECT_THAT(ChangesFor(measure, {"a1", "a2"}), SizeIs(1));
  EXPECT_THAT(ChangesFor(measure, {}), SizeIs(1));
}

constexpr char kYaml[] = R"(
measures:
  - {id: b, display_name: B, description: B, unit: bs, kind: count, direction: lower,
     about_patients: false}
  - {id: a, display_name: A, description: A, unit: as, kind: ratio, denominator: people, per: 1000,
     direction: neither, levels: [practice], about_patients: true}
)";

TEST(MeasureCatalogue, GivesEveryProgrammeItsOwn) {
  const auto catalogue = MeasureCatalogue::Parse(kYaml, "test");
  ASSERT_OK(catalogue);
  const auto found = catalogue->Find({"p", "a"});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name.ToString(), "programmes/p/measures/a");
  EXPECT_EQ(found->per, 1000);
  EXPECT_TRUE(found->built_in);
  EXPECT_FALSE(catalogue->Find({"p", "c"}));
  MeasureDefinition changed = *catalogue->Find({"p", "b"});
  changed.display_name = "Changed";
  MeasureDefinition own = Letters();
  own.name.measure = "aa";
  const auto all = catalogue->All("p", {changed, own});
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_EQ(all[0].name.measure, "a");
  EXPECT_EQ(all[1].name.measure, "aa");
  EXPECT_EQ(all[2].display_name, "Changed");
}

TEST(MeasureCatalogue, ReportsEveryFaultOfAFile) {
  const auto bad = MeasureCatalogue::Parse(R"(
measures:
  - {id: A, display_name: A, description: A, unit: as, kind: counts, direction: up,
     about_patients: maybe, more: 1}
  - {id: b, display_name: B, description: B, unit: bs, kind: ratio, direction: lower,
     about_patients: false}
  - {id: b, display_name: B, description: B, unit: bs, kind: count, direction: lower,
     about_patients: false}
)",
                                           "test");
  EXPECT_THAT(bad, HasReason("INVALID_CONTENT"));
  EXPECT_THAT(
      ViolatedFields(bad.status()),
      UnorderedElementsAre("measures[0].kind", "measures[0].direction",
                           "measures[0].about_patients", "measures[0].more", "measures[0].id",
                           "measures[1]: measure.denominator", "measures[2].id"));
}

}  // namespace
}  // namespace pcsp::assessments
