// What reviews teach, as a client sees it: learned, listed, used, taken back.
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pcsp/diagnosis/v1/learning.pb.h"
#include "tests/diagnosis/service_fixture.h"

namespace pcsp::diagnosis {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kProgramme[] = "programmes/p";
constexpr char kNone[] = "programmes/p/learnedLayers/0";
constexpr char kIssue[] = "cp-roles";
constexpr char kRequest[] = "1b671a64-40d5-491e-99b0-da01ff1f3341";

const v1::Finding& FindingOn(const v1::Diagnosis& diagnosis, const std::string& issue = kIssue) {
  for (const v1::Finding& finding : diagnosis.findings()) {
    if (finding.issue() == issue) return finding;
  }
  ADD_FAILURE() << "no finding on " << issue;
  return diagnosis.findings(0);
}

class LearningTest : public DiagnosisServiceTest {
 protected:
  void SetUp() override {
    file_ = ::testing::TempDir() + absl::StrCat("learning_", getpid(), ".db");
    database_url_ = "sqlite:" + file_;
    std::filesystem::remove(file_);
    DiagnosisServiceTest::SetUp();
    ReadKnowledgeBase();
  }
  void TearDown() override {
    DiagnosisServiceTest::TearDown();
    std::filesystem::remove(file_);
  }
  static std::string Site(int i) { return absl::StrCat("programmes/p/organisations/site", i); }

  std::string Review(const std::string& diagnosis, bool confirmed,
                     const std::string& issue = kIssue) {
    v1::CreateReviewRequest request;
    request.set_parent(diagnosis);
    request.mutable_review()->set_issue(issue);
    request.mutable_review()->set_verdict(confirmed ? v1::VERDICT_CONFIRMED : v1::VERDICT_REJECTED);
    request.mutable_review()->set_reason("I asked them.");
    request.mutable_review()->set_reviewer("north");
    const auto review = Call(&v1::DiagnosisService::Stub::CreateReview, request);
    EXPECT_OK(review);
    clock_.Advance(absl::Seconds(1));
    return review.ok() ? review->name() : "";
  }
  // Diagnoses so many sites and has the finding rejected at all but each `confirmed`th; the names
  // of the reviews.
  std::vector<std::string> ReviewSites(int sites, int confirmed = 1000) {
    std::vector<std::string> reviews;
    for (int i = 0; i < sites; ++i) {
      const auto stored = Store(StoreRequest(Site(i)));
      EXPECT_OK(stored);
      reviews.push_back(Review(stored->name(), i % confirmed == 0));
    }
    return reviews;
  }
  static v1::LearnFromReviewsRequest LearnRequest() {
    v1::LearnFromReviewsRequest request;
    request.set_name(kProgramme);
    return request;
  }
  absl::StatusOr<v1::LearnedLayer> Learn(const v1::LearnFromReviewsRequest& request) {
    return Call(&v1::DiagnosisService::Stub::LearnFromReviews, request);
  }
  absl::StatusOr<v1::LearningInUse> Use(const std::string& name) {
    v1::UseLearnedLayerRequest request;
    request.set_name(name);
    return Call(&v1::DiagnosisService::Stub::UseLearnedLayer, request);
  }
  absl::StatusOr<v1::ListLearnedLayersResponse> ListLayers(int page_size = 0,
                                                           const std::string& token = "") {
    v1::ListLearnedLayersRequest request;
    request.set_parent(kProgramme);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return Call(&v1::DiagnosisService::Stub::ListLearnedLayers, request);
  }
  // A diagnosis of evidence that no test reviews, as the programme has it now.
  v1::Diagnosis Now() {
    const auto stored = Store(StoreRequest());
    EXPECT_OK(stored);
    return stored.value_or(v1::Diagnosis());
  }
  std::string LearnAndUse() {
    const auto layer = Learn(LearnRequest());
    EXPECT_OK(layer);
    EXPECT_OK(Use(layer->name()));
    return layer->name();
  }
  void PublishVersion3() {
    std::ifstream file(content_ + "/diagnosis/knowledge_base.yaml");
    std::stringstream text;
    text << file.rdbuf();
    v1::PublishKnowledgeBaseRequest request;
    request.mutable_file()->set_content(
        absl::StrReplaceAll(text.str(), {{"\nversion: 2\n", "\nversion: 3\n"}}));
    ASSERT_OK(Call(&v1::DiagnosisService::Stub::PublishKnowledgeBase, request));
  }

