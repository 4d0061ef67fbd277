#include "services/assessments/domain/fhir/nomad.h"

#include <random>

#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"
#include "services/assessments/domain/fhir/agreement_labels.h"
#include "services/assessments/domain/fhir/questionnaire.h"
#include "services/assessments/domain/response.h"
#include "tests/support/status_matchers.h"

namespace pcsp::assessments {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Json = nlohmann::ordered_json;

// 3 general questions and `agreement` others, with texts of no meaning.
std::string Questionnaire(int agreement = 20, bool ordinals = false) {
  Json json = {{"resourceType", "Questionnaire"}, {"status", "active"}, {"title", "T"}};
  const auto options = [&](int from, int to, bool scored) {
    Json list = Json::array();
    for (int code = from; code <= to; ++code) {
      Json option = {{"valueCoding", {{"code", absl::StrCat(code)}, {"display", "d"}}}};
      if (scored && code <= 5) {
        option["extension"] = {{{"url", "http://hl7.org/fhir/StructureDefinition/ordinalValue"},
                                {"valueDecimal", code}}};
      }
      list.push_back(std::move(option));
    }
    return list;
  };
  for (int i = 1; i <= 3 + agreement; ++i) {
    json["item"].push_back(
        {{"linkId", absl::StrCat("n", i)},
         {"text", "Words."},
         {"type", "choice"},
         {"answerOption", i <= 3 ? options(0, 10, false) : options(1, 8, ordinals)}});
  }
  return json.dump();
}

absl::StatusOr<ReadQuestionnaireResult> Nomad(const std::string& json,
                                              std::optional<CodingDirection> coding) {
  return ReadQuestionnaire(json, {.nomad = true, .coding = coding});
}

TEST(Nomad, GivesItemsTheirPlacesAndScalesTheirScores) {
  for (const auto coding : {CodingDirection::kAgreeIsHigh, CodingDirection::kAgreeIsLow}) {
    const auto read = Nomad(Questionnaire(), coding);
    ASSERT_OK(read);
    const Instrument& instrument = read->instrument;
    std::map<int, int> sizes;
    int reversed = 0;
    for (const Item& item : instrument.items) {
      ++sizes[item.construct ? static_cast<int>(*item.construct) : -1];
      reversed += item.reverse;
    }
    EXPECT_EQ(sizes, (std::map<int, int>{{-1, 3}, {0, 4}, {1, 4}, {2, 7}, {3, 5}}));
    EXPECT_EQ(reversed, 1);
    EXPECT_TRUE(instrument.items[12].reverse);  // the tenth of the twenty
    const Item& first = instrument.items[3];
    const Scale& scale = instrument.ScaleOf(first);
    EXPECT_EQ(scale.not_relevant.size(), 3u);
    EXPECT_EQ(ScoreOfSlot(instrument, first, SlotOf(scale, *PackAnswer(scale, "5"))),
              coding == CodingDirection::kAgreeIsHigh ? 5 : 1);
  }
}

TEST(Nomad, WantsTheDirectionOfItsCodes) {
  EXPECT_THAT(ViolatedFields(Nomad(Questionnaire(), std::nullopt).status()), Contains("coding"));
}

TEST(Nomad, RefusesADirectionThatItsOrdinalsContradict) {
  EXPECT_OK(Nomad(Questionnaire(20, true), CodingDirection::kAgreeIsHigh));
  const absl::Status refused =
      Nomad(Questionnaire(20, true), CodingDirection::kAgreeIsLow).status();
  EXPECT_THAT(refused, HasReason("CODING_REVERSED"));
  EXPECT_THAT(ViolatedFields(refused), Contains("coding"));
}

// The questionnaire with labels at both ends of the twenty.
std::string Labelled(const std::string& of_1, const std::string& of_5) {
  Json json = Json::parse(Questionnaire());
  for (Json& item : json["item"]) {
    for (Json& option : item["answerOption"]) {
      Json& coding = option["valueCoding"];
      if (item["answerOption"].size() != 8) continue;
      if (coding["code"] == "1") coding["display"] = of_1;
      if (coding["code"] == "5") coding["display"] = of_5;
    }
  }
  return json.dump();
}

TEST(Nomad, RefusesADirectionThatItsLabelsContradict) {
  const std::string low = Labelled("Strongly agree", "Strongly disagree");
  EXPECT_OK(Nomad(low, CodingDirection::kAgreeIsLow));
  const absl::Status refused = Nomad(low, CodingDirection::kAgreeIsHigh).status();
  EXPECT_THAT(refused, HasReason("CODING_REVERSED"));
  const auto detail = ErrorDetailOf(refused);
  ASSERT_EQ(detail->violations.size(), 1u);
  EXPECT_EQ(detail->violations[0].field, "coding");
  EXPECT_EQ(detail->violations[0].given, "AGREE_IS_HIGH");
  EXPECT_THAT(detail->violations[0].expected, HasSubstr("AGREE_IS_LOW"));
  EXPECT_THAT(detail->violations[0].expected, HasSubstr("Strongly agree"));
  const std::string high = Labelled("Strongly disagree", "Strongly agree");
  EXPECT_OK(Nomad(high, CodingDirection::kAgreeIsHigh));
  EXPECT_THAT(Nomad(high, CodingDirection::kAgreeIsLow), HasReason("CODING_REVERSED"));
  // With anything else wrong it is a questionnaire with faults, this one among them.
  const absl::Status both = Nomad(Labelled("Strongly agree", ""), std::nullopt).status();
  EXPECT_THAT(both, HasReason("INVALID_QUESTIONNAIRE"));
}

TEST(AgreementLabels, AreReadInManyLanguagesAndOnlyWhereTheyAreClear) {
  for (const auto& [agree, disagree] : std::vector<std::pair<const char*, const char*>>{
           {"Strongly agree", "Strongly disagree"},
           {"Agree completely", "Do not agree at all"},
           {"Helemaal mee eens", "Helemaal mee oneens"},
           {"Stimme voll und ganz zu",
            "Stimme \xc3\xbc"
            "berhaupt nicht zu"},
           {"Tout \xc3\xa0 fait d'accord",
            "Pas du tout d\xe2\x80\x99"
            "accord"},
           {"Muy de acuerdo", "Muy en desacuerdo"},
           {"Completamente d'accordo", "Completamente in disaccordo"},
           {"Helt enig", "Helt uenig"},
           {"Inst\xc3\xa4mmer helt", "Inst\xc3\xa4mmer inte alls"},
           {"Cytuno'n gryf", "Anghytuno'n gryf"}}) {
    EXPECT_EQ(DirectionOfLabels(agree, disagree), CodingDirection::kAgreeIsLow) << agree;
    EXPECT_EQ(DirectionOfLabels(disagree, agree), CodingDirection::kAgreeIsHigh) << agree;
    EXPECT_EQ(DirectionOfLabels(agree, agree), std::nullopt) << agree;
  }
  for (const auto& [one, other] : std::vector<std::pair<const char*, const char*>>{
           {"1", "5"}, {"Never", "Always"}, {"", ""}, {"Strongly agree", "5"}}) {
    EXPECT_EQ(DirectionOfLabels(one, other), std::nullopt) << one;
  }
}

TEST(Nomad, RefusesAnotherShape) {
  EXPECT_THAT(ViolatedFields(Nomad(Questionnaire(19), CodingDirection::kAgreeIsHigh).status()),
              Contains("instrument.items"));
}

// People whose answers follow how normal a thing is to them, with noise; `sign` -1 codes the
// twenty the other way round.
std::vector<std::string> Rows(const Instrument& instrument, int people, double weight, int sign,
                              unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  std::vector<std::string> rows;
  for (int p = 0; p < people; ++p) {
    const double mood = normal(random);
    std::vector<std::string> codes;
    for (size_t i = 0; i < instrument.items.size(); ++i) {
      const double reverse = instrument.items[i].reverse ? -1 : 1;
      const double x = weight * mood * reverse + normal(random);
      codes.push_back(i < 3 ? absl::StrCat(std::clamp<int>(std::lround(5 + 2 * x), 0, 10))
                            : absl::StrCat(std::clamp<int>(std::lround(3 + sign * x), 1, 5)));
    }
    std::vector<Answer> answers;
    for (size_t i = 0; i < codes.size(); ++i)
      answers.push_back({instrument.items[i].code, codes[i]});
    Violations violations;
    rows.push_back(PackAnswers(instrument, answers, "$0", violations));
    EXPECT_TRUE(violations.empty());
  }
  return rows;
}

DirectionCheck Check(const Instrument& instrument, const std::vector<std::string>& rows) {
  return CheckDirection(instrument, std::vector<absl::string_view>(rows.begin(), rows.end()));
}

TEST(CheckDirection, FindsFilesThatAreCodedTheOtherWayRound) {
  const Instrument instrument = Nomad(Questionnaire(), CodingDirection::kAgreeIsHigh)->instrument;
  for (unsigned seed = 0; seed < 100; ++seed) {
    EXPECT_FALSE(Check(instrument, Rows(instrument, 40, .8, 1, seed)).reversed) << seed;
    EXPECT_TRUE(Check(instrument, Rows(instrument, 40, .8, -1, seed)).reversed) << seed;
  }
}

TEST(CheckDirection, AccusesNobodyWhereNothingIsKnown) {
  const Instrument instrument = Nomad(Questionnaire(), CodingDirection::kAgreeIsHigh)->instrument;
  // Too few, or without a relation: one in two hundred by chance.
  EXPECT_FALSE(Check(instrument, Rows(instrument, 9, 2, -1, 1)).reversed);
  int accused = 0;
  for (unsigned seed = 0; seed < 1000; ++seed) {
    accused += Check(instrument, Rows(instrument, 30, 0, 1, seed)).reversed;
  }
  EXPECT_LE(accused, 15);
  // Everybody alike.
  EXPECT_FALSE(Check(instrument, std::vector<std::string>(20, "66655555555555555555555")).reversed);
}

}  // namespace
}  // namespace pcsp::assessments
