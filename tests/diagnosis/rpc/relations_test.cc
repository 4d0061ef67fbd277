// What sites say of each other, as the gateway's flows ask for it, and diagnoses that rest on it.
#include <map>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pcsp/diagnosis/v1/relations.pb.h"
#include "tests/diagnosis/service_fixture.h"

namespace pcsp::diagnosis {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kGroup[] = "programmes/p/organisations/sg";

std::string Practice(int i) { return absl::StrCat("programmes/p/organisations/p", i); }

class RelationsServiceTest : public DiagnosisServiceTest {
 protected:
  void SetUp() override {
    DiagnosisServiceTest::SetUp();
    ReadKnowledgeBase();
  }
  static v1::RelateSitesRequest Line(const std::string& organisation, type::v1::Level level,
                                     const std::string& parent = "") {
    v1::RelateSitesRequest line;
    line.mutable_site()->set_organisation(organisation);
    line.mutable_site()->set_level(level);
    line.mutable_site()->set_parent(parent);
    return line;
  }
  // A group with so many practices, all of whose roles are unclear.
  static std::vector<v1::RelateSitesRequest> Group(int practices) {
    std::vector<v1::RelateSitesRequest> lines = {Line(kGroup, type::v1::LEVEL_STEERING_GROUP)};
    for (int i = 0; i < practices; ++i) {
      lines.push_back(Line(Practice(i), type::v1::LEVEL_PRACTICE, kGroup));
      *lines.back().mutable_site()->mutable_evidence() = UnclearRoles().levels(0);
    }
    return lines;
  }
  static v1::RelateSitesRequest Question(const std::string& organisation) {
    v1::RelateSitesRequest line;
    line.set_surroundings_of(organisation);
    return line;
  }
  // The answers to the lines.
  std::vector<v1::RelateSitesResponse> Relate(const std::vector<v1::RelateSitesRequest>& lines) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    const auto stream = stub_->RelateSites(&context);
    std::vector<v1::RelateSitesResponse> answers(lines.size());
    for (size_t i = 0; i < lines.size(); ++i) {
      EXPECT_TRUE(stream->Write(lines[i]));
      EXPECT_TRUE(stream->Read(&answers[i]));
      EXPECT_EQ(answers[i].index(), static_cast<int64_t>(i));
    }
    stream->WritesDone();
    EXPECT_TRUE(stream->Finish().ok());
    return answers;
  }
  v1::Surroundings SurroundingsOf(const std::string& organisation, int practices) {
    std::vector<v1::RelateSitesRequest> lines = Group(practices);
    lines.push_back(Question(organisation));
    for (const auto& answer : Relate(lines)) {
      EXPECT_FALSE(answer.has_error()) << answer.error().message();
      if (answer.has_surroundings()) return answer.surroundings();
    }
    ADD_FAILURE() << "no surroundings";
    return {};
  }
  // A steering group that nothing is known of but what its practices say.
  static v1::StoreDiagnosisRequest GroupRequest(const v1::Surroundings& surroundings) {
    v1::StoreDiagnosisRequest request;
    request.set_parent(kGroup);
    request.set_wave(kWave);
    request.set_evidence_revision(3);
    request.mutable_evidence()->set_subject_level(type::v1::LEVEL_STEERING_GROUP);
    *request.mutable_evidence()->mutable_surroundings() = surroundings;
    return request;
  }
};

double Sum(const v1::Finding& f) {
  double sum = f.prior_decibans() + f.from_above_decibans() + f.from_below_decibans() +
               f.from_before_decibans() + f.other_reasons_decibans() + f.overlap_decibans() +
               f.calibration_decibans();
  for (const v1::Reason& reason : f.reasons()) sum += reason.decibans();
  return sum;
}

TEST_F(RelationsServiceTest, WhatWasFoundBeforeIsALineOfItsOwn) {
  v1::StoreDiagnosisRequest request = GroupRequest(SurroundingsOf(kGroup, 8));
  auto* earlier = request.mutable_evidence()->add_earlier();
  earlier->set_issue("sg-facilitation");
  earlier->set_probability(.95);
  earlier->set_years(1);
  const auto stored = Store(request);
  ASSERT_OK(stored);
  for (const v1::Finding& finding : stored->findings()) {
    if (finding.issue() == "sg-facilitation") {
      EXPECT_GT(finding.from_before_decibans(), 2);
      EXPECT_NEAR(Sum(finding), finding.decibans(), 1e-9);
    }
  }
  request.set_evidence_revision(4);
  earlier->set_years(-1);
  EXPECT_THAT(ViolatedFields(Store(request).status()),
              ::testing::ElementsAre("evidence.earlier[0].years"));
}

