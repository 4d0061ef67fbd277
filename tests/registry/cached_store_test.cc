#include "services/registry/store/cached_store.h"

#include "absl/strings/str_cat.h"
#include "common/storage/cache/local_cache.h"
#include "services/registry/domain/errors.h"
#include "tests/registry/store_fixture.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsOkAndHolds;

class CachedStoreTest : public StoreTest {
 protected:
  CachedStore Over(bool sole_writer) {
    return {store_.get(), &cache_, &clock_, sole_writer, "origin"};
  }
  static Question Asked(absl::Duration max_staleness = {}) {
    return {"ListSites", "north", {"2024-06-01"}, max_staleness};
  }
  // Answers with the content revision, and counts.
  auto Body() {
    return [this]() -> absl::StatusOr<Answer> {
      ++computed_;
      const int64_t revision = ContentRevision();
      return Answer{revision, absl::StrCat("at ", revision)};
    };
  }
  static void Touch(Store& store) {
    ASSERT_OK(store.Write({{}, kNow}, [](Writer& writer) -> absl::StatusOr<std::string> {
      EXPECT_OK(writer.Touch("north"));
      return "";
    }));
  }

  FixedClock clock_{kNow};
  ReadThrough cache_{std::make_unique<LocalCache>(1 << 20, &clock_), nullptr, {.check_one_in = 0}};
  int computed_ = 0;
};

TEST_P(CachedStoreTest, AnswersOnceARevision) {
  CachedStore store = Over(/*sole_writer=*/true);
  EXPECT_EQ(store.AtHand(Asked()), std::nullopt);
  EXPECT_THAT(store.Kept(Asked(), Body()), IsOkAndHolds("at 1"));
  EXPECT_THAT(store.Kept(Asked(), Body()), IsOkAndHolds("at 1"));
  EXPECT_EQ(store.AtHand(Asked()), "at 1");
  EXPECT_EQ(computed_, 1);
  Touch(store);
  EXPECT_EQ(store.AtHand(Asked()), std::nullopt);
  EXPECT_THAT(store.Kept(Asked(), Body()), IsOkAndHolds("at 2"));
  EXPECT_EQ(store.AtHand(Asked()), "at 2");
  Question other = Asked();
  other.arguments = {"2024-06-02"};
  EXPECT_EQ(store.AtHand(other), std::nullopt);
  other.method = "NotKept";
  EXPECT_THAT(store.Kept(other, Body()), IsOkAndHolds("at 2"));
  EXPECT_THAT(store.Kept(other, Body()), IsOkAndHolds("at 2"));
  EXPECT_EQ(computed_, 4);
}

TEST_P(CachedStoreTest, AsksForTheRevisionWhereOthersWriteToo) {
  CachedStore store = Over(/*sole_writer=*/false);
  EXPECT_THAT(store.Kept(Asked(), Body()), IsOkAndHolds("at 1"));
  EXPECT_EQ(store.AtHand(Asked()), std::nullopt);
  EXPECT_THAT(store.Kept(Asked(), Body()), IsOkAndHolds("at 1"));
  EXPECT_EQ(computed_, 1);
  Touch(*store_);  // another process
  EXPECT_THAT(store.Kept(Asked(), Body()), IsOkAndHolds("at 2"));
}

TEST_P(CachedStoreTest, AnswersFromMemoryToThoseWhoAllowIt) {
  CachedStore store = Over(/*sole_writer=*/false);
  ASSERT_OK(store.Kept(Asked(), Body()));
  Touch(*store_);  // another process
  clock_.Advance(absl::Milliseconds(1500));
  EXPECT_EQ(store.AtHand(Asked(absl::Milliseconds(1501))), "at 1");
  EXPECT_EQ(store.AtHand(Asked(absl::Milliseconds(1500))), std::nullopt);
  clock_.Advance(absl::Milliseconds(500));
  EXPECT_EQ(store.AtHand(Asked(absl::Seconds(2))), std::nullopt);
  EXPECT_THAT(store.Kept(Asked(absl::Seconds(2)), Body()), IsOkAndHolds("at 2"));
  clock_.Advance(-absl::Hours(1));
  EXPECT_EQ(store.AtHand(Asked(absl::Seconds(2))), std::nullopt);
  // One's own writes are always seen.
  ASSERT_OK(store.Kept(Asked(), Body()));
  Touch(store);
  EXPECT_EQ(store.AtHand(Asked(absl::Seconds(2))), std::nullopt);
}

TEST_P(CachedStoreTest, KeepsNoError) {
  CachedStore store = Over(/*sole_writer=*/true);
  const auto fails = []() -> absl::StatusOr<Answer> { return OrganisationNotFound("north", "a1"); };
  EXPECT_THAT(store.Kept(Asked(), fails), HasReason("ORGANISATION_NOT_FOUND"));
  EXPECT_EQ(store.AtHand(Asked()), std::nullopt);
  EXPECT_THAT(store.Kept(Asked(), Body()), IsOkAndHolds("at 1"));
  // Where there is no programme, whoever makes the answer says what is wrong.
  Question elsewhere = Asked();
  elsewhere.programme = "south";
  const auto nowhere = []() -> absl::StatusOr<Answer> { return ProgrammeNotFound("south"); };
  EXPECT_THAT(store.Kept(elsewhere, nowhere), HasReason("PROGRAMME_NOT_FOUND"));
}

TEST_P(CachedStoreTest, AnswersNoQuestionWithoutSense) {
  CachedStore store = Over(/*sole_writer=*/true);
  ASSERT_OK(store.Kept(Asked(), Body()));
  for (const absl::Duration stale : {absl::Seconds(-1), absl::Milliseconds(2001)}) {
    EXPECT_EQ(store.AtHand(Asked(stale)), std::nullopt);
    EXPECT_OK(store.Kept(Asked(stale), Body()));
  }
  EXPECT_EQ(computed_, 3);
}

TEST_P(CachedStoreTest, TellsWhatWasTouched) {
  std::vector<std::string> changed;
  SqlStore store(&db(), [&](const std::string& programme) { changed.push_back(programme); });
  Touch(store);
  EXPECT_THAT(changed, ::testing::ElementsAre("north"));
  EXPECT_OK(store.Write({{}, kNow, /*validate_only=*/true},
                        [](Writer& writer) -> absl::StatusOr<std::string> {
                          EXPECT_OK(writer.Touch("north"));
                          return "";
                        }));
  EXPECT_EQ(changed.size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, CachedStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

}  // namespace
}  // namespace pcsp::registry
