#include "absl/time/civil_time.h"
#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "tests/support/status_matchers.h"

namespace pcsp {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;

TEST(Error, CarriesItsWholeDetail) {
  const ErrorDetail detail{.reason = "SITE_CLOSED",
                           .metadata = {{"closed", "2024-01-31"}},
                           .violations = {{"site", "a81044", "an open site"}},
                           .resource = ResourceRef{"organisation", "programmes/p/organisations/x"},
                           .precondition = "reopen it",
                           .retry_after = absl::Seconds(2)};
  const absl::Status status = MakeError(absl::StatusCode::kFailedPrecondition, "Closed.", detail);
  EXPECT_EQ(ErrorDetailOf(status), detail);
  EXPECT_EQ(ErrorDetailOf(absl::InternalError("plain")), std::nullopt);
}

TEST(Error, SurvivesTextThatIsNotUtf8) {
  const absl::Status status = InvalidField("name", "caf\xE9", "UTF-8 text");
  EXPECT_THAT(status, HasReason("INVALID_FIELDS"));
}

TEST(Violations, ReportsAllAtOnceAndShortensWhatWasGiven) {
  Violations violations;
  violations.Add("a", std::string(79, 'x') + "\xC3\xA9" + "tail", "less");
  violations.Merge("wave.", InvalidField("min_group_size", "1", "3 to 25"));
  const absl::Status status = violations.ToStatus();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ViolatedFields(status), ElementsAre("a", "wave.min_group_size"));
  EXPECT_EQ(ErrorDetailOf(status)->violations[0].given, std::string(79, 'x') + "...");
  EXPECT_TRUE(Violations().ToStatus().ok());
}

TEST(Ids, AcceptsResourceIdsAsDocumented) {
  for (const char* good : {"a", "a81044", "north-east", "0"}) EXPECT_TRUE(IsResourceId(good));
  for (const char* bad : {"", "-a", "a-", "A", "a_b", "a/b"}) EXPECT_FALSE(IsResourceId(bad));
  EXPECT_FALSE(IsResourceId(std::string(64, 'a')));
}

TEST(Ids, MakesUuidsThatSortByTime) {
  const absl::Time now = absl::FromUnixMillis(1'700'000'000'000);
  const std::string first = NewUuid(now), later = NewUuid(now + absl::Milliseconds(1));
  EXPECT_TRUE(IsUuid(first));
  EXPECT_EQ(first[14], '7');
  EXPECT_LT(first, later);
  EXPECT_NE(NewUuid(now), first);
  EXPECT_FALSE(IsUuid("not-a-uuid"));
}

TEST(Ids, NamesGiveTheSameUuidEachTime) {
  EXPECT_EQ(NamedUuid("draft a"), NamedUuid("draft a"));
  EXPECT_NE(NamedUuid("draft a"), NamedUuid("draft b"));
  EXPECT_TRUE(IsUuid(NamedUuid("")));
  EXPECT_EQ(NamedUuid("")[14], '8');
}

TEST(Ids, HashesAsSha256) {
  EXPECT_EQ(Sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(FixedClock, MovesWhenTold) {
  FixedClock clock(absl::UnixEpoch());
  clock.Advance(absl::Hours(1));
  EXPECT_EQ(clock.Now(), absl::UnixEpoch() + absl::Hours(1));
}

}  // namespace
}  // namespace pcsp
