#include "services/planning/domain/names.h"

#include "gtest/gtest.h"
#include "services/planning/domain/calendar.h"

namespace pcsp::planning {
namespace {

TEST(NamesTest, TakesNamesApartAndPutsThemTogether) {
  const auto plan = ParsePlan("programmes/p/organisations/a81044/plans/x-1");
  ASSERT_TRUE(plan.has_value());
  EXPECT_EQ(plan->organisation.organisation, "a81044");
  EXPECT_EQ(plan->Text(), "programmes/p/organisations/a81044/plans/x-1");
  EXPECT_EQ(ParseSolution("solutions/role-map"), "role-map");
  EXPECT_TRUE(IsDiagnosisName("programmes/p/organisations/o/diagnoses/d"));
}

TEST(NamesTest, RefusesOtherShapesAndIds) {
  for (const char* name :
       {"", "programmes/p", "programmes/p/organisations/", "programmes/P/organisations/o",
        "programmes/p/sites/o", "programmes/p/organisations/o/", "programmes/p/organisations/-"}) {
    EXPECT_FALSE(ParseOrganisation(name).has_value()) << name;
  }
  EXPECT_FALSE(ParsePlan("programmes/p/organisations/-/plans/x").has_value());
  EXPECT_FALSE(ParseOrganisationOrAll("programmes/-/organisations/o").has_value());
  EXPECT_TRUE(ParseOrganisationOrAll("programmes/p/organisations/-")->all());
}

TEST(CalendarTest, ReadsOnlyDaysThatExist) {
  EXPECT_EQ(DayFromText("2028-02-29"), absl::CivilDay(2028, 2, 29));
  for (const char* text : {"", "2026-02-29", "2026-13-01", "2026-1-05", " 2026-01-05",
                           "2026-01-05T00", "05/01/2026", "20260105", "1899-12-31"}) {
    EXPECT_FALSE(DayFromText(text).has_value()) << text;
  }
  EXPECT_EQ(DayText(absl::CivilDay(2026, 1, 5)), "2026-01-05");
}

}  // namespace
}  // namespace pcsp::planning
