#include "services/registry/domain/imports/practice_import.h"

#include "gmock/gmock.h"
#include "tests/registry/imports/epraccur_rows.h"
#include "tests/registry/imports/planned_programme.h"

namespace pcsp::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Changes = std::vector<std::map<int, std::string>>;

class PracticeImportTest : public PlannedProgramme {
 protected:
  PracticeImportTest() { Add("sub-00k", "00K", OrganisationKind::kWholeSystem); }

  static Rows File(const Changes& changes) {
    Rows rows;
    for (const auto& change : changes) rows.push_back(Fields(change));
    return rows;
  }

  Plan Planned(const Changes& rows, size_t at_once = 1000) {
    return PlannedProgramme::Planned(Source::kEpraccur, File(rows), "file", at_once);
  }

  Plan Taken(const Changes& rows, const std::string& sha256 = "file") {
    return PlannedProgramme::Taken(Source::kEpraccur, File(rows), sha256);
  }
};

TEST_F(PracticeImportTest, CreatesPracticesAndTheirCommissioning) {
  const Plan plan = Planned({{}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 1, .created = 1}));
  ASSERT_EQ(plan.changes.created.size(), 1u);
  EXPECT_EQ(plan.changes.created[0].id, "a81044");
  EXPECT_EQ(plan.changes.created[0].uid, "uid-1");
  EXPECT_EQ(plan.changes.created[0].programme, "north");
  EXPECT_EQ(plan.changes.created[0].revision, 1);
  EXPECT_EQ(plan.changes.created[0].create_time, kNow);
  ASSERT_EQ(plan.changes.related.size(), 1u);
  EXPECT_EQ(plan.changes.related[0].subject, "a81044");
  EXPECT_EQ(plan.changes.related[0].object, "sub-00k");
  EXPECT_EQ(plan.changes.related[0].kind, RelationshipKind::kCommissionedBy);
  EXPECT_EQ(plan.changes.related[0].period, (Period{Date(2013, 4, 1)}));
  ASSERT_EQ(plan.report.rows().size(), 1u);
  EXPECT_EQ(*plan.report.rows()[0],
            (ImportRow{1, ImportVerdict::kCreated, "a81044", "A81044", {}}));
}

TEST_F(PracticeImportTest, LeavesTheSameFileUnchanged) {
  const Changes file = {{}, {{1, "A81045"}}, {{1, "A81046"}, {12, "20200331"}, {13, "C"}}};
  Taken(file);
  const Plan again = Planned(file);
  EXPECT_EQ(again.report.counts(), (ImportCounts{.rows = 3, .unchanged = 3}));
  EXPECT_THAT(again.report.rows(), IsEmpty());
  EXPECT_TRUE(again.changes.empty());
}

TEST_F(PracticeImportTest, UpdatesWhatDiffersAndKeepsIdentity) {
  Taken({{}});
  const Plan plan = Planned({{{2, "HARBOUR MEDICAL GROUP"}}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 1, .updated = 1}));
  ASSERT_EQ(plan.changes.updated.size(), 1u);
  EXPECT_EQ(plan.changes.updated[0].display_name, "HARBOUR MEDICAL GROUP");
  EXPECT_EQ(plan.changes.updated[0].uid, "uid-1");
  EXPECT_EQ(plan.changes.updated[0].revision, 2);
  EXPECT_THAT(plan.changes.related, IsEmpty());
}

TEST_F(PracticeImportTest, TellsClosureFromOtherUpdates) {
  Taken({{}});
  const Plan plan = Taken({{{12, "20240331"}, {13, "C"}}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 1, .closed = 1, .lost_sites = 1}));
  EXPECT_EQ(plan.changes.updated.at(0).life.last, Date(2024, 3, 31));
  EXPECT_EQ(Planned({{{12, "20240331"}, {13, "B"}}}).report.counts().unchanged, 1);
}

