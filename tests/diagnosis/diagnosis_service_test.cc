#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/diagnosis/service_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsOk;
using ::pcsp::testing::ViolatedFields;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

TEST_F(DiagnosisServiceTest, TheKnowledgeBaseIsOpen) {
  ReadKnowledgeBase();
  EXPECT_EQ(kb_.name(), "knowledgeBases/pcsp@2");
  EXPECT_THAT(kb_.hash(), SizeIs(64));
  EXPECT_THAT(kb_.issues(), SizeIs(38));
  EXPECT_THAT(kb_.success_factors(), SizeIs(19));
  EXPECT_GT(kb_.inference_cost(), 0);

  v1::GetKnowledgeBaseRequest request;
  request.set_name(kb_.name());
  EXPECT_OK(Call(&v1::DiagnosisService::Stub::GetKnowledgeBase, request));
  request.set_name("knowledgeBases/pcsp@3");
  EXPECT_THAT(Call(&v1::DiagnosisService::Stub::GetKnowledgeBase, request),
              HasReason("KNOWLEDGE_BASE_NOT_FOUND"));
}

TEST_F(DiagnosisServiceTest, WhatDisclosureControlHidesIsMarkedAndMovesNothing) {
  v1::DiagnoseRequest open, marked;
  *open.mutable_evidence() = UnclearRoles();
  *marked.mutable_evidence() = UnclearRoles();
  v1::LevelEvidence* const known = open.mutable_evidence()->mutable_levels(0);
  known->clear_items();
  for (v1::ItemEvidence& item : *marked.mutable_evidence()->mutable_levels(0)->mutable_items()) {
    if (item.item() != "pr_time" && item.item() != "pr_purpose") {
      *known->add_items() = item;
      continue;
    }
    item.clear_answers();
    item.set_withheld(true);
    item.set_withheld_reason(v1::WITHHELD_REASON_UNANIMITY);
  }
  v1::LevelEvidence* const group = marked.mutable_evidence()->add_levels();
  group->set_level(type::v1::LEVEL_STEERING_GROUP);
  group->set_withheld_reason(v1::WITHHELD_REASON_BELOW_MINIMUM_GROUP_SIZE);
  auto diagnosis = Diagnose(marked);
  const auto without = Diagnose(open);
  ASSERT_OK(diagnosis);
  ASSERT_OK(without);
  ASSERT_THAT(diagnosis->withheld(), SizeIs(2));
  EXPECT_EQ(diagnosis->withheld(0).level(), type::v1::LEVEL_STEERING_GROUP);
  EXPECT_EQ(diagnosis->withheld(0).reason(), v1::WITHHELD_REASON_BELOW_MINIMUM_GROUP_SIZE);
  EXPECT_THAT(diagnosis->withheld(0).indicators(), IsEmpty()) << "all of the level";
  EXPECT_EQ(diagnosis->withheld(1).reason(), v1::WITHHELD_REASON_UNANIMITY);
  EXPECT_THAT(diagnosis->withheld(1).indicators(), ElementsAre("pr_purpose", "pr_time"));
  EXPECT_THAT(diagnosis->withheld(1).titles(),
              ElementsAre("Same answer to what it is for", "Protected time to set up"));
  EXPECT_FALSE(diagnosis->withheld(1).tendency_counts());
  EXPECT_THAT(diagnosis->collect(), Contains(HasSubstr("hides the answers to 2 items")));
  diagnosis->clear_withheld();
  *diagnosis->mutable_collect() = without->collect();
  EXPECT_EQ(diagnosis->SerializeAsString(), without->SerializeAsString());
}

