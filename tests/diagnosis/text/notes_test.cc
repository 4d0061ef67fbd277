// Notes as evidence: what they move, how far, and what is said of it.
#include "services/diagnosis/domain/notes.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/diagnosis.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/diagnosis/domain/text/lexicon/reader.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::IsOk;
using pcsp::testing::ViolatedFields;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kYes[] = "We had no protected time";
constexpr char kNo[] = "There was plenty of protected time to prepare";
constexpr char kSilent[] = "The car park was full";
constexpr char kAlike[] = "Half of those envelopes came back unopened";

const Model& Shipped() {
  static const auto* model = [] {
    KnowledgeBase kb = LoadKnowledgeBase("services/diagnosis/content/knowledge_base.yaml").value();
    Lexicon lexicon = LoadLexicon("services/diagnosis/content/cues.yaml", kb).value();
    return new Model(CompileModelWithNotes(std::move(kb), std::move(lexicon)).value());
  }();
  return *model;
}

Evidence Notes(std::vector<NoteEvidence> notes, std::vector<ItemEvidence> items = {}) {
  return {Level::kPractice, {{Level::kPractice, "", std::move(items), {}, std::move(notes)}}};
}

std::vector<NoteEvidence> Times(const char* text, int times) {
  return std::vector<NoteEvidence>(times, NoteEvidence{text});
}

Diagnosis Diagnosed(const Evidence& evidence) {
  auto diagnosis = Diagnose(Shipped(), evidence, {.explain_all = true, .reasons_each_way = 100});
  EXPECT_OK(diagnosis);
  return *std::move(diagnosis);
}

const Finding& Of(const Diagnosis& diagnosis, absl::string_view issue) {
  for (const Finding& finding : diagnosis.findings) {
    if (Shipped().kb.issues[finding.issue].id == issue) return finding;
  }
  ADD_FAILURE() << issue;
  return diagnosis.findings.front();
}

void ExpectLedgersAddUp(const Diagnosis& diagnosis) {
  for (const Finding& f : diagnosis.findings) {
    double sum =
        f.prior_decibans + f.from_above_decibans + f.other_reasons_decibans + f.overlap_decibans;
    for (const Reason& reason : f.reasons) sum += reason.decibans;
    EXPECT_NEAR(sum, f.decibans, 1e-9) << Shipped().kb.issues[f.issue].id;
  }
}

TEST(Notes, SpeakForAndAgainst) {
  const Finding yes = Of(Diagnosed(Notes({{kYes}})), "ca-time");
  const Finding no = Of(Diagnosed(Notes({{kNo}})), "ca-time");
  EXPECT_GT(yes.decibans, yes.prior_decibans + 1);
  EXPECT_LT(no.decibans, no.prior_decibans - 1);
}

// Worked by hand: kappa 6, eta .75, link .7, leak .05.
TEST(Notes, OneNoteWeighsWhatTheFormulaSays) {
  const double q1 = 1 - .95 * .3, q0 = .05;
  const double p1 = (1 - q1) * .02 + q1 * .09, p0 = (1 - q0) * .02 + q0 * .09;
  const Finding finding = Of(Diagnosed(Notes({{kYes}})), "ca-time");
  ASSERT_THAT(finding.reasons, SizeIs(1));
  EXPECT_NEAR(finding.reasons[0].decibans, 10 * .75 * std::log10(p1 / p0), 1e-9);
}

TEST(Notes, AreCappedHoweverManyThereAre) {
  const auto direct = [](const char* text, int times) {
    const Diagnosis diagnosis = Diagnosed(Notes(Times(text, times)));
    ExpectLedgersAddUp(diagnosis);
    return Of(diagnosis, "ca-time").reasons.at(0).decibans;
  };
  EXPECT_LT(direct(kYes, 1), direct(kYes, 3));
  EXPECT_NEAR(direct(kYes, 250), 6, 1e-9);
  EXPECT_NEAR(direct(kNo, 250), -6, 1e-9);
}

