#include "services/registry/domain/imports/pcn_import.h"

#include "gmock/gmock.h"
#include "tests/registry/imports/planned_programme.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Row = std::vector<std::string>;

class PcnImportTest : public PlannedProgramme {
 protected:
  PcnImportTest() {
    Add("a81044", "A81044", OrganisationKind::kPractice);
    Add("a81045", "A81045", OrganisationKind::kPractice);
  }

  // A file as exported from the sheet: practice, PCN, name of the PCN, start, end.
  static Rows File(const Rows& partners) {
    Rows rows = {{"Partner\nOrganisation\nCode", "PCN Code", "PCN Name",
                  "Practice to PCN\nRelationship\nStart Date",
                  "Practice to PCN\nRelationship\nEnd Date"}};
    rows.insert(rows.end(), partners.begin(), partners.end());
    return rows;
  }

  Plan Taken(const Rows& partners, const std::string& sha256 = "file", size_t at_once = 1000) {
    return PlannedProgramme::Taken(Source::kPcnPartners, File(partners), sha256, at_once);
  }

  const Row harbour_ = {"A81044", "U10001", "HARBOUR PCN", "20190701", ""};
};

TEST_F(PcnImportTest, CreatesPcnsAndDatedRelationships) {
  const Plan plan =
      Taken({harbour_, {"a81045", "U10001", "Harbour PCN", "01/07/2019", "31/03/2023"}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 2, .created = 2}));
  ASSERT_EQ(plan.changes.created.size(), 1u);
  const Organisation& pcn = plan.changes.created[0];
  EXPECT_EQ(pcn.id, "u10001");
  EXPECT_EQ(pcn.kind, OrganisationKind::kPcn);
  EXPECT_EQ(pcn.code, "U10001");
  EXPECT_EQ(pcn.code_system, "ods");
  EXPECT_EQ(pcn.display_name, "HARBOUR PCN");
  EXPECT_EQ(pcn.revision, 1);
  EXPECT_THAT(RelationshipsOf("a81044"), ElementsAre("partner_of u10001 2019-07-01 -"));
  EXPECT_THAT(RelationshipsOf("a81045"), ElementsAre("partner_of u10001 2019-07-01 2023-03-31"));
  EXPECT_EQ(known_.relationships[0].by, (Claimant{Source::kPcnPartners, "file"}));
  EXPECT_EQ(plan.report.rows().at(0)->organisation, "a81044");
  EXPECT_EQ(plan.report.rows().at(0)->line, 2);
}

TEST_F(PcnImportTest, LeavesTheSameFileUnchanged) {
  const Rows partners = {harbour_,
                         {"A81045", "U10002", "QUAY PCN", "20190701", "20200630"},
                         {"A81045", "U10002", "QUAY PCN", "20210101", ""}};
  Taken(partners);
  const Plan again = Taken(partners);
  EXPECT_EQ(again.report.counts(), (ImportCounts{.rows = 3, .unchanged = 3}));
  EXPECT_TRUE(again.changes.empty());
  const Plan one_by_one = Taken(partners, "file", 1);
  EXPECT_EQ(one_by_one.report.counts(), again.report.counts());
}

TEST_F(PcnImportTest, EndsARelationship) {
  Taken({harbour_}, "first");
  const Plan plan = Taken({{"A81044", "U10001", "HARBOUR PCN", "20190701", "20240331"}}, "second");
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 1, .closed = 1}));
  EXPECT_THAT(RelationshipsOf("a81044"), ElementsAre("partner_of u10001 2019-07-01 2024-03-31"));
}

TEST_F(PcnImportTest, MovesAPracticeToAnotherPcn) {
  for (const bool ended_first : {true, false}) {
    known_.relationships.clear();
    Taken({harbour_}, "first");
    Rows moved = {{"A81044", "U10001", "HARBOUR PCN", "20190701", "20240331"},
                  {"A81044", "U10002", "QUAY PCN", "20240401", ""}};
    if (!ended_first) std::swap(moved[0], moved[1]);
    EXPECT_EQ(Taken(moved, "second").report.counts().conflicts, 0);
    EXPECT_THAT(RelationshipsOf("a81044"), ElementsAre("partner_of u10001 2019-07-01 2024-03-31",
                                                       "partner_of u10002 2024-04-01 -"))
        << ended_first;
    EXPECT_EQ(Taken(moved, "second").report.counts().unchanged, 2);
  }
}

TEST_F(PcnImportTest, RenamesAPcnOnce) {
  Taken({harbour_});
  const Plan plan = Taken({{"A81044", "U10001", "HARBOUR NETWORK", "20190701", ""},
                           {"A81045", "U10001", "HARBOUR PCN", "20190701", ""}},
                          "second");
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 2, .created = 1, .updated = 1}));
  ASSERT_EQ(plan.changes.updated.size(), 1u);
  EXPECT_EQ(plan.changes.updated[0].display_name, "HARBOUR NETWORK");
  EXPECT_EQ(plan.changes.updated[0].revision, 2);
}

