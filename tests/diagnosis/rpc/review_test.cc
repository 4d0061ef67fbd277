// Reviews and summaries as a client sees them.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pcsp/diagnosis/v1/review.pb.h"
#include "pcsp/diagnosis/v1/spread.pb.h"
#include "services/diagnosis/store/review/sql_review_store.h"
#include "tests/diagnosis/service_fixture.h"

namespace pcsp::diagnosis {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr char kRequest[] = "1b671a64-40d5-491e-99b0-da01ff1f3341";

class ReviewTest : public DiagnosisServiceTest {
 protected:
  void SetUp() override {
    DiagnosisServiceTest::SetUp();
    ReadKnowledgeBase();
    const auto stored = Store(StoreRequest());
    ASSERT_OK(stored);
    diagnosis_ = stored->name();
  }
  v1::CreateReviewRequest Request(v1::Verdict verdict = v1::VERDICT_CONFIRMED) const {
    v1::CreateReviewRequest request;
    request.set_parent(diagnosis_);
    request.mutable_review()->set_issue("cp-roles");
    request.mutable_review()->set_verdict(verdict);
    request.mutable_review()->set_reviewer("facilitator north");
    if (verdict == v1::VERDICT_REJECTED) request.mutable_review()->set_reason("I asked them.");
    return request;
  }
  absl::StatusOr<v1::Review> Create(const v1::CreateReviewRequest& request) {
    return Call(&v1::DiagnosisService::Stub::CreateReview, request);
  }
  absl::StatusOr<v1::Review> Withdraw(const std::string& name, const std::string& id = "") {
    v1::WithdrawReviewRequest request;
    request.set_name(name);
    request.set_request_id(id);
    return Call(&v1::DiagnosisService::Stub::WithdrawReview, request);
  }
  absl::StatusOr<v1::ListReviewsResponse> ListReviews(const v1::ListReviewsRequest& request) {
    return Call(&v1::DiagnosisService::Stub::ListReviews, request);
  }
  int Counting() {
    v1::ListReviewsRequest request;
    request.set_parent("programmes/p/organisations/-/diagnoses/-");
    const auto reply = ListReviews(request);
    EXPECT_OK(reply);
    return reply->reviews_size();
  }

