#include "services/registry/domain/organisation.h"

#include <functional>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/registry/domain/programme.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Fields(const std::vector<Violation>& violations) {
  std::vector<std::string> fields;
  for (const Violation& v : violations) fields.push_back(v.field);
  return fields;
}

Organisation Practice() {
  Organisation practice;
  practice.programme = "north";
  practice.id = "a81044";
  practice.kind = OrganisationKind::kPractice;
  practice.code_system = "ods";
  practice.code = "A81044";
  practice.display_name = "McKenzie House Surgery";
  practice.postcode = "TS25 1QU";
  practice.life = {Date(1974, 4, 1)};
  practice.status = OrganisationStatus::kActive;
  return practice;
}

std::vector<std::string> Faults(const Organisation& organisation) {
  Violations violations;
  Validate(Tidied(organisation), violations);
  return Fields(violations.list());
}

TEST(OrganisationWords, GoBothWays) {
  for (int i = 0; i <= static_cast<int>(OrganisationKind::kTeam); ++i) {
    const auto kind = static_cast<OrganisationKind>(i);
    EXPECT_EQ(OrganisationKindOf(Word(kind)), kind);
  }
  for (int i = 0; i <= static_cast<int>(OrganisationStatus::kProposed); ++i) {
    const auto status = static_cast<OrganisationStatus>(i);
    EXPECT_EQ(OrganisationStatusOf(Word(status)), status);
  }
  EXPECT_EQ(OrganisationKindOf("hospital"), OrganisationKind::kUnspecified);
  EXPECT_EQ(InWords(OrganisationKind::kSteeringGroup), "a steering group");
  EXPECT_EQ(InWords(OrganisationKind::kPcn), "a PCN");
}

TEST(OrganisationValidation, NamesEachFaultyField) {
  struct Case {
    const char* what;
    std::function<void(Organisation&)> spoil;
    std::vector<std::string> fields;
  };
  const Case cases[] = {
      {"sound", [](Organisation&) {}, {}},
      {"no kind",
       [](Organisation& o) { o.kind = OrganisationKind::kUnspecified; },
       {"organisation.kind"}},
      {"no name", [](Organisation& o) { o.display_name = " "; }, {"organisation.display_name"}},
      {"long name",
       [](Organisation& o) { o.display_name = std::string(201, 'x'); },
       {"organisation.display_name"}},
      {"two lines in the name",
       [](Organisation& o) { o.display_name = "a\nb"; },
       {"organisation.display_name"}},
      {"code with a space", [](Organisation& o) { o.code = "A 1"; }, {"organisation.code"}},
      {"code without a system",
       [](Organisation& o) { o.code_system = ""; },
       {"organisation.code_system"}},
      {"long postcode",
       [](Organisation& o) { o.postcode = "TS25 1QU X Y"; },
       {"organisation.postcode"}},
      {"six address lines",
       [](Organisation& o) { o.address_lines = {"1", "2", "3", "4", "5", "6"}; },
       {"organisation.address_lines"}},
      {"bad address line",
       [](Organisation& o) {
         o.address_lines = {"1", "2\t3"};
       },
       {"organisation.address_lines[1]"}},
      {"closed before it opened",
       [](Organisation& o) { o.life.last = Date(1974, 3, 31); },
       {"organisation.close_date"}},
      {"several at once",
       [](Organisation& o) {
         o.kind = OrganisationKind::kUnspecified;
         o.display_name = "";
       },
       {"organisation.kind", "organisation.display_name"}},
  };
  for (const Case& c : cases) {
    Organisation organisation = Practice();
    c.spoil(organisation);
    EXPECT_EQ(Faults(organisation), c.fields) << c.what;
  }
}

TEST(OrganisationTidying, SettlesOneSpelling) {
  Organisation messy = Practice();
  messy.code = " a81044 ";
  messy.postcode = "ts25  1qu";
  messy.address_lines = {"", " 17 Kendal  Road ", " "};
  messy.status = OrganisationStatus::kUnspecified;
  const Organisation tidy = Tidied(messy);
  EXPECT_EQ(tidy.code, "A81044");
  EXPECT_EQ(tidy.postcode, "TS25 1QU");
  EXPECT_THAT(tidy.address_lines, ElementsAre("17 Kendal Road"));
  EXPECT_EQ(tidy.status, OrganisationStatus::kActive);
}

