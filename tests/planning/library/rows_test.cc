// What programmes add, as rows on every engine.
#include "gmock/gmock.h"
#include "services/planning/store/sql_store.h"
#include "tests/planning/catalogues.h"
#include "tests/support/databases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning {
namespace {

using ::pcsp::testing::HasReason;

const absl::Time kNow = absl::FromUnixSeconds(1'767'600'000);

class LibraryRowsTest : public pcsp::testing::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (HasFatalFailure()) return;
    auto store = SqlStore::Open(&db(), kNow);
    ASSERT_OK(store);
    store_ = *std::move(store);
  }
  absl::StatusOr<std::string> Write(const std::string& request_id,
                                    absl::FunctionRef<void(sql::RecordWriter&)> body) {
    return store_->records().Write(
        {.key = {.method = "m", .request_id = request_id, .payload_hash = request_id},
         .now = kNow,
         .programme = "p"},
        [&](sql::RecordWriter& writer) -> absl::StatusOr<std::string> {
          body(writer);
          return "reply";
        });
  }
  template <typename T>
  std::vector<T> All() {
    std::vector<T> all;
    EXPECT_OK(store_->records().Read([&](sql::RecordReader& reader) {
      all = reader.List<T>({});
      return absl::OkStatus();
    }));
    return all;
  }

  std::unique_ptr<SqlStore> store_;
};

INSTANTIATE_TEST_SUITE_P(EveryDatabase, LibraryRowsTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

TEST_P(LibraryRowsTest, AnOutcomeComesBackAsItWas) {
  SiteOutcome one;
  one.programme = "p";
  one.outcome.site = "s";
  one.outcome.round = "w";
  one.outcome.issue = "i";
  one.outcome.pre = 100.0 / 3;
  one.outcome.post_n = 7;
  one.outcome.adopted = {{"a"}, {"b", true}};
  one.outcome.context.rurality = 1;
  one.sharing = Sharing::kWithheld;
  one.display_name = "Elm Street";
  one.whole_system = "north";
  one.clinical_system = "EMIS Web";
  one.level = Level::kSteeringGroup;
  ASSERT_OK(Write("", [&](auto& writer) { writer.Put(one); }));
  const auto all = All<SiteOutcome>();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].outcome.pre, one.outcome.pre);
  EXPECT_EQ(all[0].outcome.adopted, one.outcome.adopted);
  EXPECT_EQ(all[0].outcome.context, one.outcome.context);
  EXPECT_EQ(all[0].sharing, Sharing::kWithheld);
  EXPECT_EQ(all[0].display_name, "Elm Street");
  EXPECT_EQ(all[0].whole_system, "north");
  EXPECT_EQ(all[0].clinical_system, "EMIS Web");
  EXPECT_EQ(all[0].level, Level::kSteeringGroup);
}

TEST_P(LibraryRowsTest, ASolutionKeepsHowOftenItIsDone) {
  OwnSolution own;
  own.programme = "p";
  own.solution = testing::MakeSolution("mine", {"i"});
  own.solution.repeat_weeks = 26;
  own.solution.settings = {SiteSetting::kRural, SiteSetting::kSmall};
  own.create_time = own.update_time = kNow;
  ASSERT_OK(Write("", [&](auto& writer) { writer.Insert(own); }));
  const auto all = All<OwnSolution>();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].solution.repeat_weeks, 26);
  EXPECT_EQ(all[0].solution.settings, own.solution.settings);
  EXPECT_EQ(all[0].solution.review_weeks, own.solution.review_weeks);
}

TEST_P(LibraryRowsTest, AStoryComesBackAsItWas) {
  SiteStory story;
  story.programme = "p";
  story.id = "u";
  story.organisation = "s";
  story.solution = "a";
  story.issue = "i";
  story.level = Level::kSteeringGroup;
  story.result = Story::kPersisted;
  story.did = "We did\nthis.";
  story.happened = "That; 'it' was";
  story.differently = "Earlier";
  story.sharing = Sharing::kNamed;
  story.agreed_by = "kim";
  story.display_name = "Elm Street";
  story.create_time = kNow;
  ASSERT_OK(Write("", [&](auto& writer) { writer.Insert(story); }));
  const auto all = All<SiteStory>();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_TRUE(all[0] == story);
}

TEST_P(LibraryRowsTest, ForgetsWhatWasRepliedAboutAResource) {
  const std::string id = "0189a7f4-0000-7000-8000-00000000000a";
  const auto reply = [&](sql::RecordWriter& writer) {
    writer.Concerns("programmes/p/contacts/c");
    writer.TellsOf("programmes/p/contacts/c");
  };
  ASSERT_OK(Write(id, reply));
  ASSERT_OK(Write("", [](auto& writer) { writer.Forget("p", "programmes/p/contacts/other"); }));
  EXPECT_EQ(*Write(id, reply), "reply") << "remembered still";
  ASSERT_OK(Write("", [](auto& writer) { writer.Forget("p", "programmes/p/contacts/c"); }));
  EXPECT_THAT(Write(id, reply), HasReason("REPLY_ERASED"));
  EXPECT_OK(store_->Scrub());
}

}  // namespace
}  // namespace pcsp::planning
