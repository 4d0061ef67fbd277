// The gates of methods.md 2.5 in worlds that do not follow the engine's likelihood. Small by
// default; PCSP_SIMULATION=nightly (./dev test stats) runs the 8 worlds of methods.md 2.1.
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "tests/diagnosis/simulation/experiment.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis::testing {
namespace {

bool Nightly() {
  const char* const size = std::getenv("PCSP_SIMULATION");
  return size != nullptr && std::string(size) == "nightly";
}

KnowledgeBase Shipped() {
  auto kb = LoadKnowledgeBase("services/diagnosis/content/knowledge_base.yaml");
  EXPECT_OK(kb);
  return *std::move(kb);
}

// One experiment for all tests of the program.
class Quality : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    ExperimentOptions options;
    if (!Nightly()) {
      options = {.worlds = 2, .groups = 6, .practices = 20, .verdicts = {1000}};
      options.practices_reviewed = {200};
      options.nights = 1;
    }
    results_ = new std::vector<MethodScores>(RunExperiment(Shipped(), options));
    for (const MethodScores& one : *results_) {
      std::cout << one.name << ": log-loss " << *one.scores[Metric::kLogLoss] << ", ECE "
                << *one.scores[Metric::kCalibrationError] << ", AUC " << *one.scores[Metric::kAuc]
                << "\n";
    }
  }
  static void TearDownTestSuite() { delete results_; }

  static double Of(const std::string& name, Metric metric) {
    for (const MethodScores& one : *results_) {
      if (one.name == name) return one.scores[metric].value_or(-1);
    }
    ADD_FAILURE() << "nothing is called " << name;
    return -1;
  }
  static double LogLoss(const std::string& name) { return Of(name, Metric::kLogLoss); }
  static double Error(const std::string& name) { return Of(name, Metric::kCalibrationError); }

  static std::vector<MethodScores>* results_;
};

std::vector<MethodScores>* Quality::results_ = nullptr;

constexpr char kExact[] = "exact, with the levels above";
constexpr char kLearned[] = "learned from 1000 verdicts";

TEST_F(Quality, TellsWhatHoldsFromWhatDoesNot) {
  EXPECT_GE(Of(kLearned, Metric::kAuc), Nightly() ? .90 : .88);
  EXPECT_GE(Of(kExact, Metric::kAuc), Nightly() ? .89 : .87);
  EXPECT_LT(Of(kLearned, Metric::kAuc), Of("true numbers (ceiling)", Metric::kAuc));
}

TEST_F(Quality, MeansWhatItsProbabilitiesSay) {
  EXPECT_LE(Error(kExact), Nightly() ? .03 : .05);
  EXPECT_LE(Error(kLearned), Nightly() ? .03 : .05);
}

// Half of the simulated teams are of fewer than 8 people: results hide the answers of those below
// 5, and show of the others which way they point. That costs discernment, and no honesty.
TEST_F(Quality, IsHonestOnWhatResultsShow) {
  constexpr char kShown[] = "exact, on what results show";
  EXPECT_GE(Of(kShown, Metric::kAuc), Nightly() ? .87 : .84);
  EXPECT_LE(Error(kShown), Nightly() ? .03 : .05);
  EXPECT_GT(LogLoss(kShown), LogLoss(kExact)) << "what is hidden is missing";
}

TEST_F(Quality, BeatsNaiveBayesWithTheSameNumbers) {
  EXPECT_LE(LogLoss(kExact), LogLoss("naive Bayes") - (Nightly() ? .02 : .01));
  EXPECT_LE(LogLoss(kLearned), LogLoss("naive Bayes") - .02);
  EXPECT_LT(LogLoss("exact, on what results show"), LogLoss("naive Bayes, on what results show"))
      << "what is hidden is hidden from both";
  EXPECT_LT(LogLoss(kExact), LogLoss("exact, one level")) << "what is known above must help";
}

TEST_F(Quality, ImprovesWithVerdictsThatErr) {
  EXPECT_LT(LogLoss(kLearned), LogLoss(kExact));
  EXPECT_LT(LogLoss("learned from 200 practices"), LogLoss(kLearned));
  if (!Nightly()) return;
  EXPECT_LT(LogLoss("learned from 200 verdicts"), LogLoss(kExact));
  EXPECT_LT(LogLoss(kLearned), LogLoss("learned from 200 verdicts"));
  EXPECT_LT(LogLoss("learned from 1000 practices"), LogLoss("learned from 200 practices"));
}

// methods.md 2.1: who takes labels for the truth ruins calibration.
TEST_F(Quality, SuffersFromVerdictsTakenForTheTruth) {
  const std::string honest =
      Nightly() ? "learned from 1000 practices" : "learned from 200 practices";
  EXPECT_GT(Error("trap: verdicts taken for the truth"), Error(honest) + .005);
  EXPECT_GT(Error("trap: plain Platt scaling"), Error(honest + ", map in any case") + .005);
  EXPECT_GT(LogLoss("trap: plain Platt scaling"), LogLoss(honest + ", map in any case"));
}

// The worlds have what the gates are about.
TEST(World, HasItsOwnNumbersAndIssuesEnough) {
  const KnowledgeBase kb = Shipped();
  World world(kb, {.seed = 3});
  int moved = 0;
  for (size_t i = 0; i < kb.issues.size(); ++i) {
    moved += kb.issues[i].prior != world.truth().issues[i].prior;
  }
  EXPECT_EQ(moved, kb.issues.size());
  double holds = 0, issues = 0;
  for (const SimulatedSite& site : world.Group("g", 400).practices) {
    for (size_t i = 0; i < kb.issues.size(); ++i) {
      if (kb.issues[i].level != Level::kPractice) continue;
      holds += site.holds[i], ++issues;
    }
  }
  EXPECT_GT(holds / issues, .15);
  EXPECT_LT(holds / issues, .55);
}

TEST(World, IsTheSameForTheSameSeed) {
  const KnowledgeBase kb = Shipped();
  World one(kb, {.seed = 5}), same(kb, {.seed = 5}), other(kb, {.seed = 6});
  const SimulatedGroup a = one.Group("g", 3), b = same.Group("g", 3), c = other.Group("g", 3);
  EXPECT_EQ(a.practices[2].holds, b.practices[2].holds);
  EXPECT_EQ(a.practices[2].evidence.levels[2].items[0].answers,
            b.practices[2].evidence.levels[2].items[0].answers);
  EXPECT_NE(a.practices[2].holds, c.practices[2].holds);
}

}  // namespace
}  // namespace pcsp::diagnosis::testing
