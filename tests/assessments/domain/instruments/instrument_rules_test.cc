#include "services/assessments/domain/instruments/instrument_rules.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/assessments/domain/instruments/subcomponents.h"
#include "services/assessments/domain/instruments/translation_rules.h"
#include "tests/assessments/many_scales.h"
#include "tests/assessments/small_instruments.h"
#include "tests/support/status_matchers.h"

namespace pcsp::assessments {
namespace {

using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::kManyScales;
using testing::ManyScales;
using ::testing::UnorderedElementsAre;

// The instrument of many scales with `from` replaced by `to`.
std::vector<std::string> Faults(const std::string& from, const std::string& to) {
  const std::string broken = absl::StrReplaceAll(kManyScales, {{from, to}});
  EXPECT_NE(broken, kManyScales) << from;
  return ViolatedFields(ParseInstrument(broken, "broken.yaml").status());
}

struct Break {
  const char* what;
  const char* from;
  const char* to;
  const char* field;
};

TEST(InstrumentRules, NameEveryFaultByItsField) {
  for (const Break& b : std::vector<Break>{
           {"a code twice", "code: q2", "code: q3", "items[2].code"},
           {"a code twice but for capitals", "code: q2", "code: q1", "items[1].code"},
           {"a hole in the scores", "label: All of us, score: 3", "label: All of us, score: 4",
            "scales.steps.options"},
           {"a scale of one", "high: 100, step: 2", "high: 0, step: 2", "scales.slider.high"},
           {"a step that leads past the end", "step: 2", "step: 3", "scales.slider.step"},
           {"more positions than fit", "step: 2", "step: 1", "scales.slider.step"},
           {"a number of one value", "high: 500", "high: 0", "scales.letters.high"},
           {"an anchor off the scale", "\"50\": The middle", "\"200\": Far",
            "scales.slider.anchors.200"},
           {"a reverse key on words", "scale: words", "reverse: true, scale: words",
            "items[6].reverse"},
           {"a reverse key on a number", "scale: letters", "reverse: true, scale: letters",
            "items[5].reverse"},
           {"an unknown sub-component", "differentiation", "difference_making",
            "items[0].subcomponent"},
           {"another construct's sub-component", "differentiation", "enrolment",
            "items[0].subcomponent"},
           {"an unknown section", "section: everybody", "section: nobody", "items[0].section"},
           {"a level that is not the instrument's", "levels: [practice], staff",
            "levels: [whole_system], staff", "sections[1].shown_to.levels[0]"},
           {"an unknown staff group", "[gp, nurse]", "[gp, matron]",
            "sections[1].shown_to.staff_groups[1]"},
           {"an unknown milestone", "[live, normalising]", "[live, done]",
            "sections[1].shown_to.milestones[1]"},
           {"evidence beside no yes or no", "kind: number", "evidence: true, kind: number",
            "scales.letters.evidence"},
           {"no language", "language: en-GB", "language: English!", "language"},
           {"a text that is not translated", "q6: Chwech., ", "", "translations.cy.items.q6"},
           {"a translation of nothing", "q7: Saith.", "q7: Saith., q8: Wyth.",
            "translations.cy.items.q8"},
           {"an option that is not translated", "all: Pawb", "",
            "translations.cy.options.steps/all"},
       }) {
    EXPECT_THAT(Faults(b.from, b.to), ::testing::Contains(b.field)) << b.what;
  }
}

TEST(InstrumentRules, SayOfAScaleOfOneOptionThatItHasOneAndNoOrder) {
  EXPECT_THAT(Faults(R"(      - { code: "2", label: Yes, score: 1 }
)",
                     ""),
              UnorderedElementsAre("scales.agreement.options", "scales.agreement.options",
                                   "translations.cy.options.agreement/2"));
}

TEST(InstrumentRules, ReportFaultsOfSeveralPartsTogether) {
  const std::string broken = absl::StrReplaceAll(
      kManyScales, {{"code: q2", "code: q3"}, {"high: 500", "high: 0"}, {"cy:", "en-gb:"}});
  EXPECT_THAT(ViolatedFields(ParseInstrument(broken, "x").status()),
              ElementsAre("scales.letters.high", "items[2].code", "translations.en-gb",
                          "translations.en-gb.items.q2"));
}

TEST(InstrumentRules, MixNoScalesOfDifferentLengthInAConstruct) {
  EXPECT_THAT(Faults("construct: collective_action", "construct: coherence"), ElementsAre("items"));
  // A number enters no score, so its length does not matter.
  EXPECT_THAT(
      ViolatedFields(ParseInstrument(absl::StrReplaceAll(kManyScales, {{"code: q6, scale",
                                                                        "code: q6, construct: "
                                                                        "coherence, scale"}}),
                                     "x")
                         .status()),
      IsEmpty());
}

TEST(InstrumentRules, KnowFourSubcomponentsOfEachConstruct) {
  std::map<Construct, int> count;
  for (const Subcomponent& subcomponent : kSubcomponents) {
    ++count[subcomponent.construct];
    EXPECT_EQ(FindSubcomponent(subcomponent.word), &subcomponent);
  }
  ASSERT_EQ(count.size(), 4u);
  for (const auto& [construct, n] : count) EXPECT_EQ(n, 4);
  EXPECT_EQ(FindSubcomponent("coherence"), nullptr);
}

TEST(InstrumentRules, KeepTheMeaningOfACodeOverVersions) {
  const Instrument before = ManyScales();
  Violations none;
  CheckSuccession(before, before, none);
  EXPECT_TRUE(none.empty());
  Instrument after = before;
  after.items[0].reverse = false;
  after.items[3].construct = Construct::kCoherence;
  after.items[4].text = "Other words.";
  after.items[5].code = "q6b";
  Violations violations;
  CheckSuccession(before, after, violations);
  EXPECT_THAT(ViolatedFields(violations.ToStatus()), ElementsAre("items[0].code", "items[3].code"));
}

TEST(InstrumentRules, KnowLanguageTagsByTheirForm) {
  for (const char* tag : {"en", "en-GB", "cy", "zh-Hant-TW", "es-419"}) {
    EXPECT_TRUE(IsLanguageTag(tag)) << tag;
  }
  for (const char* tag : {"", "e", "en_GB", "en--GB", "1en", "en-"}) {
    EXPECT_FALSE(IsLanguageTag(tag)) << tag;
  }
}

TEST(Languages, AreChosenByTagOrElseByLanguage) {
  const Instrument instrument = ManyScales();
  EXPECT_EQ(BestLanguage(instrument, "CY"), "cy");
  EXPECT_EQ(BestLanguage(instrument, "cy-GB"), "cy");
  EXPECT_EQ(BestLanguage(instrument, "en"), "en-GB");
  EXPECT_EQ(BestLanguage(instrument, "fr"), "");
  EXPECT_THAT(LanguagesOf(instrument), ElementsAre("en-GB", "cy"));
}

TEST(Languages, ChangeWordsAndNothingElse) {
  const Instrument english = ManyScales();
  const Instrument welsh = InLanguage(english, "cy");
  EXPECT_EQ(welsh.language, "cy");
  EXPECT_EQ(welsh.items[3].text, "Pedwar.");
  EXPECT_EQ(welsh.sections[1].introduction, "Am y sgwrs.");
  EXPECT_EQ(welsh.scales[0].not_relevant[0].label, "Nid fi");
  EXPECT_EQ(welsh.scales[1].options[3].label, "3");
  EXPECT_EQ(FingerprintOf(welsh), FingerprintOf(english));
  EXPECT_TRUE(welsh.translations.empty());
  EXPECT_EQ(InLanguage(english, "en-GB").items, english.items);
}

TEST(InstrumentWriter, WritesWhatTheLoaderReads) {
  for (const Instrument& instrument : {ManyScales(), testing::SmallInstrument()}) {
    const std::string written = WriteInstrument(instrument);
    const auto read = ParseInstrument(written, "written.json");
    ASSERT_OK(read);
    EXPECT_TRUE(*read == instrument) << written;
    EXPECT_EQ(WriteInstrument(*read), written);
    EXPECT_EQ(FingerprintOf(*read), FingerprintOf(instrument));
  }
}

TEST(InstrumentWriter, KeepsTheBuiltInInstruments) {
  for (const char* file : {"practice", "steering_group", "whole_system"}) {
    const auto instrument =
        LoadInstrument(absl::StrCat("services/assessments/content/", file, ".yaml"));
    ASSERT_OK(instrument);
    const auto read = ParseInstrument(WriteInstrument(*instrument), "written.json");
    ASSERT_OK(read);
    EXPECT_TRUE(*read == *instrument) << file;
  }
}

}  // namespace
}  // namespace pcsp::assessments