TEST(OrganisationWarnings, AreGivenForUnusualCodesAndPostcodes) {
  struct Case {
    OrganisationKind kind;
    const char* code;
    bool usual;
  };
  const Case cases[] = {
      {OrganisationKind::kPractice, "A81044", true},
      {OrganisationKind::kPractice, "Y00001", true},
      {OrganisationKind::kPractice, "A8104", false},
      {OrganisationKind::kPractice, "", false},
      {OrganisationKind::kPcn, "U12345", true},
      {OrganisationKind::kPcn, "A12345", false},
      {OrganisationKind::kWholeSystem, "QNQ", true},
      {OrganisationKind::kWholeSystem, "03R", true},
      {OrganisationKind::kWholeSystem, "D4U1Y", true},
      {OrganisationKind::kWholeSystem, "A81044", false},
      {OrganisationKind::kRegion, "Y54", true},
      {OrganisationKind::kSteeringGroup, "ANY", true},
  };
  for (const Case& c : cases) {
    Organisation organisation = Practice();
    organisation.kind = c.kind;
    organisation.code = c.code;
    EXPECT_EQ(Warnings(organisation).empty(), c.usual) << c.code;
  }
  Organisation organisation = Practice();
  organisation.postcode = "NOWHERE";
  EXPECT_THAT(Fields(Warnings(organisation)), ElementsAre("organisation.postcode"));
  organisation.postcode = "";
  organisation.code_system = "scotland";
  organisation.code = "10002";
  EXPECT_THAT(Warnings(organisation), IsEmpty());
}

TEST(OrganisationPatches, ChangeWhatTheyHold) {
  OrganisationPatch patch;
  patch.display_name = "New Name";
  patch.close_date = Date(2024, 3, 31);
  patch.status = OrganisationStatus::kClosed;
  const Organisation patched = Patched(Practice(), patch).value();
  EXPECT_EQ(patched.display_name, "New Name");
  EXPECT_EQ(patched.life, (Period{Date(1974, 4, 1), Date(2024, 3, 31)}));
  EXPECT_EQ(patched.status, OrganisationStatus::kClosed);
  EXPECT_EQ(patched.postcode, "TS25 1QU");
  patch = {};
  patch.close_date = kUntilFurtherNotice;
  EXPECT_EQ(Patched(patched, patch)->life, Practice().life);
  patch.kind = OrganisationKind::kPractice;
  EXPECT_OK(Patched(patched, patch));
  patch.kind = OrganisationKind::kPcn;
  EXPECT_THAT(ViolatedFields(Patched(patched, patch).status()), ElementsAre("organisation.kind"));
}

TEST(OrganisationIds, ComeFromTheCodeIfItCanServe) {
  Organisation organisation = Practice();
  EXPECT_EQ(DefaultId(organisation, "uid"), "a81044");
  organisation.code = "S08.1";
  EXPECT_EQ(DefaultId(organisation, "uid"), "uid");
  organisation.code = "";
  EXPECT_EQ(DefaultId(organisation, "uid"), "uid");
}

TEST(Sites, AreInBusinessOnTheDay) {
  Organisation organisation = Practice();
  EXPECT_TRUE(IsSiteOn(organisation, Date(2024, 1, 1)));
  EXPECT_FALSE(IsSiteOn(organisation, Date(1974, 3, 31)));
  organisation.status = OrganisationStatus::kClosed;
  EXPECT_FALSE(IsSiteOn(organisation, Date(2024, 1, 1))) << "closed, nobody knows when";
  organisation.life.last = Date(2024, 1, 1);
  EXPECT_TRUE(IsSiteOn(organisation, Date(2024, 1, 1)));
  EXPECT_FALSE(IsSiteOn(organisation, Date(2024, 1, 2)));
  organisation = Practice();
  organisation.status = OrganisationStatus::kDormant;
  EXPECT_FALSE(IsSiteOn(organisation, Date(2024, 1, 1)));
  organisation = Practice();
  organisation.kind = OrganisationKind::kPcn;
  EXPECT_FALSE(IsSiteOn(organisation, Date(2024, 1, 1)));
}

TEST(Programmes, NeedANameOfOneLine) {
  Programme programme;
  programme.description = std::string(2001, 'x');
  Violations violations;
  Validate(programme, violations);
  EXPECT_THAT(Fields(violations.list()),
              ElementsAre("programme.display_name", "programme.description"));
  ProgrammePatch patch;
  patch.display_name = "North";
  patch.description = "";
  violations = {};
  Validate(Patched(programme, patch), violations);
  EXPECT_TRUE(violations.empty());
}

}  // namespace
}  // namespace pcsp::registry