TEST_F(DiagnosisServiceTest, AnswersThatStandForATendencyCountAndAreMarked) {
  v1::DiagnoseRequest open, marked;
  *open.mutable_evidence() = UnclearRoles();
  marked = open;
  for (auto& item : *marked.mutable_evidence()->mutable_levels(0)->mutable_items()) {
    item.set_withheld_reason(v1::WITHHELD_REASON_OVERLAP);
  }
  auto diagnosis = Diagnose(marked);
  const auto same = Diagnose(open);
  ASSERT_OK(diagnosis);
  ASSERT_THAT(diagnosis->withheld(), SizeIs(1));
  EXPECT_EQ(diagnosis->withheld(0).reason(), v1::WITHHELD_REASON_OVERLAP);
  EXPECT_TRUE(diagnosis->withheld(0).tendency_counts());
  diagnosis->clear_withheld();
  EXPECT_EQ(diagnosis->SerializeAsString(), same->SerializeAsString());
}

TEST_F(DiagnosisServiceTest, WhatIsWithheldIsSaidWithoutContradiction) {
  v1::DiagnoseRequest request;
  *request.mutable_evidence() = UnclearRoles();
  v1::LevelEvidence* const level = request.mutable_evidence()->mutable_levels(0);
  level->set_withheld_reason(static_cast<v1::WithheldReason>(8));
  level->mutable_items(0)->set_withheld_reason(static_cast<v1::WithheldReason>(-1));
  level->mutable_items(0)->set_withheld(true);
  EXPECT_THAT(ViolatedFields(Diagnose(request).status()),
              ElementsAre("evidence.levels[0].withheld_reason", "evidence.levels[0].items",
                          "evidence.levels[0].items[0].answers",
                          "evidence.levels[0].items[0].withheld_reason"));
}

TEST_F(DiagnosisServiceTest, AnIssueIsFoundAndExplained) {
  ReadKnowledgeBase();
  v1::DiagnoseRequest request;
  *request.mutable_evidence() = UnclearRoles();
  const auto diagnosis = Diagnose(request);
  ASSERT_OK(diagnosis);
  EXPECT_EQ(diagnosis->outcome(), v1::OUTCOME_DIAGNOSED);
  EXPECT_EQ(diagnosis->knowledge_base(), kb_.name());
  EXPECT_EQ(diagnosis->name(), "");
  const v1::Finding& first = diagnosis->findings(0);
  EXPECT_EQ(first.issue(), "cp-roles");
  EXPECT_EQ(first.band(), v1::BAND_LIKELY);
  EXPECT_THAT(first.signal_kinds(), ElementsAre(v1::SIGNAL_KIND_SURVEY_ITEM, v1::SIGNAL_KIND_FACT));
  EXPECT_GT(first.severity(), 50);
  double sum = first.prior_decibans() + first.from_above_decibans() +
               first.other_reasons_decibans() + first.overlap_decibans();
  for (const v1::Reason& reason : first.reasons()) {
    EXPECT_THAT(reason.sentence(), Not(IsEmpty()));
    sum += reason.decibans();
  }
  EXPECT_NEAR(sum, first.decibans(), 1e-9);
  EXPECT_THAT(diagnosis->success_factors(), SizeIs(7));
  EXPECT_THAT(diagnosis->next_questions(), SizeIs(5));
}

TEST_F(DiagnosisServiceTest, TheSameRequestGetsTheSameReply) {
  ReadKnowledgeBase();
  v1::DiagnoseRequest request;
  *request.mutable_evidence() = UnclearRoles();
  request.set_explain_all(true);
  request.set_max_reasons(100);
  const auto one = Diagnose(request), two = Diagnose(request);
  ASSERT_OK(one);
  EXPECT_EQ(one->SerializeAsString(), two->SerializeAsString());
}

TEST_F(DiagnosisServiceTest, NothingKnownIsAnOutcome) {
  v1::DiagnoseRequest request;
  request.mutable_evidence()->set_subject_level(type::v1::LEVEL_STEERING_GROUP);
  const auto diagnosis = Diagnose(request);
  ASSERT_OK(diagnosis);
  EXPECT_EQ(diagnosis->outcome(), v1::OUTCOME_INSUFFICIENT_DATA);
  EXPECT_THAT(diagnosis->collect(), Not(IsEmpty()));
  for (const v1::Finding& finding : diagnosis->findings()) {
    EXPECT_EQ(finding.band(), v1::BAND_INSUFFICIENT_DATA);
    EXPECT_FALSE(finding.has_severity());
  }
}