TEST_F(PracticeImportTest, SkipsWhatIsNoPractice) {
  const Plan plan = Planned({{{26, "8"}}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 1, .skipped = 1}));
  EXPECT_TRUE(plan.changes.empty());
}

TEST_F(PracticeImportTest, PassesOverWhatIsDeleted) {
  Add("a81044", "A81044", OrganisationKind::kPractice);
  known_.organisations.back().delete_time = kNow;
  const Plan plan = Planned({{{2, "ANOTHER NAME"}}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 1, .skipped = 1, .warned = 1}));
  EXPECT_THAT(plan.report.rows().at(0)->issues.at(0).hint, HasSubstr("undelete"));
  EXPECT_TRUE(plan.changes.empty());
}

TEST_F(PracticeImportTest, RejectsARepeatedCodeAndNamesTheFirstLine) {
  const Plan plan = Planned({{}, {{1, "a81044"}, {2, "ANOTHER"}}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 2, .created = 1, .rejected = 1}));
  const ImportRow& row = *plan.report.rows().at(1);
  EXPECT_EQ(row.verdict, ImportVerdict::kRejected);
  EXPECT_EQ(row.issues.at(0).column, 1);
  EXPECT_THAT(row.issues.at(0).hint, HasSubstr("line 1"));
  EXPECT_EQ(plan.changes.created.at(0).display_name, "HARBOUR SURGERY");
}

TEST_F(PracticeImportTest, RejectsCodesOfOtherOrganisations) {
  Add("a81044", "", OrganisationKind::kTeam);
  const Plan plan = Planned({{{1, "00K"}}, {}});
  EXPECT_EQ(plan.report.counts().rejected, 2);
  EXPECT_THAT(plan.report.rows().at(0)->issues.back().hint, HasSubstr("organisations/sub-00k"));
  EXPECT_THAT(plan.report.rows().at(1)->issues.back().hint, HasSubstr("organisations/a81044"));
}

TEST_F(PracticeImportTest, WarnsOfACommissionerThatTheProgrammeLacks) {
  const Plan plan = Planned({{{24, "99X"}},
                             {{1, "A81045"}, {24, "A81044"}},
                             {{1, "A81046"}, {13, "C"}, {24, "99X"}},
                             {{1, "A81047"}, {15, ""}, {24, ""}}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 4, .created = 4, .warned = 2}));
  const ImportIssue& issue = plan.report.rows().at(0)->issues.at(0);
  EXPECT_FALSE(issue.error);
  EXPECT_EQ(issue.column, 24);
  EXPECT_EQ(issue.given, "99X");
  EXPECT_THAT(plan.changes.related, IsEmpty());
}

TEST_F(PracticeImportTest, RecordsTheCommissionerOnceItExists) {
  Taken({{{24, "16C"}}});
  Add("sub-16c", "16C", OrganisationKind::kWholeSystem);
  const Plan plan = Taken({{{24, "16C"}}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 1, .updated = 1}));
  EXPECT_THAT(plan.changes.updated, IsEmpty());
  EXPECT_EQ(plan.changes.related.at(0).object, "sub-16c");
  EXPECT_EQ(Planned({{{24, "16C"}}}).report.counts().unchanged, 1);
}

TEST_F(PracticeImportTest, EndsTheFormerCommissionerTheDayBefore) {
  Add("sub-16c", "16C", OrganisationKind::kWholeSystem);
  Taken({{}});
  const Changes moved = {{{15, "16C"}, {16, "20210401"}, {24, "16C"}}};
  const Plan plan = Taken(moved);
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 1, .updated = 1}));
  EXPECT_EQ(plan.changes.redated.at(0).period, (Period{Date(2013, 4, 1), Date(2021, 3, 31)}));
  EXPECT_EQ(plan.changes.redated.at(0).revision, 2);
  EXPECT_EQ(plan.changes.related.at(0).object, "sub-16c");
  EXPECT_EQ(Planned(moved).report.counts().unchanged, 1);
}

