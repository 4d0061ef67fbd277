// Invitations and answering with them, over the wire.
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "tests/assessments/rpc/invitations_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::StatusIs;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr char kRequest[] = "0190b0a0-0000-7000-8000-00000000000a";
constexpr char kOtherRequest[] = "0190b0a0-0000-7000-8000-00000000000b";

TEST_F(InvitationsTest, AreShownOnceWithLinksAndASheet) {
  OpenWave();
  auto request = IssueRequest("a1", 5, kRequest);
  request.set_link_base("https://survey.example/answer");
  const auto issued = Ask(&Stub::IssueInvitations, request);
  ASSERT_OK(issued);
  EXPECT_EQ(issued->batch().organisation(), Organisation("a1"));
  EXPECT_EQ(issued->batch().issued(), 5);
  EXPECT_EQ(issued->batch().state(), pb::INVITATION_BATCH_STATE_LIVE);
  std::set<std::string> tokens;
  for (const auto& invitation : issued->invitations()) {
    EXPECT_THAT(invitation.token(), SizeIs(44));
    EXPECT_EQ(invitation.link(), absl::StrCat("https://survey.example/answer#wave=", kWave,
                                              "&token=", invitation.token()));
    EXPECT_THAT(issued->sheet(), HasSubstr(invitation.token()));
    tokens.insert(invitation.token());
  }
  EXPECT_THAT(tokens, SizeIs(5));
  const auto again = Ask(&Stub::IssueInvitations, request);
  EXPECT_THAT(again, HasReason("INVITATIONS_ALREADY_ISSUED"));
  EXPECT_THAT(again, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(std::string(again.status().message()), HasSubstr(issued->batch().name()));
  EXPECT_EQ(Outstanding()->site_invitations(0).issued(), 5) << "a retry issues nothing";
  request.set_count(6);
  EXPECT_THAT(Ask(&Stub::IssueInvitations, request), HasReason("REQUEST_ID_REUSED"));
  const auto plain = Ask(&Stub::IssueInvitations, IssueRequest("a1", 1));
  EXPECT_EQ(plain->sheet(), "");
  EXPECT_EQ(plain->invitations(0).link(), "");
}

TEST_F(InvitationsTest, ArePrintedWithWhatPeopleCallTheSite) {
  OpenWave();
  auto request = IssueRequest("a1", 2);
  request.set_link_base("https://survey.example/answer");
  EXPECT_THAT(Ask(&Stub::IssueInvitations, request)->sheet(),
              HasSubstr("a1, general practitioners"));
  request.set_site_title("Alder & Sons");
  EXPECT_THAT(Ask(&Stub::IssueInvitations, request)->sheet(),
              HasSubstr("Alder &amp; Sons, general practitioners"));
  request.set_site_title(std::string(201, 'x'));
  request.set_count(0);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::IssueInvitations, request).status()),
              ElementsAre("count", "site_title"));
}

TEST_F(InvitationsTest, ArePrintedOnce) {
  OpenWave();
  pb::PrintInvitationsRequest request;
  request.set_parent(kWave);
  request.set_organisation(Organisation("a1"));
  request.set_staff_group(type::v1::STAFF_GROUP_NURSE);
  request.set_count(3);
  request.set_site_title("Alder Surgery");
  request.set_request_id(kRequest);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::PrintInvitations, request).status()),
              ElementsAre("link_base"));
  EXPECT_THAT(Outstanding()->site_invitations(), SizeIs(0)) << "nothing was issued";
  request.set_link_base("https://survey.example/answer");
  const auto page = Ask(&Stub::PrintInvitations, request);
  ASSERT_OK(page);
  EXPECT_EQ(page->content_type(), "text/html; charset=utf-8");
  EXPECT_THAT(page->content(), HasSubstr("Alder Surgery, nurses"));
  const auto links = absl::StrSplit(page->content(), "&amp;token=");
  EXPECT_EQ(std::distance(links.begin(), links.end()), 1 + 2 * 3)
      << "each link to follow and to read";
  const auto site = Outstanding()->site_invitations(0);
  EXPECT_EQ(site.issued(), 3);
  EXPECT_EQ(site.batches(0).staff_group(), type::v1::STAFF_GROUP_NURSE);
  const std::string batch = site.batches(0).name();
  EXPECT_EQ(page->filename(),
            absl::StrCat("invitations-", batch.substr(batch.rfind('/') + 1), ".html"));
  EXPECT_THAT(Ask(&Stub::PrintInvitations, request), HasReason("INVITATIONS_ALREADY_ISSUED"));
}

