#include <set>

#include "common/storage/sql_errors.h"
#include "services/registry/domain/errors.h"
#include "services/registry/store/sql_store.h"
#include "tests/registry/epraccur_rows.h"
#include "tests/support/databases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::DatabaseKind;
using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsOkAndHolds;
using ::pcsp::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::Time kNow = absl::FromUnixMicros(1'700'000'000'123'456);

Programme MakeProgramme(std::string id) {
  Programme programme;
  programme.uid = "uid-" + id;
  programme.id = std::move(id);
  programme.display_name = "Tŷ 'North' \\ \"Programme\"";
  programme.description = "two\nlines";
  programme.revision = programme.content_revision = 1;
  programme.create_time = programme.update_time = kNow;
  return programme;
}

Organisation MakeOrganisation(std::string id, OrganisationKind kind = OrganisationKind::kPractice) {
  Organisation organisation;
  organisation.programme = "north";
  organisation.uid = "uid-" + id;
  organisation.id = std::move(id);
  organisation.kind = kind;
  organisation.display_name = "Organisation";
  organisation.status = OrganisationStatus::kActive;
  organisation.revision = 1;
  organisation.create_time = organisation.update_time = kNow;
  return organisation;
}

Relationship Relate(std::string id, std::string subject, RelationshipKind kind, std::string object,
                    Period period = {}) {
  Relationship relationship;
  relationship.programme = "north";
  relationship.id = std::move(id);
  relationship.subject = std::move(subject);
  relationship.object = std::move(object);
  relationship.kind = kind;
  relationship.period = period;
  relationship.revision = 1;
  relationship.create_time = relationship.update_time = kNow;
  return relationship;
}

template <typename T>
std::vector<std::string> Ids(const std::vector<T>& values) {
  std::vector<std::string> ids;
  for (const T& value : values) ids.push_back(value.id);
  return ids;
}

class StoreTest : public pcsp::testing::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (HasFatalFailure()) return;
    ASSERT_OK(SqlStore::Migrate(db(), kNow));
    store_ = std::make_unique<SqlStore>(&db());
    Write([](Writer& w) { w.Insert(MakeProgramme("north")); });
  }

  void Write(absl::FunctionRef<void(Writer&)> body) {
    ASSERT_OK(store_->Write({{}, kNow}, [&](Writer& w) -> absl::StatusOr<std::string> {
      body(w);
      return "";
    }));
  }

  template <typename Body>
  auto Read(Body body) {
    std::optional<decltype(body(std::declval<Reader&>()))> result;
    const absl::Status status = store_->Read([&](Reader& r) {
      result.emplace(body(r));
      return absl::OkStatus();
    });
    EXPECT_OK(status);
    return *std::move(result);
  }

  std::vector<std::string> List(OrganisationQuery query) {
    query.programme = "north";
    return Ids(Read([&](Reader& r) { return r.ListOrganisations(query); }));
  }

  int64_t ContentRevision() {
    return Read([](Reader& r) { return r.GetProgramme("north"); })->content_revision;
  }

  std::unique_ptr<SqlStore> store_;
};