// Cues of different kinds on one issue share the one cap.
TEST(Notes, SeveralCuesOfAnIssueShareItsCap) {
  auto notes = Times("Yet another project", 100);
  for (const auto& note : Times("Only one nurse is driving this", 100)) notes.push_back(note);
  const Diagnosis diagnosis = Diagnosed(Notes(notes));
  EXPECT_THAT(diagnosis.quotes, SizeIs(200));
  ASSERT_THAT(Of(diagnosis, "cp-addon").reasons, SizeIs(1));
  EXPECT_NEAR(Of(diagnosis, "cp-addon").reasons[0].decibans, 6, 1e-9);
}

// Whatever the rest says, every reason from notes keeps within the cap and the ledger adds up.
TEST(Notes, TheLedgerAddsUpBesideOtherEvidence) {
  auto notes = Times(kYes, 100);
  for (const char* text : {"Nobody knows who does what", "No mentoring since the course", kAlike,
                           "We never review how it is going", kSilent}) {
    for (const auto& note : Times(text, 20)) notes.push_back(note);
  }
  Evidence evidence = Notes(notes, {{"pr_time", {{"1", 4}, {"2", 3}}}, {"pr_mentor", {{"4", 5}}}});
  evidence.levels.push_back(
      {Level::kSteeringGroup, "", {}, {}, Times("No facilitator visits practices", 100)});
  const Diagnosis diagnosis = Diagnosed(evidence);
  ExpectLedgersAddUp(diagnosis);
  int from_notes = 0;
  for (const Finding& finding : diagnosis.findings) {
    for (const Reason& reason : finding.reasons) {
      if (Shipped().kb.indicators[reason.indicator].type != IndicatorType::kText) continue;
      ++from_notes;
      EXPECT_LE(std::abs(reason.decibans), 6 + 1e-9);
    }
  }
  EXPECT_GT(from_notes, 3);
}

// Notes on one issue reach another through shared causes. With every practice issue affirmed a
// hundred times, all of them together stay within what README.md says.
TEST(Notes, ReachOtherIssuesALittleThroughSharedCauses) {
  std::vector<NoteEvidence> notes;
  for (const Cue& cue : Shipped().notes->reader.lexicon().cues) {
    for (int i = 0; i < 9; ++i) {
      notes.push_back({kSilent, {{cue.id, Polarity::kAffirm}}});
    }
  }
  Evidence evidence = Notes({});
  for (const NoteEvidence& note : notes) {
    if (evidence.levels[0].notes.size() < kMostNotes) evidence.levels[0].notes.push_back(note);
  }
  double most = 0;
  const Diagnosis diagnosis = Diagnosed(evidence);
  ExpectLedgersAddUp(diagnosis);
  for (const Finding& f : diagnosis.findings) {
    most = std::max(most, f.decibans - f.prior_decibans);
  }
  std::printf("all notes together move an issue by at most %.2f dB\n", most);
  EXPECT_LT(most, 12);
}

TEST(Notes, ASilentNoteChangesNothingAtAll) {
  const std::vector<ItemEvidence> items = {{"pr_time", {{"1", 4}, {"4", 3}}}};
  const Diagnosis without = Diagnosed(Notes({{kYes}}, items));
  std::vector<NoteEvidence> notes = Times(kSilent, 40);
  notes.push_back({kYes});
  const Diagnosis with = Diagnosed(Notes(notes, items));
  ASSERT_EQ(without.findings.size(), with.findings.size());
  for (size_t f = 0; f < with.findings.size(); ++f) {
    EXPECT_EQ(with.findings[f].issue, without.findings[f].issue);
    EXPECT_EQ(with.findings[f].decibans, without.findings[f].decibans);
  }
  EXPECT_EQ(with.log_evidence, without.log_evidence);
}

TEST(Notes, ReasonsQuoteTheWords) {
  const std::string note = "Lovely day, caf\xC3\xA9 too. We had NO protected time.";
  const Diagnosis diagnosis = Diagnosed(Notes({{kSilent}, {note}}));
  const Reason& reason = Of(diagnosis, "ca-time").reasons.at(0);
  EXPECT_EQ(reason.sentence, "A note speaks of this.");
  ASSERT_THAT(reason.quotes, SizeIs(1));
  const Quote& quote = diagnosis.quotes[reason.quotes[0]];
  EXPECT_EQ(quote.note, 1);
  EXPECT_EQ(quote.text, "NO protected time");
  EXPECT_EQ(note.substr(quote.span.begin, quote.span.end - quote.span.begin), quote.text);
}

