// Bytes read and written by hand, against the generated classes.
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/diagnosis/domain/notes.h"
#include "services/diagnosis/rpc/convert.h"
#include "services/diagnosis/rpc/wire/diagnosis_bytes.h"
#include "services/diagnosis/rpc/wire/inline_request.h"
#include "tests/diagnosis/example_kb.h"
#include "tests/diagnosis/text/shipped_cues.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using testing::Below;

std::string Describe(const LevelEvidence& level) {
  std::string text =
      absl::StrCat(level.level ? absl::StrCat(static_cast<int>(*level.level)) : "none", " of ",
                   level.organisation, "\n");
  for (const ItemEvidence& item : level.items) {
    const std::string answers = absl::StrJoin(item.answers, ",", absl::PairFormatter("="));
    absl::StrAppend(&text, item.item, ": ", answers, item.withheld ? " withheld" : "", "\n");
  }
  for (const FactEvidence& fact : level.facts) {
    absl::StrAppend(&text, fact.fact, " is ", fact.category, "\n");
  }
  for (const NoteEvidence& note : level.notes) {
    absl::StrAppend(&text, "note ", note.text, note.withheld, note.judgements.size(), "\n");
  }
  return text;
}

std::string Describe(const std::optional<Evidence>& evidence) {
  if (!evidence) return "nothing";
  std::string text =
      evidence->subject ? absl::StrCat(static_cast<int>(*evidence->subject), "\n") : "of nothing\n";
  for (const LevelEvidence& level : evidence->levels) absl::StrAppend(&text, Describe(level));
  for (const EarlierFinding& earlier : evidence->earlier) {
    absl::StrAppend(&text, earlier.issue, earlier.probability, earlier.years, "\n");
  }
  return absl::StrCat(text, evidence->around ? "with others" : "alone");
}

// The request but for its evidence, then the evidence.
std::string Describe(const InlineRequest& request) {
  v1::DiagnoseRequest rest = request.rest();
  rest.clear_evidence();
  return absl::StrCat(rest.DebugString(), Describe(request.evidence()));
}

// What the generated parser makes of bytes.
std::string Expected(const std::string& bytes) {
  v1::DiagnoseRequest request;
  return request.ParseFromString(bytes) ? Describe(InlineRequest(request)) : "unreadable";
}

std::string Actual(const std::string& bytes) {
  InlineRequest request;
  const bool read = request.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  return read ? Describe(request) : "unreadable";
}

void AddItem(std::mt19937_64* random, v1::LevelEvidence* level) {
  v1::ItemEvidence* item = level->add_items();
  item->set_item(absl::StrCat("item_", Below(random, 100)));
  for (int k = Below(random, 9); k > 0; --k) {
    (*item->mutable_answers())[absl::StrCat(Below(random, 6))] = Below(random, 300) - 5;
  }
  item->set_withheld(Below(random, 10) == 0);
}

// Nothing but what most requests have.
v1::DiagnoseRequest PlainRequest(std::mt19937_64* random) {
  v1::DiagnoseRequest request;
  if (Below(random, 2)) request.set_knowledge_base("knowledgeBases/current");
  request.set_explain_all(Below(random, 2));
  request.set_max_reasons(Below(random, 5) - 1);
  request.set_confidence(Below(random, 2));
  if (Below(random, 2)) request.set_programme("programmes/p");
  if (Below(random, 10) == 0) return request;
  request.mutable_evidence()->set_subject_level(static_cast<type::v1::Level>(Below(random, 5)));
  for (int l = Below(random, 4); l > 0; --l) {
    v1::LevelEvidence* level = request.mutable_evidence()->add_levels();
    level->set_level(static_cast<type::v1::Level>(Below(random, 5)));
    if (Below(random, 2)) level->set_organisation("programmes/p/organisations/a81001");
    for (int i = Below(random, 6); i > 0; --i) AddItem(random, level);
    for (int f = Below(random, 4); f > 0; --f) {
      v1::FactEvidence* fact = level->add_facts();
      fact->set_fact(absl::StrCat("fact_", Below(random, 9)));
      fact->set_category("yes");
    }
  }
  return request;
}

TEST(InlineRequest, ReadsWhatTheGeneratedClassesRead) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 500; ++i) {
    const std::string bytes = PlainRequest(&random).SerializeAsString();
    EXPECT_EQ(Actual(bytes), Expected(bytes));
    InlineRequest request;
    ASSERT_TRUE(request.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
    EXPECT_FALSE(request.rest().has_evidence()) << "was left to the generated parser";
  }
}

