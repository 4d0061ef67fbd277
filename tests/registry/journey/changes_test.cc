#include "services/registry/domain/journey/changes.h"

#include "common/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using State = MilestoneState;
using enum MilestoneState;

Milestone Make(std::string id, State state, Date date) {
  Milestone milestone;
  milestone.programme = "north";
  milestone.organisation = "a1";
  milestone.id = std::move(id);
  milestone.state = state;
  milestone.date = date;
  return milestone;
}

// The ids of the milestones that an error names.
std::string ConflictsIn(const absl::Status& status) {
  const auto detail = ErrorDetailOf(status);
  if (!detail) return "";
  std::string conflicts = detail->metadata.at("conflicts");
  const std::string prefix = "programmes/north/organisations/a1/milestones/";
  for (size_t at; (at = conflicts.find(prefix)) != std::string::npos;) {
    conflicts.erase(at, prefix.size());
  }
  return conflicts;
}

// taster (t), trained (r), live (l); one retracted withdrawal (w) that does not count.
std::vector<Milestone> Existing() {
  std::vector<Milestone> existing = {
      Make("l", kLive, Date(2024, 9, 1)), Make("w", kWithdrawn, Date(2024, 2, 1)),
      Make("r", kTrained, Date(2024, 3, 1)), Make("t", kTaster, Date(2024, 1, 1))};
  existing[1].retraction = Retraction{absl::UnixEpoch(), "never did", "", ""};
  return existing;
}

TEST(Journeys, AreMadeOfWhatCounts) {
  EXPECT_THAT(JourneyOf(Existing()),
              ElementsAre(Step{kTaster, Date(2024, 1, 1)}, Step{kTrained, Date(2024, 3, 1)},
                          Step{kLive, Date(2024, 9, 1)}));
}

TEST(Recording, MayFillGapsAndGoOn) {
  const std::pair<State, Date> steps[] = {
      {kInterested, Date(2023, 12, 1)}, {kInterested, Date(2024, 1, 1)},
      {kCommitted, Date(2024, 2, 1)},   {kFollowedUp, Date(2024, 4, 1)},
      {kPaused, Date(2024, 5, 1)},      {kSystemsReady, Date(2024, 9, 1)},
      {kSustained, Date(2025, 1, 1)},   {kWithdrawn, Date(2025, 1, 1)}};
  for (const auto& [state, date] : steps) {
    EXPECT_OK(CheckRecording(Make("", state, date), Existing())) << Word(state);
  }
}

TEST(Recording, RefusesAStepThatCannotFollow) {
  const absl::Status status = CheckRecording(Make("", kTaster, Date(2024, 10, 1)), Existing());
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(status, HasReason("ILLEGAL_MILESTONE"));
  EXPECT_EQ(ConflictsIn(status), "l");
  EXPECT_THAT(status.message(), HasSubstr("live on 2024-09-01"));
  const auto detail = ErrorDetailOf(status);
  EXPECT_EQ(detail->metadata.at("state"), "taster");
  EXPECT_EQ(detail->metadata.at("legal"), "normalising,sustained,paused,withdrawn,merged");
  EXPECT_EQ(detail->precondition,
            "on 2024-10-01, one of: normalising, sustained, paused, withdrawn, merged");
}

TEST(Recording, RefusesToBeginAboveTheTraining) {
  const absl::Status status = CheckRecording(Make("", kLive, Date(2024, 1, 1)), {});
  EXPECT_THAT(status, HasReason("ILLEGAL_MILESTONE"));
  EXPECT_EQ(ConflictsIn(status), "");
  EXPECT_EQ(ErrorDetailOf(status)->metadata.at("legal"), "interested,taster,committed,trained");
}

TEST(Recording, RefusesWhatLaterOnesCannotFollowAndNamesThemAll) {
  absl::Status status = CheckRecording(Make("", kWithdrawn, Date(2024, 1, 15)), Existing());
  EXPECT_THAT(status, HasReason("ILLEGAL_MILESTONE"));
  EXPECT_EQ(ConflictsIn(status), "r,l");
  EXPECT_EQ(ErrorDetailOf(status)->metadata.at("legal"), "committed,paused");
  status = CheckRecording(Make("", kTrained, Date(2024, 2, 1)), Existing());
  EXPECT_EQ(ConflictsIn(status), "r") << "trained twice without a pause between";
}

TEST(Recording, LeavesNothingToRecordAfterAMerger) {
  const std::vector<Milestone> existing = {Make("t", kTrained, Date(2024, 1, 1)),
                                           Make("m", kMerged, Date(2024, 2, 1))};
  const absl::Status status = CheckRecording(Make("", kLive, Date(2024, 3, 1)), existing);
  EXPECT_EQ(ConflictsIn(status), "m");
  EXPECT_EQ(ErrorDetailOf(status)->metadata.at("legal"), "");
  EXPECT_THAT(*ErrorDetailOf(status)->precondition, HasSubstr("another day"));
}

TEST(Recording, KnowsWhatIsRecordedAlready) {
  EXPECT_THAT(CheckRecording(Make("", kLive, Date(2024, 9, 1)), Existing()),
              HasReason("MILESTONE_EXISTS"));
  EXPECT_THAT(CheckRecording(Make("", kWithdrawn, Date(2024, 2, 1)), Existing()),
              HasReason("ILLEGAL_MILESTONE"))
      << "what is retracted is not there";
}

TEST(Retraction, IsRefusedForWhatOthersNeed) {
  const std::vector<Milestone> existing = Existing();
  EXPECT_OK(CheckRetraction(existing[0], existing));
  EXPECT_OK(CheckRetraction(existing[3], existing));
  const absl::Status status = CheckRetraction(existing[2], existing);
  EXPECT_THAT(status, HasReason("MILESTONE_NEEDED"));
  EXPECT_EQ(ConflictsIn(status), "l");
  EXPECT_THAT(CheckRetraction(existing[1], existing), HasReason("MILESTONE_RETRACTED"));
}

TEST(Retraction, IsMarkedAndMovesTheRevision) {
  Milestone milestone = Make("t", kTaster, Date(2024, 1, 1));
  milestone.revision = 1;
  const Retraction retraction = {absl::FromUnixSeconds(5), "wrong", "", "n"};
  const Milestone retracted = Retracted(milestone, retraction);
  EXPECT_EQ(retracted.retraction, retraction);
  EXPECT_EQ(retracted.revision, 2);
  EXPECT_EQ(retracted.update_time, retraction.time);
}

TEST(Succession, GoesToASiteThatStands) {
  const auto merger = [](std::string from, std::string to, Date date) {
    Milestone milestone = Make("m", kMerged, date);
    milestone.organisation = std::move(from);
    milestone.successor = std::move(to);
    return milestone;
  };
  const Milestone candidate = merger("a1", "a2", Date(2024, 3, 1));
  EXPECT_OK(CheckSuccession(candidate, {}));
  EXPECT_OK(CheckSuccession(candidate, {merger("a2", "a3", Date(2024, 3, 2))}));
  EXPECT_THAT(CheckSuccession(candidate, {merger("a2", "a3", Date(2024, 3, 1))}),
              HasReason("SUCCESSOR_MERGED"));
  EXPECT_THAT(CheckSuccession(candidate, {merger("a2", "a3", Date(2024, 4, 1)),
                                          merger("a3", "a1", Date(2024, 5, 1))}),
              HasReason("SUCCESSOR_MERGED"))
      << "a site would become itself";
}

}  // namespace
}  // namespace pcsp::registry