TEST_F(InvitationsTest, EverythingWrongIsSaidAtOnce) {
  OpenWave();
  auto request = IssueRequest("a1", 0, "x");
  request.set_organisation("a1");
  request.clear_staff_group();
  request.set_link_base("ftp://a");
  EXPECT_THAT(
      ViolatedFields(Ask(&Stub::IssueInvitations, request).status()),
      UnorderedElementsAre("organisation", "staff_group", "count", "link_base", "request_id"));
  EXPECT_THAT(ViolatedFields(Ask(&Stub::IssueInvitations, IssueRequest("b9", 1)).status()),
              ElementsAre("organisation"));
  request = IssueRequest("a1", 1);
  request.set_parent("programmes/p/waves/w9");
  EXPECT_THAT(Ask(&Stub::IssueInvitations, request), HasReason("WAVE_NOT_FOUND"));
  ASSERT_OK(CreateWave("w2"));
  request.set_parent("programmes/p/waves/w2");
  EXPECT_THAT(Ask(&Stub::IssueInvitations, request), HasReason("WAVE_NOT_OPEN"));
  ASSERT_OK(CloseWave());
  EXPECT_THAT(Ask(&Stub::IssueInvitations, IssueRequest("a1", 1)), HasReason("WAVE_CLOSED"));
}

TEST_F(InvitationsTest, ATokenStandsForSiteAndStaffGroupAndCountsOnce) {
  OpenWave();
  const auto tokens = Issue("a2", 3);
  const auto started = StartWith(tokens[0]);
  ASSERT_OK(started);
  EXPECT_EQ(started->organisation(), Organisation("a2"));
  EXPECT_EQ(started->staff_group(), type::v1::STAFF_GROUP_GP);
  EXPECT_EQ(started->level(), type::v1::LEVEL_PRACTICE);
  EXPECT_EQ(started->instrument(), "instruments/practice/versions/1");
  EXPECT_EQ(started->wave_display_name(), "Spring");
  for (const std::string& token : tokens) {
    ASSERT_OK(Submit(Invited(token, {{"pr_purpose", "4"}}, kRequest)));
    EXPECT_OK(Submit(Invited(token, {{"pr_purpose", "1"}}, kRequest))) << "a lost reply";
    EXPECT_THAT(Submit(Invited(token, {{"pr_purpose", "4"}}, kOtherRequest)),
                HasReason("INVITATION_NOT_VALID"));
  }
  EXPECT_EQ(Respondents("a2"), 3);
  EXPECT_EQ(Evidence({"a2"})->evidence(0).items(0).answers().at("4"), 3);
  EXPECT_OK(Submit(Invited(tokens[0], {{"pr_purpose", "4"}}, kRequest)))
      << "a lost reply is made up for, even after closing";
}

TEST_F(InvitationsTest, BadTokensFailAlike) {
  OpenWave();
  ASSERT_OK(CreateWave("w2"));
  ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest("programmes/p/waves/w2")));
  const auto tokens = Issue("a1", 3);
  ASSERT_OK(Submit(Invited(tokens[0], {{"pr_purpose", "4"}})));
  const auto revoked = Issue("a1", 1);
  ASSERT_OK(Revoke(last_batch_.name()));
  const absl::Status unknown = StartWith("i2345").status();
  EXPECT_THAT(unknown, HasReason("INVITATION_NOT_VALID"));
  EXPECT_THAT(unknown, StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_EQ(StartWith("").status(), unknown);
  EXPECT_EQ(StartWith(tokens[0]).status(), unknown) << "burnt";
  EXPECT_EQ(StartWith(revoked[0]).status(), unknown) << "revoked";
  EXPECT_EQ(StartWith(tokens[1], "programmes/p/waves/w2").status(), unknown) << "of another wave";
  EXPECT_EQ(StartWith(tokens[1], "programmes/p/waves/w9").status(), unknown) << "of no wave";
  EXPECT_EQ(Save(tokens[0], {{"pr_purpose", "9"}}), unknown) << "the token comes first";
  auto foreign = Invited(tokens[1], {{"pr_purpose", "4"}});
  foreign.set_parent("programmes/p/waves/w2");
  for (const auto& request : {Invited("i2345", {}), Invited(tokens[0], {{"no_item", "4"}}, "x"),
                              Invited(revoked[0], {{"pr_purpose", "4"}}), foreign}) {
    EXPECT_EQ(Submit(request), unknown);
  }
  EXPECT_OK(StartWith(tokens[1]));
  ASSERT_OK(CloseWave());
  EXPECT_EQ(StartWith(tokens[1]).status(), unknown) << "expired";
  EXPECT_EQ(Submit(Invited(tokens[1], {{"pr_purpose", "4"}})), unknown);
  EXPECT_EQ(Save(tokens[1], {{"pr_purpose", "4"}}), unknown);
}

