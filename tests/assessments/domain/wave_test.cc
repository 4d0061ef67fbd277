#include "services/assessments/domain/wave.h"

#include "tests/assessments/small_instruments.h"
#include "tests/support/status_matchers.h"

namespace pcsp::assessments {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using testing::SmallCatalogue;

constexpr char kPractice[] = "instruments/practice/versions/1";
const absl::Time kNow = absl::FromUnixSeconds(1'750'000'000);

Wave Draft() { return {.name = {"p", "w1"}, .display_name = "Spring", .instruments = {kPractice}}; }

TEST(NewWave, FillsInWhatIsNotGiven) {
  Wave given = Draft();
  given.min_group_size = 0;
  const auto wave = NewWave(given, SmallCatalogue(), kNow);
  ASSERT_OK(wave);
  EXPECT_EQ(wave->min_group_size, 5);
  EXPECT_EQ(wave->state, WaveState::kDraft);
  EXPECT_EQ(wave->create_time, kNow);
  EXPECT_EQ(wave->etag(), "\"1\"");
}

TEST(NewWave, ReportsEveryViolation) {
  Wave given{.name = {"p", "w"},
             .display_name = " ",
             .instruments = {kPractice, "instruments/none/versions/1", kPractice},
             .min_group_size = 26};
  EXPECT_THAT(ViolatedFields(NewWave(given, SmallCatalogue(), kNow).status()),
              ElementsAre("wave.min_group_size", "wave.display_name", "wave.instruments[1]",
                          "wave.instruments[2]"));
  given = {.name = {"p", "w"}, .display_name = "x", .min_group_size = 2};
  EXPECT_THAT(ViolatedFields(NewWave(given, SmallCatalogue(), kNow).status()),
              ElementsAre("wave.min_group_size", "wave.instruments"));
}

TEST(FreezeSites, NumbersThemByName) {
  const auto sites = FreezeSites(Draft(), SmallCatalogue(),
                                 {{.organisation = "b2", .headcount = {1, 2, 3, 4, 0}},
                                  {.organisation = "a1", .steering_group = "north"}});
  ASSERT_OK(sites);
  EXPECT_EQ((*sites)[0].organisation, "a1");
  EXPECT_EQ((*sites)[0].number, 1);
  EXPECT_EQ((*sites)[1].number, 2);
  EXPECT_EQ((*sites)[1].people(), 10);
}

TEST(FreezeSites, ReportsEveryViolation) {
  const auto sites = FreezeSites(
      Draft(), SmallCatalogue(),
      {{.organisation = "a1"},
       {.organisation = "A 1"},
       {.organisation = "a1", .steering_group = "-", .headcount = {-1, 0, 100'001, 0, 0}}});
  EXPECT_THAT(ViolatedFields(sites.status()),
              ElementsAre("sites[1].organisation", "sites[2].steering_group", "sites[2].headcounts",
                          "sites[2].headcounts", "sites[2].organisation"));
}

TEST(FreezeSites, LeavesOutLevelsWithoutAnInstrument) {
  const WaveSite north{.organisation = "north", .level = Level::kSteeringGroup};
  const auto sites = FreezeSites(Draft(), SmallCatalogue(), {north, {.organisation = "a1"}});
  ASSERT_OK(sites);
  ASSERT_EQ(sites->size(), 1);
  EXPECT_EQ(sites->front().organisation, "a1");
  EXPECT_THAT(ViolatedFields(FreezeSites(Draft(), SmallCatalogue(), {north}).status()),
              ElementsAre("sites"));
}

// Every site is named, but for those that no instrument is for; one of unknown size may be enough.
TEST(FreezeSites, RefusesAPolicyThatNoSiteCanMeet) {
  Wave wave = Draft();
  wave.min_group_size = 6;
  std::vector<WaveSite> sites = {{.organisation = "b2", .headcount = {1, 2, 2, 0, 0}},
                                 {.organisation = "north", .level = Level::kSteeringGroup},
                                 {.organisation = "a1", .headcount = {3, 0, 0, 0, 0}}};
  EXPECT_THAT(ViolatedFields(FreezeSites(wave, SmallCatalogue(), sites).status()),
              ElementsAre("sites[0].headcounts", "sites[2].headcounts"));
  sites[0].headcount[3] = 1;
  EXPECT_OK(FreezeSites(wave, SmallCatalogue(), sites));
  sites[0].headcount = {};
  EXPECT_OK(FreezeSites(wave, SmallCatalogue(), sites));
}

TEST(WaveStates, MoveOnlyForward) {
  const absl::Time later = kNow + absl::Hours(1);
  const Wave draft = Draft();
  EXPECT_THAT(Close(draft, "", kNow), HasReason("WAVE_NOT_OPEN"));
  EXPECT_THAT(Complete(draft, kNow), HasReason("WAVE_NOT_CLOSING"));
  EXPECT_THAT(Open(draft, "\"9\"", 3, kNow), HasReason("ETAG_MISMATCH"));

  const auto open = Open(draft, "\"1\"", 3, kNow);
  ASSERT_OK(open);
  EXPECT_EQ(open->state, WaveState::kOpen);
  EXPECT_EQ(open->revision, 2);
  EXPECT_EQ(open->site_count, 3);
  EXPECT_THAT(Open(*open, "", 3, kNow), HasReason("WAVE_NOT_DRAFT"));
  EXPECT_THAT(Complete(*open, kNow), HasReason("WAVE_NOT_CLOSING"));
  EXPECT_THAT(Close(*open, "\"1\"", later), HasReason("ETAG_MISMATCH"));

  const auto closing = Close(*open, "\"2\"", later);
  ASSERT_OK(closing);
  EXPECT_EQ(closing->state, WaveState::kClosing);
  EXPECT_EQ(closing->evidence_revision, 3);
  EXPECT_EQ(closing->close_time, later);
  EXPECT_EQ(Close(*closing, "\"2\"", later)->revision, 3) << "again: nothing changes";

  const auto closed = Complete(*closing, later);
  ASSERT_OK(closed);
  EXPECT_EQ(closed->state, WaveState::kClosed);
  EXPECT_EQ(closed->evidence_revision, 3);
  EXPECT_EQ(Complete(*closed, later)->revision, 4);
  EXPECT_EQ(Close(*closed, "", later)->state, WaveState::kClosed);
}

TEST(WaveStates, DecideWhatMayBeDone) {
  const WaveName name{"p", "w1"};
  EXPECT_THAT(TakesAnswers(WaveState::kDraft, name), HasReason("WAVE_NOT_OPEN"));
  EXPECT_OK(TakesAnswers(WaveState::kOpen, name));
  EXPECT_THAT(TakesAnswers(WaveState::kClosing, name), HasReason("WAVE_CLOSED"));
  EXPECT_THAT(TakesAnswers(WaveState::kClosed, name), HasReason("WAVE_CLOSED"));
  Wave wave = Draft();
  EXPECT_THAT(HasResults(wave), HasReason("WAVE_NOT_CLOSED"));
  wave.evidence_revision = 3;
  EXPECT_OK(HasResults(wave));
}

TEST(Publish, FollowsClosedAndNothingElse) {
  Wave wave = Draft();
  for (const WaveState state : {WaveState::kDraft, WaveState::kOpen, WaveState::kClosing}) {
    wave.state = state;
    EXPECT_THAT(Publish(wave, "", kNow), HasReason("WAVE_NOT_DONE"));
  }
  wave.state = WaveState::kClosed;
  EXPECT_THAT(Publish(wave, "\"9\"", kNow), HasReason("ETAG_MISMATCH"));
  const auto published = Publish(wave, "\"1\"", kNow);
  ASSERT_OK(published);
  EXPECT_EQ(published->state, WaveState::kPublished);
  EXPECT_EQ(published->publish_time, kNow);
  EXPECT_EQ(published->revision, 2);
  EXPECT_EQ(Publish(*published, "\"1\"", kNow)->revision, 2) << "again, it changes nothing";
  EXPECT_EQ(Close(*published, "", kNow)->state, WaveState::kPublished);
  EXPECT_EQ(Complete(*published, kNow)->state, WaveState::kPublished);
}

TEST(Open, SaysWhichStateItWouldReopen) {
  Wave wave = Draft();
  for (const auto& [state, word] :
       {std::pair{WaveState::kOpen, "OPEN"}, std::pair{WaveState::kClosing, "CLOSING"},
        std::pair{WaveState::kClosed, "CLOSED"}, std::pair{WaveState::kPublished, "PUBLISHED"}}) {
    wave.state = state;
    const auto opened = Open(wave, "", 3, kNow);
    EXPECT_THAT(opened, HasReason("WAVE_NOT_DRAFT"));
    EXPECT_THAT(std::string(opened.status().message()), ::testing::HasSubstr(word));
  }
}

TEST(TakesAnswersOfAnybody, UnlessByInvitation) {
  Wave wave = Draft();
  EXPECT_OK(TakesAnswersOfAnybody(wave));
  wave.access = WaveAccess::kInvitationOnly;
  EXPECT_THAT(TakesAnswersOfAnybody(wave), HasReason("INVITATION_REQUIRED"));
}

TEST(BandOf, Doubles) {
  EXPECT_EQ(BandOf(0, 5), (Band{0, 4}));
  EXPECT_EQ(BandOf(4, 5), (Band{0, 4}));
  EXPECT_EQ(BandOf(5, 5), (Band{5, 9}));
  EXPECT_EQ(BandOf(10, 5), (Band{10, 19}));
  EXPECT_EQ(BandOf(19, 5), (Band{10, 19}));
  EXPECT_EQ(BandOf(20, 5), (Band{20, 39}));
}

TEST(Names, AreParsedWholeOrNotAtAll) {
  EXPECT_EQ(ParseWaveName("programmes/p/waves/w1"), (WaveName{"p", "w1"}));
  for (const char* bad :
       {"", "programmes/p/waves/", "programmes/P/waves/w", "waves/w", "programmes/p/waves/w/x",
        "programmes/p/wave/w", "/programmes/p/waves/w"}) {
    EXPECT_EQ(ParseWaveName(bad), std::nullopt) << bad;
  }
  const auto results = ParseSiteResultsName("programmes/p/waves/w1/siteResults/a1");
  ASSERT_TRUE(results);
  EXPECT_EQ(results->ToString(), "programmes/p/waves/w1/siteResults/a1");
  EXPECT_EQ(ParseOrganisationName("programmes/p/organisations/a1")->organisation, "a1");
  EXPECT_EQ(ParseProgrammeName("programmes/p"), "p");
}

}  // namespace
}  // namespace pcsp::assessments
