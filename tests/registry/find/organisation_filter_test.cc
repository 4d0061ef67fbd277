#include "services/registry/domain/find/organisation_filter.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/registry/domain/find/organisation_order.h"
#include "tests/registry/find/random_filter.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

bool Below(absl::string_view above, absl::string_view below) {
  return above == "sg" && (below == "a81044" || below == "sg");
}

Organisation Practice() {
  Organisation o;
  o.programme = "north";
  o.id = "a81044";
  o.kind = OrganisationKind::kPractice;
  o.code_system = "ods";
  o.code = "A81044";
  o.display_name = "McKenzie House Surgery";
  o.postcode = "TS25 1QU";
  o.life = {Date(1974, 4, 1)};
  o.status = OrganisationStatus::kActive;
  return o;
}

TEST(OrganisationFilter, MeansWhatItSays) {
  const char* const yes[] = {
      "",
      "kind = PRACTICE",
      "kind = practice",
      "kind = ORGANISATION_KIND_PRACTICE",
      "kind : PRACTICE",
      "kind != PCN",
      "status = ACTIVE AND kind:*",
      "code = a81044",
      "code : A81",
      "code >= A81044 AND code < A81045",
      "code_system = ods",
      "display_name : \"HOUSE surg\"",
      "display_name = \"mckenzie  house surgery\"",
      "postcode = TS251QU",
      "postcode : \"ts25 1\"",
      "open_date < 1974-04-02",
      "open_date = \"1974-04-01\"",
      "open_date : *",
      "NOT close_date : *",
      "close_date > 2100-01-01",
      "within(sg)",
      "within(\"programmes/north/organisations/sg\") AND -within(other)",
      "kind = PCN OR kind = PRACTICE AND status = ACTIVE",
  };
  for (const char* text : yes) {
    const auto filter = ParseOrganisationFilter("north", text);
    ASSERT_OK(filter) << text;
    EXPECT_TRUE(Matches(*filter, Practice(), Below)) << text;
    if (*text == '\0') continue;
    const auto negated = ParseOrganisationFilter("north", absl::StrCat("NOT (", text, ")"));
    EXPECT_FALSE(Matches(*negated, Practice(), Below)) << text;
  }
}

TEST(OrganisationFilter, TakesNoOrganisationForBelongingToItself) {
  Organisation group = Practice();
  group.id = "sg";
  const auto filter = ParseOrganisationFilter("north", "within(sg)");
  EXPECT_FALSE(Matches(*filter, group, Below));
}

TEST(OrganisationFilter, SaysEverythingThatIsWrongWithFieldsAndValues) {
  struct Case {
    const char* text;
    std::vector<std::string> faults;  // given, and the beginning of expected
  };
  const Case cases[] = {
      {"size = 3", {"size|at character 1 a field that can be compared: kind, status"}},
      {"kind = HOSPITAL", {"HOSPITAL|at character 8 REGION, WHOLE_SYSTEM"}},
      {"status = open", {"open|at character 10 ACTIVE, CLOSED"}},
      {"kind < PRACTICE", {"kind <|at character 1 kind with =, != or :"}},
      {"open_date > 2024-02-30", {"2024-02-30|at character 13 a day that exists"}},
      {"open_date > \"\"", {"|at character 13 a day that exists"}},
      {"below(sg)", {"below|at character 1 a field or function: kind"}},
      {"within(\"programmes/south/organisations/sg\")",
       {"programmes/south/organisations/sg|at character 8 programmes/north/organisations/"}},
      {"kind = A AND (size = 3 OR open_date = b)",
       {"A|at character 8 REGION", "size|at character 15 a field", "b|at character 39 a day"}},
  };
  for (const Case& c : cases) {
    const auto filter = ParseOrganisationFilter("north", c.text);
    ASSERT_FALSE(filter.ok()) << c.text;
    const auto violations = ErrorDetailOf(filter.status())->violations;
    ASSERT_EQ(violations.size(), c.faults.size()) << c.text;
    for (size_t i = 0; i < violations.size(); ++i) {
      EXPECT_EQ(violations[i].field, "filter");
      EXPECT_THAT(absl::StrCat(violations[i].given, "|", violations[i].expected),
                  ::testing::StartsWith(c.faults[i]));
    }
  }
}

TEST(OrganisationFilter, KnowsWhomItNames) {
  const auto filter =
      ParseOrganisationFilter("north", "within(b) OR NOT (within(a) AND within(b)) OR kind=PCN");
  EXPECT_THAT(OrganisationsNamed(*filter), ElementsAre("a", "b"));
  EXPECT_THAT(OrganisationsNamed(*ParseOrganisationFilter("north", "")), IsEmpty());
}

TEST(OrganisationFilter, AgreesWithAPlainEvaluator) {
  FilterMaker maker(1);
  const auto below = [](const std::string& above, const std::string& id) {
    return (above.back() + id.back()) % 3 == 0;
  };
  const auto within = [&](absl::string_view above, absl::string_view id) {
    return below(std::string(above), std::string(id));
  };
  int yes = 0, no = 0;
  for (int round = 0; round < 3000; ++round) {
    const RandomFilter random = maker.MakeFilter(round % 4, below);
    const auto filter = ParseOrganisationFilter("north", random.text);
    ASSERT_OK(filter) << random.text;
    for (int i = 0; i < 8; ++i) {
      const Organisation organisation = maker.MakeOrganisation(i);
      const bool expected = random.matches(organisation);
      EXPECT_EQ(Matches(*filter, organisation, within), expected)
          << random.text << " on " << organisation.display_name;
      ++(expected ? yes : no);
    }
  }
  EXPECT_GT(yes, 3000);
  EXPECT_GT(no, 3000);
}

TEST(OrganisationOrder, IsOneOfAFew) {
  using By = OrganisationOrder::By;
  const auto order = [](const char* text) { return ParseOrganisationOrder(text); };
  EXPECT_EQ(*order(""), OrganisationOrder());
  EXPECT_EQ(*order("id"), OrganisationOrder());
  EXPECT_EQ(*order(" display_name "), (OrganisationOrder{By::kDisplayName}));
  EXPECT_EQ(*order("code asc"), (OrganisationOrder{By::kCode}));
  EXPECT_EQ(*order("code  desc"), (OrganisationOrder{By::kCode, true}));
  for (const char* text : {"name", "code down", "code, id", "code desc id", "desc"}) {
    EXPECT_THAT(ViolatedFields(order(text).status()), ElementsAre("order_by")) << text;
  }
  EXPECT_EQ(OrderKeyOf(Practice(), *order("display_name")), "mckenzie house surgery");
  EXPECT_EQ(OrderKeyOf(Practice(), *order("code desc")), "A81044");
  EXPECT_EQ(OrderKeyOf(Practice(), *order("id")), "");
}

}  // namespace
}  // namespace pcsp::registry