TEST_F(InvitationsTest, WhatIsWrongWithAnAnswerBurnsNothing) {
  OpenWave();
  const auto tokens = Issue("a1", 1);
  auto request = Invited(tokens[0], {{"sg_value", "4"}, {"pr_purpose", "7"}}, "x");
  request.set_organisation(Organisation("a1"));
  request.set_staff_group(type::v1::STAFF_GROUP_GP);
  EXPECT_THAT(ViolatedFields(Submit(request)),
              UnorderedElementsAre("organisation", "staff_group", "request_id", "answers[sg_value]",
                                   "answers[pr_purpose]"));
  EXPECT_THAT(ViolatedFields(Submit(Invited(tokens[0], {}))), ElementsAre("answers"));
  EXPECT_OK(Submit(Invited(tokens[0], {{"pr_purpose", "4"}})));
}

TEST_F(InvitationsTest, AnswersOfSinglePeopleNeverLeave) {
  OpenWave();
  SubmitAll("a1", "4", 8);
  pb::ExportResponsesRequest request;
  request.set_parent(kWave);
  EXPECT_THAT(Ask(&Stub::ExportResponses, request), HasReason("RESPONSES_NOT_EXPORTED"));
  ASSERT_OK(CloseWave());
  EXPECT_THAT(Ask(&Stub::ExportResponses, request), HasReason("RESPONSES_NOT_EXPORTED"));
  request.set_parent("programmes/p/waves/w9");
  EXPECT_THAT(Ask(&Stub::ExportResponses, request), HasReason("WAVE_NOT_FOUND"));
  request.set_parent("w1");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::ExportResponses, request).status()), ElementsAre("parent"));
}

TEST_F(InvitationsTest, AWaveByInvitationTakesNothingElse) {
  OpenByInvitationOnly();
  pb::GetWaveRequest get;
  get.set_name(kWave);
  EXPECT_EQ(Ask(&Stub::GetWave, get)->access(), pb::WAVE_ACCESS_INVITATION_ONLY);
  EXPECT_THAT(Submit(Response("a1", {{"pr_purpose", "4"}})), HasReason("INVITATION_REQUIRED"));
  EXPECT_THAT(Bulk("site,staff_group,pr_purpose\na1,gp,4\n"), HasReason("INVITATION_REQUIRED"));
  for (const std::string& token : Issue("a1", 3)) {
    EXPECT_OK(Submit(Invited(token, {{"pr_purpose", "4"}})));
  }
  EXPECT_EQ(Respondents("a1"), 3);
}

TEST_F(InvitationsTest, OutstandingOnesAreToldOfSitesInBands) {
  OpenWave();
  const auto tokens = Issue("a1", 8);
  Issue("a3", 2);
  const auto band = [&] {
    const auto told = Outstanding("a1")->site_invitations(0).outstanding();
    return std::pair(told.low(), told.high());
  };
  EXPECT_EQ(band(), std::pair(6, 8));
  for (int i = 0; i < 2; ++i) ASSERT_OK(Submit(Invited(tokens[i], {{"pr_purpose", "4"}})));
  EXPECT_EQ(band(), std::pair(6, 8)) << "one answer more does not show";
  for (int i = 2; i < 8; ++i) {
    ASSERT_OK(Submit(Invited(tokens[i], {{"pr_purpose", "4"}})));
    if (i < 5) continue;
    EXPECT_EQ(band(), std::pair(0, 2)) << "nor does the last one";
  }
  const auto all = Outstanding();
  ASSERT_THAT(all->site_invitations(), SizeIs(2));
  EXPECT_EQ(all->site_invitations(1).organisation(), Organisation("a3"));
  EXPECT_EQ(all->site_invitations(1).outstanding().low(), 0) << "two are too few to tell";
  EXPECT_EQ(all->site_invitations(1).outstanding().high(), 2);
  const auto first = Outstanding("", 1);
  ASSERT_THAT(first->site_invitations(), SizeIs(1));
  const auto second = Outstanding("", 1, first->next_page_token());
  ASSERT_THAT(second->site_invitations(), SizeIs(1));
  EXPECT_EQ(second->site_invitations(0).organisation(), Organisation("a3"));
  EXPECT_EQ(second->next_page_token(), "");
  EXPECT_THAT(ViolatedFields(Outstanding("", -1, "x").status()),
              UnorderedElementsAre("page_size", "page_token"));
}

