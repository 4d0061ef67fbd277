// What teams agree on, over the wire.
#include "services/assessments/domain/catalogue.h"
#include "services/assessments/domain/fhir/questionnaire_response.h"
#include "tests/assessments/rpc/assessment_service_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr char kRequest[] = "0190b0a0-0000-7000-8000-00000000000a";

class TeamConsensusTest : public ServiceTest {
 protected:
  // Practices with 8 people, so that a minimum of 5 makes them small, and one of 3 large enough.
  void SetUp() override {
    ServiceTest::SetUp();
    OpenWave(5);
  }
  static pb::SubmitTeamConsensusRequest Request(const std::string& site, const std::string& code,
                                                const std::string& etag = "") {
    pb::SubmitTeamConsensusRequest request;
    request.set_parent(kWave);
    auto* consensus = request.mutable_team_consensus();
    consensus->set_organisation(Organisation(site));
    consensus->set_people_present(4);
    for (const char* item : {"pr_purpose", "pr_value"}) {
      (*consensus->mutable_answers())[item] = code;
    }
    request.set_etag(etag);
    return request;
  }
  absl::StatusOr<pb::TeamConsensus> Agree(const pb::SubmitTeamConsensusRequest& request) {
    return Ask(&Stub::SubmitTeamConsensus, request);
  }
  absl::StatusOr<pb::TeamConsensus> Get(const std::string& site) {
    pb::GetTeamConsensusRequest request;
    request.set_name(absl::StrCat(kWave, "/teamConsensus/", site));
    return Ask(&Stub::GetTeamConsensus, request);
  }
};

TEST_F(TeamConsensusTest, IsAttributedScoredAndReplaceable) {
  EXPECT_THAT(Get("a1"), HasReason("TEAM_CONSENSUS_NOT_FOUND"));
  auto request = Request("a1", "5");
  request.set_request_id(kRequest);
  const auto first = Agree(request);
  ASSERT_OK(first);
  EXPECT_EQ(first->name(), absl::StrCat(kWave, "/teamConsensus/a1"));
  EXPECT_EQ(first->instrument(), "instruments/practice/versions/1");
  EXPECT_EQ(first->people_present(), 4);
  EXPECT_EQ(first->answers().at("pr_value"), "5");
  ASSERT_THAT(first->scores(), SizeIs(1));
  EXPECT_EQ(first->scores(0).construct(), type::v1::CONSTRUCT_COHERENCE);
  EXPECT_DOUBLE_EQ(first->scores(0).score(), 100);
  EXPECT_THAT(first->scores(0).sentence(), HasSubstr("at 100 of 100: one answer that 4 people"));
  EXPECT_EQ(Agree(request)->etag(), first->etag()) << "the same request";
  EXPECT_THAT(Agree(Request("a1", "4")), HasReason("ETAG_MISMATCH"));
  EXPECT_OK(Agree(Request("a1", "4", first->etag())));
  EXPECT_EQ(Get("a1")->answers().at("pr_purpose"), "4");
  ASSERT_OK(CloseWave());
  EXPECT_THAT(Agree(Request("a1", "3", "\"2\"")), HasReason("WAVE_CLOSED"));
}

TEST_F(TeamConsensusTest, LeavesAsAQuestionnaireResponse) {
  pb::ExportTeamConsensusRequest request;
  request.set_name(absl::StrCat(kWave, "/teamConsensus/a1"));
  EXPECT_THAT(Ask(&Stub::ExportTeamConsensus, request), HasReason("TEAM_CONSENSUS_NOT_FOUND"));
  ASSERT_OK(Agree(Request("a1", "5")));
  const auto exported = Ask(&Stub::ExportTeamConsensus, request);
  ASSERT_OK(exported);
  const auto catalogue = Catalogue::Load((folder_ / "content/assessments").string());
  ASSERT_OK(catalogue);
  Violations violations;
  const auto read =
      ReadQuestionnaireResponse(exported->questionnaire_response(),
                                catalogue->Find("instruments/practice/versions/1"), violations);
  ASSERT_OK(violations.ToStatus()) << exported->questionnaire_response();
  EXPECT_THAT(read->codes, UnorderedElementsAre(Pair("pr_purpose", "5"), Pair("pr_value", "5")));
  request.set_name("a1");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::ExportTeamConsensus, request).status()),
              ElementsAre("name"));
}

