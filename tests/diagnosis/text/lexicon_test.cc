// What a lexicon may not say, each fault with its line; and the one that ships.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "re2/re2.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/diagnosis/domain/text/lexicon/pattern.h"
#include "services/diagnosis/domain/text/lexicon/reader.h"
#include "tests/diagnosis/example_kb.h"
#include "tests/diagnosis/text/shipped_cues.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::IsOk;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using testing::SmallKnowledgeBase;

constexpr char kGood[] = R"(id: small
version: 1
author: tests
weights: { healthy: [0.02, 0.9, 0.08], troubled: [0.09, 0.9, 0.01] }
classes: { doc: form|plan }
cues:
  - id: roles
    issue: cp-roles
    rationale: who does what
    affirm: ["not know ~2 role", "{doc} unclear"]
    exemplars: ["Nobody told us what to do"]
)";

absl::StatusOr<Lexicon> Read(absl::string_view text) {
  auto document = text::ParseYaml(text, "cues.yaml");
  if (!document.ok()) return document.status();
  return ReadLexicon(*std::move(document), SmallKnowledgeBase());
}

std::vector<Violation> Faults(absl::string_view text) {
  const auto lexicon = Read(text);
  EXPECT_THAT(lexicon, HasReason("INVALID_CONTENT"));
  EXPECT_THAT(std::string(lexicon.status().message()), HasSubstr("cues.yaml"));
  const auto detail = ErrorDetailOf(lexicon.status());
  return detail ? detail->violations : std::vector<Violation>();
}

TEST(Lexicon, IsRead) {
  const auto lexicon = Read(kGood);
  ASSERT_OK(lexicon);
  ASSERT_EQ(lexicon->cues.size(), 1u);
  EXPECT_THAT(lexicon->cues[0].levels, ElementsAre(Level::kPractice));
  EXPECT_EQ(lexicon->cues[0].patterns.size(), 2u);
}

TEST(Lexicon, TheHashTellsWhatChangesAReading) {
  const auto hash = [](absl::string_view from, absl::string_view to) {
    return Read(absl::StrReplaceAll(kGood, {{from, to}}))->hash;
  };
  const std::string hash_of_good = hash("", "");
  EXPECT_EQ(hash("who does what", "another reason"), hash_of_good);
  EXPECT_EQ(hash("not know ~2", "not  know ~2"), hash_of_good);
  EXPECT_NE(hash("~2", "~3"), hash_of_good);
  EXPECT_NE(hash("form|plan", "form"), hash_of_good);
  EXPECT_NE(hash("told us", "tells us"), hash_of_good);
  EXPECT_NE(hash("version: 1", "version: 2"), hash_of_good);
}

TEST(Lexicon, EveryFaultIsNamedWithItsPlace) {
  const auto faults = Faults(R"(id: bad
version: 1
author: tests
weights: { healthy: [0.02, 0.9, 0.08], troubled: [0.1, 0.85, 0.05] }
cues:
  - id: a
    issue: no-such-issue
    rationale: r
    affirm: ["one word"]
  - id: a
    issue: cp-roles
    affirm: ["", "~2 role", "role ~9 unclear", "{none} role", "the", "Role", "same thing"]
    contrary: ["same things"]
  - id: c
    issue: ca-mentoring
    levels: [steering_group, practice, practice]
    rationale: r
    unknown: 1
)");
  const auto at = [](const char* field, const char* line) {
    return Contains(AllOf(Field(&Violation::field, field),
                          Field(&Violation::expected, HasSubstr(absl::StrCat(":", line, ":")))));
  };
  EXPECT_THAT(faults, at("weights.troubled", "4"));
  EXPECT_THAT(faults, at("cues[0].issue", "7"));
  EXPECT_THAT(faults, at("cues[1].id", "10"));
  for (const char* field : {"cues[1].affirm[0]", "cues[1].affirm[1]", "cues[1].affirm[2]",
                            "cues[1].affirm[3]", "cues[1].affirm[4]", "cues[1].affirm[5]"}) {
    EXPECT_THAT(faults, at(field, "12")) << field;
  }
  EXPECT_THAT(faults, at("cues[1].contrary[0]", "13"));
  EXPECT_THAT(faults, at("cues[2].levels[0]", "16"));
  EXPECT_THAT(faults, at("cues[2].levels[2]", "16"));
  EXPECT_THAT(faults, at("cues[2].unknown", "18"));
  EXPECT_THAT(faults, Contains(Field(&Violation::field, "cues[1].rationale")));
  EXPECT_THAT(faults, Contains(Field(&Violation::field, "cues[2].affirm")));
}

TEST(Pattern, GapsAndAlternativesMatchWhatTheySay) {
  const Stemmer stemmer;
  std::set<std::string> vocabulary;
  const auto pattern = CompilePattern("{who}|some_people know ~1 their? part*",
                                      {{"who", "staff|nurse"}}, stemmer, &vocabulary);
  ASSERT_OK(pattern);
  const auto matches = [&](absl::string_view note) {
    return RE2::PartialMatch(ClauseText(WordsOf(note, stemmer, Spelling())), *pattern);
  };
  EXPECT_TRUE(matches("the nurses knew their parts"));
  EXPECT_TRUE(matches("Some people know partly"));
  EXPECT_TRUE(matches("staff know roughly their part"));
  EXPECT_FALSE(matches("staff know most of their part"));
  EXPECT_FALSE(matches("staff know not their part")) << "a gap never skips a word that negates";
  EXPECT_FALSE(matches("doctors know their part"));
}

TEST(ShippedLexicon, SpeaksOfEveryIssueAndExplainsItself) {
  std::set<std::string> spoken_of;
  for (const Cue& cue : testing::ShippedCues().lexicon().cues) {
    spoken_of.insert(cue.issue);
    EXPECT_GT(cue.rationale.size(), 20u) << cue.id;
    EXPECT_GE(cue.patterns.size(), 3u) << cue.id;
    EXPECT_GE(cue.exemplars.size(), 1u) << cue.id;
  }
  const auto kb = LoadKnowledgeBase("services/diagnosis/content/knowledge_base.yaml");
  ASSERT_OK(kb);
  for (const Issue& issue : kb->issues) {
    EXPECT_TRUE(spoken_of.contains(issue.id)) << issue.id;
  }
}

// An exemplar that its own cue reads the other way would teach the reader wrongly.
TEST(ShippedLexicon, NoExemplarContradictsThePatterns) {
  for (const Cue& cue : testing::ShippedCues().lexicon().cues) {
    for (const Exemplar& exemplar : cue.exemplars) {
      const Polarity said = testing::Says(exemplar.text, cue.issue);
      EXPECT_TRUE(said == Polarity::kSilent || said == exemplar.says) << exemplar.text;
    }
  }
}

}  // namespace
}  // namespace pcsp::diagnosis
