// WhatIf, NextQuestions, CompareDiagnoses and BatchDiagnose as a client sees them.
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "pcsp/diagnosis/v1/batch.pb.h"
#include "pcsp/diagnosis/v1/change.pb.h"
#include "tests/diagnosis/service_fixture.h"

namespace pcsp::diagnosis {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class ChangeTest : public DiagnosisServiceTest {
 protected:
  void SetUp() override {
    DiagnosisServiceTest::SetUp();
    ReadKnowledgeBase();
  }
  absl::StatusOr<v1::WhatIfResponse> WhatIf(const v1::WhatIfRequest& request) {
    return Call(&v1::DiagnosisService::Stub::WhatIf, request);
  }
  absl::StatusOr<v1::NextQuestionsResponse> NextQuestions(const v1::NextQuestionsRequest& request) {
    return Call(&v1::DiagnosisService::Stub::NextQuestions, request);
  }
  absl::StatusOr<v1::CompareDiagnosesResponse> Compare(const std::string& name,
                                                       const std::string& earlier = "") {
    v1::CompareDiagnosesRequest request;
    request.set_name(name);
    request.set_earlier(earlier);
    return Call(&v1::DiagnosisService::Stub::CompareDiagnoses, request);
  }
  // Version 3: whether it is written down who does what counts for almost nothing.
  void PublishNext() {
    std::stringstream text;
    text << std::ifstream(content_ + "/diagnosis/knowledge_base.yaml").rdbuf();
    v1::PublishKnowledgeBaseRequest request;
    request.mutable_file()->set_content(absl::StrReplaceAll(
        text.str(), {{"\nversion: 2\n", "\nversion: 3\n"},
                     {"links: [[cp-roles, usually, 10]]\n    rationale: \"Parts that are written",
                      "links: [[cp-roles, 0.02, 10]]\n    rationale: \"Parts that are written"}}));
    ASSERT_OK(Call(&v1::DiagnosisService::Stub::PublishKnowledgeBase, request));
  }
  // By the id of the issue.
  static std::map<std::string, double> ProbabilitiesOf(const v1::Diagnosis& diagnosis) {
    std::map<std::string, double> probabilities;
    for (const v1::Finding& finding : diagnosis.findings()) {
      probabilities[finding.issue()] = finding.probability();
    }
    return probabilities;
  }
  // All the items on roles answered the other way.
  static v1::LevelEvidence ClearRoles() {
    v1::LevelEvidence level;
    level.set_level(type::v1::LEVEL_PRACTICE);
    for (const v1::Indicator& indicator : kb_.indicators()) {
      const bool roles =
          indicator.level() == type::v1::LEVEL_PRACTICE && indicator.links(0).issue() == "cp-roles";
      if (!roles) continue;
      if (indicator.kind() == v1::SIGNAL_KIND_SURVEY_ITEM) {
        v1::ItemEvidence* item = level.add_items();
        item->set_item(indicator.id());
        (*item->mutable_answers())["5"] = 9;
      } else if (indicator.kind() == v1::SIGNAL_KIND_FACT) {
        level.add_facts()->set_fact(indicator.id());  // not known after all
      }
    }
    return level;
  }
};

TEST_F(ChangeTest, WhatIfTellsWhatWouldBeConcluded) {
  v1::WhatIfRequest request;
  *request.mutable_evidence() = UnclearRoles();
  *request.add_changes() = ClearRoles();
  const auto reply = WhatIf(request);
  ASSERT_OK(reply);
  ASSERT_THAT(reply->findings(), Not(IsEmpty()));
  const v1::FindingChange& first = reply->findings(0);
  EXPECT_EQ(first.issue(), "cp-roles");
  EXPECT_EQ(first.kind(), v1::CHANGE_KIND_LESS_LIKELY);
  EXPECT_GT(first.probability_before(), .7);
  EXPECT_LT(first.probability_after(), .2);
  EXPECT_THAT(first.because(), Not(IsEmpty()));
  EXPECT_LT(first.because(0).decibans(), 0);
  EXPECT_THAT(first.sentence(), HasSubstr(first.title()));
  // The diagnoses are those that Diagnose gives, with reasons that still add up.
  v1::DiagnoseRequest plain;
  *plain.mutable_evidence() = UnclearRoles();
  const auto diagnosis = Diagnose(plain);
  ASSERT_OK(diagnosis);
  ASSERT_EQ(diagnosis->findings_size(), reply->before().findings_size());
  for (int i = 0; i < diagnosis->findings_size(); ++i) {
    const v1::Finding& finding = reply->before().findings(i);
    EXPECT_EQ(finding.probability(), diagnosis->findings(i).probability());
    double sum = finding.prior_decibans() + finding.from_above_decibans() +
                 finding.other_reasons_decibans() + finding.overlap_decibans();
    for (const v1::Reason& reason : finding.reasons()) sum += reason.decibans();
    EXPECT_NEAR(sum, finding.decibans(), 1e-9) << finding.issue();
    EXPECT_LE(finding.reasons_size(), 6);
  }
}

TEST_F(ChangeTest, WhatIfBeginsWithAStoredDiagnosisToo) {
  const auto stored = Store(StoreRequest());
  ASSERT_OK(stored);
  v1::WhatIfRequest request, inline_request;
  request.set_diagnosis(stored->name());
  *request.add_changes() = ClearRoles();
  *inline_request.mutable_evidence() = UnclearRoles();
  *inline_request.add_changes() = ClearRoles();
  const auto reply = WhatIf(request), same = WhatIf(inline_request);
  ASSERT_OK(reply);
  ASSERT_OK(same);
  EXPECT_EQ(reply->SerializeAsString(), same->SerializeAsString());
}

TEST_F(ChangeTest, AStoredDiagnosisIsTriedByTheKnowledgeBaseThatItWasMadeWith) {
  const auto stored = Store(StoreRequest());
  ASSERT_OK(stored);
  v1::NextQuestionsRequest ask;
  ask.set_diagnosis(stored->name());
  const auto asked = NextQuestions(ask);
  ASSERT_OK(asked);
  PublishNext();
  v1::WhatIfRequest request;
  request.set_diagnosis(stored->name());
  *request.add_changes() = ClearRoles();
  const auto reply = WhatIf(request);
  ASSERT_OK(reply);
  EXPECT_EQ(reply->before().knowledge_base(), stored->knowledge_base());
  EXPECT_EQ(reply->before().knowledge_base_hash(), stored->knowledge_base_hash());
  EXPECT_EQ(reply->after().knowledge_base_hash(), stored->knowledge_base_hash());
  std::map<std::string, double> before = ProbabilitiesOf(reply->before());
  ASSERT_EQ(reply->before().findings_size(), stored->findings_size());
  for (const auto& [issue, probability] : ProbabilitiesOf(*stored)) {
    EXPECT_NEAR(before[issue], probability, 1e-12) << issue;
  }
  const auto again = NextQuestions(ask);
  ASSERT_OK(again);
  EXPECT_EQ(again->SerializeAsString(), asked->SerializeAsString());
  // The one in force, for whoever asks for it.
  request.set_knowledge_base("knowledgeBases/current");
  const auto in_force = WhatIf(request);
  ASSERT_OK(in_force);
  EXPECT_EQ(in_force->before().knowledge_base(), "knowledgeBases/pcsp@3");
  EXPECT_NE(ProbabilitiesOf(in_force->before())["cp-roles"], before["cp-roles"]);
}

TEST_F(ChangeTest, WhatIfSaysWhatIsWrong) {
  v1::WhatIfRequest request;
  EXPECT_THAT(ViolatedFields(WhatIf(request).status()), ElementsAre("changes", "evidence"));
  *request.mutable_evidence() = UnclearRoles();
  request.set_diagnosis("x");
  *request.add_changes() = ClearRoles();
  EXPECT_THAT(ViolatedFields(WhatIf(request).status()), ElementsAre("evidence"));
  request.clear_diagnosis();
  request.mutable_changes(0)->mutable_items(0)->set_item("nonsense");
  EXPECT_THAT(ViolatedFields(WhatIf(request).status()), Not(IsEmpty()));
  request.clear_evidence();
  request.set_diagnosis("programmes/p/organisations/a/diagnoses/none");
  EXPECT_THAT(WhatIf(request).status(), HasReason("DIAGNOSIS_NOT_FOUND"));
  request.set_knowledge_base("knowledgeBases/none@1");
  EXPECT_THAT(WhatIf(request).status(), HasReason("KNOWLEDGE_BASE_NOT_FOUND"));
}

TEST_F(ChangeTest, QuestionsFitTheMinutesAndTheIssues) {
  v1::NextQuestionsRequest request;
  request.mutable_evidence()->set_subject_level(type::v1::LEVEL_PRACTICE);
  const auto all = NextQuestions(request);
  ASSERT_OK(all);
  EXPECT_THAT(all->questions(), SizeIs(20));
  double per_minute = INFINITY;
  for (const v1::Question& question : all->questions()) {
    const double gain = question.expected_information_gain_bits() / question.ask_minutes();
    EXPECT_LE(gain, per_minute * (1 + 1e-12));
    per_minute = gain;
  }
  request.set_minutes(3);
  const auto short_of_time = NextQuestions(request);
  ASSERT_OK(short_of_time);
  EXPECT_LE(short_of_time->minutes(), 3);
  EXPECT_THAT(short_of_time->questions(), Not(IsEmpty()));
  request.set_minutes(0);
  request.add_issues("cp-roles");
  const auto on_roles = NextQuestions(request);
  ASSERT_OK(on_roles);
  EXPECT_THAT(on_roles->questions(), Not(IsEmpty()));
  for (const v1::Question& question : on_roles->questions()) {
    bool bears = false;
    for (const v1::Indicator& indicator : kb_.indicators()) {
      if (indicator.id() != question.indicator()) continue;
      for (const v1::Link& link : indicator.links()) bears |= link.issue() == "cp-roles";
    }
    EXPECT_TRUE(bears) << question.indicator();
  }
}

// Each question says how it may be answered, and any of its answers can be given back.
TEST_F(ChangeTest, QuestionsTakeTheAnswersThatTheyName) {
  v1::NextQuestionsRequest request;
  request.mutable_evidence()->set_subject_level(type::v1::LEVEL_PRACTICE);
  request.set_max_questions(100);
  const auto all = NextQuestions(request);
  ASSERT_OK(all);
  v1::LevelEvidence* level = request.mutable_evidence()->add_levels();
  level->set_level(type::v1::LEVEL_PRACTICE);
  for (const v1::Question& question : all->questions()) {
    ASSERT_GE(question.answers_size(), 2) << question.indicator();
    if (question.kind() == v1::SIGNAL_KIND_FACT) {
      v1::FactEvidence* fact = level->add_facts();
      fact->set_fact(question.indicator());
      fact->set_category(question.answers(question.answers_size() - 1));
    } else {
      v1::ItemEvidence* item = level->add_items();
      item->set_item(question.indicator());
      for (const std::string& answer : question.answers()) (*item->mutable_answers())[answer] = 1;
    }
  }
  const auto answered = NextQuestions(request);
  ASSERT_OK(answered);
  EXPECT_THAT(answered->questions(), IsEmpty());
}

TEST_F(ChangeTest, QuestionsSayWhatIsWrong) {
  v1::NextQuestionsRequest request;
  request.add_issues("none");
  request.set_minutes(NAN);
  request.set_max_questions(101);
  EXPECT_THAT(ViolatedFields(NextQuestions(request).status()),
              ElementsAre("issues[0]", "max_questions", "minutes", "evidence"));
}

TEST_F(ChangeTest, StoredDiagnosesAreComparedWithTheOneBefore) {
  const auto first = Store(StoreRequest());
  ASSERT_OK(first);
  EXPECT_THAT(Compare(first->name()).status(), HasReason("NO_EARLIER_DIAGNOSIS"));
  clock_.Advance(absl::Hours(1));
  v1::StoreDiagnosisRequest later = StoreRequest();
  later.set_wave("programmes/p/waves/w2");
  *later.mutable_evidence()->mutable_levels(0)->mutable_items() = ClearRoles().items();
  const auto second = Store(later);
  ASSERT_OK(second);
  const auto reply = Compare(second->name());
  ASSERT_OK(reply);
  EXPECT_EQ(reply->earlier(), first->name());
  EXPECT_EQ(reply->later(), second->name());
  EXPECT_TRUE(reply->same_knowledge_base());
  ASSERT_THAT(reply->findings(), Not(IsEmpty()));
  bool roles = false;
  for (const v1::FindingChange& change : reply->findings()) {
    EXPECT_NE(change.kind(), v1::CHANGE_KIND_SAME);
    if (change.issue() != "cp-roles") continue;
    roles = true;
    EXPECT_EQ(change.kind(), v1::CHANGE_KIND_LESS_LIKELY);
  }
  EXPECT_TRUE(roles);
  const auto same = Compare(second->name(), second->name());
  ASSERT_OK(same);
  EXPECT_THAT(same->findings(), IsEmpty());
  EXPECT_THAT(ViolatedFields(Compare("x", "programmes/q/organisations/a/diagnoses/d").status()),
              ElementsAre("name"));
  EXPECT_THAT(
      ViolatedFields(Compare(second->name(), "programmes/q/organisations/a/diagnoses/d").status()),
      ElementsAre("earlier"));
}

TEST_F(ChangeTest, ABatchAnswersInOrderAndOutlivesFaults) {
  constexpr int kRequests = 100;
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  const auto stream = stub_->BatchDiagnose(&context);
  std::thread writer([&] {
    for (int i = 0; i < kRequests; ++i) {
      v1::BatchDiagnoseRequest request;
      request.set_key(absl::StrCat("site ", i));
      if (i % 10 != 3) *request.mutable_request()->mutable_evidence() = UnclearRoles();
      if (i == 50) request.set_key(std::string(201, 'x'));
      stream->Write(request);
    }
    stream->WritesDone();
  });
  v1::DiagnoseRequest alone;
  *alone.mutable_evidence() = UnclearRoles();
  const auto expected = Diagnose(alone);
  ASSERT_OK(expected);
  v1::BatchDiagnoseResponse reply;
  int count = 0;
  for (; stream->Read(&reply); ++count) {
    EXPECT_EQ(reply.index(), count);
    if (count == 50) {
      EXPECT_EQ(reply.error().code(), grpc::INVALID_ARGUMENT);
    } else if (count % 10 == 3) {
      EXPECT_EQ(reply.key(), absl::StrCat("site ", count));
      EXPECT_EQ(reply.error().code(), grpc::INVALID_ARGUMENT);
      EXPECT_THAT(reply.error().details(), Not(IsEmpty()));
    } else {
      EXPECT_EQ(reply.diagnosis().SerializeAsString(), expected->SerializeAsString());
    }
  }
  writer.join();
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(count, kRequests);
}

TEST_F(ChangeTest, ABatchThatIsGivenUpHurtsNobody) {
  for (int i = 0; i < 20; ++i) {
    grpc::ClientContext context;
    const auto stream = stub_->BatchDiagnose(&context);
    v1::BatchDiagnoseRequest request;
    *request.mutable_request()->mutable_evidence() = UnclearRoles();
    for (int sent = 0; sent < i; ++sent) stream->Write(request);
    context.TryCancel();
    EXPECT_FALSE(stream->Finish().ok());
  }
  v1::DiagnoseRequest alone;
  *alone.mutable_evidence() = UnclearRoles();
  EXPECT_OK(Diagnose(alone));
}

}  // namespace
}  // namespace pcsp::diagnosis
