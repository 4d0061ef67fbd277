#include "services/registry/domain/imports/context_import.h"

#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "services/registry/domain/context_fields.h"
#include "tests/registry/imports/planned_programme.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Row = std::vector<std::string>;

const Date kApril(2024, 4, 30);
const Date kMay(2024, 5, 31);

class ContextImportTest : public PlannedProgramme {
 protected:
  ContextImportTest() {
    Add("a81044", "A81044", OrganisationKind::kPractice);
    Add("a81045", "A81045", OrganisationKind::kPractice);
    Add("sg1", "", OrganisationKind::kSteeringGroup);
    effective_date_ = kApril;
  }

  // Practice, list size, GPs, nurses, direct patient care, admin.
  Plan Workforce(const Rows& practices, const std::string& sha256 = "workforce") {
    Rows rows = {{"PRAC_CODE", "PRAC_NAME", "TOTAL_PATIENTS", "TOTAL_GP_HC", "TOTAL_GP_FTE",
                  "TOTAL_NURSES_HC", "TOTAL_DPC_HC", "TOTAL_ADMIN_HC"}};
    for (const Row& p : practices) {
      rows.push_back({p[0], "NAME", p[1], p[2], "5.3", p[3], p[4], p[5]});
    }
    return Taken(Source::kWorkforce, rows, sha256);
  }

  Plan Contexts(Row header, const Rows& sites, const std::string& sha256 = "contexts") {
    Rows rows = {std::move(header)};
    rows.insert(rows.end(), sites.begin(), sites.end());
    return Taken(Source::kSiteContexts, rows, sha256);
  }

  // "list_size 9200, gp 7": what is known for just this day.
  std::string On(const std::string& organisation, Date day) const {
    for (const SiteContext& context : known_.contexts) {
      if (context.organisation != organisation || context.effective_date != day) continue;
      std::vector<std::string> facts;
      for (absl::string_view field : ContextFields()) {
        if (const auto value = ValueOf(context, field)) {
          facts.push_back(absl::StrCat(field, " ", *value));
        }
      }
      return absl::StrJoin(facts, ", ");
    }
    return "nothing";
  }

  void State(Date day, std::map<std::string, std::string> facts, Claimant by) {
    SiteContext context;
    context.programme = "north";
    context.organisation = "a81044";
    context.effective_date = day;
    for (const auto& [field, value] : facts) {
      SetValue(field, value, context);
      context.stated_by[field] = by;
    }
    context.revision = 1;
    known_.contexts.push_back(context);
  }
};

TEST_F(ContextImportTest, TakesHeadcountsAndListSizes) {
  const Plan plan = Workforce(
      {{"A81044", "9200", "7", "4", "3", "15"}, {"a81045", "4,100", "2.0", "1", "0", "6"}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 2, .created = 2}));
  EXPECT_EQ(On("a81044", kApril), "list_size 9200, gp 7, nurse 4, direct_patient_care 3, admin 15");
  EXPECT_EQ(On("a81045", kApril), "list_size 4100, gp 2, nurse 1, direct_patient_care 0, admin 6");
  EXPECT_EQ(known_.contexts[0].stated_by.at("gp"), (Claimant{Source::kWorkforce, "workforce"}));
  EXPECT_EQ(known_.contexts[0].revision, 1);
}

TEST_F(ContextImportTest, NeverTakesWhatIsMissingForNobody) {
  const Plan plan = Workforce(
      {{"A81044", "EST", "NA", "", ".", "ns"}, {"A81045", "4100", "ND", "1", "EST", "0"}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 2, .created = 1, .unchanged = 1}));
  EXPECT_EQ(On("a81044", kApril), "nothing");
  EXPECT_EQ(On("a81045", kApril), "list_size 4100, nurse 1, admin 0");
}

TEST_F(ContextImportTest, LeavesTheSameFileUnchanged) {
  const Rows practices = {{"A81044", "9200", "7", "NA", "3", "15"}, {"A81045", "", "", "", "", ""}};
  Workforce(practices);
  const Plan again = Workforce(practices);
  EXPECT_EQ(again.report.counts(), (ImportCounts{.rows = 2, .unchanged = 2}));
  EXPECT_TRUE(again.changes.empty());
}

TEST_F(ContextImportTest, LetsHoldOnWhatTheFileDoesNotSay) {
  State(Date(2024, 1, 1),
        {{"list_size", "9000"}, {"rurality", "rural"}, {"leadership", "3"}, {"nurse", "4"}},
        ByPerson());
  Workforce({{"A81044", "9200", "7", "NA", "3", "15"}});
  EXPECT_EQ(On("a81044", kApril),
            "list_size 9200, rurality rural, gp 7, nurse 4, direct_patient_care 3, admin 15, "
            "leadership 3");
  EXPECT_EQ(On("a81044", Date(2024, 1, 1)),
            "list_size 9000, rurality rural, nurse 4, leadership 3");
  EXPECT_EQ(known_.contexts[1].stated_by.count("nurse"), 0u)
      << "said for an earlier day, and not for this one";
}

