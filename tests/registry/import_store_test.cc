// What imports ask of a store.
#include "absl/strings/str_cat.h"
#include "services/registry/domain/imports/file_import.h"
#include "tests/registry/imports/epraccur_rows.h"
#include "tests/registry/store_fixture.h"

namespace pcsp::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::UnorderedElementsAre;

constexpr Date kToday(2024, 6, 1);

Organisation WithCode(std::string id, std::string code, OrganisationKind kind) {
  Organisation organisation = MakeOrganisation(std::move(id), kind);
  organisation.code_system = "ods";
  organisation.code = std::move(code);
  return organisation;
}

class ImportStoreTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (HasFatalFailure()) return;
    Write([](Writer& w) {
      w.Insert(WithCode("sub-00k", "00K", OrganisationKind::kWholeSystem));
      w.Insert(WithCode("a1", "A1", OrganisationKind::kPractice));
      w.Insert(WithCode("a2", "A2", OrganisationKind::kPractice));
      w.Insert(MakeOrganisation("team", OrganisationKind::kTeam));
      w.Insert(Relate("r1", "a1", RelationshipKind::kCommissionedBy, "sub-00k"));
      w.Insert(Relate("r2", "a2", RelationshipKind::kCommissionedBy, "sub-00k"));
      w.Insert(Relate("r3", "team", RelationshipKind::kPartOf, "a1"));
      w.Insert(Relate("r4", "a1", RelationshipKind::kSucceededBy, "a2"));
    });
  }

  Known Find(const Wanted& wanted) {
    return Read([&](Reader& r) { return r.Find("north", wanted); });
  }
};

TEST_P(ImportStoreTest, FindsWhatRowsNeedAndNoMore) {
  const Known known = Find({.codes = {"A1", "A1", "A9"}, .other_codes = {"00K"}});
  EXPECT_THAT(Ids(known.organisations), UnorderedElementsAre("a1", "sub-00k"));
  EXPECT_THAT(Ids(known.relationships), UnorderedElementsAre("r1", "r3", "r4"));
  EXPECT_EQ(known.organisations.front().display_name, "Organisation");
}

TEST_P(ImportStoreTest, FindsNothingTwice) {
  const Known known =
      Find({.codes = {"A1", "A2"}, .other_codes = {"A1"}, .ids = {"a1", "team", "nobody"}});
  EXPECT_THAT(Ids(known.organisations), UnorderedElementsAre("a1", "a2", "team"));
  EXPECT_THAT(Ids(known.relationships), UnorderedElementsAre("r1", "r2", "r3", "r4"));
}

TEST_P(ImportStoreTest, FindsNothingByCodesOfOthers) {
  Write([](Writer& w) {
    Organisation other = WithCode("other", "X1", OrganisationKind::kPractice);
    other.code_system = "scotland";
    w.Insert(other);
    w.Insert(MakeProgramme("south"));
    Organisation south = WithCode("x2", "X2", OrganisationKind::kPractice);
    south.programme = "south";
    w.Insert(south);
  });
  const Known known = Find({.codes = {"X1", "X2", ""}, .ids = {"x2"}});
  EXPECT_THAT(known.organisations, IsEmpty());
  EXPECT_THAT(Find({}).organisations, IsEmpty());
}

TEST_P(ImportStoreTest, FindsAllOfASmallProgramme) {
  const auto all = [&](int most) {
    return Read([&](Reader& r) { return r.FindAll("north", most); });
  };
  const auto known = all(50);
  ASSERT_TRUE(known.has_value());
  EXPECT_THAT(Ids(known->organisations), IsSupersetOf({"a1", "a2", "team", "sub-00k"}));
  EXPECT_THAT(Ids(known->relationships), IsSupersetOf({"r1", "r2", "r3", "r4"}));
  const int many = static_cast<int>(known->organisations.size());
  EXPECT_TRUE(all(many).has_value());
  EXPECT_FALSE(all(many - 1).has_value());
  EXPECT_THAT(Read([](Reader& r) { return r.FindAll("nowhere", 1); })->organisations, IsEmpty());
}

TEST_P(ImportStoreTest, TakesTextOfAnyKindForACode) {
  Write([](Writer& w) { w.Insert(WithCode("odd", "A\"B\\C'D", OrganisationKind::kPractice)); });
  EXPECT_THAT(Ids(Find({.codes = {"A\"B\\C'D", "{}", "%"}}).organisations), ElementsAre("odd"));
}

