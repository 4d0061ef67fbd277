#include "services/registry/domain/import_plan.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/registry/epraccur_rows.h"

namespace pcsp::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);

Organisation WholeSystem(std::string id, std::string code) {
  Organisation organisation;
  organisation.programme = "north";
  organisation.id = std::move(id);
  organisation.kind = OrganisationKind::kWholeSystem;
  organisation.code_system = "ods";
  organisation.code = std::move(code);
  return organisation;
}

using Changes = std::vector<std::map<int, std::string>>;

class ImportPlanTest : public ::testing::Test {
 protected:
  ImportPlanTest() {
    known_.id = "north";
    known_.organisations = {WholeSystem("sub-00k", "00K")};
  }

  ImportPlan Plan(const Changes& changes) {
    std::vector<EpraccurRow> rows;
    for (const auto& change : changes) {
      rows.push_back(ReadEpraccurRow(static_cast<int>(rows.size()) + 1, Fields(change)));
    }
    return PlanImport(std::move(rows), known_, kNow,
                      [this] { return absl::StrCat("uid-", ++uids_); });
  }

  // What the store does with a plan.
  ImportPlan Apply(const Changes& changes) {
    ImportPlan plan = Plan(changes);
    for (const Organisation& created : plan.created) known_.organisations.push_back(created);
    for (const Organisation& updated : plan.updated) {
      for (Organisation& known : known_.organisations) {
        if (known.id == updated.id) known = updated;
      }
    }
    for (const Relationship& related : plan.related) known_.relationships.push_back(related);
    for (const Relationship& redated : plan.redated) {
      for (Relationship& known : known_.relationships) {
        if (known.id == redated.id) known = redated;
      }
    }
    return plan;
  }

  KnownProgramme known_;
  int uids_ = 0;
};

TEST_F(ImportPlanTest, CreatesPracticesAndTheirCommissioning) {
  const ImportPlan plan = Plan({{}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 1, .created = 1}));
  ASSERT_EQ(plan.created.size(), 1u);
  EXPECT_EQ(plan.created[0].id, "a81044");
  EXPECT_EQ(plan.created[0].uid, "uid-1");
  EXPECT_EQ(plan.created[0].programme, "north");
  EXPECT_EQ(plan.created[0].revision, 1);
  EXPECT_EQ(plan.created[0].create_time, kNow);
  ASSERT_EQ(plan.related.size(), 1u);
  EXPECT_EQ(plan.related[0].subject, "a81044");
  EXPECT_EQ(plan.related[0].object, "sub-00k");
  EXPECT_EQ(plan.related[0].kind, RelationshipKind::kCommissionedBy);
  EXPECT_EQ(plan.related[0].period, (Period{Date(2013, 4, 1)}));
  ASSERT_EQ(plan.report.rows().size(), 1u);
  EXPECT_EQ(plan.report.rows()[0], (ImportRow{1, ImportVerdict::kCreated, "a81044", "A81044", {}}));
}

TEST_F(ImportPlanTest, LeavesTheSameFileUnchanged) {
  const Changes file = {{}, {{1, "A81045"}}, {{1, "A81046"}, {12, "20200331"}, {13, "C"}}};
  Apply(file);
  const ImportPlan again = Plan(file);
  EXPECT_EQ(again.report.counts(), (ImportCounts{.rows = 3, .unchanged = 3}));
  EXPECT_THAT(again.report.rows(), IsEmpty());
  EXPECT_TRUE(again.empty());
}

TEST_F(ImportPlanTest, UpdatesWhatDiffersAndKeepsIdentity) {
  Apply({{}});
  const ImportPlan plan = Plan({{{2, "HARBOUR MEDICAL GROUP"}}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 1, .updated = 1}));
  ASSERT_EQ(plan.updated.size(), 1u);
  EXPECT_EQ(plan.updated[0].display_name, "HARBOUR MEDICAL GROUP");
  EXPECT_EQ(plan.updated[0].uid, "uid-1");
  EXPECT_EQ(plan.updated[0].revision, 2);
  EXPECT_THAT(plan.related, IsEmpty());
}

TEST_F(ImportPlanTest, TellsClosureFromOtherUpdates) {
  Apply({{}});
  const ImportPlan plan = Apply({{{12, "20240331"}, {13, "C"}}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 1, .closed = 1}));
  EXPECT_EQ(plan.updated.at(0).life.last, Date(2024, 3, 31));
  EXPECT_EQ(Plan({{{12, "20240331"}, {13, "B"}}}).report.counts().unchanged, 1);
}

TEST_F(ImportPlanTest, SkipsWhatIsNoPractice) {
  const ImportPlan plan = Plan({{{26, "8"}}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 1, .skipped = 1}));
  EXPECT_TRUE(plan.empty());
}

TEST_F(ImportPlanTest, RejectsARepeatedCodeAndNamesTheFirstLine) {
  const ImportPlan plan = Plan({{}, {{1, "a81044"}, {2, "ANOTHER"}}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 2, .created = 1, .rejected = 1}));
  const ImportRow& row = plan.report.rows().at(1);
  EXPECT_EQ(row.verdict, ImportVerdict::kRejected);
  EXPECT_EQ(row.issues.at(0).column, 1);
  EXPECT_THAT(row.issues.at(0).hint, HasSubstr("line 1"));
  EXPECT_EQ(plan.created.at(0).display_name, "HARBOUR SURGERY");
}

