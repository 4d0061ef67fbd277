#include "services/registry/domain/people/person.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> FaultsOf(const Person& person) {
  Violations violations;
  Validate(person, violations);
  return ViolatedFields(violations.ToStatus());
}

TEST(People, HaveANameAndPerhapsAnAddress) {
  EXPECT_THAT(FaultsOf({.display_name = "Siân Ó Briain"}), IsEmpty());
  EXPECT_THAT(FaultsOf({.display_name = "A", .email = "a@example.nhs.uk"}), IsEmpty());
  EXPECT_THAT(FaultsOf({.display_name = std::string(200, 'a')}), IsEmpty());
  EXPECT_THAT(FaultsOf({.display_name = std::string(201, 'a')}),
              ElementsAre("person.display_name"));
  EXPECT_THAT(FaultsOf({.display_name = "two\nlines"}), ElementsAre("person.display_name"));
  EXPECT_THAT(FaultsOf({.display_name = "A", .external_key = std::string(63, 'k')}), IsEmpty());
  EXPECT_THAT(FaultsOf({.display_name = "A", .external_key = std::string(64, 'k')}),
              ElementsAre("person.external_key"));
  EXPECT_THAT(FaultsOf({.display_name = " ", .email = "nobody"}),
              ElementsAre("person.display_name", "person.email"));
}

TEST(People, AreTidied) {
  const Person tidy = Tidied(
      {.display_name = "  A  B ", .email = " A.B@Example.NHS.uk ", .external_key = " S  1 "});
  EXPECT_EQ(tidy.display_name, "A B");
  EXPECT_EQ(tidy.email, "a.b@example.nhs.uk");
  EXPECT_EQ(tidy.external_key, "S 1");
}

TEST(People, ArePatchedWhereThePatchSaysSo) {
  const Person before = {.id = "1", .display_name = "A", .email = "a@b.uk", .revision = 3};
  EXPECT_EQ(Patched(before, {}), before);
  Person after = before;
  after.email = "";
  EXPECT_EQ(Patched(before, {.email = ""}), after);
  after.display_name = "B";
  EXPECT_EQ(Patched(before, {.display_name = "B", .email = ""}), after);
  after.external_key = "S1";
  EXPECT_EQ(Patched(before, {.display_name = "B", .email = "", .external_key = "S1"}), after);
}

}  // namespace
}  // namespace pcsp::registry