TEST(InlineRequest, LeavesWhatIsUnusualToTheGeneratedClasses) {
  v1::DiagnoseRequest request;
  v1::LevelEvidence* level = request.mutable_evidence()->add_levels();
  const auto check = [&](const char* what) {
    const std::string bytes = request.SerializeAsString();
    EXPECT_EQ(Actual(bytes), Expected(bytes)) << what;
    const std::string twice = bytes + bytes;  // messages merge, answers replace
    EXPECT_EQ(Actual(twice), Expected(twice)) << what;
  };
  level->add_notes()->set_text("We had no time");
  check("a note");
  level->set_organisation("Praxis Müller");
  check("beyond ASCII");
  request.mutable_evidence()->mutable_surroundings()->set_sites_beside(3);
  check("surroundings");
  request.mutable_evidence()->clear_surroundings();
  request.mutable_evidence()->add_earlier()->set_issue("cp-roles");
  check("what was found before");
  level->add_items()->mutable_answers()->insert({"", 3});
  check("an answer without a code");
}

// Cut off, and with bytes changed at random: the same or unreadable, as the generated parser says.
TEST(InlineRequest, AgreesOnDamagedBytes) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 300; ++i) {
    const std::string bytes = PlainRequest(&random).SerializeAsString();
    if (bytes.empty()) continue;
    for (int damage = 0; damage < 40; ++damage) {
      std::string damaged = bytes;
      const int at = Below(&random, static_cast<int>(bytes.size()));
      if (damage % 4 == 0) {
        damaged.resize(at);
      } else {
        damaged[at] = static_cast<char>(Below(&random, 256));
      }
      ASSERT_EQ(Actual(damaged), Expected(damaged)) << i << " " << damage;
    }
  }
}

TEST(BatchedRequest, ReadsKeyAndRequest) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 200; ++i) {
    v1::BatchDiagnoseRequest request;
    request.set_key(i % 3 == 0 ? "Müller" : absl::StrCat("site ", i));
    *request.mutable_request() = PlainRequest(&random);
    std::string bytes = request.SerializeAsString();
    if (i % 5 == 0) bytes += bytes;
    ASSERT_TRUE(request.ParseFromString(bytes));
    BatchedRequest read;
    ASSERT_TRUE(read.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
    EXPECT_EQ(read.key, request.key());
    EXPECT_EQ(Describe(read.request), Describe(InlineRequest(request.request())));
  }
  BatchedRequest read;
  EXPECT_FALSE(read.ParseFromArray("\x12\x7f", 2));
}

class DiagnosisBytesTest : public ::testing::Test {
 protected:
  DiagnosisBytesTest() {
    auto kb = LoadKnowledgeBase("services/diagnosis/content/knowledge_base.yaml");
    EXPECT_OK(kb);
    model_ = *CompileModelWithNotes(*std::move(kb), testing::ShippedCues().lexicon());
  }

  std::string Bytes(const Diagnosis& diagnosis) const {
    BackwardsWriter out(/*capacity=*/8);  // has to grow
    WriteDiagnosis(model_, diagnosis, &out);
    return std::string(out.bytes());
  }

  Model model_;
};

// Fields in order, none that proto3 leaves out, none unknown: byte by byte what the generated
// class would write.
TEST_F(DiagnosisBytesTest, AreThoseOfTheGeneratedClass) {
  Evidence evidence{Level::kPractice, {{Level::kPractice}}};
  LevelEvidence& level = evidence.levels.front();
  for (const Indicator& indicator : model_.kb.indicators) {
    if (indicator.level != Level::kPractice) continue;
    if (indicator.type == IndicatorType::kFact && level.facts.size() < 5) {
      level.facts.push_back({indicator.id, indicator.categories[0]});
    } else if (indicator.type == IndicatorType::kItem && level.items.size() < 20) {
      level.items.push_back({indicator.id, {{"1", 4}, {"3", 2}}});
    }
  }
  level.notes.push_back({"We had NO protected time"});
  level.notes.push_back({"Half of those envelopes came back unopened"});
  const auto draws = DrawParameters(model_);
  for (const bool all : {false, true}) {
    const auto diagnosis = Diagnose(model_, evidence,
                                    {.explain_all = all,
                                     .calibration = {.1, .9},
                                     .confidence = all,
                                     .parameter_draws = &draws});
    ASSERT_OK(diagnosis);
    EXPECT_FALSE(diagnosis->quotes.empty());
    EXPECT_FALSE(diagnosis->suggestions.empty());
    const std::string bytes = Bytes(*diagnosis);
    v1::Diagnosis parsed;
    ASSERT_TRUE(parsed.ParseFromString(bytes));
    EXPECT_EQ(parsed.SerializeAsString(), bytes);
    EXPECT_EQ(parsed.findings_size(), static_cast<int>(diagnosis->findings.size()));
  }
}