TEST_F(PcnImportTest, RejectsAPracticeThatTheProgrammeLacks) {
  Add("u10003", "", OrganisationKind::kTeam);
  const Plan plan = Taken({{"B99999", "U10001", "HARBOUR PCN", "20190701", ""},
                           {"A81044", "A81045", "NOT A PCN", "20190701", ""},
                           {"A81044", "U10003", "QUAY PCN", "20190701", ""},
                           {"A81044", "", "", "20190701", "20190630"}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 4, .rejected = 4}));
  EXPECT_THAT(plan.changes.created, IsEmpty()) << "no PCN without a partner";
  const ImportIssue& unknown = plan.report.rows().at(0)->issues.at(0);
  EXPECT_EQ(unknown.column, 1);
  EXPECT_EQ(unknown.given, "B99999");
  EXPECT_THAT(unknown.hint, HasSubstr("import epraccur first"));
  EXPECT_THAT(plan.report.rows().at(1)->issues.at(0).hint, HasSubstr("a practice"));
  EXPECT_THAT(plan.report.rows().at(2)->issues.at(0).hint, HasSubstr("organisations/u10003"));
  ASSERT_EQ(plan.report.rows().at(3)->issues.size(), 2u) << "all faults at once";
  EXPECT_EQ(plan.report.rows().at(3)->issues.at(1).column, 5);
}

TEST_F(PcnImportTest, RejectsWhatIsDeleted) {
  Add("u10003", "U10003", OrganisationKind::kPcn);
  known_.organisations.back().delete_time = kNow;
  Add("a81046", "A81046", OrganisationKind::kPractice);
  known_.organisations.back().delete_time = kNow;
  const Plan plan = Taken({{"A81044", "U10003", "GONE PCN", "20190701", ""},
                           {"A81046", "U10001", "HARBOUR PCN", "20190701", ""}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 2, .rejected = 2}));
  for (const ImportRow* row : plan.report.rows()) {
    EXPECT_THAT(row->issues.at(0).hint, HasSubstr("undelete")) << row->line;
  }
  EXPECT_THAT(plan.changes.created, IsEmpty());
}

TEST_F(PcnImportTest, RejectsARepeatedRow) {
  const Plan plan = Taken({harbour_, harbour_}, "file", 1);
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 2, .created = 1, .rejected = 1}));
  EXPECT_THAT(plan.report.rows().at(1)->issues.at(0).hint, HasSubstr("line 2 "));
}

TEST_F(PcnImportTest, PutsTwoPcnsAtOnceBeforeAPerson) {
  const Rows both = {harbour_, {"A81044", "U10002", "QUAY PCN", "20220401", ""}};
  for (const size_t at_once : {1000, 1}) {
    known_.relationships.clear();
    known_.conflicts.clear();
    const Plan plan = Taken(both, "file", at_once);
    EXPECT_EQ(plan.report.counts().conflicts, 1);
    EXPECT_THAT(RelationshipsOf("a81044"), ElementsAre("partner_of u10001 2019-07-01 -"));
    ASSERT_EQ(known_.conflicts.size(), 1u);
    EXPECT_EQ(known_.conflicts[0].kind, ConflictKind::kPcnMembership);
    EXPECT_EQ(known_.conflicts[0].known.value, "u10001 2019-07-01 -");
    EXPECT_EQ(known_.conflicts[0].claimed.value, "u10002 2022-04-01 -");

    const Plan newer = Taken(both, "a newer file", at_once);
    EXPECT_EQ(newer.report.counts().conflicts, 1) << "it still says both";
    EXPECT_EQ(known_.conflicts.size(), 1u);
    EXPECT_THAT(RelationshipsOf("a81044"), ElementsAre("partner_of u10001 2019-07-01 -"));
  }
}

TEST_F(PcnImportTest, WithdrawsAConflictThatAFileSettles) {
  Taken({harbour_, {"A81044", "U10002", "QUAY PCN", "20220401", ""}}, "first");
  const Plan plan = Taken({{"A81044", "U10001", "HARBOUR PCN", "20190701", "20220331"},
                           {"A81044", "U10002", "QUAY PCN", "20220401", ""}},
                          "second");
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 2, .created = 1, .closed = 1}));
  ASSERT_EQ(known_.conflicts.size(), 1u);
  EXPECT_EQ(known_.conflicts[0].state, ConflictState::kResolved);
  EXPECT_EQ(known_.conflicts[0].choice, ConflictChoice::kAgreed);
}

TEST_F(PcnImportTest, TakesTheReportWithoutAHeaderAndEmptyRows) {
  const Rows rows = {{"A81044", "HARBOUR", "00K", "NHS", "U10001", "HARBOUR PCN", "00K", "NHS",
                      "20190701", "", "1"},
                     {"", "", "", "", "", "", "", "", "", "", ""}};
  const Plan plan = PlannedProgramme::Taken(Source::kPcnPartners, rows);
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 1, .created = 1}));
  EXPECT_THAT(RelationshipsOf("a81044"), ElementsAre("partner_of u10001 2019-07-01 -"));
}

TEST_F(PcnImportTest, CutsAMembershipToTheLifeOfThePractice) {
  known_.organisations[0].life = {Date(2020, 1, 1), Date(2023, 3, 31)};
  const Plan plan = Taken({{"A81044", "U10001", "HARBOUR PCN", "20190701", "20230630"}});
  EXPECT_THAT(RelationshipsOf("a81044"), ElementsAre("partner_of u10001 2020-01-01 2023-03-31"));
  const Plan never = Taken({{"A81044", "U10002", "QUAY PCN", "20240101", ""}});
  EXPECT_EQ(never.report.counts(), (ImportCounts{.rows = 1, .created = 1, .warned = 1}))
      << "the PCN, but not the membership";
  EXPECT_THAT(never.changes.related, IsEmpty());
}

TEST_F(PcnImportTest, SaysWhichColumnsAreMissing) {
  const Plan plan = PlannedProgramme::Planned(Source::kPcnPartners, {{"PCN Code", "PCN Name"}});
  EXPECT_THAT(plan.status, HasReason("IMPORT_COLUMNS_MISSING"));
}

}  // namespace
}  // namespace pcsp::registry