TEST_P(ImportStoreTest, CountsTheSitesThatAreOpen) {
  const auto count = [&] {
    return Read([](Reader& r) { return r.CountSitesOn("north", kToday); });
  };
  EXPECT_EQ(count(), 3);  // a team is none
  const auto with = [&](Period life, OrganisationStatus status) {
    Organisation a1 = WithCode("a1", "A1", OrganisationKind::kPractice);
    a1.life = life;
    a1.status = status;
    EXPECT_EQ(IsSiteOn(a1, kToday),
              [&] {
                Write([&](Writer& w) { w.Update(a1); });
                return count() == 3;
              }())
        << InWords(life) << " " << Word(status);
  };
  for (const OrganisationStatus status :
       {OrganisationStatus::kActive, OrganisationStatus::kClosed, OrganisationStatus::kDormant,
        OrganisationStatus::kProposed}) {
    with({}, status);
    with({Date(2020, 1, 1), kToday}, status);
    with({kToday, Date(2025, 1, 1)}, status);
    with({Date(2020, 1, 1), kToday - 1}, status);
    with({kToday + 1}, status);
  }
}

TEST_P(ImportStoreTest, UndoesWhatIsNotToBeKept) {
  for (const bool keep : {false, true}) {
    Write([&](Writer& w) {
      w.Insert(MakeOrganisation(absl::StrCat("before-", keep)));
      EXPECT_OK(w.KeepIf([&]() -> absl::StatusOr<bool> {
        w.Insert(MakeOrganisation(absl::StrCat("within-", keep)));
        EXPECT_OK(w.Touch("north"));
        return keep;
      }));
      w.Insert(MakeOrganisation(absl::StrCat("after-", keep)));
    });
  }
  EXPECT_THAT(
      Ids(Find({.ids = {"before-0", "within-0", "after-0", "before-1", "within-1", "after-1"}})
              .organisations),
      UnorderedElementsAre("before-0", "after-0", "before-1", "within-1", "after-1"));
  EXPECT_EQ(ContentRevision(), 2);
}

TEST_P(ImportStoreTest, AppliesAFileAndKnowsItAgain) {
  std::vector<std::vector<std::string>> rows;
  for (int i = 0; i < 1200; ++i) {
    rows.push_back(Fields({{1, absl::StrCat("A", 10000 + i)}}));
  }
  int uids = 0;
  const auto import = [&] {
    ImportReport report;
    Write([&](Writer& w) {
      const auto file = MakeFileImport({.programme = "north",
                                        .claimant = {Source::kEpraccur, "hash"},
                                        .now = kNow,
                                        .new_uid = [&] { return absl::StrCat("u", ++uids); }});
      for (size_t i = 0; i < rows.size(); ++i) {
        EXPECT_OK(file->Take(static_cast<int>(i) + 1, rows[i]));
        if (i % 500 > 0 && i + 1 < rows.size()) continue;
        ImportChanges changes;
        file->Plan(w.Find("north", file->wanted()), changes, report);
        w.Apply(changes);
      }
    });
    return report.counts();
  };
  EXPECT_EQ(import(), (ImportCounts{.rows = 1200, .created = 1200}));
  EXPECT_EQ(import(), (ImportCounts{.rows = 1200, .unchanged = 1200}));
  rows[7] = Fields({{1, "A10007"}, {12, "20240331"}, {13, "C"}});
  EXPECT_EQ(import(),
            (ImportCounts{.rows = 1200, .unchanged = 1199, .closed = 1, .lost_sites = 1}));
  EXPECT_EQ(List({.within = "sub-00k", .day = kToday, .limit = 2000}).size(), 1202u);
}

SiteContext Context(const std::string& organisation, Date day, int32_t list_size) {
  SiteContext context;
  context.programme = "north";
  context.organisation = organisation;
  context.effective_date = day;
  context.list_size = list_size;
  context.revision = 1;
  context.create_time = context.update_time = kNow;
  return context;
}

