#include "services/assessments/domain/fhir/questionnaire.h"

#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "nlohmann/json.hpp"
#include "services/assessments/domain/instrument_loader.h"
#include "tests/assessments/many_scales.h"
#include "tests/support/status_matchers.h"

namespace pcsp::assessments {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsSupersetOf;
using testing::ManyScales;
using ::testing::Not;

std::string Shape() {
  std::ifstream file("tests/assessments/domain/fhir/shape.json");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

absl::StatusOr<ReadQuestionnaireResult> Read(const std::string& json) {
  return ReadQuestionnaire(json, {});
}

// What a questionnaire does not say.
Instrument Named(Instrument instrument, const Instrument& like) {
  instrument.programme = like.programme;
  instrument.id = like.id;
  instrument.version = like.version;
  return instrument;
}

TEST(Questionnaire, ComesBackAsTheSameInstrument) {
  std::vector<Instrument> instruments = {ManyScales()};
  for (const char* file : {"practice", "steering_group", "whole_system"}) {
    instruments.push_back(
        LoadInstrument(absl::StrCat("services/assessments/content/", file, ".yaml")).value());
  }
  for (const Instrument& instrument : instruments) {
    const std::string written = WriteQuestionnaire(instrument, EditionState::kPublished);
    const auto read = Read(written);
    ASSERT_OK(read) << instrument.id;
    EXPECT_THAT(read->ignored, ElementsAre()) << instrument.id;
    const Instrument again = Named(read->instrument, instrument);
    EXPECT_EQ(WriteInstrument(again), WriteInstrument(instrument));
    EXPECT_TRUE(again == instrument);
    EXPECT_EQ(FingerprintOf(again), FingerprintOf(instrument));
  }
}

TEST(Questionnaire, IsWrittenWithTheElementsOfFhir) {
  const auto json = nlohmann::json::parse(WriteQuestionnaire(ManyScales(), EditionState::kRetired));
  EXPECT_EQ(json["resourceType"], "Questionnaire");
  EXPECT_EQ(json["status"], "retired");
  EXPECT_EQ(json["url"], "urn:pcsp:instruments:many");
  EXPECT_EQ(json["version"], "3");
  const auto& group = json["item"][0];
  EXPECT_EQ(group["type"], "group");
  const auto& question = group["item"][0];
  EXPECT_EQ(question["linkId"], "Q1");
  EXPECT_EQ(question["type"], "choice");
  const auto& option = question["answerOption"][0];
  EXPECT_EQ(option["valueCoding"]["code"], "1");
  EXPECT_EQ(option["extension"][0]["url"], "http://hl7.org/fhir/StructureDefinition/ordinalValue");
  // Score 2 of a scale that begins at 0.
  EXPECT_EQ(option["extension"][0]["valueDecimal"], 1);
  EXPECT_FALSE(question["answerOption"][2].contains("extension"));
  EXPECT_EQ(question["_text"]["extension"][0]["extension"][1]["valueString"], "Un.");
}

TEST(Questionnaire, ReadsThePublishedShape) {
  const auto read = Read(Shape());
  ASSERT_OK(read);
  const Instrument& instrument = read->instrument;
  EXPECT_EQ(instrument.title, "How ready are we?");
  EXPECT_EQ(instrument.source_url, "https://example.org/fhir/Questionnaire/readiness");
  EXPECT_EQ(instrument.attribution, "Example programme");
  ASSERT_EQ(instrument.sections.size(), 1u);
  EXPECT_EQ(instrument.sections[0].code, "/grp-1");
  ASSERT_EQ(instrument.items.size(), 2u);
  EXPECT_EQ(instrument.items[0].code, "/10001-1");
  EXPECT_EQ(instrument.items[0].construct, Construct::kCoherence);
  EXPECT_EQ(instrument.items[1].construct, std::nullopt);
  const Scale& first = instrument.ScaleOf(instrument.items[0]);
  EXPECT_THAT(first.options, ElementsAre(AnswerOption{"LA1-8", "Not at all", 1},
                                         AnswerOption{"LA2-6", "Largely", 2}));
  EXPECT_THAT(first.not_relevant, ElementsAre(AnswerOption{"LA9-1", "Does not apply", 0}));
  EXPECT_EQ(first.first_value, 0);
  const Scale& second = instrument.ScaleOf(instrument.items[1]);
  EXPECT_THAT(second.options,
              ElementsAre(AnswerOption{"often", "often", 1}, AnswerOption{"never", "never", 2}));
  EXPECT_EQ(instrument.translations.at("cy").options.at("scale1/LA2-6"), "I raddau helaeth");
  EXPECT_THAT(read->ignored, IsSupersetOf({"meta", "contact", "item[0].required", "code"}));

  // What it means survives another trip.
  const auto again = Read(WriteQuestionnaire(instrument, EditionState::kDraft));
  ASSERT_OK(again);
  EXPECT_TRUE(Named(again->instrument, instrument) == instrument);
}

TEST(Questionnaire, NamesWhatItCannotKeep) {
  const std::string question = R"("linkId": "/10002-9",)";
  struct Break {
    std::string from, to, field;
  };
  for (const Break& b : std::vector<Break>{
           {R"("status": "active",)",
            R"("status": "active", "modifierExtension": [{"url": "urn:x", "valueBoolean": true}],)",
            "questionnaire.modifierExtension[0]"},
           {question, question + R"("modifierExtension": [{"url": "urn:x", "valueCode": "y"}],)",
            "questionnaire.item[0].item[1].modifierExtension[0]"},
           {R"("status": "active",
  "exp)",
            R"("status": "active", "implicitRules": "urn:rules",
  "exp)",
            "questionnaire.implicitRules"},
           {question, question + R"("enableWhen": [{"question": "/10001-1"}],)",
            "questionnaire.item[0].item[1].enableWhen"},
           {question, question + R"("repeats": true,)", "questionnaire.item[0].item[1].repeats"},
           {R"("#upside-down")", R"("https://example.org/ValueSet/x")",
            "questionnaire.item[0].item[1].answerValueSet"},
           {R"("valueDecimal": 1.0)", R"("valueDecimal": 4)",
            "questionnaire.item[0].item[0].answerOption"},
           {R"("valueDecimal": 1.0)", R"("valueDecimal": 0.5)",
            "questionnaire.item[0].item[0].answerOption[1].extension[0].valueDecimal"},
           {R"("code": "LA2-6")", R"("code": "LA1-8")", "instrument.scales.scale1.options[1].code"},
           {R"("linkId": "/10002-9")", R"("linkId": "/10001-1")", "instrument.items[1].code"},
           {R"("text": "Somebody else decides.",)", "", "questionnaire.item[0].item[1].text"},
           {R"("resourceType": "Questionnaire")", R"("resourceType": "Patient")",
            "questionnaire.resourceType"},
           {R"("name": "Readiness",)", R"("nmae": "Readiness",)", "questionnaire.nmae"},
           {R"("type": "choice",
          "answerValueSet")",
            R"("type": "quantity",
          "answerValueSet")",
            "questionnaire.item[0].item[1].type"},
       }) {
    const std::string broken = absl::StrReplaceAll(Shape(), {{b.from, b.to}});
    EXPECT_NE(broken, Shape()) << b.from;
    const absl::Status status = Read(broken).status();
    EXPECT_THAT(status, HasReason("INVALID_QUESTIONNAIRE")) << b.field;
    EXPECT_THAT(ViolatedFields(status), Contains(b.field));
  }
}

TEST(Questionnaire, NamesEverythingAtOnce) {
  const std::string broken = absl::StrReplaceAll(
      Shape(), {{R"("#upside-down")", R"("#nowhere")"},
                {R"("valueDecimal": 1.0)", R"("valueDecimal": 7)"},
                {R"("linkId": "/grp-1",)", R"("linkId": "/grp-1", "repeats": true,)"},
                {R"("code": "coherence")", R"("code": "cohesion")"}});
  EXPECT_THAT(
      ViolatedFields(Read(broken).status()),
      IsSupersetOf({"questionnaire.item[0].repeats", "questionnaire.item[0].item[0].code[1].code",
                    "questionnaire.item[0].item[0].answerOption",
                    "questionnaire.item[0].item[1].answerValueSet"}));
}

TEST(Questionnaire, IsNotJustAnyText) {
  EXPECT_THAT(Read("{"), HasReason("INVALID_QUESTIONNAIRE"));
  EXPECT_THAT(Read("[]"), HasReason("INVALID_QUESTIONNAIRE"));
  EXPECT_THAT(Read("null"), HasReason("INVALID_QUESTIONNAIRE"));
}

}  // namespace
}  // namespace pcsp::assessments
