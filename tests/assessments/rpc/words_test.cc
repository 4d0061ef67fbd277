// Words through the whole service: kept apart, in drafts for their token alone, given from their
// own threshold on.
#include "tests/assessments/rpc/instruments_fixture.h"

namespace pcsp::assessments {
namespace {

namespace pb = testing::pb;
using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kName;
using testing::kWave;
using ::testing::Not;
using testing::Organisation;

class WordsTest : public testing::InstrumentsTest {};

TEST_F(WordsTest, KeepWordsApartAndReturnThemNowhere) {
  PublishShort();
  ASSERT_OK(CreateWaveWith("w1", kName));
  ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest()));
  pb::SubmitResponseRequest request = Response("a1", {{"purpose", "4"}});
  (*request.mutable_words())["more"] = "zanzibar is far, ask 07700 900123";
  for (int i = 0; i < 4; ++i) EXPECT_OK(Submit(request));
  request.clear_words();
  (*request.mutable_words())["purpose"] = "x";
  EXPECT_THAT(ViolatedFields(Submit(request)), ElementsAre("words[purpose]"));
  const auto report = Bulk("site,staff_group,purpose,more\na1,nurse,3,zanzibar again\n");
  ASSERT_OK(report);
  EXPECT_EQ(report->accepted(), 1);
  ASSERT_OK(CloseWave());
  EXPECT_THAT(Results("a1")->DebugString(), Not(HasSubstr("zanzibar")));
  EXPECT_THAT(Evidence()->DebugString(), Not(HasSubstr("zanzibar")));
}

TEST_F(WordsTest, KeepWordsOfADraftForItsTokenAlone) {
  PublishShort();
  ASSERT_OK(CreateWaveWith("w1", kName));
  ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest()));
  pb::IssueInvitationsRequest issue;
  issue.set_parent(kWave);
  issue.set_organisation(Organisation("a1"));
  issue.set_staff_group(type::v1::STAFF_GROUP_NURSE);
  issue.set_count(4);
  const auto issued = Ask(&Stub::IssueInvitations, issue);
  ASSERT_OK(issued);
  const std::string words = " zanzibar is far, ask 07700 900123 ";
  pb::SaveDraftRequest save;
  save.set_parent(kWave);
  save.set_token(issued->invitations(0).token());
  (*save.mutable_words())["purpose"] = "x";
  EXPECT_THAT(ViolatedFields(Ask(&Stub::SaveDraft, save).status()), ElementsAre("words[purpose]"));
  save.clear_words();
  (*save.mutable_answers())["purpose"] = "4";
  (*save.mutable_words())["more"] = words;
  ASSERT_OK(Ask(&Stub::SaveDraft, save));

  pb::StartResponseRequest start;
  start.set_parent(kWave);
  start.set_token(issued->invitations(1).token());
  EXPECT_TRUE(Ask(&Stub::StartResponse, start)->draft_words().empty()) << "another's token";
  start.set_token(save.token());
  const auto started = Ask(&Stub::StartResponse, start);
  ASSERT_OK(started);
  EXPECT_EQ(started->draft().at("purpose"), "4");
  EXPECT_EQ(started->draft_words().at("more"), words) << "as it was written";
  EXPECT_EQ(FilesWith("zanzibar"), 0) << "sealed";
  EXPECT_EQ(DraftsKept(), 1);

  // What is submitted is screened, and of the draft nothing is left.
  for (int i = 0; i < 4; ++i) {
    pb::SubmitResponseRequest submit;
    submit.set_parent(kWave);
    submit.set_token(issued->invitations(i).token());
    (*submit.mutable_answers())["purpose"] = "4";
    (*submit.mutable_words())["more"] = words;
    ASSERT_OK(Submit(submit));
  }
  EXPECT_EQ(DraftsKept(), 0);
  EXPECT_GT(FilesWith("zanzibar"), 0) << "what was submitted is kept";
  EXPECT_EQ(FilesWith("900123"), 0);
}