TEST_F(PracticeImportTest, TakesNewDatesForTheSameCommissioner) {
  Taken({{}});
  const Plan plan = Taken({{{16, "20140401"}, {17, "20220630"}}});
  EXPECT_EQ(plan.report.counts().updated, 1);
  EXPECT_EQ(plan.changes.redated.at(0).period, (Period{Date(2014, 4, 1), Date(2022, 6, 30)}));
  EXPECT_THAT(plan.changes.related, IsEmpty());
}

TEST_F(PracticeImportTest, PutsContradictoryCommissionersBeforeAPerson) {
  Add("sub-16c", "16C", OrganisationKind::kWholeSystem);
  Taken({{}}, "first");
  const Changes earlier = {{{2, "HARBOUR GROUP"}, {15, "16C"}, {16, "20100401"}, {24, "16C"}}};
  const Plan plan = Taken(earlier, "second");
  EXPECT_EQ(plan.report.counts(),
            (ImportCounts{.rows = 1, .updated = 1, .warned = 1, .conflicts = 1}))
      << "the rest of the row is taken";
  ASSERT_EQ(plan.changes.conflicts.size(), 1u);
  const ImportConflict& conflict = plan.changes.conflicts[0];
  EXPECT_EQ(conflict.kind, ConflictKind::kCommissioner);
  EXPECT_EQ(conflict.organisation, "a81044");
  EXPECT_EQ(conflict.known.value, "sub-00k 2013-04-01 -");
  EXPECT_EQ(conflict.known.by, (Claimant{Source::kEpraccur, "first"}));
  EXPECT_EQ(conflict.claimed.value, "sub-16c 2010-04-01 -");
  EXPECT_EQ(conflict.claimed.by, (Claimant{Source::kEpraccur, "second"}));
  const ImportIssue& issue = plan.report.rows().at(0)->issues.at(0);
  EXPECT_FALSE(issue.error);
  EXPECT_EQ(issue.column, 24);
  EXPECT_EQ(issue.conflict, conflict.id);
  EXPECT_THAT(issue.hint, HasSubstr("importConflicts/" + conflict.id));
  EXPECT_THAT(issue.expected, HasSubstr("sub-00k from 2013-04-01"));
  EXPECT_THAT(RelationshipsOf("a81044"), ElementsAre("commissioned_by sub-00k 2013-04-01 -"));

  const Plan again = Taken(earlier, "second");
  EXPECT_THAT(again.changes.conflicts, IsEmpty());
  EXPECT_EQ(again.report.counts(),
            (ImportCounts{.rows = 1, .unchanged = 1, .warned = 1, .conflicts = 1}));
}

TEST_F(PracticeImportTest, LeavesACommissionerThatAPersonStated) {
  Add("sub-16c", "16C", OrganisationKind::kWholeSystem);
  Add("a81044", "A81044", OrganisationKind::kPractice);
  Relate("r1", "a81044", RelationshipKind::kCommissionedBy, "sub-16c", {Date(2010, 1, 1)});
  const Plan plan = Taken({{}});
  EXPECT_EQ(plan.report.counts().conflicts, 1);
  EXPECT_THAT(RelationshipsOf("a81044"), ElementsAre("commissioned_by sub-16c 2010-01-01 -"));
  EXPECT_EQ(plan.changes.conflicts.at(0).known.by, ByPerson());
  EXPECT_EQ(plan.changes.conflicts.at(0).relationship, "r1");
  EXPECT_THAT(plan.report.rows().at(0)->issues.at(0).expected, HasSubstr("as a person says"));
}