TEST_F(ContextImportTest, DatesRowsByTheFileOrElseByTheCaller) {
  effective_date_.reset();
  const Plan undated = Contexts({"code", "list_size"}, {{"A81044", "9200"}});
  EXPECT_THAT(ViolatedFields(undated.status), ElementsAre("config.effective_date"));
  const Plan plan = Contexts({"code", "Effective Date", "list_size"},
                             {{"A81044", "2024-05-31", "9300"}, {"A81045", "", "4100"}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 2, .created = 1, .rejected = 1}));
  EXPECT_THAT(plan.report.rows().at(1)->issues.at(0).hint, HasSubstr("effective date"));
  EXPECT_EQ(On("a81044", kMay), "list_size 9300");
  effective_date_ = kApril;
  Contexts({"code", "Effective Date", "list_size"}, {{"A81045", "", "4100"}});
  EXPECT_EQ(On("a81045", kApril), "list_size 4100");
}

TEST_F(ContextImportTest, TakesEverythingOfAProgrammesOwnFile) {
  const Plan plan =
      Contexts({"Code", "IMD decile", "Rurality", "Clinical system", "GPs", "Leadership"},
               {{"A81044", "1", "Rural Town  and Fringe", "EMIS Web", "7", ""},
                {"SG1", "", "", "", "", "11"}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 2, .created = 2}));
  EXPECT_EQ(On("a81044", kApril),
            "deprivation_decile 1, rurality rural town and fringe, clinical_system EMIS Web, gp 7");
  EXPECT_EQ(On("sg1", kApril), "leadership 11") << "found by its id";
}

TEST_F(ContextImportTest, RejectsFaultyCellsAllAtOnce) {
  const Plan plan = Contexts(
      {"code", "effective_date", "list_size", "imd_decile", "rurality", "clinical_system", "gp"},
      {{"A 8!", "31/04/2024", "many", "11", "suburban", std::string(61, 'x'), "10001"},
       {"B99999", "", "1", "0", "", "", ""},
       {"B99999", "", "1", "", "", "", ""}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 3, .rejected = 3}));
  std::vector<int> columns;
  for (const ImportIssue& issue : plan.report.rows().at(0)->issues) columns.push_back(issue.column);
  EXPECT_THAT(columns, ElementsAre(1, 2, 3, 4, 5, 6, 7));
  EXPECT_THAT(plan.report.rows().at(1)->issues.at(0).expected, HasSubstr("most deprived"));
  EXPECT_THAT(plan.report.rows().at(2)->issues.at(0).hint, HasSubstr("first"));
}

TEST_F(ContextImportTest, RejectsTheSameSiteTwiceForOneDay) {
  const Plan plan = Contexts(
      {"code", "date", "list_size"},
      {{"A81044", "", "9200"}, {"A81044", "2024-05-31", "9300"}, {"a81044", "30/04/2024", "9400"}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 3, .created = 2, .rejected = 1}));
  EXPECT_THAT(plan.report.rows().at(2)->issues.at(0).hint, HasSubstr("line 2 "));
  EXPECT_EQ(On("a81044", kApril), "list_size 9200");
}

TEST_F(ContextImportTest, LetsALaterRowHoldOnFromAnEarlierOne) {
  Contexts({"code", "date", "list_size", "rurality"},
           {{"A81044", "2024-04-30", "9200", "rural"}, {"A81044", "2024-05-31", "9300", ""}});
  EXPECT_EQ(On("a81044", kMay), "list_size 9300, rurality rural");
}

TEST_F(ContextImportTest, TakesWorkforceOfPracticesAlone) {
  const Plan plan =
      Workforce({{"SG1", "9200", "7", "4", "3", "15"}, {"TOTAL", "13300", "9", "5", "3", "21"}});
  EXPECT_EQ(plan.report.counts(), (ImportCounts{.rows = 2, .rejected = 2}));
}

TEST_F(ContextImportTest, RejectsWhatIsDeleted) {
  known_.organisations.at(1).delete_time = kNow;  // a81045
  known_.organisations.at(2).delete_time = kNow;  // sg1
  const Plan workforce = Workforce({{"A81045", "9200", "7", "4", "3", "15"}});
  EXPECT_EQ(workforce.report.counts(), (ImportCounts{.rows = 1, .rejected = 1}));
  const Plan own = Contexts({"code", "list_size"}, {{"sg1", "900"}, {"A81044", "9200"}});
  EXPECT_EQ(own.report.counts(), (ImportCounts{.rows = 2, .created = 1, .rejected = 1}));
  EXPECT_THAT(own.report.rows().at(0)->issues.at(0).hint, ::testing::HasSubstr("undelete"));
}