TEST_F(TeamConsensusTest, EverythingWrongIsSaidAtOnce) {
  auto request = Request("a1", "9");
  request.mutable_team_consensus()->set_people_present(0);
  EXPECT_THAT(
      ViolatedFields(Agree(request).status()),
      UnorderedElementsAre("team_consensus.people_present", "team_consensus.answers[pr_purpose]",
                           "team_consensus.answers[pr_value]"));
  request = Request("b9", "4");
  request.mutable_team_consensus()->set_people_present(0);
  request.set_request_id("x");
  EXPECT_THAT(ViolatedFields(Agree(request).status()),
              UnorderedElementsAre("request_id", "team_consensus.organisation",
                                   "team_consensus.people_present"));
  request = Request("a1", "4");
  request.mutable_team_consensus()->clear_answers();
  EXPECT_THAT(ViolatedFields(Agree(request).status()), ElementsAre("team_consensus.answers"));
  request.set_parent("w1");
  request.set_request_id("x");
  EXPECT_THAT(ViolatedFields(Agree(request).status()), ElementsAre("parent", "request_id"));
}

TEST_F(TeamConsensusTest, IsForTeamsThatAreTooSmall) {
  ASSERT_OK(CreateWave("w2", 3));
  ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest("programmes/p/waves/w2")));
  auto request = Request("a1", "4");
  request.set_parent("programmes/p/waves/w2");
  const auto refused = Agree(request);
  EXPECT_THAT(refused, HasReason("TEAM_LARGE_ENOUGH"));
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("6 people or more"));
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("take the place of"));
}

TEST_F(TeamConsensusTest, StandsBesideTheResultsAndEntersNone) {
  ASSERT_OK(Agree(Request("a1", "1")));
  ASSERT_OK(Agree(Request("a2", "1")));
  SubmitAll("a2", "5", 4);
  SubmitAll("a2", "4", 1);
  ASSERT_OK(CloseWave());
  const auto alone = Results("a1");
  ASSERT_OK(alone);
  EXPECT_EQ(alone->suppression(), pb::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
  EXPECT_EQ(alone->team_consensus().answers().at("pr_purpose"), "1");
  const auto beside = Results("a2");
  EXPECT_EQ(beside->respondents(), 5);
  EXPECT_DOUBLE_EQ(beside->team_consensus().scores(0).score(), 0);
  EXPECT_EQ(beside->items(0).answers(0).count(), 0) << "nobody answered 1 in private";
  EXPECT_EQ(Evidence({"a2"})->evidence(0).respondents(), 5);
  EXPECT_FALSE(Results("a3")->has_team_consensus());
  pb::ListSiteResultsRequest list;
  list.set_parent(kWave);
  EXPECT_TRUE(Ask(&Stub::ListSiteResults, list)->site_results(0).has_team_consensus());
}

TEST_F(TeamConsensusTest, AreListedInPages) {
  ASSERT_OK(Agree(Request("a3", "2")));
  ASSERT_OK(Agree(Request("a1", "1")));
  pb::ListTeamConsensusRequest request;
  request.set_parent(kWave);
  request.set_page_size(1);
  const auto first = Ask(&Stub::ListTeamConsensus, request);
  ASSERT_THAT(first->team_consensus(), SizeIs(1));
  EXPECT_EQ(first->team_consensus(0).organisation(), Organisation("a1"));
  request.set_page_token(first->next_page_token());
  const auto second = Ask(&Stub::ListTeamConsensus, request);
  EXPECT_EQ(second->team_consensus(0).organisation(), Organisation("a3"));
  EXPECT_EQ(second->next_page_token(), "");
}

}  // namespace
}  // namespace pcsp::assessments::testing