TEST_P(ImportStoreTest, FindsTheContextThatHoldsOnEachDay) {
  Write([](Writer& w) {
    for (const Date day : {Date(2024, 1, 31), Date(2024, 2, 29), Date(2024, 3, 31)}) {
      w.Put(Context("a1", day, day.month()));
      w.Put(Context("team", day, 10 * day.month()));
    }
  });
  const Known known = Find({.other_codes = {"A1", "A2"},
                            .ids = {"team"},
                            .contexts = {{"A1", Date(2024, 2, 29)},
                                         {"A1", Date(2024, 3, 30)},
                                         {"A1", Date(2024, 4, 30)},
                                         {"A2", Date(2024, 4, 30)},
                                         {"TEAM", Date(2024, 2, 1)},
                                         {"NOBODY", Date(2024, 2, 1)}}});
  std::vector<int32_t> sizes;
  for (const SiteContext& context : known.contexts) sizes.push_back(*context.list_size);
  EXPECT_THAT(sizes, UnorderedElementsAre(2, 3, 10));
}

TEST_P(ImportStoreTest, GivesBackAContextAndWhoStatedIt) {
  SiteContext context = Context("a1", kToday, 9200);
  context.deprivation_decile = 1;
  context.rurality = "rural town and fringe";
  context.clinical_system = "EMIS Web";
  context.headcounts = {{StaffGroup::kGp, 0}};
  context.stated_by = {{"list_size", ByPerson()},
                       {"gp", {Source::kWorkforce, "aa"}},
                       {"rurality", {Source::kSiteContexts, "bb"}},
                       {"clinical_system", {Source::kSiteContexts, "bb"}}};
  Write([&](Writer& w) { w.Put(context); });
  EXPECT_EQ(Read([](Reader& r) { return r.FindSiteContext("north", "a1", kToday); }), context);
}

ImportConflict Conflict(std::string id, std::string organisation) {
  ImportConflict conflict;
  conflict.programme = "north";
  conflict.id = std::move(id);
  conflict.kind = ConflictKind::kCommissioner;
  conflict.organisation = std::move(organisation);
  conflict.relationship = "r1";
  conflict.known = {ByPerson(), kNow, "sub-00k - -"};
  conflict.claimed = {{Source::kEpraccur, "aa"}, kNow, "sub-16c 2010-01-01 -"};
  conflict.revision = 1;
  conflict.create_time = conflict.update_time = kNow;
  return conflict;
}

TEST_P(ImportStoreTest, KeepsConflictsAndFindsThemByOrganisation) {
  ImportChanges changes;
  changes.conflicts = {Conflict("c1", "a1"), Conflict("c2", "a2"), Conflict("c3", "a1")};
  Write([&](Writer& w) { w.Apply(changes); });
  EXPECT_EQ(Read([](Reader& r) { return r.GetImportConflict("north", "c1"); }).value(),
            changes.conflicts[0]);
  EXPECT_THAT(Ids(Find({.codes = {"A1"}}).conflicts), UnorderedElementsAre("c1", "c3"));

  ImportConflict decided = changes.conflicts[0];
  decided.kind = ConflictKind::kSiteContext;
  decided.field = "list_size";
  decided.day = kToday;
  decided.state = ConflictState::kResolved;
  decided.choice = ConflictChoice::kKnown;
  decided.note = "because";
  changes.conflicts = {decided};
  Write([&](Writer& w) { w.Apply(changes); });
  EXPECT_EQ(Read([](Reader& r) { return r.GetImportConflict("north", "c1"); }).value(), decided);
  const auto list = [&](ImportConflictQuery query) {
    query.programme = "north";
    query.limit = 2;
    return Ids(Read([&](Reader& r) { return r.ListImportConflicts(query); }));
  };
  EXPECT_THAT(list({}), ElementsAre("c1", "c2"));
  EXPECT_THAT(list({.after = "c1"}), ElementsAre("c2", "c3"));
  EXPECT_THAT(list({.state = ConflictState::kOpen}), ElementsAre("c2", "c3"));
  EXPECT_THAT(list({.state = ConflictState::kResolved}), ElementsAre("c1"));
  EXPECT_THAT(list({.state = ConflictState::kOpen, .organisation = "a1"}), ElementsAre("c3"));
  EXPECT_FALSE(Read([](Reader& r) { return r.GetImportConflict("north", "c9"); }).ok());
}

TEST_P(ImportStoreTest, UndoesARelationshipThatNeverHeld) {
  ImportChanges changes;
  changes.undone = {Relate("r1", "a1", RelationshipKind::kCommissionedBy, "sub-00k")};
  Write([&](Writer& w) { w.Apply(changes); });
  EXPECT_THAT(Ids(Find({.codes = {"A1"}}).relationships), UnorderedElementsAre("r3", "r4"));
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, ImportStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

}  // namespace
}  // namespace pcsp::registry