TEST_F(InvitationsTest, ABatchExpiresAndItsTokensFailLikeAnyOther) {
  OpenWave();
  auto request = IssueRequest("a1", 4);
  request.set_link_base("https://survey.example/answer");
  const int64_t end = 1'750'000'000 + 3600;
  request.mutable_expire_time()->set_seconds(end);
  const auto issued = Ask(&Stub::IssueInvitations, request);
  ASSERT_OK(issued);
  EXPECT_EQ(issued->batch().expire_time().seconds(), end);
  EXPECT_EQ(issued->batch().state(), pb::INVITATION_BATCH_STATE_LIVE);
  EXPECT_THAT(issued->sheet(), HasSubstr("Works once, until 15 June 2025"));
  const auto token = [&](int i) { return issued->invitations(i).token(); };
  ASSERT_OK(Save(token(0), {{"pr_purpose", "4"}}));
  const auto answered = Invited(token(1), {{"pr_purpose", "4"}}, kRequest);
  ASSERT_OK(Submit(answered));

  clock_.Advance(absl::Hours(1));
  const absl::Status unknown = Submit(Invited(std::string(44, 'i'), {{"pr_purpose", "4"}}));
  EXPECT_EQ(Submit(Invited(token(2), {{"pr_purpose", "4"}})), unknown);
  EXPECT_EQ(StartWith(token(0)).status(), unknown);
  EXPECT_EQ(Save(token(0), {{"pr_purpose", "3"}}), unknown);
  EXPECT_OK(Submit(answered)) << "a lost reply can be asked for again";
  Issue("a1", 5);
  const auto told = Outstanding("a1")->site_invitations(0);
  EXPECT_EQ(told.issued(), 5) << "reminders are for what is good still";
  std::set<pb::InvitationBatchState> states;
  for (const auto& batch : told.batches()) states.insert(batch.state());
  EXPECT_THAT(states, UnorderedElementsAre(pb::INVITATION_BATCH_STATE_LIVE,
                                           pb::INVITATION_BATCH_STATE_EXPIRED));
  EXPECT_EQ(Revoke(issued->batch().name())->state(), pb::INVITATION_BATCH_STATE_REVOKED);

  request.mutable_expire_time()->set_seconds(end);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::IssueInvitations, request).status()),
              ElementsAre("expire_time"))
      << "not in the future";
  request.mutable_expire_time()->set_seconds(end + 1);
  request.mutable_expire_time()->set_nanos(1);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::IssueInvitations, request).status()),
              ElementsAre("expire_time"));
}

TEST_F(InvitationsTest, RevokingSaysNothingOfWhoHasAnswered) {
  OpenWave();
  const auto one = Issue("a1", 1);
  const std::string batch = last_batch_.name();
  Issue("a1", 9);
  ASSERT_OK(Submit(Invited(one[0], {{"pr_purpose", "4"}})));
  const auto before = Outstanding("a1")->site_invitations(0);
  EXPECT_THAT(Revoke(batch, "\"2\""), HasReason("ETAG_MISMATCH"));
  const auto revoked = Revoke(batch, "\"1\"", kRequest);
  ASSERT_OK(revoked);
  EXPECT_EQ(revoked->state(), pb::INVITATION_BATCH_STATE_REVOKED);
  EXPECT_EQ(revoked->issued(), 1);
  EXPECT_EQ(revoked->etag(), "\"2\"");
  EXPECT_OK(Revoke(batch, "\"1\"", kRequest)) << "the first reply";
  EXPECT_OK(Revoke(batch, "\"1\""));
  const auto after = Outstanding("a1")->site_invitations(0);
  EXPECT_EQ(after.issued(), 9);
  EXPECT_EQ(before.outstanding().high() - after.outstanding().high(), 1);
  EXPECT_THAT(Revoke("programmes/p/waves/w1/invitationBatches/b9"),
              HasReason("INVITATION_BATCH_NOT_FOUND"));
  EXPECT_THAT(Revoke("programmes/p/waves/w9/invitationBatches/b9"),
              HasReason("INVITATION_BATCH_NOT_FOUND"));
  EXPECT_THAT(ViolatedFields(Revoke("b9", "", "x").status()), ElementsAre("name", "request_id"));
}

TEST_F(InvitationsTest, SurviveARestart) {
  OpenWave();
  const auto tokens = Issue("a1", 1);
  ASSERT_OK(Save(tokens[0], {{"pr_purpose", "4"}}));
  Stop();
  ASSERT_OK(Start());
  EXPECT_THAT(StartWith(tokens[0])->draft(), ElementsAre(Pair("pr_purpose", "4")));
  ASSERT_OK(Submit(Invited(tokens[0], {{"pr_purpose", "4"}})));
  // Neither a token nor a draft is in the database as it was given.
  for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)),
                            std::istreambuf_iterator<char>());
    EXPECT_FALSE(absl::StrContains(bytes, tokens[0])) << entry.path();
  }
}

}  // namespace
}  // namespace pcsp::assessments::testing
