#include "services/assessments/domain/fhir/questionnaire_response.h"

#include "absl/strings/str_replace.h"
#include "tests/assessments/many_scales.h"
#include "tests/support/status_matchers.h"

namespace pcsp::assessments {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::ManyScales;
using ::testing::Pair;

constexpr char kAnswers[] = R"({
  "resourceType": "QuestionnaireResponse",
  "questionnaire": "urn:pcsp:instruments:many|3",
  "status": "completed",
  "authored": "2026-01-05T10:11:12Z",
  "item": [
    { "linkId": "everybody", "item": [
      { "linkId": "Q1", "text": "One.", "answer": [{ "valueCoding": { "code": "2" } }] } ] },
    { "linkId": "q3", "answer": [{ "valueInteger": 50 }] },
    { "linkId": "q5", "answer": [{ "valueCoding": { "code": "yes" }, "item": [
      { "linkId": "q5.evidence", "answer": [{ "valueString": "We tried." }] } ] }] },
    { "linkId": "q7", "answer": [{ "valueString": "More time." }] }
  ]
})";

absl::StatusOr<ReadAnswers> Read(const std::string& json, const Instrument& instrument) {
  Violations violations;
  auto answers = ReadQuestionnaireResponse(json, &instrument, violations);
  if (!violations.empty()) return violations.ToStatus("INVALID_QUESTIONNAIRE");
  return *std::move(answers);
}

TEST(QuestionnaireResponse, GivesCodesAndWords) {
  const auto answers = Read(kAnswers, ManyScales());
  ASSERT_OK(answers);
  EXPECT_THAT(answers->codes, ElementsAre(Pair("Q1", "2"), Pair("q3", "50"), Pair("q5", "yes")));
  EXPECT_THAT(answers->words, ElementsAre(Pair("q5", "We tried."), Pair("q7", "More time.")));
}

TEST(QuestionnaireResponse, NamesNobodyAndNoOtherQuestionnaire) {
  struct Break {
    std::string from, to, field;
  };
  const std::string status = R"("status": "completed",)";
  for (const Break& b : std::vector<Break>{
           {status, status + R"("author": {"reference": "Practitioner/1"},)", "author"},
           {status, status + R"("source": {"reference": "Patient/1"},)", "source"},
           {status, status + R"("subject": {"display": "somebody"},)", "subject"},
           {status, status + R"("identifier": {"value": "7"},)", "identifier"},
           {status, status + R"("contained": [{"resourceType": "Patient"}],)", "contained"},
           {status, status + R"("extension": [{"url": "urn:x", "valueString": "y"}],)",
            "extension"},
           {status, status + R"("modifierExtension": [{"url": "urn:x"}],)", "modifierExtension"},
           {status, R"("status": "in-progress",)", "status"},
           {"many|3", "many|2", "questionnaire"},
           {"instruments:many", "instruments:few", "questionnaire"},
           {R"("linkId": "q3",)", R"("linkId": "q3", "extension": [{"url": "urn:me"}],)",
            "item[1].extension"},
           {R"([{ "valueInteger": 50 }])", R"([{ "valueInteger": 50 }, { "valueInteger": 60 }])",
            "item[1].answer"},
           {R"("valueInteger": 50)", R"("valueDecimal": 5.5)", "item[1].answer[0].valueDecimal"},
           {R"("linkId": "q7")", R"("linkId": "q3")", "item[3].linkId"},
       }) {
    const std::string broken = absl::StrReplaceAll(kAnswers, {{b.from, b.to}});
    ASSERT_NE(broken, kAnswers) << b.from;
    const absl::Status refused = Read(broken, ManyScales()).status();
    EXPECT_THAT(refused, HasReason("INVALID_QUESTIONNAIRE"));
    if (b.field != "item[1].answer[0].valueDecimal") {
      EXPECT_THAT(ViolatedFields(refused), Contains("questionnaire_response." + b.field));
    }
  }
}

// Every kind of scale, a reason beside one, words beside an answer and words beside none.
const ReadAnswers kOfEveryKind = {
    {{"Q1", "nr_role"}, {"q2", "7"}, {"q3", "50"}, {"q4", "some"}, {"q5", "yes"}, {"q6", "420"}},
    {{"q5", "We tried."}, {"q7", "More \"time\"."}}};

TEST(QuestionnaireResponse, ReadsAsItWasWritten) {
  const Instrument instrument = ManyScales();
  const std::string json =
      WriteQuestionnaireResponse(instrument, kOfEveryKind, ResponseStatus::kCompleted);
  const auto read = Read(json, instrument);
  ASSERT_OK(read) << json;
  EXPECT_EQ(read->codes, kOfEveryKind.codes);
  EXPECT_EQ(read->words, kOfEveryKind.words);
  EXPECT_THAT(json, HasSubstr("\"valueInteger\": 50"));
  EXPECT_THAT(json, HasSubstr("\"display\": \"Some of us\""));
  EXPECT_LT(json.find("\"linkId\": \"everybody\""), json.find("\"linkId\": \"Q1\""));

  const ReadAnswers words_alone = {{}, {{"q5", "Not yet."}}};
  const auto alone = Read(
      WriteQuestionnaireResponse(instrument, words_alone, ResponseStatus::kCompleted), instrument);
  ASSERT_OK(alone);
  EXPECT_EQ(alone->words, words_alone.words);
}

TEST(QuestionnaireResponse, GivesWhatCouldBeReadBesideFaults) {
  Violations violations;
  const Instrument instrument = ManyScales();
  const std::string status = R"("status": "completed",)";
  const auto answers = ReadQuestionnaireResponse(
      absl::StrReplaceAll(kAnswers, {{status, R"("status": "completed", "id": "x",)"}}),
      &instrument, violations);
  EXPECT_EQ(violations.list().size(), 1u);
  ASSERT_TRUE(answers);
  EXPECT_EQ(answers->codes.size(), 3u);
  EXPECT_EQ(ReadQuestionnaireResponse("{", &instrument, violations), std::nullopt);
  EXPECT_EQ(violations.list().size(), 2u);
}

TEST(QuestionnaireResponse, ADraftIsNotTakenForAnAnswer) {
  const std::string json =
      WriteQuestionnaireResponse(ManyScales(), kOfEveryKind, ResponseStatus::kInProgress);
  EXPECT_THAT(ViolatedFields(Read(json, ManyScales()).status()),
              ElementsAre("questionnaire_response.status"));
}

}  // namespace
}  // namespace pcsp::assessments
