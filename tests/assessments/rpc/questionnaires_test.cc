// Instruments and answers as FHIR, and files that are coded the other way round.
#include "services/assessments/domain/fhir/questionnaire.h"
#include "tests/assessments/many_scales.h"
#include "tests/assessments/rpc/instruments_fixture.h"

namespace pcsp::assessments {
namespace {

namespace pb = testing::pb;
using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::kName;
using testing::kRequest;
using testing::kWave;
using testing::Organisation;
using ::testing::UnorderedElementsAre;

class QuestionnairesTest : public testing::InstrumentsTest {};

TEST_F(QuestionnairesTest, ComeAndGoAsQuestionnaires) {
  pb::ImportQuestionnaireRequest import;
  import.set_parent("programmes/p");
  import.set_instrument_id("many");
  import.set_questionnaire(WriteQuestionnaire(testing::ManyScales(), EditionState::kPublished));
  import.set_validate_only(true);
  ASSERT_OK(Ask(&Stub::ImportQuestionnaire, import));
  const std::string name = "programmes/p/instruments/many/versions/1";
  EXPECT_THAT(Get(name), HasReason("INSTRUMENT_NOT_FOUND"));
  import.set_validate_only(false);
  import.set_request_id(kRequest);
  const auto made = Ask(&Stub::ImportQuestionnaire, import);
  ASSERT_OK(made);
  EXPECT_EQ(made->instrument().name(), name);
  EXPECT_EQ(Ask(&Stub::ImportQuestionnaire, import)->instrument().name(), name);

  pb::ExportQuestionnaireRequest request;
  request.set_name(name);
  const auto exported = Ask(&Stub::ExportQuestionnaire, request);
  ASSERT_OK(exported);
  const auto read = ReadQuestionnaire(exported->questionnaire(), {});
  ASSERT_OK(read);
  EXPECT_EQ(read->instrument.items, testing::ManyScales().items);
  EXPECT_THAT(exported->questionnaire(), HasSubstr("\"status\": \"draft\""));
  request.set_name("instruments/practice/versions/1");
  EXPECT_OK(Ask(&Stub::ExportQuestionnaire, request));

  import.set_request_id("");
  import.set_shape(pb::QUESTIONNAIRE_SHAPE_NOMAD);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::ImportQuestionnaire, import).status()), Contains("coding"));
  import.set_questionnaire("{}");
  EXPECT_THAT(Ask(&Stub::ImportQuestionnaire, import), HasReason("INVALID_QUESTIONNAIRE"));
  import.set_request_id("x");
  const absl::Status both = Ask(&Stub::ImportQuestionnaire, import).status();
  EXPECT_THAT(both, HasReason("INVALID_QUESTIONNAIRE"));
  EXPECT_THAT(ViolatedFields(both),
              ::testing::IsSupersetOf({"request_id", "coding", "questionnaire.resourceType"}));
}

TEST_F(QuestionnairesTest, TakeAnswersAsQuestionnaireResponsesThatNameNobody) {
  PublishShort();
  ASSERT_OK(CreateWaveWith("w1", kName));
  ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest()));
  const auto answers = [](const std::string& more, const std::string& code = "5") {
    return absl::StrCat(
        R"({"resourceType": "QuestionnaireResponse", "status": "completed", )", more,
        R"("item": [{"linkId": "purpose", "answer": [{"valueCoding": {"code": ")", code,
        R"("}}]}, {"linkId": "more", "answer": [{"valueString": "Time."}]}]})");
  };
  pb::SubmitQuestionnaireResponseRequest request;
  request.set_parent(kWave);
  request.set_organisation(Organisation("a1"));
  request.set_staff_group(type::v1::STAFF_GROUP_NURSE);
  request.set_request_id(kRequest);
  request.set_questionnaire_response(answers(""));
  ASSERT_OK(Ask(&Stub::SubmitQuestionnaireResponse, request));
  ASSERT_OK(Ask(&Stub::SubmitQuestionnaireResponse, request));  // counts once
  request.set_request_id("");
  request.set_questionnaire_response(answers(R"("author": {"reference": "Practitioner/1"}, )"));
  EXPECT_THAT(ViolatedFields(Ask(&Stub::SubmitQuestionnaireResponse, request).status()),
              ElementsAre("questionnaire_response.author"));
  request.set_questionnaire_response(answers("", "6"));
  EXPECT_THAT(ViolatedFields(Ask(&Stub::SubmitQuestionnaireResponse, request).status()),
              ElementsAre("answers[purpose]"));
  // Everything at once, in the resource and beside it, at a site that is not known too.
  request.set_organisation(Organisation("b9"));
  request.set_request_id("x");
  request.clear_staff_group();
  request.set_questionnaire_response(answers(R"("id": "7", )", "6"));
  const absl::Status everything = Ask(&Stub::SubmitQuestionnaireResponse, request).status();
  EXPECT_THAT(everything, HasReason("INVALID_QUESTIONNAIRE"));
  EXPECT_THAT(ViolatedFields(everything),
              UnorderedElementsAre("questionnaire_response.id", "organisation", "request_id",
                                   "staff_group", "answers[purpose]"));
  request.set_questionnaire_response("{");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::SubmitQuestionnaireResponse, request).status()),
              ::testing::SizeIs(4));
  request.set_request_id("");
  request.set_staff_group(type::v1::STAFF_GROUP_NURSE);
  request.set_organisation(Organisation("a1"));
  request.set_questionnaire_response(answers(""));
  for (int i = 0; i < 2; ++i) ASSERT_OK(Ask(&Stub::SubmitQuestionnaireResponse, request));
  ASSERT_OK(CloseWave());
  EXPECT_EQ(Results("a1")->respondents(), 3);
  EXPECT_THAT(Ask(&Stub::SubmitQuestionnaireResponse, request), HasReason("WAVE_CLOSED"));
}

TEST_F(QuestionnairesTest, RefuseAFileThatIsCodedTheOtherWayRound) {
  PublishShort();
  ASSERT_OK(CreateWaveWith("w1", kName));
  ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest()));
  std::string right = "site,staff_group,purpose,normal\n", wrong = right;
  for (int i = 0; i < 20; ++i) {
    const int agrees = 1 + i % 5;
    absl::StrAppend(&right, "a1,nurse,", agrees, ",", 2 * agrees, "\n");
    absl::StrAppend(&wrong, "a1,nurse,", 6 - agrees, ",", 2 * agrees, "\n");
  }
  EXPECT_THAT(Bulk(wrong), HasReason("CODING_REVERSED"));
  EXPECT_THAT(Bulk(wrong, "", true), HasReason("CODING_REVERSED"));
  const auto report = Bulk(right);
  ASSERT_OK(report);
  EXPECT_EQ(report->accepted(), 20);
}

}  // namespace
}  // namespace pcsp::assessments