TEST_F(DiagnosisServiceTest, EveryViolationIsNamedAtOnce) {
  v1::DiagnoseRequest request;
  request.set_max_reasons(-1);
  request.set_max_questions(101);
  EXPECT_THAT(ViolatedFields(Diagnose(request).status()),
              ElementsAre("max_reasons", "max_questions", "evidence"));

  v1::LevelEvidence* level = request.mutable_evidence()->add_levels();
  level->set_level(type::v1::LEVEL_PRACTICE);
  v1::ItemEvidence* item = level->add_items();
  item->set_item("pr_purpose");
  (*item->mutable_answers())["6"] = 1;
  (*item->mutable_answers())["1"] = -1;
  level->add_facts()->set_fact("unknown");
  *request.mutable_evidence()->add_levels() = *level;
  const auto diagnosis = Diagnose(request);
  EXPECT_THAT(diagnosis, HasReason("INVALID_FIELDS"));
  EXPECT_THAT(ViolatedFields(diagnosis.status()),
              ElementsAre("max_reasons", "max_questions", "evidence.subject_level",
                          "evidence.levels[0].items[0].answers[1]",
                          "evidence.levels[0].items[0].answers[6]",
                          "evidence.levels[0].facts[0].fact", "evidence.levels[1].level",
                          "evidence.levels[1].items[0].item", "evidence.levels[1].facts[0].fact"));
  request.set_knowledge_base("knowledgeBases/other@1");
  EXPECT_THAT(Diagnose(request), HasReason("KNOWLEDGE_BASE_NOT_FOUND"));
}

TEST_F(DiagnosisServiceTest, SaysHowSureItIsWhenAsked) {
  ReadKnowledgeBase();
  v1::DiagnoseRequest request;
  *request.mutable_evidence() = UnclearRoles();
  const auto plain = Diagnose(request);
  ASSERT_OK(plain);
  request.set_confidence(true);
  const auto sure = Diagnose(request);
  ASSERT_OK(sure);
  const auto stored = Store(StoreRequest());
  ASSERT_OK(stored);
  ASSERT_EQ(sure->findings_size(), plain->findings_size());
  for (int i = 0; i < sure->findings_size(); ++i) {
    const v1::Finding& finding = sure->findings(i);
    EXPECT_FALSE(plain->findings(i).has_confidence());
    ASSERT_TRUE(finding.has_confidence());
    EXPECT_GE(finding.confidence(), 0);
    EXPECT_LE(finding.confidence(), 1);
    EXPECT_LE(finding.interval().low(), finding.probability());
    EXPECT_GE(finding.interval().high(), finding.probability());
    EXPECT_EQ(finding.probability(), plain->findings(i).probability());
    EXPECT_EQ(stored->findings(i).confidence(), finding.confidence());
  }
}