TEST(Notes, ANoteSpeaksOnceOnAnIssueWithWhatItSaysLast) {
  const Diagnosis diagnosis = Diagnosed(
      Notes({{"We had no protected time and we were rushed into it; later we were given plenty of "
              "time to plan"}}));
  ASSERT_THAT(diagnosis.quotes, SizeIs(1));
  EXPECT_EQ(diagnosis.quotes[0].polarity, Polarity::kContrary);
}

TEST(Notes, ASuggestionCountsHalfUntilSomebodyConfirmsIt) {
  const auto weight = [](const NoteEvidence& note) {
    const Finding finding = Of(Diagnosed(Notes({note})), "ca-literacy");
    return finding.decibans - finding.prior_decibans;
  };
  const Diagnosis suggested = Diagnosed(Notes({{kAlike}}));
  EXPECT_THAT(suggested.quotes, IsEmpty());
  ASSERT_THAT(suggested.suggestions, SizeIs(1));
  EXPECT_EQ(Of(suggested, "ca-literacy").reasons.at(0).sentence,
            "A note may speak of this; nobody has confirmed it.");
  EXPECT_EQ(Of(suggested, "ca-literacy").band.band, Band::kInsufficientData);
  const std::string cue = Shipped().notes->reader.lexicon().cues[suggested.suggestions[0].cue].id;
  const double half = weight({kAlike});
  const double whole = weight({kAlike, {{cue, Polarity::kAffirm}}});
  EXPECT_GT(half, 0.5);
  EXPECT_NEAR(half, whole / 2, 1e-9);
  EXPECT_NEAR(weight({kAlike, {{cue, Polarity::kSilent}}}), 0, 1e-12);
  EXPECT_LT(weight({kAlike, {{cue, Polarity::kContrary}}}), -1);
  const Diagnosis confirmed = Diagnosed(Notes({{kAlike, {{cue, Polarity::kAffirm}}}}));
  EXPECT_THAT(confirmed.suggestions, IsEmpty());
  EXPECT_TRUE(confirmed.quotes.at(0).confirmed);
  EXPECT_EQ(confirmed.quotes.at(0).text, kAlike);
}

TEST(Notes, APersonsWordStandsAgainstWhatWasRead) {
  EXPECT_THAT(Diagnosed(Notes({{kYes, {{"no-setup-time", Polarity::kSilent}}}})).quotes, IsEmpty());
  const Diagnosis diagnosis = Diagnosed(Notes({{kYes, {{"no-setup-time", Polarity::kContrary}}}}));
  EXPECT_EQ(diagnosis.quotes.at(0).polarity, Polarity::kContrary);
}

TEST(Notes, OfAPracticeSpeakOfAnIssueAboveWithHalfTheCap) {
  const Diagnosis diagnosis = Diagnosed(Notes(Times("Yet another NHS initiative", 250)));
  EXPECT_THAT(diagnosis.quotes, SizeIs(500));
  double sum = 0;
  for (const Indicator& indicator : Shipped().kb.indicators) {
    if (indicator.type == IndicatorType::kText && indicator.links[0].issue == "coh-policy") {
      EXPECT_EQ(indicator.cap_decibans, 3);
      sum += indicator.cap_decibans;
    }
  }
  EXPECT_EQ(sum, 6);
}

TEST(Notes, AreASignalOfTheirOwnKind) {
  const Diagnosis alone = Diagnosed(Notes(Times(kYes, 20)));
  EXPECT_LT(Of(alone, "ca-time").band.band, Band::kLikely);
  EXPECT_TRUE(Of(alone, "ca-time").band.signals.text);
  const Diagnosis both = Diagnosed(Notes(Times(kYes, 20), {{"pr_time", {{"1", 6}}}}));
  EXPECT_EQ(Of(both, "ca-time").band.band, Band::kLikely);
}