  // What is concluded from the evidence of a stored diagnosis as it is.
  v1::Diagnosis Again(const v1::Diagnosis& stored, const std::string& knowledge_base = "") {
    v1::WhatIfRequest request;
    request.set_diagnosis(stored.name());
    request.set_knowledge_base(knowledge_base);
    request.add_changes()->set_level(type::v1::LEVEL_PRACTICE);
    const auto reply = Call(&v1::DiagnosisService::Stub::WhatIf, request);
    EXPECT_OK(reply);
    return reply.ok() ? reply->before() : v1::Diagnosis();
  }
  void ExpectTheSameAgain(const v1::Diagnosis& stored) {
    const v1::Diagnosis again = Again(stored);
    EXPECT_EQ(again.learned_layer(), stored.learned_layer());
    EXPECT_EQ(again.knowledge_base_hash(), stored.knowledge_base_hash());
    EXPECT_EQ(again.resting_layer(), stored.resting_layer());
    ASSERT_EQ(again.findings_size(), stored.findings_size());
    EXPECT_EQ(FindingOn(again).probability(), FindingOn(stored).probability());
  }

  std::string file_;
};

TEST_F(LearningTest, LearnsAndSaysWhatItWouldChange) {
  EXPECT_THAT(Learn(LearnRequest()), HasReason("NO_REVIEWS"));
  ReviewSites(6);
  v1::LearnFromReviewsRequest request = LearnRequest();
  request.set_validate_only(true);
  const auto tried = Learn(request);
  ASSERT_OK(tried);
  EXPECT_EQ(tried->name(), "");
  EXPECT_THAT(ListLayers()->learned_layers(), IsEmpty());
  const auto layer = Learn(LearnRequest());
  ASSERT_OK(layer);
  EXPECT_EQ(layer->name(), "programmes/p/learnedLayers/1");
  EXPECT_EQ(layer->fingerprint(), tried->fingerprint());
  EXPECT_EQ(layer->knowledge_base(), CurrentKnowledgeBase().name());
  EXPECT_EQ(layer->diagnoses(), 6);
  EXPECT_EQ(layer->verdicts(), 6);
  EXPECT_FALSE(layer->in_use());
  ASSERT_THAT(layer->calibrations(), SizeIs(3));
  for (const auto& calibration : layer->calibrations()) EXPECT_FALSE(calibration.promoted());
  ASSERT_GT(layer->differences_size(), 1);
  const v1::LearnedDifference& most = layer->differences(0);
  EXPECT_EQ(most.diagnoses(), 6);
  EXPECT_NE(most.mean_after(), most.mean_before());
}

TEST_F(LearningTest, StoresTheSameOnceAndPages) {
  ReviewSites(2);
  ASSERT_OK(Learn(LearnRequest()));
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(Learn(LearnRequest())->name(), "programmes/p/learnedLayers/1");
  ReviewSites(3);
  v1::LearnFromReviewsRequest request = LearnRequest();
  request.set_request_id(kRequest);
  const auto second = Learn(request);
  ASSERT_OK(second);
  EXPECT_EQ(second->name(), "programmes/p/learnedLayers/2");
  ReviewSites(4);
  EXPECT_EQ(Learn(request)->SerializeAsString(), second->SerializeAsString()) << "a repetition";
  const auto page = ListLayers(1);
  ASSERT_OK(page);
  ASSERT_THAT(page->learned_layers(), SizeIs(1));
  EXPECT_EQ(page->learned_layers(0).SerializeAsString(), second->SerializeAsString());
  const auto rest = ListLayers(1, page->next_page_token());
  ASSERT_OK(rest);
  ASSERT_THAT(rest->learned_layers(), SizeIs(1));
  EXPECT_EQ(rest->learned_layers(0).name(), "programmes/p/learnedLayers/1");
  EXPECT_EQ(rest->next_page_token(), "");
}

TEST_F(LearningTest, LearnsAsOfAnInstant) {
  ReviewSites(2);
  const absl::Time then = clock_.Now();
  ReviewSites(4);
  v1::LearnFromReviewsRequest request = LearnRequest();
  request.mutable_as_of()->set_seconds(absl::ToUnixSeconds(then) - 1);
  const auto early = Learn(request);
  ASSERT_OK(early);
  EXPECT_EQ(early->verdicts(), 1);
  request.mutable_as_of()->set_seconds(absl::ToUnixSeconds(then) + 100'000);
  request.set_name("p");
  request.set_request_id("x");
  EXPECT_THAT(ViolatedFields(Learn(request).status()), ElementsAre("request_id", "name", "as_of"));
}

// All but sure, and confirmed one time in three: reviewers' slips do not explain that, no number of
// the knowledge base does, and so a map has to mend it.
TEST_F(LearningTest, AMapThatHasEarnedItMendsWhatIsShown) {
  ReviewSites(240, 3);
  const std::string layer = LearnAndUse();
  const auto listed = ListLayers();
  ASSERT_OK(listed);
  const v1::LearnedCalibration* practice = nullptr;
  for (const auto& calibration : listed->learned_layers(0).calibrations()) {
    if (calibration.level() == type::v1::LEVEL_PRACTICE) practice = &calibration;
  }
  ASSERT_NE(practice, nullptr);
  ASSERT_TRUE(practice->promoted()) << practice->DebugString();
  EXPECT_GT(practice->gain(), 2 * practice->standard_error());
  const v1::Diagnosis shown = Now();
  EXPECT_EQ(shown.calibration().SerializeAsString(), practice->SerializeAsString());
  const v1::Finding& finding = FindingOn(shown);
  ASSERT_TRUE(finding.has_raw_probability());
  EXPECT_LT(finding.probability(), finding.raw_probability() - .05);
  const double raw = finding.raw_probability();
  const double logit = practice->intercept() + practice->slope() * std::log(raw / (1 - raw));
  EXPECT_NEAR(finding.probability(), 1 / (1 + std::exp(-logit)), 1e-9);
  double sum = finding.prior_decibans() + finding.from_above_decibans() +
               finding.other_reasons_decibans() + finding.overlap_decibans() +
               finding.calibration_decibans();
  for (const v1::Reason& reason : finding.reasons()) sum += reason.decibans();
  EXPECT_NEAR(sum, finding.decibans(), 1e-9);
  EXPECT_NEAR(finding.decibans(),
              10 * std::log10(finding.probability() / (1 - finding.probability())), 1e-9);
  // Taken back, nothing of it is left.
  ASSERT_OK(Use(kNone));
  EXPECT_FALSE(Now().has_calibration());
  EXPECT_FALSE(FindingOn(Now()).has_raw_probability());
  // Another replica replays the same map.
  ASSERT_OK(Use(layer));
  Start();
  EXPECT_EQ(Now().SerializeAsString(), shown.SerializeAsString());
}

TEST_F(LearningTest, DiagnosesByTheLayerInUseAndGoesBack) {
  const v1::Diagnosis before = Now();
  ReviewSites(6);
  const std::string layer = LearnAndUse();
  const v1::Diagnosis learned = Now();
  EXPECT_EQ(learned.learned_layer(), layer);
  EXPECT_EQ(learned.knowledge_base(), before.knowledge_base());
  EXPECT_NE(learned.knowledge_base_hash(), before.knowledge_base_hash());
  EXPECT_NE(learned.name(), before.name()) << "stored beside the one before";
  // A few rejections of what is all but sure are taken for slips of the reviewers.
  EXPECT_NE(FindingOn(learned).probability(), FindingOn(before).probability());
  EXPECT_TRUE(FindingOn(learned).has_interval());
  EXPECT_EQ(Get(before.name())->SerializeAsString(), before.SerializeAsString());
  v1::DiagnoseRequest request;
  *request.mutable_evidence() = UnclearRoles();
  const auto authors = Diagnose(request);
  ASSERT_OK(authors);
  EXPECT_EQ(authors->learned_layer(), "");
  EXPECT_EQ(FindingOn(*authors).probability(), FindingOn(before).probability());
  request.set_programme(kProgramme);
  const auto asked = Diagnose(request);
  ASSERT_OK(asked);
  EXPECT_EQ(asked->learned_layer(), layer);
  EXPECT_EQ(FindingOn(*asked).probability(), FindingOn(learned).probability());
  v1::WhatIfRequest what_if;
  what_if.set_diagnosis(learned.name());
  what_if.add_changes()->set_level(type::v1::LEVEL_PRACTICE);
  const auto tried = Call(&v1::DiagnosisService::Stub::WhatIf, what_if);
  ASSERT_OK(tried);
  EXPECT_EQ(FindingOn(tried->before()).probability(), FindingOn(learned).probability());
  ASSERT_OK(Use(kNone));
  EXPECT_EQ(Now().SerializeAsString(), before.SerializeAsString());
  EXPECT_EQ(Diagnose(request)->learned_layer(), "") << "no reply was kept";
}

TEST_F(LearningTest, ReplaysTheSameAfterARestartWhateverCameSince) {
  const std::vector<std::string> reviews = ReviewSites(5);
  const std::string layer = LearnAndUse();
  const v1::Diagnosis before = Now();
  v1::WithdrawReviewRequest withdraw;
  withdraw.set_name(reviews[2]);
  ASSERT_OK(Call(&v1::DiagnosisService::Stub::WithdrawReview, withdraw));
  // A call that was on its way when the layer was learned, and got written only now.
  clock_.Advance(-absl::Seconds(3));
  Review(before.name(), false);
  clock_.Advance(absl::Seconds(10));
  Start();
  const auto after = Store(StoreRequest(Site(9)));
  ASSERT_OK(after);
  EXPECT_EQ(after->learned_layer(), layer) << after->resting_reason();
  EXPECT_EQ(after->knowledge_base_hash(), before.knowledge_base_hash());
  EXPECT_EQ(FindingOn(*after).probability(), FindingOn(before).probability());
}

TEST_F(LearningTest, RestsWhileAnotherKnowledgeBaseIsInForce) {
  ReviewSites(4);
  const std::string layer = LearnAndUse();
  EXPECT_EQ(Now().resting_layer(), "");
  PublishVersion3();
  const v1::Diagnosis resting = Now();
  EXPECT_EQ(resting.learned_layer(), "");
  EXPECT_EQ(resting.resting_layer(), layer);
  EXPECT_THAT(resting.resting_reason(), ::testing::HasSubstr("pcsp@2"));
  EXPECT_EQ(resting.knowledge_base(), "knowledgeBases/pcsp@3");
  EXPECT_TRUE(Use(layer)->resting());
  const std::string next = LearnAndUse();
  EXPECT_EQ(next, "programmes/p/learnedLayers/2");
  EXPECT_EQ(Now().learned_layer(), next);
}

TEST_F(LearningTest, AStoredDiagnosisIsTriedWithTheLayerThatItWasMadeWith) {
  const v1::Diagnosis authors = Now();
  ReviewSites(6);
  const std::string layer = LearnAndUse();
  const v1::Diagnosis learned = Now();
  ExpectTheSameAgain(authors);
  ExpectTheSameAgain(learned);
  EXPECT_EQ(Again(authors, "knowledgeBases/current").learned_layer(), layer);
  PublishVersion3();
  const v1::Diagnosis resting = Now();
  ASSERT_OK(Use(kNone));
  for (const v1::Diagnosis& stored : {authors, learned, resting}) ExpectTheSameAgain(stored);
  const v1::Diagnosis in_force = Again(learned, "knowledgeBases/current");
  EXPECT_EQ(in_force.learned_layer(), "");
  EXPECT_EQ(in_force.knowledge_base(), "knowledgeBases/pcsp@3");
}

TEST_F(LearningTest, FollowsWhereTheNewestIsInUse) {
  ReviewSites(2);
  LearnAndUse();
  ReviewSites(3);
  v1::LearnFromReviewsRequest request = LearnRequest();
  request.set_follow(true);
  EXPECT_TRUE(Learn(request)->in_use());
  EXPECT_EQ(Now().learned_layer(), "programmes/p/learnedLayers/2");
  ASSERT_OK(Use(kNone));
  ReviewSites(4);
  EXPECT_FALSE(Learn(request)->in_use());
  EXPECT_EQ(Now().learned_layer(), "");
}

TEST_F(LearningTest, RefusesWhatIsNotThere) {
  EXPECT_THAT(Use("programmes/p/learnedLayers/7"), HasReason("LEARNED_LAYER_NOT_FOUND"));
  EXPECT_THAT(ViolatedFields(Use("programmes/p/learnedLayers/x").status()), ElementsAre("name"));
  v1::ListLearnedLayersRequest list;
  list.set_parent("p");
  list.set_page_size(-1);
  EXPECT_THAT(ViolatedFields(Call(&v1::DiagnosisService::Stub::ListLearnedLayers, list).status()),
              ElementsAre("parent", "page_size"));
  v1::DiagnoseRequest request;
  *request.mutable_evidence() = UnclearRoles();
  request.set_programme("p");
  EXPECT_THAT(ViolatedFields(Diagnose(request).status()), ElementsAre("programme"));
}

TEST_F(LearningTest, AsksAboutWhatIsShownAndAFewOfTheOthers) {
  int asked = 0, unlikely = 0;
  for (int i = 0; i < 40; ++i) {
    const auto stored = Store(StoreRequest(Site(i)));
    ASSERT_OK(stored);
    for (const v1::Finding& finding : stored->findings()) {
      if (finding.probability() >= .2) {
        EXPECT_TRUE(finding.asked_about());
      } else {
        ++unlikely;
        asked += finding.asked_about();
      }
    }
  }
  ASSERT_GT(unlikely, 400);
  EXPECT_NEAR(asked, .05 * unlikely, 4 * std::sqrt(.05 * .95 * unlikely));
  int judged = 0;
  const v1::Diagnosis diagnosis = Now();
  for (const v1::Finding& finding : diagnosis.findings()) {
    if (finding.probability() >= .2) continue;
    v1::CreateReviewRequest request;
    request.set_parent(diagnosis.name());
    request.mutable_review()->set_issue(finding.issue());
    request.mutable_review()->set_verdict(v1::VERDICT_REJECTED);
    request.mutable_review()->set_reviewer("north");
    const auto review = Call(&v1::DiagnosisService::Stub::CreateReview, request);
    if (finding.asked_about()) {
      ASSERT_OK(review);
      EXPECT_EQ(review->show_probability(), .05);
    } else {
      EXPECT_THAT(review, HasReason("FINDING_NOT_SHOWN"));
    }
    ++judged;
  }
  EXPECT_GT(judged, 0) << "nothing is unlikely";
}

}  // namespace
}  // namespace pcsp::diagnosis