TEST_F(RelationsServiceTest, AGroupIsDiagnosedByWhatItsPracticesSay) {
  const v1::Surroundings around = SurroundingsOf(kGroup, 8);
  EXPECT_EQ(around.sites_below(), 8);
  const auto stored = Store(GroupRequest(around));
  ASSERT_OK(stored);
  EXPECT_EQ(stored->sites_below(), 8);
  EXPECT_EQ(stored->sites_beside(), 0);
  double strongest = 0;
  for (const v1::Finding& finding : stored->findings()) {
    // Nothing else is known, so that what moved it is what the practices say.
    const double moved = finding.decibans() - finding.prior_decibans();
    strongest = std::max(strongest, std::abs(moved));
    if (finding.probability() < .2) continue;
    EXPECT_NEAR(finding.from_below_decibans(), moved, 1e-9);
    EXPECT_NEAR(Sum(finding), finding.decibans(), 1e-9);
  }
  EXPECT_GT(strongest, 1);
}

TEST_F(RelationsServiceTest, APracticeHearsItsNeighbours) {
  v1::StoreDiagnosisRequest request = StoreRequest(Practice(0));
  const auto alone = Store(request);
  ASSERT_OK(alone);
  *request.mutable_evidence()->mutable_surroundings() = SurroundingsOf(Practice(0), 8);
  request.set_evidence_revision(4);
  const auto within = Store(request);
  ASSERT_OK(within);
  EXPECT_EQ(within->sites_beside(), 7);
  double moved = 0;
  std::map<std::string, double> before;
  for (const auto& finding : alone->findings()) before[finding.issue()] = finding.probability();
  for (const auto& finding : within->findings()) {
    moved = std::max(moved, std::abs(finding.probability() - before[finding.issue()]));
    if (!finding.reasons().empty()) {
      EXPECT_NEAR(Sum(finding), finding.decibans(), 1e-9);
    }
  }
  EXPECT_GT(moved, .001);
}

// The evidence of the same diagnosis is read again by others.
TEST_F(RelationsServiceTest, WhatIfAndLearningReadTheSameSurroundings) {
  const auto stored = Store(GroupRequest(SurroundingsOf(kGroup, 8)));
  ASSERT_OK(stored);
  v1::WhatIfRequest what_if;
  what_if.set_diagnosis(stored->name());
  v1::LevelEvidence* change = what_if.add_changes();
  change->set_level(type::v1::LEVEL_STEERING_GROUP);
  const v1::KnowledgeBase kb = CurrentKnowledgeBase();
  for (const v1::Indicator& indicator : kb.indicators()) {
    if (indicator.level() != type::v1::LEVEL_STEERING_GROUP ||
        indicator.kind() != v1::SIGNAL_KIND_FACT) {
      continue;
    }
    change->add_facts()->set_fact(indicator.id());
    change->mutable_facts(0)->set_category(indicator.categories(0).code());
    break;
  }
  const auto reply = Call(&v1::DiagnosisService::Stub::WhatIf, what_if);
  ASSERT_OK(reply);
  std::map<std::string, double> before;
  for (const auto& finding : stored->findings()) before[finding.issue()] = finding.probability();
  for (const auto& finding : reply->before().findings()) {
    EXPECT_NEAR(finding.probability(), before[finding.issue()], 1e-12);
  }
  v1::CreateReviewRequest review;
  review.set_parent(stored->name());
  review.mutable_review()->set_issue(stored->findings(0).issue());
  review.mutable_review()->set_verdict(v1::VERDICT_CONFIRMED);
  review.mutable_review()->set_reason("I was there.");
  review.mutable_review()->set_reviewer("north");
  ASSERT_OK(Call(&v1::DiagnosisService::Stub::CreateReview, review));
  clock_.Advance(absl::Seconds(1));
  v1::LearnFromReviewsRequest learn;
  learn.set_name("programmes/p");
  const auto layer = Call(&v1::DiagnosisService::Stub::LearnFromReviews, learn);
  ASSERT_OK(layer);
  EXPECT_EQ(layer->verdicts(), 1);
  EXPECT_THAT(layer->left_out(), IsEmpty());
}

TEST_F(RelationsServiceTest, SurroundingsOfOtherNumbersAreRefused) {
  v1::Surroundings around = SurroundingsOf(kGroup, 8);
  around.set_knowledge_base_hash("of yesterday");
  EXPECT_THAT(Store(GroupRequest(around)), HasReason("SURROUNDINGS_OUT_OF_DATE"));
}

TEST_F(RelationsServiceTest, WhatIsWrongWithALineIsItsOwnAnswer) {
  std::vector<v1::RelateSitesRequest> lines = Group(3);
  lines.push_back(Line("programmes/p/organisations/lost", type::v1::LEVEL_PRACTICE, "nowhere"));
  lines.push_back(Question("programmes/p/organisations/lost"));
  lines.push_back({});
  lines.push_back(Question(kGroup));
  const auto answers = Relate(lines);
  EXPECT_THAT(answers[4].error().message(), HasSubstr("site.parent"));
  EXPECT_TRUE(answers[5].has_error());
  EXPECT_TRUE(answers[6].has_error());
  EXPECT_EQ(answers[7].surroundings().sites_below(), 3);
  v1::RelateSitesRequest strange = Line(kGroup, type::v1::LEVEL_STEERING_GROUP);
  strange.set_programme("p");
  EXPECT_TRUE(Relate({strange})[0].has_error());
}

}  // namespace
}  // namespace pcsp::diagnosis