TEST_F(WordsTest, WordsOfADraftCountOnceItIsSubmittedAndAreScreened) {
  PublishShort();
  ASSERT_OK(CreateWaveWith("w1", kName));
  ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest()));
  pb::IssueInvitationsRequest issue;
  issue.set_parent(kWave);
  issue.set_organisation(Organisation("a1"));
  issue.set_staff_group(type::v1::STAFF_GROUP_NURSE);
  issue.set_count(10);
  const auto issued = Ask(&Stub::IssueInvitations, issue);
  ASSERT_OK(issued);
  for (const auto& invitation : issued->invitations()) {
    pb::SaveDraftRequest save;
    save.set_parent(kWave);
    save.set_token(invitation.token());
    (*save.mutable_words())["more"] = "We saved this, ask 07700 900123";
    ASSERT_OK(Ask(&Stub::SaveDraft, save));
    pb::SubmitResponseRequest submit;
    submit.set_parent(kWave);
    submit.set_token(invitation.token());
    (*submit.mutable_answers())["purpose"] = "4";
    ASSERT_OK(Submit(submit));
  }
  ASSERT_OK(CloseWave());
  pb::GetWordsRequest get;
  get.set_name(kWave);
  get.set_organisation(Organisation("a1"));
  const auto words = Ask(&Stub::GetWords, get);
  ASSERT_OK(words);
  ASSERT_EQ(words->items_size(), 1);
  EXPECT_EQ(words->items(0).texts_size(), 10);
  EXPECT_THAT(words->items(0).texts(), ::testing::Each("We saved this, ask [phone]"));
}

TEST_F(WordsTest, GiveWordsFromTheirOwnThresholdOn) {
  PublishShort();
  ASSERT_OK(CreateWaveWith("w1", kName));
  ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest()));
  pb::SubmitResponseRequest request = Response("a1", {{"purpose", "4"}});
  for (int i = 0; i < 10; ++i) {
    (*request.mutable_words())["more"] = absl::StrCat("Text ", i, ", ask 07700 900123");
    ASSERT_OK(Submit(request));
  }
  request = Response("a2", {{"purpose", "2"}});
  for (int i = 0; i < 9; ++i) {
    (*request.mutable_words())["more"] = absl::StrCat("Other ", i);
    ASSERT_OK(Submit(request));
  }
  pb::GetWordsRequest get;
  get.set_name(kWave);
  EXPECT_THAT(Ask(&Stub::GetWords, get), HasReason("WAVE_NOT_CLOSED"));
  ASSERT_OK(CloseWave());
  get.set_organisation(Organisation("a1"));
  const auto enough = Ask(&Stub::GetWords, get);
  ASSERT_OK(enough);
  ASSERT_EQ(enough->items_size(), 1);
  EXPECT_EQ(enough->items(0).item(), "more");
  EXPECT_EQ(enough->items(0).texts_size(), 10);
  EXPECT_THAT(enough->items(0).texts(), Contains(HasSubstr("Text 7")));
  EXPECT_THAT(enough->DebugString(), Not(HasSubstr("07700")));
  get.set_organisation(Organisation("a2"));
  const auto few = Ask(&Stub::GetWords, get);
  ASSERT_OK(few);
  EXPECT_EQ(few->items(0).suppression(), pb::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
  EXPECT_THAT(few->items(0).texts(), IsEmpty());
  // All texts less those of a1 are those of a2.
  get.clear_organisation();
  const auto all = Ask(&Stub::GetWords, get);
  ASSERT_OK(all);
  EXPECT_EQ(all->items(0).suppression(), pb::SUPPRESSION_SECONDARY);
  EXPECT_THAT(all->items(0).texts(), IsEmpty());
  get.set_organisation(Organisation("nobody"));
  EXPECT_THAT(Ask(&Stub::GetWords, get), HasReason("SITE_RESULTS_NOT_FOUND"));
}

}  // namespace
}  // namespace pcsp::assessments
