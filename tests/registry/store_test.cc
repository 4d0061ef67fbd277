#include <thread>

#include "common/storage/sql_errors.h"
#include "services/registry/domain/errors.h"
#include "tests/registry/store_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::DatabaseKind;
using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsOkAndHolds;
using ::pcsp::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

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
  EXPECT_THAT(Read([](Reader& r) { return r.Find("north", {.ids = {"a1"}}); }).organisations,
              IsEmpty());
  EXPECT_EQ(Read([](Reader& r) { return r.CountSitesOn("north", Date(2024, 6, 1)); }), 0);
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

// Each finds the programme missing and makes it; all but one must hear that it exists.
TEST_P(StoreTest, TellsThoseWhoComeSecond) {
  std::vector<absl::Status> results(4);
  std::vector<std::thread> threads;
  for (absl::Status& result : results) {
    threads.emplace_back([&] {
      const auto create = [](Writer& w) -> absl::StatusOr<std::string> {
        if (w.GetProgramme("south").ok()) return ProgrammeExists("south");
        w.Insert(MakeProgramme("south"));
        return "";
      };
      result = store_->Write({{}, kNow}, create).status();
    });
  }
  for (std::thread& thread : threads) thread.join();
  int made = 0;
  for (const absl::Status& result : results) {
    made += result.ok() ? 1 : 0;
    EXPECT_EQ(pcsp::testing::ReasonOf(result), result.ok() ? "" : "PROGRAMME_EXISTS");
  }
  EXPECT_EQ(made, 1);
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

}  // namespace
}  // namespace pcsp::registry