TEST_F(PracticeImportTest, CorrectsWhoIsNotRecorded) {
  Add("a81044", "A81044", OrganisationKind::kPractice);
  Relate("r1", "a81044", RelationshipKind::kCommissionedBy, "sub-00k", {Date(2010, 1, 1)}, {});
  EXPECT_EQ(Taken({{}}).report.counts().conflicts, 0);
  EXPECT_THAT(RelationshipsOf("a81044"), ElementsAre("commissioned_by sub-00k 2013-04-01 -"));
  EXPECT_EQ(known_.relationships[0].by.source, Source::kEpraccur);
}

TEST_F(PracticeImportTest, CutsCommissioningToTheLifeOfThePractice) {
  const Changes file = {{{11, "20150601"}, {12, "20200101"}, {13, "C"}, {17, "20210101"}}};
  const Plan plan = Taken(file);
  EXPECT_EQ(plan.changes.related.at(0).period, (Period{Date(2015, 6, 1), Date(2020, 1, 1)}));
  EXPECT_EQ(Planned(file).report.counts().unchanged, 1);
  const Plan never = Planned({{{1, "A81045"}, {12, "20120101"}, {13, "C"}}});
  EXPECT_THAT(never.changes.related, IsEmpty());
  EXPECT_EQ(never.report.counts(), (ImportCounts{.rows = 1, .created = 1, .warned = 1}));
}

TEST_F(PracticeImportTest, RejectsDatesThatContradictARelationship) {
  Taken({{}});
  Add("sg1", "", OrganisationKind::kSteeringGroup);
  Relate("r1", "a81044", RelationshipKind::kSupportedBy, "sg1", {Date(2023, 1, 1)});
  const Plan plan = Planned({{{12, "20221231"}, {13, "C"}}});
  EXPECT_EQ(plan.report.counts().rejected, 1);
  EXPECT_THAT(plan.report.rows().at(0)->issues.at(0).expected, HasSubstr("relationships/r1"));
  EXPECT_TRUE(plan.changes.empty());
}

TEST_F(PracticeImportTest, AsksForWhatTheRowsNeed) {
  PracticeImport file({"north", {Source::kEpraccur, "file"}, {}, kNow, [] { return ""; }});
  ASSERT_TRUE(file.Take(1, Fields({})).ok());
  ASSERT_TRUE(file.Take(2, Fields({{1, "A81045"}, {26, "8"}})).ok());
  ASSERT_TRUE(file.Take(3, Fields({{1, "A81046"}, {2, ""}})).ok());
  EXPECT_THAT(file.wanted().codes, ElementsAre("A81044"));
  EXPECT_THAT(file.wanted().ids, ElementsAre("a81044"));
  EXPECT_THAT(file.wanted().other_codes, ElementsAre("00K"));
  ImportChanges changes;
  ImportReport report;
  file.Plan(known_, changes, report);
  EXPECT_THAT(file.wanted().codes, IsEmpty());
  EXPECT_EQ(report.counts().rows, 3);
}

TEST_F(PracticeImportTest, RemembersCodesFromOneBatchToTheNext) {
  const Plan plan = Planned({{}, {{1, "A81045"}}, {{2, "ANOTHER"}}}, 1);
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 3, .created = 2, .rejected = 1}));
  EXPECT_THAT(plan.report.rows().at(2)->issues.at(0).hint, HasSubstr("line 1"));
}

TEST_F(PracticeImportTest, CountsTheOpenSitesThatItLoses) {
  Taken({{}, {{1, "A81045"}}, {{1, "A81046"}}, {{1, "A81047"}, {12, "20200331"}, {13, "C"}}});
  const Plan plan = Planned({{{13, "C"}},                                     // closed
                             {{1, "A81045"}, {13, "D"}},                      // dormant
                             {{1, "A81046"}, {12, "20991231"}, {13, "C"}},    // to be closed
                             {{1, "A81047"}, {12, "20200401"}, {13, "C"}}});  // was closed before
  EXPECT_EQ(plan.report.counts().lost_sites, 3);
  EXPECT_EQ(plan.report.counts().closed, 2);
}

}  // namespace
}  // namespace pcsp::registry