TEST_P(StoreTest, GivesBackWhatItWasGiven) {
  Organisation organisation = MakeOrganisation("a81044");
  organisation.code_system = "ods";
  organisation.code = "A81044";
  organisation.display_name = "Meddygfa Tŷ 'Bryn'";
  organisation.postcode = "TS25 1QU";
  organisation.address_lines = {"17, \"Kendal\" Road", "Hartlepool {x}"};
  organisation.life = {Date(1974, 4, 1), Date(2030, 1, 1)};
  const Relationship relationship =
      Relate("r1", "a81044", RelationshipKind::kPartOf, "team", {Date(2020, 1, 1)});
  SiteContext context;
  context.programme = "north";
  context.organisation = "a81044";
  context.effective_date = Date(2024, 4, 1);
  context.headcounts = {{StaffGroup::kGp, 4}, {StaffGroup::kAdmin, 0}};
  context.revision = 3;
  context.create_time = context.update_time = kNow;
  Write([&](Writer& w) {
    w.Insert(organisation);
    w.Insert(MakeOrganisation("team"));
    w.Insert(relationship);
    w.Put(context);
  });
  EXPECT_THAT(Read([](Reader& r) { return r.GetProgramme("north"); }),
              IsOkAndHolds(MakeProgramme("north")));
  EXPECT_THAT(Read([](Reader& r) { return r.GetOrganisation("north", "a81044"); }),
              IsOkAndHolds(organisation));
  EXPECT_THAT(Read([](Reader& r) { return r.GetRelationship("north", "r1"); }),
              IsOkAndHolds(relationship));
  const auto find = [](Reader& r) {
    return r.FindSiteContext("north", "a81044", Date(2024, 4, 1));
  };
  EXPECT_EQ(Read(find), context);
  EXPECT_EQ(Read([](Reader& r) { return r.FindCode("north", "ods", "A81044"); }), "a81044");
  context.list_size = 0;
  context.headcounts.erase(StaffGroup::kGp);
  Write([&](Writer& w) { w.Put(context); });
  EXPECT_EQ(Read(find), context);
  organisation.life = {};
  organisation.address_lines.clear();
  organisation.revision = 2;
  Write([&](Writer& w) { w.Update(organisation); });
  EXPECT_THAT(Read([](Reader& r) { return r.GetOrganisation("north", "a81044"); }),
              IsOkAndHolds(organisation));
}

TEST_P(StoreTest, NamesWhatIsMissing) {
  EXPECT_THAT(Read([](Reader& r) { return r.GetProgramme("south"); }),
              HasReason("PROGRAMME_NOT_FOUND"));
  EXPECT_THAT(Read([](Reader& r) { return r.GetOrganisation("south", "a"); }),
              HasReason("ORGANISATION_NOT_FOUND"));
  EXPECT_THAT(Read([](Reader& r) { return r.GetRelationship("north", "r"); }),
              HasReason("RELATIONSHIP_NOT_FOUND"));
  EXPECT_EQ(Read([](Reader& r) { return r.FindCode("north", "", ""); }), std::nullopt);
  EXPECT_EQ(Read([](Reader& r) { return r.FindSiteContext("north", "a", Date(2024, 1, 1)); }),
            std::nullopt);
}

TEST_P(StoreTest, KeepsProgrammesApart) {
  Organisation elsewhere = MakeOrganisation("a1");
  elsewhere.programme = "south";
  elsewhere.code_system = "ods";
  elsewhere.code = "A1";
  Write([&](Writer& w) {
    w.Insert(MakeProgramme("south"));
    w.Insert(elsewhere);
  });
  EXPECT_THAT(List({.show_closed = true, .limit = 10}), IsEmpty());
  EXPECT_THAT(Read([](Reader& r) { return r.GetOrganisation("north", "a1"); }),
              StatusIs(absl::StatusCode::kNotFound));
  EXPECT_EQ(Read([](Reader& r) { return r.FindCode("north", "ods", "A1"); }), std::nullopt);
  EXPECT_THAT(Read([](Reader& r) { return r.Everything("north"); }).organisations, IsEmpty());
}

TEST_P(StoreTest, PagesInTheOrderOfBytes) {
  Write([](Writer& w) {
    for (const char* id : {"b", "a-1", "a1", "a0", "a"}) w.Insert(MakeOrganisation(id));
  });
  const OrganisationQuery all = {.day = Date(2024, 1, 1), .limit = 3};
  EXPECT_THAT(List(all), ElementsAre("a", "a-1", "a0"));
  OrganisationQuery rest = all;
  rest.after = "a0";
  EXPECT_THAT(List(rest), ElementsAre("a1", "b"));
}