TEST_F(ImportPlanTest, RejectsCodesOfOtherOrganisations) {
  Organisation team = WholeSystem("a81044", "");
  team.code_system = "";
  known_.organisations.push_back(team);
  const ImportPlan plan = Plan({{{1, "00K"}}, {}});
  EXPECT_EQ(plan.report.counts().rejected, 2);
  EXPECT_THAT(plan.report.rows().at(0).issues.back().hint, HasSubstr("organisations/sub-00k"));
  EXPECT_THAT(plan.report.rows().at(1).issues.back().hint, HasSubstr("organisations/a81044"));
}

TEST_F(ImportPlanTest, WarnsOfACommissionerThatTheProgrammeLacks) {
  const ImportPlan plan = Plan({{{24, "99X"}},
                                {{1, "A81045"}, {24, "A81044"}},
                                {{1, "A81046"}, {13, "C"}, {24, "99X"}},
                                {{1, "A81047"}, {15, ""}, {24, ""}}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 4, .created = 4, .warned = 2}));
  const ImportIssue& issue = plan.report.rows().at(0).issues.at(0);
  EXPECT_FALSE(issue.error);
  EXPECT_EQ(issue.column, 24);
  EXPECT_EQ(issue.given, "99X");
  EXPECT_THAT(plan.related, IsEmpty());
}

TEST_F(ImportPlanTest, RecordsTheCommissionerOnceItExists) {
  Apply({{{24, "16C"}}});
  known_.organisations.push_back(WholeSystem("sub-16c", "16C"));
  const ImportPlan plan = Apply({{{24, "16C"}}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 1, .updated = 1}));
  EXPECT_THAT(plan.updated, IsEmpty());
  EXPECT_EQ(plan.related.at(0).object, "sub-16c");
  EXPECT_EQ(Plan({{{24, "16C"}}}).report.counts().unchanged, 1);
}

TEST_F(ImportPlanTest, EndsTheFormerCommissionerTheDayBefore) {
  known_.organisations.push_back(WholeSystem("sub-16c", "16C"));
  Apply({{}});
  const Changes moved = {{{15, "16C"}, {16, "20210401"}, {24, "16C"}}};
  const ImportPlan plan = Apply(moved);
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 1, .updated = 1}));
  EXPECT_EQ(plan.redated.at(0).period, (Period{Date(2013, 4, 1), Date(2021, 3, 31)}));
  EXPECT_EQ(plan.redated.at(0).revision, 2);
  EXPECT_EQ(plan.related.at(0).object, "sub-16c");
  EXPECT_EQ(Plan(moved).report.counts().unchanged, 1);
}

TEST_F(ImportPlanTest, TakesNewDatesForTheSameCommissioner) {
  Apply({{}});
  const ImportPlan plan = Apply({{{16, "20140401"}, {17, "20220630"}}});
  EXPECT_EQ(plan.report.counts().updated, 1);
  EXPECT_EQ(plan.redated.at(0).period, (Period{Date(2014, 4, 1), Date(2022, 6, 30)}));
  EXPECT_THAT(plan.related, IsEmpty());
}

TEST_F(ImportPlanTest, LeavesContradictoryCommissionersAlone) {
  known_.organisations.push_back(WholeSystem("sub-16c", "16C"));
  Apply({{}});
  const ImportPlan plan = Plan({{{15, "16C"}, {16, "20100401"}, {24, "16C"}}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 1, .unchanged = 1, .warned = 1}));
  EXPECT_THAT(plan.report.rows().at(0).issues.at(0).hint, HasSubstr("relationships/uid-2"));
  EXPECT_TRUE(plan.empty());
}

TEST_F(ImportPlanTest, CutsCommissioningToTheLifeOfThePractice) {
  const Changes file = {{{11, "20150601"}, {12, "20200101"}, {13, "C"}, {17, "20210101"}}};
  const ImportPlan plan = Apply(file);
  EXPECT_EQ(plan.related.at(0).period, (Period{Date(2015, 6, 1), Date(2020, 1, 1)}));
  EXPECT_EQ(Plan(file).report.counts().unchanged, 1);
  const ImportPlan never = Plan({{{1, "A81045"}, {12, "20120101"}, {13, "C"}}});
  EXPECT_THAT(never.related, IsEmpty());
  EXPECT_EQ(never.report.counts(), (ImportCounts{.rows = 1, .created = 1, .warned = 1}));
}

TEST_F(ImportPlanTest, RejectsDatesThatContradictARelationship) {
  Apply({{}});
  Relationship supported;
  supported.programme = "north";
  supported.id = "r1";
  supported.subject = "a81044";
  supported.object = "sg1";
  supported.kind = RelationshipKind::kSupportedBy;
  supported.period = {Date(2023, 1, 1)};
  known_.relationships.push_back(supported);
  const ImportPlan plan = Plan({{{12, "20221231"}, {13, "C"}}});
  EXPECT_EQ(plan.report.counts().rejected, 1);
  EXPECT_THAT(plan.report.rows().at(0).issues.at(0).expected, HasSubstr("relationships/r1"));
  EXPECT_TRUE(plan.empty());
}

}  // namespace
}  // namespace pcsp::registry
