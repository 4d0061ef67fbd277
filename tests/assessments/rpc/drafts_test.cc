// What is saved with a token, and how it counts, over the wire.
#include <map>

#include "absl/strings/str_replace.h"
#include "tests/assessments/rpc/invitations_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr char kRequest[] = "0190b0a0-0000-7000-8000-00000000000a";

class DraftsTest : public InvitationsTest {};

TEST_F(DraftsTest, ADraftWaitsForItsTokenAlone) {
  OpenWave();
  const auto tokens = Issue("a1", 2);
  EXPECT_THAT(StartWith(tokens[0])->draft(), IsEmpty());
  ASSERT_OK(Save(tokens[0], {{"pr_purpose", "4"}, {"pr_value", "nr_role"}, {"pr_drive", ""}}));
  EXPECT_THAT(StartWith(tokens[0])->draft(),
              UnorderedElementsAre(Pair("pr_purpose", "4"), Pair("pr_value", "nr_role")));
  EXPECT_THAT(StartWith(tokens[1])->draft(), IsEmpty());
  EXPECT_THAT(ViolatedFields(Save(tokens[0], {{"pr_purpose", "8"}})),
              ElementsAre("answers[pr_purpose]"));
  EXPECT_THAT(StartWith(tokens[0])->draft(), SizeIs(2)) << "a fault changes nothing";
  ASSERT_OK(Save(tokens[0], {{"pr_drive", "2"}}));
  EXPECT_THAT(StartWith(tokens[0])->draft(), ElementsAre(Pair("pr_drive", "2")));
  ASSERT_OK(Save(tokens[0], {}));
  EXPECT_THAT(StartWith(tokens[0])->draft(), IsEmpty());
  ASSERT_OK(Save(tokens[0], {{"pr_drive", "2"}}));
  SubmitAll("a1", "4", 2);
  EXPECT_EQ(Respondents("a1"), 0) << "a draft is not an answer";
}

// What is submitted goes before what was saved, item by item, and an answer left empty is a skip.
TEST_F(DraftsTest, ADraftCountsOnceItIsSubmitted) {
  OpenWave();
  const auto tokens = Issue("a1", 8);
  for (size_t i = 0; i < tokens.size(); ++i) {
    const std::string saved = i < 4 ? "4" : "5", given = i < 4 ? "2" : "3";
    ASSERT_OK(Save(tokens[i], {{"pr_purpose", "1"}, {"pr_value", "2"}, {"pr_drive", saved}}));
    const auto request =
        Invited(tokens[i], {{"pr_purpose", given}, {"pr_value", ""}}, i == 0 ? kRequest : "");
    ASSERT_OK(Submit(request));
    if (i == 0) {
      EXPECT_OK(Submit(request)) << "a retry finds no draft, and needs none";
    }
    EXPECT_THAT(StartWith(tokens[i]), HasReason("INVITATION_NOT_VALID"));
  }
  ASSERT_OK(CloseWave());
  const auto evidence = Evidence({"a1"});
  ASSERT_OK(evidence);
  EXPECT_EQ(evidence->evidence(0).respondents(), 8);
  std::map<std::string, google::protobuf::Map<std::string, int32_t>> counts;
  for (const auto& item : evidence->evidence(0).items()) counts[item.item()] = item.answers();
  EXPECT_THAT(counts["pr_purpose"], UnorderedElementsAre(Pair("2", 4), Pair("3", 4)));
  EXPECT_THAT(counts["pr_drive"], UnorderedElementsAre(Pair("4", 4), Pair("5", 4)));
  EXPECT_THAT(counts["pr_value"], IsEmpty());
}

TEST_F(DraftsTest, ADraftAloneIsEnoughToSubmit) {
  OpenWave();
  const auto tokens = Issue("a1", 3);
  for (const std::string& token : tokens) {
    ASSERT_OK(Save(token, {{"pr_purpose", "4"}}));
    ASSERT_OK(Submit(Invited(token, {})));
  }
  EXPECT_EQ(Respondents("a1"), 3);
}

// What cannot be an answer of its holder is told when it is submitted, and can be taken back.
TEST_F(DraftsTest, ADraftThatCannotCountIsToldByItem) {
  OpenWave();
  const auto tokens = Issue("a1", 1);
  ASSERT_OK(Save(tokens[0], {{"pr_purpose", "4"}}));
  EXPECT_THAT(ViolatedFields(Submit(Invited(tokens[0], {{"pr_drive", "9"}, {"nothing", "1"}}))),
              UnorderedElementsAre("answers[pr_drive]", "answers[nothing]"));
  EXPECT_THAT(StartWith(tokens[0])->draft(), SizeIs(1)) << "a fault burns nothing";
  EXPECT_THAT(ViolatedFields(Submit(Invited(tokens[0], {{"pr_purpose", ""}}))),
              ElementsAre("answers"));
}

TEST_F(DraftsTest, ADraftLeavesAsAResourceThatNamesNobody) {
  OpenWave();
  const auto tokens = Issue("a1", 2);
  ASSERT_OK(Save(tokens[0], {{"pr_purpose", "4"}, {"pr_value", "nr_role"}}));
  pb::ExportDraftRequest request;
  request.set_parent(kWave);
  request.set_token(tokens[0]);
  const auto exported = Ask(&Stub::ExportDraft, request);
  ASSERT_OK(exported);
  const std::string& json = exported->questionnaire_response();
  for (const char* part : {"\"in-progress\"", "\"pr_purpose\"", "\"nr_role\""}) {
    EXPECT_THAT(json, HasSubstr(part));
  }
  for (const char* part : {"a1", "author", "subject", "source", "authored", "gp"}) {
    EXPECT_THAT(json, Not(HasSubstr(absl::StrCat("\"", part, "\""))));
  }
  EXPECT_THAT(json, Not(HasSubstr(tokens[0])));

  // Completed, it is an answer like any other.
  pb::SubmitQuestionnaireResponseRequest submit;
  submit.set_parent(kWave);
  submit.set_organisation(Organisation("a1"));
  submit.set_staff_group(type::v1::STAFF_GROUP_GP);
  submit.set_questionnaire_response(json);
  EXPECT_THAT(Ask(&Stub::SubmitQuestionnaireResponse, submit), HasReason("INVALID_QUESTIONNAIRE"));
  submit.set_questionnaire_response(absl::StrReplaceAll(json, {{"in-progress", "completed"}}));
  EXPECT_OK(Ask(&Stub::SubmitQuestionnaireResponse, submit));

  ASSERT_OK(Submit(Invited(tokens[0], {{"pr_purpose", "4"}})));
  EXPECT_THAT(Ask(&Stub::ExportDraft, request), HasReason("INVITATION_NOT_VALID"));
  request.set_token(tokens[1].substr(1) + "A");
  EXPECT_THAT(Ask(&Stub::ExportDraft, request), HasReason("INVITATION_NOT_VALID"));
}

}  // namespace
}  // namespace pcsp::assessments::testing
