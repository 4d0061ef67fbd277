// How well the lexicon that ships reads notes with known answers. `smoke.json` is the open oracle,
// whose gates hold here; `development.json` and `apart.json` are more notes in the same form, by
// the lexicon's own author: the first was used to mend the lexicon, the second never was.
#include <cmath>
#include <cstdio>
#include <map>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/text/yaml.h"
#include "gtest/gtest.h"
#include "tests/diagnosis/text/shipped_cues.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using pcsp::testing::IsOk;
using testing::ShippedCues;

// The labels of the notes are coarser than the knowledge base in some places and finer in one: the
// lone enthusiast and the add-on project are two cues of one issue.
const std::map<std::string, std::set<std::string>>& CuesOfLabel() {
  static const auto* map = new std::map<std::string, std::set<std::string>>{
      {"C.we_do_this_already", {"we-do-this-already"}},
      {"C.plan_not_planning", {"plan-not-planning"}},
      {"C.purpose_value_unclear", {"purpose-unclear"}},
      {"C.policy_confusion", {"policy-confusion"}},
      {"P.addon_project", {"addon-project"}},
      {"P.lone_enthusiast", {"lone-enthusiast"}},
      {"P.own_role_unclear", {"role-unclear"}},
      {"A.no_setup_time", {"no-setup-time"}},
      {"A.no_mentoring", {"no-mentoring"}},
      {"A.skills_gap", {"skills-gap", "new-conversation-hard", "not-everyone-trained"}},
      {"A.organisational_it", {"practical-problems"}},
      {"R.no_systematic_reflection",
       {"no-reflection", "no-strength-to-look-back", "praise-instead-of-learning"}},
      {"S.practical", {"practical-help-missing"}},
      {"S.champions", {"no-champions"}},
      {"S.longterm", {"support-is-short-lived"}},
      {"S.coherence", {"group-pulls-apart"}},
      {"S.setting", {"practices-not-known"}},
      {"S.fidelity", {"drift-unchallenged"}},
      {"W.coherence", {"leaders-tell-different-stories"}},
      {"W.strategy", {"strategy-is-silent"}},
      {"W.pilot", {"one-more-pilot"}},
      {"W.lifetime", {"one-age-or-condition"}},
      {"W.workforce", {"no-view-of-the-workforce"}}};
  return *map;
}

struct Score {
  int right = 0, spurious = 0, missed = 0, wrong_way = 0, contrary = 0, suggested = 0;

  double precision() const { return right / static_cast<double>(right + spurious); }
  double recall() const { return right / static_cast<double>(right + missed); }
};

// Lower end of the 95 % Wilson interval.
double Wilson(int k, int n) {
  const double z = 1.96, p = static_cast<double>(k) / n;
  return (p + z * z / (2 * n) - z * std::sqrt(p * (1 - p) / n + z * z / (4.0 * n * n))) /
         (1 + z * z / n);
}

void AddNote(const std::string& note, const std::map<std::string, std::string>& expected,
             Score* score) {
  const NoteReading reading = ShippedCues().Read(note);
  for (const auto& [label, cues] : CuesOfLabel()) {
    std::string said;
    for (const CueHit& hit : reading.hits) {
      if (cues.contains(ShippedCues().lexicon().cues[hit.cue].id))
        said = std::string(PolarityWord(hit.polarity));
    }
    const auto wanted = expected.find(label);
    if (wanted == expected.end()) {
      score->spurious += !said.empty();
      continue;
    }
    score->contrary += wanted->second == "contrary";
    score->right += !said.empty();
    score->missed += said.empty();
    score->wrong_way += !said.empty() && said != wanted->second;
    for (const CueSuggestion& suggestion : reading.suggestions) {
      score->suggested +=
          said.empty() && cues.contains(ShippedCues().lexicon().cues[suggestion.cue].id);
    }
  }
}

Score Measure(const std::string& file) {
  Score score;
  auto document = text::ReadContentFile(absl::StrCat("tests/diagnosis/text/", file));
  EXPECT_OK(document);
  for (const text::Node& pair : document->root().List()) {
    const auto parts = pair.List();
    std::map<std::string, std::string> expected;
    for (const auto& [label, polarity] : parts[1].Map()) expected[label] = polarity.String();
    AddNote(parts[0].String(), expected, &score);
  }
  EXPECT_OK(document->Finish());
  const int found = score.right + score.spurious, wanted = score.right + score.missed;
  std::printf(
      "%s: precision %.2f (%d of %d, at least %.2f), recall %.2f (%d of %d, at least %.2f), "
      "wrong way %d (of %d contrary), suggested %d of %d missed\n",
      file.c_str(), score.precision(), score.right, found, Wilson(score.right, found),
      score.recall(), score.right, wanted, Wilson(score.right, wanted), score.wrong_way,
      score.contrary, score.suggested, score.missed);
  return score;
}

TEST(MeasuredNotes, TheSmokeSetPassesItsGates) {
  const Score score = Measure("smoke.json");
  EXPECT_GE(score.precision(), .85);
  EXPECT_GE(score.recall(), .60);
  EXPECT_EQ(score.contrary, 12);
  EXPECT_LE(score.wrong_way, 4);
}

TEST(MeasuredNotes, NotesThatTheLexiconWasMendedWith) {
  const Score score = Measure("development.json");
  EXPECT_GE(score.precision(), .85);
  EXPECT_GE(score.recall(), .60);
}

// The smoke set speaks of practices alone.
TEST(MeasuredNotes, NotesOnSteeringGroupsAndWholeSystems) {
  const Score score = Measure("above.json");
  EXPECT_GE(score.precision(), .85);
  EXPECT_GE(score.recall(), .60);
  EXPECT_LE(score.wrong_way, 1);
}

// The honest figure of the four, and still one author's.
TEST(MeasuredNotes, NotesThatTheLexiconHasNeverBeenMendedWith) {
  const Score score = Measure("apart.json");
  EXPECT_GE(score.precision(), .85);
  EXPECT_GE(score.recall(), .60);
  EXPECT_LE(score.wrong_way * 3, score.contrary);
}

}  // namespace
}  // namespace pcsp::diagnosis
