#include "services/registry/domain/people/role.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace pcsp::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = OrganisationKind;

TEST(RoleWords, GoBothWays) {
  for (int i = 0; i <= static_cast<int>(kLastRole); ++i) {
    const auto role = static_cast<Role>(i);
    EXPECT_EQ(RoleOf(Word(role)), role);
  }
  EXPECT_EQ(RoleOf("patient"), Role::kUnspecified);
}

TEST(Roles, AreThoseThatTheKindOfOrganisationCanHave) {
  EXPECT_THAT(RolesAt(Kind::kRegion), ElementsAre(Role::kFacilitator, Role::kTrainer,
                                                  Role::kOperationalManager, Role::kStaff));
  EXPECT_THAT(RolesAt(Kind::kWholeSystem),
              ElementsAre(Role::kGpChampion, Role::kExemplar, Role::kFacilitator, Role::kTrainer,
                          Role::kOperationalManager, Role::kStaff));
  EXPECT_THAT(RolesAt(Kind::kSteeringGroup),
              ElementsAre(Role::kGpChampion, Role::kExemplar, Role::kFacilitator, Role::kTrainer,
                          Role::kOperationalManager, Role::kSteeringGroupChair,
                          Role::kSteeringGroupMember, Role::kStaff));
  EXPECT_THAT(RolesAt(Kind::kPcn),
              ElementsAre(Role::kGpChampion, Role::kExemplar, Role::kFacilitator, Role::kTrainer,
                          Role::kOperationalManager, Role::kStaff));
  EXPECT_THAT(RolesAt(Kind::kPractice),
              ElementsAre(Role::kGpChampion, Role::kExemplar, Role::kTrainer, Role::kPracticeLead,
                          Role::kStaff));
  EXPECT_THAT(RolesAt(Kind::kTeam),
              ElementsAre(Role::kExemplar, Role::kPracticeLead, Role::kStaff));
  EXPECT_THAT(RolesAt(Kind::kUnspecified), IsEmpty());
}

TEST(Roles, ArePlannedWithWhereTheyHaveCapacity) {
  for (int i = 0; i <= static_cast<int>(kLastRole); ++i) {
    const auto role = static_cast<Role>(i);
    EXPECT_EQ(HasCapacity(role), role == Role::kFacilitator || role == Role::kTrainer) << i;
  }
}

TEST(Roles, InWordsReadAsAChoice) {
  EXPECT_EQ(InWords(std::vector<Role>{}), "");
  EXPECT_EQ(InWords({Role::kStaff}), "STAFF");
  EXPECT_EQ(InWords({Role::kExemplar, Role::kPracticeLead, Role::kStaff}),
            "EXEMPLAR, PRACTICE_LEAD or STAFF");
}

}  // namespace
}  // namespace pcsp::registry