TEST_P(StoreTest, LeavesOutTheClosedUnlessAsked) {
  Organisation closing = MakeOrganisation("closing");
  closing.status = OrganisationStatus::kClosed;
  closing.life.last = Date(2024, 3, 31);
  Organisation closed = MakeOrganisation("closed-some-day");
  closed.status = OrganisationStatus::kClosed;
  Write([&](Writer& w) {
    w.Insert(closing);
    w.Insert(closed);
    w.Insert(MakeOrganisation("open", OrganisationKind::kPcn));
  });
  EXPECT_THAT(List({.day = Date(2024, 3, 31), .limit = 9}), ElementsAre("closing", "open"));
  EXPECT_THAT(List({.day = Date(2024, 4, 1), .limit = 9}), ElementsAre("open"));
  EXPECT_THAT(List({.day = Date(2024, 4, 1), .show_closed = true, .limit = 9}),
              ElementsAre("closed-some-day", "closing", "open"));
  EXPECT_THAT(List({.kind = OrganisationKind::kPractice, .day = Date(2024, 3, 31), .limit = 9}),
              ElementsAre("closing"));
}

// icb <- sub <- sg <- a1, a2 (a2 left in 2023); a3 is commissioned by sub; a4 succeeded by a1.
class TreeStoreTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (HasFatalFailure()) return;
    Write([](Writer& w) {
      w.Insert(MakeOrganisation("icb", OrganisationKind::kWholeSystem));
      w.Insert(MakeOrganisation("sub", OrganisationKind::kWholeSystem));
      w.Insert(MakeOrganisation("sg", OrganisationKind::kSteeringGroup));
      for (const char* id : {"a1", "a2", "a3", "a4"}) w.Insert(MakeOrganisation(id));
      w.Insert(Relate("r1", "sub", RelationshipKind::kPartOf, "icb"));
      w.Insert(Relate("r2", "sg", RelationshipKind::kPartOf, "sub"));
      w.Insert(Relate("r3", "a1", RelationshipKind::kSupportedBy, "sg", {Date(2020, 1, 1)}));
      w.Insert(Relate("r4", "a2", RelationshipKind::kSupportedBy, "sg",
                      {Date(2020, 1, 1), Date(2022, 12, 31)}));
      w.Insert(Relate("r5", "a3", RelationshipKind::kCommissionedBy, "sub"));
      w.Insert(Relate("r6", "a4", RelationshipKind::kSucceededBy, "a1", {Date(2020, 1, 1)}));
      w.Insert(Relate("r7", "a1", RelationshipKind::kCommissionedBy, "sub"));
    });
  }
};

TEST_P(TreeStoreTest, ListsWhatBelongsToAnOrganisationOnADay) {
  EXPECT_THAT(List({.within = "icb", .day = Date(2022, 12, 31), .limit = 9}),
              ElementsAre("a1", "a2", "a3", "sg", "sub"));
  EXPECT_THAT(List({.within = "icb", .day = Date(2023, 1, 1), .limit = 9}),
              ElementsAre("a1", "a3", "sg", "sub"));
  EXPECT_THAT(List({.within = "sg", .day = Date(2019, 12, 31), .limit = 9}), IsEmpty());
  EXPECT_THAT(List({.within = "sg", .with_within = true, .day = Date(2023, 1, 1), .limit = 9}),
              ElementsAre("a1", "sg"));
  EXPECT_THAT(List({.kind = OrganisationKind::kPractice,
                    .within = "icb",
                    .day = Date(2023, 1, 1),
                    .after = "a1",
                    .limit = 9}),
              ElementsAre("a3"));
}

TEST_P(TreeStoreTest, ListsAnOrganisationReachedInTwoWaysOnce) {
  EXPECT_THAT(List({.kind = OrganisationKind::kPractice,
                    .within = "sub",
                    .day = Date(2023, 1, 1),
                    .limit = 9}),
              ElementsAre("a1", "a3"));
}

TEST_P(TreeStoreTest, KnowsTheBondsOfADay) {
  const auto bonds = Read([](Reader& r) { return r.BondsOn("north", Date(2023, 6, 1)); });
  std::set<std::string> found;
  for (const Bond& bond : bonds) {
    found.insert(bond.subject + ">" + bond.object + " " + std::string(Word(bond.object_kind)));
  }
  EXPECT_THAT(found,
              ElementsAre("a1>sg steering_group", "a1>sub whole_system", "a3>sub whole_system",
                          "sg>sub whole_system", "sub>icb whole_system"));
}