  std::string diagnosis_;
};

TEST_F(ReviewTest, IsWrittenOnceAndRead) {
  v1::CreateReviewRequest request = Request();
  request.set_request_id(kRequest);
  const auto review = Create(request);
  ASSERT_OK(review);
  EXPECT_THAT(review->name(), ::testing::StartsWith(diagnosis_ + "/reviews/"));
  EXPECT_GT(review->probability(), .7);
  EXPECT_FALSE(review->overrides());
  EXPECT_TRUE(review->has_create_time());
  const auto again = Create(request);
  ASSERT_OK(again);
  EXPECT_EQ(again->SerializeAsString(), review->SerializeAsString());
  EXPECT_EQ(Counting(), 1);
  request.mutable_review()->set_blind(true);
  EXPECT_THAT(Create(request).status(), HasReason("REQUEST_ID_REUSED"));
  v1::ListReviewsRequest list;
  list.set_parent(diagnosis_);
  const auto listed = ListReviews(list);
  ASSERT_OK(listed);
  ASSERT_THAT(listed->reviews(), SizeIs(1));
  EXPECT_EQ(listed->reviews(0).SerializeAsString(), review->SerializeAsString());
}

TEST_F(ReviewTest, AReviewersLaterVerdictTakesThePlaceOfTheFirst) {
  ASSERT_OK(Create(Request()));
  clock_.Advance(absl::Minutes(1));
  const auto second = Create(Request(v1::VERDICT_REJECTED));
  ASSERT_OK(second);
  EXPECT_TRUE(second->overrides());
  EXPECT_EQ(Counting(), 1);
  v1::ListReviewsRequest all;
  all.set_parent("programmes/p/organisations/-/diagnoses/-");
  all.set_withdrawn_too(true);
  all.set_page_size(1);
  const auto first_page = ListReviews(all);
  ASSERT_OK(first_page);
  ASSERT_THAT(first_page->reviews(), SizeIs(1));
  EXPECT_EQ(first_page->reviews(0).verdict(), v1::VERDICT_CONFIRMED);
  EXPECT_TRUE(first_page->reviews(0).has_withdraw_time());
  all.set_page_token(first_page->next_page_token());
  const auto second_page = ListReviews(all);
  ASSERT_OK(second_page);
  ASSERT_THAT(second_page->reviews(), SizeIs(1));
  EXPECT_EQ(second_page->reviews(0).name(), second->name());
  EXPECT_EQ(second_page->next_page_token(), "");
}

TEST_F(ReviewTest, IsWithdrawnAndStaysOnRecord) {
  const auto review = Create(Request());
  ASSERT_OK(review);
  const auto withdrawn = Withdraw(review->name(), kRequest);
  ASSERT_OK(withdrawn);
  EXPECT_TRUE(withdrawn->has_withdraw_time());
  EXPECT_EQ(Counting(), 0);
  clock_.Advance(absl::Minutes(1));
  const auto again = Withdraw(review->name());
  ASSERT_OK(again);
  EXPECT_EQ(again->SerializeAsString(), withdrawn->SerializeAsString());
  EXPECT_THAT(Withdraw(diagnosis_ + "/reviews/none").status(), HasReason("REVIEW_NOT_FOUND"));
  EXPECT_THAT(ViolatedFields(Withdraw("x", "y").status()), ElementsAre("request_id", "name"));
}

TEST_F(ReviewTest, SaysEverythingThatIsWrong) {
  v1::CreateReviewRequest request = Request();
  request.mutable_review()->set_issue("ws-pilot");  // of a level that was not diagnosed
  request.mutable_review()->clear_verdict();
  request.mutable_review()->clear_reviewer();
  EXPECT_THAT(ViolatedFields(Create(request).status()),
              ElementsAre("review.issue", "review.verdict", "review.reviewer"));
  EXPECT_THAT(Create(request).status(), HasReason("FINDING_NOT_SHOWN"));
  request = Request(v1::VERDICT_REJECTED);
  request.mutable_review()->clear_reason();
  EXPECT_THAT(ViolatedFields(Create(request).status()), ElementsAre("review.reason"));
  EXPECT_THAT(Create(request).status(), HasReason("INVALID_FIELDS"));
  request.set_parent("programmes/p/organisations/a/diagnoses/none");
  EXPECT_THAT(Create(request).status(), HasReason("DIAGNOSIS_NOT_FOUND"));
  EXPECT_EQ(Counting(), 0);
  request = Request();
  request.set_validate_only(true);
  EXPECT_OK(Create(request));
  EXPECT_EQ(Counting(), 0);
}

TEST_F(ReviewTest, ReviewersOfOneFindingAgreeOrNot) {
  v1::CreateReviewRequest other = Request(v1::VERDICT_REJECTED);
  other.mutable_review()->set_reviewer("facilitator south");
  ASSERT_OK(Create(Request()));
  ASSERT_OK(Create(other));
  v1::GetReviewAgreementRequest request;
  request.set_name("programmes/p");
  const auto agreement = Call(&v1::DiagnosisService::Stub::GetReviewAgreement, request);
  ASSERT_OK(agreement);
  EXPECT_EQ(agreement->double_coded(), 1);
  EXPECT_EQ(agreement->agreed(), 0);
  EXPECT_FALSE(agreement->has_alpha());
  ASSERT_THAT(agreement->disagreements(), SizeIs(1));
  EXPECT_EQ(agreement->disagreements(0).diagnosis(), diagnosis_);
  EXPECT_EQ(agreement->disagreements(0).confirmed(), 1);
  EXPECT_EQ(agreement->disagreements(0).rejected(), 1);
}

// The first unlikely finding that somebody is, or is not, asked about.
const v1::Finding* Unlikely(const v1::Diagnosis& diagnosis, bool asked) {
  for (const v1::Finding& finding : diagnosis.findings()) {
    if (finding.probability() < .2 && finding.asked_about() == asked) return &finding;
  }
  return nullptr;
}

// Of twenty unlikely findings one is asked about: it stands for the others. A verdict on another
// is refused.
TEST_F(ReviewTest, CalibrationWeighsReviewsByWhatTheyStandFor) {
  v1::Diagnosis diagnosis;
  for (int i = 0; Unlikely(diagnosis, true) == nullptr; ++i) {
    ASSERT_LT(i, 50);
    const auto stored = Store(StoreRequest(absl::StrCat("programmes/p/organisations/s", i)));
    ASSERT_OK(stored);
    diagnosis = *stored;
  }
  diagnosis_ = diagnosis.name();
  const auto likely = Create(Request());
  ASSERT_OK(likely);
  v1::CreateReviewRequest request = Request(v1::VERDICT_REJECTED);
  request.mutable_review()->set_issue(Unlikely(diagnosis, true)->issue());
  request.mutable_review()->set_blind(true);
  const auto unlikely = Create(request);
  ASSERT_OK(unlikely);
  request.mutable_review()->set_issue(Unlikely(diagnosis, false)->issue());
  const auto refused = Create(request);
  EXPECT_THAT(refused, HasReason("FINDING_NOT_SHOWN"));
  EXPECT_THAT(ViolatedFields(refused.status()), ElementsAre("review.issue"));
  v1::GetCalibrationReportRequest get;
  get.set_name("programmes/p");
  const auto report = Call(&v1::DiagnosisService::Stub::GetCalibrationReport, get);
  ASSERT_OK(report);
  EXPECT_EQ(report->volunteered(), 0);
  ASSERT_THAT(report->groups(), Not(IsEmpty()));
  const v1::CalibrationGroup& all = report->groups(0);
  EXPECT_EQ(all.level(), type::v1::LEVEL_UNSPECIFIED);
  EXPECT_EQ(all.findings(), 2);
  EXPECT_EQ(all.sites(), 1);
  EXPECT_FALSE(all.scores(0).estimate().has_low()) << "one site tells nothing of others";
  int in_bins = 0;
  for (const v1::ReliabilityPoint& point : all.diagram()) in_bins += point.findings();
  EXPECT_EQ(in_bins, 2);
  ASSERT_EQ(all.scores(0).metric(), "brier");
  const double p = likely->probability(), q = unlikely->probability();
  EXPECT_NEAR(all.scores(0).estimate().value(), ((1 - p) * (1 - p) + 20 * q * q) / 21, 1e-12);
  get.set_blind_only(true);
  const auto blind = Call(&v1::DiagnosisService::Stub::GetCalibrationReport, get);
  ASSERT_OK(blind);
  EXPECT_EQ(blind->groups(0).findings(), 1);
  get.set_name("p");
  get.set_max_indicators(101);
  EXPECT_THAT(ViolatedFields(Call(&v1::DiagnosisService::Stub::GetCalibrationReport, get).status()),
              ElementsAre("name", "max_indicators"));
}

// Six sites whose people are of two extreme minds in everything, wave after wave.
TEST_F(ReviewTest, ASurpriseCountsEachSiteOnce) {
  for (int i = 0; i < 12; ++i) {
    v1::StoreDiagnosisRequest request =
        StoreRequest(absl::StrCat("programmes/p/organisations/odd", i % 6));
    request.set_wave(absl::StrCat("programmes/p/waves/w", 1 + i / 6));
    for (v1::ItemEvidence& item : *request.mutable_evidence()->mutable_levels(0)->mutable_items()) {
      item.clear_answers();
      (*item.mutable_answers())["1"] = (*item.mutable_answers())["5"] = 5;
    }
    clock_.Advance(absl::Minutes(1));
    ASSERT_OK(Store(request));
  }
  v1::GetCalibrationReportRequest get;
  get.set_name("programmes/p");
  get.set_max_indicators(100);
  const auto report = Call(&v1::DiagnosisService::Stub::GetCalibrationReport, get);
  ASSERT_OK(report);
  ASSERT_THAT(report->surprising_indicators(), Not(IsEmpty()));
  for (const v1::SurprisingIndicator& surprise : report->surprising_indicators()) {
    EXPECT_EQ(surprise.sites(), 7) << "these and the one that the others here are about";
  }
}

// Reviews as they were written before any was refused.
class OldReviewTest : public ReviewTest {
 protected:
  OldReviewTest() { database_url_ = absl::StrCat("sqlite:", file_); }
  ~OldReviewTest() override { std::filesystem::remove(file_); }
  void WriteOld(const v1::Diagnosis& diagnosis, const v1::Finding& finding) {
    const auto database = sql::Database::Open({.url = database_url_, .schema = "diagnosis"});
    ASSERT_OK(database);
    SqlReviewStore store(database->get());
    const Review review{.diagnosis = *ParseDiagnosis(diagnosis.name()),
                        .id = "old",
                        .issue = finding.issue(),
                        .verdict = ReviewVerdict::kConfirmed,
                        .reason = "I know them.",
                        .reviewer = "north",
                        .probability = finding.probability(),
                        .raw_probability = finding.probability(),
                        .show_probability = .05,
                        .overrides = true,
                        .create_time = clock_.Now()};
    ASSERT_OK(store.Create({}, review, [](const auto&) { return std::string(); }));
  }
  const std::string file_ = absl::StrCat(::testing::TempDir(), "old_reviews_", getpid(), ".db");
};

TEST_F(OldReviewTest, WhatNobodyWasAskedAboutIsNotLearnedFrom) {
  const auto diagnosis = Get(diagnosis_);
  ASSERT_OK(diagnosis);
  ASSERT_NE(Unlikely(*diagnosis, false), nullptr);
  WriteOld(*diagnosis, *Unlikely(*diagnosis, false));
  v1::GetCalibrationReportRequest get;
  get.set_name("programmes/p");
  const auto report = Call(&v1::DiagnosisService::Stub::GetCalibrationReport, get);
  ASSERT_OK(report);
  EXPECT_EQ(report->volunteered(), 1);
  EXPECT_THAT(report->groups(), IsEmpty());
  v1::LearnFromReviewsRequest learn;
  learn.set_name("programmes/p");
  EXPECT_THAT(Call(&v1::DiagnosisService::Stub::LearnFromReviews, learn), HasReason("NO_REVIEWS"));
  ASSERT_OK(Create(Request()));
  const auto layer = Call(&v1::DiagnosisService::Stub::LearnFromReviews, learn);
  ASSERT_OK(layer);
  EXPECT_EQ(layer->verdicts(), 1);
}

class SpreadTest : public DiagnosisServiceTest {
 protected:
  void SetUp() override {
    DiagnosisServiceTest::SetUp();
    ReadKnowledgeBase();
    for (int i = 0; i < 12; ++i) ASSERT_OK(Store(StoreRequest(Site(i))));
  }
  static std::string Site(int i) { return absl::StrCat("programmes/p/organisations/site", i); }
  static v1::SummariseIssuesRequest Request() {
    v1::SummariseIssuesRequest request;
    request.set_parent("programmes/p");
    request.add_waves(kWave);
    request.set_level(type::v1::LEVEL_PRACTICE);
    return request;
  }
  absl::StatusOr<v1::SummariseIssuesResponse> Summarise(const v1::SummariseIssuesRequest& request) {
    return Call(&v1::DiagnosisService::Stub::SummariseIssues, request);
  }
};

TEST_F(SpreadTest, IssuesAreSummarisedOverTimeAndByGroup) {
  v1::SummariseIssuesRequest request = Request();
  request.add_waves("programmes/p/waves/w0");  // nobody was diagnosed then
  std::swap(*request.mutable_waves(0), *request.mutable_waves(1));
  for (int g = 0; g < 2; ++g) {
    v1::OrganisationGroup* group = request.add_groups();
    group->set_organisation(absl::StrCat("programmes/p/organisations/group", g));
    for (int i = 0; i < 6; ++i) group->add_members(Site(6 * g + i));
  }
  const auto reply = Summarise(request);
  ASSERT_OK(reply);
  ASSERT_THAT(reply->over_time(), SizeIs(2));
  EXPECT_EQ(reply->over_time(0).suppression(), v1::SPREAD_SUPPRESSION_TOO_FEW_SITES);
  const v1::IssueSummary& now = reply->over_time(1);
  EXPECT_EQ(now.sites_diagnosed(), 12);
  ASSERT_THAT(now.issues(), Not(IsEmpty()));
  EXPECT_EQ(now.issues(0).issue(), "cp-roles");
  EXPECT_EQ(now.issues(0).sites_likely(), 12);
  EXPECT_GT(now.issues(0).expected_sites(), 11);
  EXPECT_LE(now.issues(0).share_low(), now.issues(0).share());
  ASSERT_THAT(reply->groups(), SizeIs(2));
  for (const v1::IssueSummary& group : reply->groups()) {
    EXPECT_EQ(group.sites_diagnosed(), 6);
    EXPECT_EQ(group.issues(0).issue(), "cp-roles");
  }
}

TEST_F(SpreadTest, FewSitesAreHiddenAlsoBySubtraction) {
  v1::SummariseIssuesRequest request = Request();
  for (int i = 0; i < 4; ++i) request.add_organisations(Site(i));
  auto reply = Summarise(request);
  ASSERT_OK(reply);
  EXPECT_EQ(reply->over_time(0).suppression(), v1::SPREAD_SUPPRESSION_TOO_FEW_SITES);
  EXPECT_EQ(reply->over_time(0).sites_diagnosed(), 0);
  EXPECT_THAT(reply->over_time(0).issues(), IsEmpty());
  for (int i = 4; i < 9; ++i) request.add_organisations(Site(i));
  reply = Summarise(request);
  ASSERT_OK(reply);
  EXPECT_EQ(reply->over_time(0).suppression(), v1::SPREAD_SUPPRESSION_REST_TOO_FEW);
}

TEST_F(SpreadTest, SaysEverythingThatIsWrong) {
  v1::SummariseIssuesRequest request = Request();
  request.set_parent("p");
  request.set_level(type::v1::LEVEL_UNSPECIFIED);
  request.set_min_sites(2);
  request.add_organisations(Site(0));
  request.add_groups()->add_members(Site(1));
  EXPECT_THAT(
      ViolatedFields(Summarise(request).status()),
      UnorderedElementsAre("parent", "waves[0]", "level", "groups[0].members[0]", "min_sites"));
}

}  // namespace
}  // namespace pcsp::diagnosis