TEST(Notes, WithheldOnesAreNotReadAndAskedFor) {
  NoteEvidence withheld;
  withheld.withheld = true;
  const Diagnosis diagnosis = Diagnosed(Notes({withheld, {kYes}}));
  EXPECT_EQ(Of(diagnosis, "ca-time").decibans, Of(Diagnosed(Notes({{kYes}})), "ca-time").decibans);
  EXPECT_THAT(diagnosis.collect, Contains(HasSubstr("notes that may not be shown")));
  EXPECT_EQ(diagnosis.quotes.at(0).note, 1);
}

TEST(Notes, EveryViolationIsNamedAndNoWordIsRepeated) {
  NoteEvidence withheld{"secret words"};
  withheld.withheld = true;
  const auto diagnosis = Diagnose(
      Shipped(),
      Notes(
          {withheld,
           {std::string(kMostNoteBytes + 1, 'x')},
           {"secret \xFF words"},
           {"secret", {{"no-such-cue", Polarity::kAffirm}, {"no-mentoring", {}}}},
           {"secret", {{"no-mentoring", Polarity::kAffirm}, {"no-mentoring", Polarity::kSilent}}}}),
      {});
  EXPECT_THAT(diagnosis, HasReason("INVALID_FIELDS"));
  EXPECT_THAT(ViolatedFields(diagnosis.status()),
              ElementsAre("levels[0].notes[0].text", "levels[0].notes[1].text",
                          "levels[0].notes[2].text", "levels[0].notes[3].judgements[0].cue",
                          "levels[0].notes[3].judgements[1].polarity",
                          "levels[0].notes[4].judgements[1].cue"));
  EXPECT_THAT(diagnosis.status().ToString(), Not(HasSubstr("secret")));
  EXPECT_THAT(ViolatedFields(Diagnose(Shipped(), Notes(Times(kYes, 251)), {}).status()),
              ElementsAre("levels[0].notes"));
}

TEST(Notes, AModelWithoutCuesRefusesThem) {
  const auto model =
      CompileModel(LoadKnowledgeBase("services/diagnosis/content/knowledge_base.yaml").value());
  ASSERT_OK(model);
  EXPECT_THAT(ViolatedFields(Diagnose(*model, Notes({{kYes}}), {}).status()),
              ElementsAre("levels[0].notes[0].text"));
  EXPECT_NE(model->hash, Shipped().hash);
}

TEST(Notes, AreReadFromAFile) {
  auto document = text::ParseYaml(R"(
subject_level: practice
levels:
  - level: practice
    notes:
      - We had no protected time
      - { text: "Lunch was good", judgements: { no-mentoring: affirm } }
      - { withheld: true }
)",
                                  "evidence.yaml");
  ASSERT_OK(document);
  const auto evidence = ReadEvidence(*std::move(document));
  ASSERT_OK(evidence);
  EXPECT_THAT(Diagnosed(*evidence).quotes, SizeIs(2));
}

TEST(Notes, AKnowledgeBaseMayNotGiveThemMoreThanTheCap) {
  const auto violated = [](auto change) {
    KnowledgeBase kb = Shipped().kb;
    for (Indicator& indicator : kb.indicators) {
      if (indicator.id == "note_ca_time") change(&indicator);
    }
    return ViolatedFields(CompileModel(std::move(kb)).status());
  };
  EXPECT_THAT(violated([](Indicator* i) { i->cap_decibans = 6.5; }),
              ElementsAre("indicators[note_ca_time].cap_decibans"));
  EXPECT_THAT(violated([](Indicator* i) { i->cap_decibans = 0; }),
              ElementsAre("indicators[note_ca_time].cap_decibans"));
  EXPECT_THAT(violated([](Indicator* i) {
                i->healthy = {.02, .88, .10};
              }),
              ElementsAre("indicators[note_ca_time].troubled"));
  EXPECT_THAT(violated([](Indicator* i) { i->categories[1] = "nothing"; }),
              ElementsAre("indicators[note_ca_time].categories"));
}

}  // namespace
}  // namespace pcsp::diagnosis