TEST_P(TreeStoreTest, FiltersRelationships) {
  const auto list = [&](RelationshipQuery query) {
    query.programme = "north";
    return Ids(Read([&](Reader& r) { return r.ListRelationships(query); }));
  };
  EXPECT_EQ(list({}).size(), 7u);
  EXPECT_THAT(list({.kind = RelationshipKind::kPartOf}), ElementsAre("r1", "r2"));
  EXPECT_THAT(list({.subject = "a1"}), ElementsAre("r3", "r7"));
  EXPECT_THAT(list({.organisation = "a1"}), ElementsAre("r3", "r6", "r7"));
  EXPECT_THAT(list({.kind = RelationshipKind::kSupportedBy, .day = Date(2023, 1, 1)}),
              ElementsAre("r3"));
  EXPECT_THAT(list({.after = "r2", .limit = 2}), ElementsAre("r3", "r4"));
}

TEST_P(TreeStoreTest, ListsContextsByDay) {
  const auto put = [&](std::string organisation, Date day, int gps) {
    SiteContext context;
    context.programme = "north";
    context.organisation = std::move(organisation);
    context.effective_date = day;
    context.headcounts = {{StaffGroup::kGp, gps}};
    Write([&](Writer& w) { w.Put(context); });
  };
  put("a1", Date(2022, 4, 1), 2);
  put("a1", Date(2023, 4, 1), 3);
  put("a2", Date(2022, 4, 1), 5);
  const auto list = [&](SiteContextQuery query) {
    query.programme = "north";
    std::vector<std::string> found;
    for (const SiteContext& c : Read([&](Reader& r) { return r.ListSiteContexts(query); })) {
      found.push_back(c.organisation + " " + FormatDate(c.effective_date));
    }
    return found;
  };
  EXPECT_THAT(list({.limit = 9}), ElementsAre("a1 2022-04-01", "a1 2023-04-01", "a2 2022-04-01"));
  EXPECT_THAT(list({.day = Date(2023, 3, 31), .limit = 9}),
              ElementsAre("a1 2022-04-01", "a2 2022-04-01"));
  EXPECT_THAT(list({.organisation = "a1", .day = Date(2023, 4, 1), .limit = 9}),
              ElementsAre("a1 2023-04-01"));
  EXPECT_THAT(list({.day = Date(2022, 3, 31), .limit = 9}), IsEmpty());
  EXPECT_THAT(list({.after_organisation = "a1", .after_date = Date(2022, 4, 1), .limit = 1}),
              ElementsAre("a1 2023-04-01"));
  const auto headcounts =
      Read([](Reader& r) { return r.HeadcountsOn("north", Date(2023, 4, 1), "a1", "a1"); });
  EXPECT_EQ(headcounts, (std::map<std::string, Headcounts>{{"a1", {{StaffGroup::kGp, 3}}}}));
}

TEST_P(StoreTest, MovesTheContentRevisionWhenTouched) {
  EXPECT_EQ(ContentRevision(), 1);
  Write([](Writer& w) { ASSERT_OK(w.Touch("north")); });
  EXPECT_EQ(ContentRevision(), 2);
  Write([](Writer& w) { ASSERT_OK(w.Lock("north")); });
  EXPECT_EQ(ContentRevision(), 2);
  Write([](Writer& w) {
    EXPECT_THAT(w.Touch("south"), HasReason("PROGRAMME_NOT_FOUND"));
    EXPECT_THAT(w.Lock("south"), HasReason("PROGRAMME_NOT_FOUND"));
  });
}

TEST_P(StoreTest, RepeatsTheReplyOfARepeatedRequest) {
  int runs = 0;
  const auto call = [&](std::string payload) {
    const Change change = {{"", "Create", "3f0e6a4e-0000-4000-8000-000000000001", payload}, kNow};
    return store_->Write(change, [&](Writer& w) -> absl::StatusOr<std::string> {
      ++runs;
      w.Insert(MakeOrganisation("a1"));
      return std::string("reply \0 one", 11);
    });
  };
  EXPECT_THAT(call("x"), IsOkAndHolds(std::string("reply \0 one", 11)));
  EXPECT_THAT(call("x"), IsOkAndHolds(std::string("reply \0 one", 11)));
  EXPECT_EQ(runs, 1);
  EXPECT_THAT(call("y"), HasReason("REQUEST_ID_REUSED"));
}