// Every value where it belongs: all of them differ.
TEST_F(DiagnosisBytesTest, EveryValueHasItsField) {
  const Issue& issue = model_.kb.issues[20];
  const Indicator& indicator = model_.kb.indicators[40];
  const SuccessFactor& factor = model_.kb.success_factors[15];
  const Cue& cue = model_.notes->reader.lexicon().cues[2];
  Diagnosis d{.level = Level::kSteeringGroup, .sufficient = true, .collect = {"this", ""}};
  Quote quote{.level = Level::kPractice,
              .note = 2,
              .cue = 2,
              .polarity = Polarity::kContrary,
              .span = {3, 300},
              .text = "words",
              .confirmed = true,
              .similarity = .75};
  d.quotes = {quote};
  d.suggestions = {quote};
  Finding f{.issue = 20, .probability = .11, .raw_probability = .12, .decibans = -1.3};
  f.band = {Band::kPossible, "held", {true, true, true, true}};
  f.severity = 0;
  f.priority = .15;
  f.prior_decibans = -1.6;
  f.reasons = {{40, 1.7, "because", {0}}, {40, -1.75, "but", {}}};
  f.from_above_decibans = 1.8;
  f.from_below_decibans = 1.9;
  f.from_before_decibans = 2.1;
  f.other_reasons_decibans = 2.2;
  f.overlap_decibans = 2.3;
  f.calibration_decibans = 2.4;
  f.causes = {{20, .25, .26, .27}};
  f.flipping_answer = FlippingAnswer{40, 1, .28, .29, Band::kWatch};
  f.confidence = 0;
  f.interval = Interval{.31, .32};
  d.findings = {f};
  d.success_factors = {{15, .33}};
  d.questions = {{40, .34}};
  d.sites_beside = 35;
  d.sites_below = 36;
  v1::Diagnosis expected;
  const std::string quoted =
      absl::StrCat("level: LEVEL_PRACTICE note: 2 begin: 3 end: 300 text: 'words' cue: '", cue.id,
                   "' issue: '", cue.issue, "' polarity: NOTE_POLARITY_CONTRARY confirmed: true");
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(
      absl::StrCat(
          "level: LEVEL_STEERING_GROUP outcome: OUTCOME_DIAGNOSED collect: 'this' collect: '' "
          "sites_beside: 35 sites_below: 36 quotes { ",
          quoted, " } suggestions { quote { ", quoted,
          " } similarity: .75 } success_factors { probability_in_place: .33 } next_questions { "
          "expected_information_gain_bits: .34 } findings { probability: .11 raw_probability: .12 "
          "decibans: -1.3 band: BAND_POSSIBLE band_note: 'held' signal_kinds: "
          "SIGNAL_KIND_SURVEY_ITEM signal_kinds: SIGNAL_KIND_FACT signal_kinds: SIGNAL_KIND_NOTE "
          "signal_kinds: SIGNAL_KIND_OTHER_LEVEL severity: 0 priority: .15 prior_decibans: -1.6 "
          "reasons { decibans: 1.7 sentence: 'because' quotes { ",
          quoted,
          " } } reasons { decibans: -1.75 sentence: 'but' } from_above_decibans: 1.8 "
          "from_below_decibans: 1.9 from_before_decibans: 2.1 other_reasons_decibans: 2.2 "
          "overlap_decibans: 2.3 calibration_decibans: 2.4 causes { probability: .25 "
          "triggered_share: .26 would_go_if_fixed: .27 } flipping_answer { answer_probability: .28 "
          "probability: .29 band: BAND_WATCH } confidence: 0 interval { low: .31 high: .32 } }"),
      &expected));
  v1::Finding* finding = expected.mutable_findings(0);
  finding->set_issue(issue.id);
  finding->set_title(issue.title);
  finding->set_level(type::v1::LEVEL_PRACTICE);
  finding->set_construct(static_cast<type::v1::Construct>(issue.construct));
  finding->set_importance(issue.importance);
  for (v1::Reason& reason : *finding->mutable_reasons()) {
    reason.set_indicator(indicator.id);
    reason.set_title(indicator.title);
    reason.set_kind(v1::SIGNAL_KIND_SURVEY_ITEM);
  }
  finding->mutable_causes(0)->set_issue(issue.id);
  finding->mutable_causes(0)->set_title(issue.title);
  finding->mutable_causes(0)->set_level(type::v1::LEVEL_PRACTICE);
  finding->mutable_flipping_answer()->set_indicator(indicator.id);
  finding->mutable_flipping_answer()->set_question(indicator.question);
  finding->mutable_flipping_answer()->set_answer(indicator.categories[1]);
  v1::SuccessFactorState* state = expected.mutable_success_factors(0);
  state->set_success_factor(factor.id);
  state->set_title(factor.title);
  state->set_level(static_cast<type::v1::Level>(static_cast<int>(factor.level) + 1));
  v1::Question* question = expected.mutable_next_questions(0);
  question->set_indicator(indicator.id);
  question->set_title(indicator.title);
  question->set_question(indicator.question);
  question->set_level(static_cast<type::v1::Level>(static_cast<int>(indicator.level) + 1));
  question->set_kind(v1::SIGNAL_KIND_SURVEY_ITEM);
  question->set_ask_minutes(indicator.ask_minutes);
  for (const std::string& code : indicator.categories) question->add_answers(code);
  EXPECT_EQ(ToProto(model_, d).DebugString(), expected.DebugString());
}

}  // namespace
}  // namespace pcsp::diagnosis