TEST_F(DiagnosisServiceTest, ADiagnosisIsStoredOnce) {
  ReadKnowledgeBase();
  const auto stored = Store(StoreRequest());
  ASSERT_OK(stored);
  EXPECT_THAT(stored->name(), HasSubstr(absl::StrCat(kSite, "/diagnoses/")));
  EXPECT_EQ(stored->organisation(), kSite);
  EXPECT_EQ(stored->wave(), kWave);
  EXPECT_EQ(stored->evidence_revision(), 3);
  EXPECT_EQ(stored->create_time().seconds(), 1'767'600'000);
  EXPECT_EQ(stored->create_time().nanos(), 123'456'000);
  EXPECT_EQ(stored->findings(0).issue(), "cp-roles");

  clock_.Advance(absl::Hours(1));
  const auto again = Store(StoreRequest());
  ASSERT_OK(again);
  EXPECT_EQ(again->SerializeAsString(), stored->SerializeAsString());
  const auto read = Get(stored->name());
  ASSERT_OK(read);
  EXPECT_EQ(read->SerializeAsString(), stored->SerializeAsString());
}

TEST_F(DiagnosisServiceTest, StoringNamesEveryViolation) {
  v1::StoreDiagnosisRequest request;
  request.set_parent("programmes/p");
  request.set_wave("w1");
  request.set_evidence_revision(-1);
  EXPECT_THAT(ViolatedFields(Store(request).status()),
              ElementsAre("parent", "wave", "evidence_revision", "evidence"));
  ReadKnowledgeBase();
  request = StoreRequest();
  request.set_wave("programmes/q/waves/w1");
  request.mutable_evidence()->set_subject_level(type::v1::LEVEL_WHOLE_SYSTEM);
  EXPECT_THAT(ViolatedFields(Store(request).status()),
              ElementsAre("wave", "evidence.levels[0].level"));
}

TEST_F(DiagnosisServiceTest, UnknownAndMalformedNames) {
  EXPECT_THAT(Get(absl::StrCat(kSite, "/diagnoses/none")), HasReason("DIAGNOSIS_NOT_FOUND"));
  EXPECT_THAT(ViolatedFields(Get("diagnoses/none").status()), ElementsAre("name"));
}

TEST_F(DiagnosisServiceTest, ListsPageByPage) {
  ReadKnowledgeBase();
  for (int i = 0; i < 5; ++i) {
    ASSERT_OK(Store(StoreRequest(absl::StrCat("programmes/p/organisations/a", i))));
  }
  v1::ListDiagnosesRequest request;
  request.set_parent("programmes/p/organisations/-");
  request.set_page_size(2);
  std::set<std::string> names;
  int pages = 0;
  do {
    const auto page = List(request);
    ASSERT_OK(page);
    for (const v1::Diagnosis& diagnosis : page->diagnoses()) {
      names.insert(diagnosis.name());
      EXPECT_THAT(diagnosis.findings(0).reasons(), IsEmpty());
      EXPECT_THAT(diagnosis.next_questions(), IsEmpty());
      EXPECT_GT(diagnosis.findings(0).probability(), 0);
    }
    request.set_page_token(page->next_page_token());
    ++pages;
  } while (!request.page_token().empty());
  EXPECT_THAT(names, SizeIs(5));
  EXPECT_EQ(pages, 3);
}

TEST_F(DiagnosisServiceTest, ListsFullDiagnosesOnRequest) {
  ReadKnowledgeBase();
  const auto stored = Store(StoreRequest());
  ASSERT_OK(stored);
  v1::ListDiagnosesRequest request;
  request.set_parent(kSite);
  request.set_wave(kWave);
  request.set_level(type::v1::LEVEL_PRACTICE);
  request.set_latest_only(true);
  request.set_view(v1::DIAGNOSIS_VIEW_FULL);
  const auto page = List(request);
  ASSERT_OK(page);
  ASSERT_THAT(page->diagnoses(), SizeIs(1));
  EXPECT_EQ(page->diagnoses(0).SerializeAsString(), stored->SerializeAsString());
}

TEST_F(DiagnosisServiceTest, ATokenServesOneListOnly) {
  ReadKnowledgeBase();
  ASSERT_OK(Store(StoreRequest("programmes/p/organisations/a1")));
  ASSERT_OK(Store(StoreRequest("programmes/p/organisations/a2")));
  v1::ListDiagnosesRequest request;
  request.set_parent("programmes/p/organisations/-");
  request.set_page_size(1);
  const auto page = List(request);
  ASSERT_OK(page);
  request.set_page_token(page->next_page_token());
  request.set_parent("programmes/q/organisations/-");
  request.set_wave("programmes/p/waves/w1");
  request.set_page_size(-1);
  EXPECT_THAT(ViolatedFields(List(request).status()),
              ElementsAre("wave", "page_size", "page_token"));
}

TEST(DiagnosisModule, SaysWhatContentIsMissing) {
  FixedClock clock(absl::UnixEpoch());
  const auto module =
      MakeModule({.database_url = "sqlite::memory:", .content_dir = "none", .clock = &clock});
  EXPECT_THAT(module, HasReason("CONTENT_NOT_FOUND"));
}

constexpr char kNote[] = "We had NO protected time";

TEST_F(DiagnosisServiceTest, NotesAreQuotedAndSuggestionsConfirmed) {
  v1::DiagnoseRequest request;
  request.set_explain_all(true);
  request.mutable_evidence()->set_subject_level(type::v1::LEVEL_PRACTICE);
  v1::LevelEvidence* level = request.mutable_evidence()->add_levels();
  level->set_level(type::v1::LEVEL_PRACTICE);
  level->add_notes()->set_text(kNote);
  level->add_notes()->set_text("Half of those envelopes came back unopened");
  auto diagnosis = Diagnose(request);
  ASSERT_OK(diagnosis);
  ASSERT_THAT(diagnosis->quotes(), SizeIs(1));
  EXPECT_EQ(diagnosis->quotes(0).text(), "NO protected time");
  EXPECT_EQ(diagnosis->quotes(0).begin(), 7);
  EXPECT_EQ(diagnosis->quotes(0).end(), 24);
  EXPECT_EQ(diagnosis->quotes(0).issue(), "ca-time");
  EXPECT_EQ(diagnosis->quotes(0).polarity(), v1::NOTE_POLARITY_AFFIRM);
  for (const v1::Finding& finding : diagnosis->findings()) {
    if (finding.issue() != "ca-time") continue;
    EXPECT_THAT(finding.signal_kinds(), ElementsAre(v1::SIGNAL_KIND_NOTE));
    ASSERT_THAT(finding.reasons(), Not(IsEmpty()));
    ASSERT_THAT(finding.reasons(0).quotes(), SizeIs(1));
    EXPECT_EQ(finding.reasons(0).quotes(0).cue(), "no-setup-time");
  }
  ASSERT_THAT(diagnosis->suggestions(), SizeIs(1));
  const v1::NoteSuggestion suggestion = diagnosis->suggestions(0);
  EXPECT_GE(suggestion.similarity(), .3);

  v1::NoteJudgement* judgement = level->mutable_notes(1)->add_judgements();
  judgement->set_cue(suggestion.quote().cue());
  judgement->set_polarity(suggestion.quote().polarity());
  diagnosis = Diagnose(request);
  ASSERT_OK(diagnosis);
  EXPECT_THAT(diagnosis->suggestions(), IsEmpty());
  ASSERT_THAT(diagnosis->quotes(), SizeIs(2));
  EXPECT_TRUE(diagnosis->quotes(1).confirmed());
  judgement->set_polarity(v1::NOTE_POLARITY_UNSPECIFIED);
  EXPECT_THAT(ViolatedFields(Diagnose(request).status()),
              ElementsAre("evidence.levels[0].notes[1].judgements[0].polarity"));
}

TEST_F(DiagnosisServiceTest, NoWordOfANoteIsStoredUnlessAskedFor) {
  ReadKnowledgeBase();
  for (const bool keep : {false, true}) {
    v1::StoreDiagnosisRequest request = StoreRequest(absl::StrCat(kSite, keep ? "k" : "n"));
    request.set_keep_quotes(keep);
    request.mutable_evidence()->mutable_levels(0)->add_notes()->set_text(kNote);
    request.mutable_evidence()->mutable_levels(0)->add_notes()->set_text(
        "Half of those envelopes came back unopened");
    const auto stored = Store(request);
    ASSERT_OK(stored);
    const auto read = Get(stored->name());
    ASSERT_OK(read);
    const std::string words = read->DebugString();
    EXPECT_EQ(absl::StrContains(words, "NO protected time"), keep);
    EXPECT_FALSE(absl::StrContains(words, "unopened"));
    EXPECT_EQ(read->quotes_size(), keep ? 1 : 0);
  }
}

}  // namespace
}  // namespace pcsp::diagnosis