TEST_P(StoreTest, KeepsNothingOfACheckOrAFailure) {
  const Change check = {
      {"", "Create", "3f0e6a4e-0000-4000-8000-000000000002", "x"}, kNow, /*validate_only=*/true};
  const auto create = [](Writer& w) -> absl::StatusOr<std::string> {
    w.Insert(MakeOrganisation("a1"));
    return "made";
  };
  EXPECT_THAT(store_->Write(check, create), IsOkAndHolds("made"));
  const Change real = {{}, kNow};
  const auto fail = [&](Writer& w) -> absl::StatusOr<std::string> {
    w.Insert(MakeOrganisation("a1"));
    return OrganisationNotFound("north", "a2");
  };
  EXPECT_THAT(store_->Write(real, fail), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(List({.show_closed = true, .limit = 9}), IsEmpty());
  EXPECT_THAT(store_->Write(real, create), IsOkAndHolds("made"));
}

TEST_P(StoreTest, RefusesTwoOrganisationsWithOneCode) {
  const auto insert = [&](std::string id, std::string code) {
    Organisation organisation = MakeOrganisation(std::move(id));
    organisation.code_system = code.empty() ? "" : "ods";
    organisation.code = std::move(code);
    return store_->Write({{}, kNow}, [&](Writer& w) -> absl::StatusOr<std::string> {
      w.Insert(organisation);
      return "";
    });
  };
  EXPECT_OK(insert("a", "A1"));
  EXPECT_TRUE(sql::IsDuplicate(insert("b", "A1").status()));
  EXPECT_OK(insert("c", ""));
  EXPECT_OK(insert("d", ""));
}

TEST_P(StoreTest, AppliesAnImportAndKnowsItAgain) {
  Organisation commissioner = MakeOrganisation("sub-00k", OrganisationKind::kWholeSystem);
  commissioner.code_system = "ods";
  commissioner.code = "00K";
  Write([&](Writer& w) { w.Insert(commissioner); });
  std::vector<EpraccurRow> rows;
  for (int i = 0; i < 1200; ++i) {
    rows.push_back(ReadEpraccurRow(i + 1, Fields({{1, absl::StrCat("A", 10000 + i)}})));
  }
  int uids = 0;
  const auto import = [&] {
    ImportCounts counts;
    Write([&](Writer& w) {
      const ImportPlan plan = PlanImport(rows, w.Everything("north"), kNow,
                                         [&] { return absl::StrCat("uid-", ++uids); });
      counts = plan.report.counts();
      w.Apply(plan);
    });
    return counts;
  };
  EXPECT_EQ(import(), (ImportCounts{.rows = 1200, .created = 1200}));
  EXPECT_EQ(import(), (ImportCounts{.rows = 1200, .unchanged = 1200}));
  rows[7] = ReadEpraccurRow(8, Fields({{1, "A10007"}, {12, "20240331"}, {13, "C"}}));
  EXPECT_EQ(import(), (ImportCounts{.rows = 1200, .unchanged = 1199, .closed = 1}));
  EXPECT_EQ(List({.within = "sub-00k", .day = Date(2024, 6, 1), .limit = 2000}).size(), 1199u);
}

TEST_P(StoreTest, SurvivesARestart) {
  if (GetParam() == DatabaseKind::kSqliteMemory) return;
  Write([](Writer& w) { w.Insert(MakeOrganisation("a1")); });
  Reopen();
  store_ = std::make_unique<SqlStore>(&db());
  ASSERT_OK(SqlStore::Migrate(db(), kNow));
  EXPECT_THAT(List({.limit = 9}), ElementsAre("a1"));
  EXPECT_OK(store_->Ping());
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, StoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);
INSTANTIATE_TEST_SUITE_P(EveryDatabase, TreeStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

}  // namespace
}  // namespace pcsp::registry
