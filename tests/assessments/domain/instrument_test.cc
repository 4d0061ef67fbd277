#include "services/assessments/domain/instrument.h"

#include "absl/strings/str_replace.h"
#include "services/assessments/domain/catalogue.h"
#include "services/assessments/domain/instrument_loader.h"
#include "tests/assessments/small_instruments.h"
#include "tests/support/status_matchers.h"

namespace pcsp::assessments {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::SmallInstrument;
using testing::SmallYaml;

// The small instrument with `from` replaced by `to`.
absl::Status Broken(const std::string& from, const std::string& to) {
  const std::string yaml = SmallYaml("practice", "practice", "pr");
  const std::string broken = absl::StrReplaceAll(yaml, {{from, to}});
  EXPECT_NE(yaml, broken) << from;
  return ParseInstrument(broken, "broken.yaml").status();
}

TEST(InstrumentLoader, ReadsAnInstrument) {
  const Instrument instrument = SmallInstrument();
  EXPECT_EQ(instrument.name(), "instruments/practice/versions/1");
  EXPECT_EQ(instrument.level, Level::kPractice);
  ASSERT_EQ(instrument.items.size(), 6);
  EXPECT_EQ(instrument.items[1].code, "pr_already");
  EXPECT_TRUE(instrument.items[1].reverse);
  EXPECT_EQ(instrument.items[3].construct, Construct::kCognitiveParticipation);
  EXPECT_EQ(instrument.item_index.at("pr_feedback"), 5);
  EXPECT_EQ(instrument.scales[0].steps(), 5);
}

TEST(InstrumentLoader, RefusesWhatCannotBeScored) {
  EXPECT_THAT(ViolatedFields(Broken("pr_value", "pr_purpose")), Contains("items[2].code"));
  EXPECT_THAT(ViolatedFields(Broken("scale: agreement", "scale: slider")),
              Contains("items[0].scale"));
  EXPECT_THAT(ViolatedFields(Broken("construct: collective_action", "construct: coherence")),
              ElementsAre("items[4].subcomponent"));
  EXPECT_THAT(ViolatedFields(Broken("construct: coherence", "construct: cohesion")),
              Contains("items[0].construct"));
  EXPECT_THAT(ViolatedFields(Broken("score: 5", "score: 4")),
              ElementsAre("scales.agreement.options"));
  EXPECT_THAT(ViolatedFields(Broken("code: nr_work", "code: nr_role")),
              ElementsAre("scales.agreement.not_relevant[2].code"));
  EXPECT_THAT(ViolatedFields(Broken("level: practice", "level: ward")), Contains("level"));
  EXPECT_THAT(ViolatedFields(Broken("licence: none", "license: none")),
              ElementsAre("licence", "license"));
}

TEST(InstrumentLoader, ReportsEverythingAtOnce) {
  const absl::Status status = ParseInstrument("id: X\nversion: 0\n", "empty.yaml").status();
  EXPECT_THAT(status, HasReason("INVALID_CONTENT"));
  const auto fields = ViolatedFields(status);
  for (const char* field : {"id", "version", "level", "title", "language", "licence", "attribution",
                            "scales", "items"}) {
    EXPECT_THAT(fields, Contains(field));
  }
}

TEST(InstrumentLoader, LimitsAConstructToTwelveItems) {
  std::string yaml = SmallYaml("practice", "practice", "pr");
  for (int i = 0; i < 10; ++i) {
    absl::StrAppend(&yaml, "\n  - { code: x", i, ", construct: coherence, ", "concept: c", i,
                    ", scale: agreement, text: T }");
  }
  EXPECT_THAT(ViolatedFields(ParseInstrument(yaml, "x").status()), ElementsAre("items"));
}

TEST(Instrument, PacksEveryAnswerAndReadsItBack) {
  const Instrument instrument = SmallInstrument();
  const Scale& scale = instrument.scales[0];
  int slot = 0;
  for (const char* code : {"1", "2", "3", "4", "5", "nr_role", "nr_stage", "nr_work"}) {
    const auto packed = PackAnswer(scale, code);
    ASSERT_TRUE(packed) << code;
    EXPECT_EQ(SlotOf(scale, *packed), ++slot);
    EXPECT_EQ(CodeOfSlot(scale, slot), code);
  }
  EXPECT_EQ(SlotsOf(scale), slot + 1);
  EXPECT_EQ(PackAnswer(scale, ""), kSkipped);
  EXPECT_EQ(PackAnswer(scale, "6"), std::nullopt);
  EXPECT_EQ(PackAnswer(scale, "NR_ROLE"), std::nullopt);
  EXPECT_EQ(SlotOf(scale, '9'), 0);
  EXPECT_EQ(SlotOf(scale, 'z'), 0);
  EXPECT_EQ(SlotOf(scale, '\xff'), 0);
}

TEST(Instrument, FlipsReversedItems) {
  const Instrument instrument = SmallInstrument();
  EXPECT_EQ(ScoreOfSlot(instrument, instrument.items[0], 5), 5);
  EXPECT_EQ(ScoreOfSlot(instrument, instrument.items[1], 5), 1);
  EXPECT_EQ(ScoreOfSlot(instrument, instrument.items[1], 2), 4);
}

TEST(Instrument, FingerprintFollowsMeaningAndNotWords) {
  const std::string yaml = SmallYaml("practice", "practice", "pr");
  const auto fingerprint = [&](const std::string& from, const std::string& to) {
    return FingerprintOf(ParseInstrument(absl::StrReplaceAll(yaml, {{from, to}}), "x").value());
  };
  const std::string plain = FingerprintOf(SmallInstrument());
  EXPECT_EQ(plain, fingerprint("A text.", "Other words."));
  EXPECT_NE(plain, fingerprint("reverse: true", "reverse: false"));
  EXPECT_NE(plain, fingerprint("pr_value", "pr_worth"));
  EXPECT_NE(plain, fingerprint("code: nr_role", "code: nr_task"));
}

TEST(Catalogue, FindsByNameAndRefusesDoubles) {
  const Catalogue catalogue = testing::SmallCatalogue();
  EXPECT_EQ(catalogue.List().size(), 3);
  ASSERT_NE(catalogue.Find("instruments/whole_system/versions/1"), nullptr);
  EXPECT_EQ(catalogue.Find("instruments/whole_system/versions/2"), nullptr);
  std::vector<Instrument> twice;
  twice.push_back(SmallInstrument());
  twice.push_back(SmallInstrument());
  EXPECT_THAT(Catalogue::Make(std::move(twice)), HasReason("INSTRUMENT_EXISTS"));
}

TEST(Catalogue, LoadsTheBuiltInInstruments) {
  const auto catalogue = Catalogue::Load("services/assessments/content");
  ASSERT_OK(catalogue);
  EXPECT_EQ(catalogue->List().size(), 3);
  EXPECT_THAT(Catalogue::Load("services/assessments/no_such_folder"),
              HasReason("CONTENT_NOT_FOUND"));
}

}  // namespace
}  // namespace pcsp::assessments