TEST_F(ContextImportTest, WantsAColumnThatSaysSomething) {
  EXPECT_THAT(Contexts({"code", "effective_date"}, {}).status, HasReason("IMPORT_COLUMNS_MISSING"));
  EXPECT_THAT(Contexts({"list_size"}, {}).status, HasReason("IMPORT_COLUMNS_MISSING"));
}

TEST_F(ContextImportTest, PutsListSizesThatAreFarApartBeforeAPerson) {
  Contexts({"code", "list_size", "clinical_system"}, {{"A81044", "9000", "EMIS Web"}});
  const Rows practices = {{"A81044", "10801", "7", "4", "3", "15"}};
  const Plan plan = Workforce(practices);
  EXPECT_EQ(plan.report.counts(),
            (ImportCounts{.rows = 1, .updated = 1, .warned = 1, .conflicts = 1}));
  EXPECT_EQ(On("a81044", kApril),
            "list_size 9000, clinical_system EMIS Web, gp 7, nurse 4, direct_patient_care 3, "
            "admin 15")
      << "the rest of the row is taken";
  ASSERT_EQ(known_.conflicts.size(), 1u);
  const ImportConflict& conflict = known_.conflicts[0];
  EXPECT_EQ(conflict.kind, ConflictKind::kSiteContext);
  EXPECT_EQ(conflict.field, "list_size");
  EXPECT_EQ(conflict.day, kApril);
  EXPECT_EQ(conflict.known.value, "9000");
  EXPECT_EQ(conflict.known.by, (Claimant{Source::kSiteContexts, "contexts"}));
  EXPECT_EQ(conflict.claimed.value, "10801");
  EXPECT_EQ(plan.report.rows().at(0)->issues.at(0).column, 3);
  EXPECT_THAT(Workforce(practices).changes.conflicts, IsEmpty()) << "not twice";
  EXPECT_EQ(known_.conflicts.size(), 1u);

  Workforce({{"A81044", "12000", "7", "4", "3", "15"}}, "corrected");
  ASSERT_EQ(known_.conflicts.size(), 1u) << "the same question";
  EXPECT_EQ(known_.conflicts[0].claimed.value, "12000");
  EXPECT_EQ(known_.conflicts[0].revision, 2);

  Workforce({{"A81044", "9100", "7", "4", "3", "15"}}, "corrected again");
  EXPECT_EQ(known_.conflicts[0].choice, ConflictChoice::kAgreed);
  EXPECT_THAT(On("a81044", kApril), HasSubstr("list_size 9100"));
}

TEST_F(ContextImportTest, TakesListSizesThatAreNearAndThoseOfAnotherDay) {
  Contexts({"code", "list_size", "gp"}, {{"A81044", "9000", "7"}});
  EXPECT_EQ(Workforce({{"A81044", "10800", "9", "", "", ""}}).report.counts().conflicts, 0);
  EXPECT_EQ(On("a81044", kApril), "list_size 10800, gp 9");
  effective_date_ = kMay;
  EXPECT_EQ(Workforce({{"A81044", "20000", "19", "", "", ""}}).report.counts().conflicts, 0);
}

TEST_F(ContextImportTest, KeepsToADecisionUntilAClaimChanges) {
  State(kApril, {{"list_size", "9000"}}, ByPerson());
  const Rows practices = {{"A81044", "12000", "", "", "", ""}};
  Workforce(practices);
  known_.conflicts.at(0).state = ConflictState::kResolved;
  known_.conflicts.at(0).choice = ConflictChoice::kKnown;
  const Plan decided = Workforce(practices, "the next month's file");
  EXPECT_EQ(decided.report.counts(), (ImportCounts{.rows = 1, .unchanged = 1}));
  EXPECT_EQ(known_.conflicts.size(), 1u);
  Workforce({{"A81044", "12001", "", "", "", ""}}, "another claim");
  ASSERT_EQ(known_.conflicts.size(), 2u);
  EXPECT_EQ(known_.conflicts[1].state, ConflictState::kOpen);
}

TEST(ContextFields, AreFarApartByMoreThanAFifth) {
  struct Case {
    const char* field;
    const char* known;
    const char* claimed;
    bool far;
  };
  for (const Case& c : std::vector<Case>{{"list_size", "1000", "1200", false},
                                         {"list_size", "1000", "1201", true},
                                         {"list_size", "1000", "800", false},
                                         {"list_size", "1000", "799", true},
                                         {"list_size", "0", "1", true},
                                         {"gp", "4", "6", false},
                                         {"gp", "4", "7", true},
                                         {"admin", "20", "24", false},
                                         {"admin", "20", "25", true},
                                         {"deprivation_decile", "3", "4", true},
                                         {"rurality", "rural", "rural", false},
                                         {"rurality", "rural", "urban", true}}) {
    EXPECT_EQ(FarApart(c.field, c.known, c.claimed), c.far)
        << c.field << " " << c.known << " " << c.claimed;
  }
}

}  // namespace
}  // namespace pcsp::registry
