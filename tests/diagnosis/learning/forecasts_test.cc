// Forecasts made before each verdict: by what came before it and nothing else.
#include "services/diagnosis/domain/learning/layers/forecasts.h"

#include <algorithm>
#include <random>

#include "gtest/gtest.h"
#include "services/diagnosis/domain/diagnosis.h"
#include "services/diagnosis/domain/learning/learner.h"
#include "tests/diagnosis/example_kb.h"
#include "tests/diagnosis/learning/reviewed_cases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using Judged = std::array<std::vector<JudgedForecast>, kLevels>;

// Each case a second after the one before, all of its verdicts at once.
std::vector<LoggedCase> LogOf(const testing::ReviewedCases& cases) {
  std::vector<LoggedCase> log;
  for (const VerdictCase& reviewed : cases.log) {
    LoggedCase& logged = log.emplace_back(LoggedCase{reviewed, reviewed.id});
    logged.micros.assign(reviewed.verdicts.size(), 1'000'000 * static_cast<int64_t>(log.size()));
  }
  return log;
}

Judged Forecasts(const KnowledgeBase& kb, const std::vector<LoggedCase>& log) {
  const auto judged = ForecastVerdicts(kb, log);
  EXPECT_OK(judged);
  return judged.value_or(Judged());
}

void ExpectSame(const Judged& a, const Judged& b, size_t most) {
  size_t compared = 0;
  for (int level = 0; level < kLevels; ++level) {
    for (size_t i = 0; i < std::min(a[level].size(), b[level].size()); ++i) {
      if (a[level][i].site != b[level][i].site) break;
      EXPECT_EQ(a[level][i].probability, b[level][i].probability);
      EXPECT_EQ(a[level][i].confirmed, b[level][i].confirmed);
      ++compared;
    }
  }
  EXPECT_GE(compared, most);
}

// The probability of each verdict's issue by a model, in the order of the log.
std::vector<double> ByModel(const Model& model, const LoggedCase& logged) {
  const auto diagnosis = Diagnose(model, logged.reviewed.evidence, {});
  EXPECT_OK(diagnosis);
  std::vector<double> probabilities;
  for (const Verdict& verdict : logged.reviewed.verdicts) {
    for (const Finding& finding : diagnosis->findings) {
      if (model.kb.issues[finding.issue].id == verdict.issue) {
        probabilities.push_back(finding.probability);
      }
    }
  }
  return probabilities;
}

class ForecastsTest : public ::testing::Test {
 protected:
  const testing::ReviewedCases cases_ = testing::RandomReviewedCases(21, 60);
  const std::vector<LoggedCase> log_ = LogOf(cases_);
};

TEST_F(ForecastsTest, AreByTheAuthorsNumbersWhileNothingIsKnown) {
  const Judged judged = Forecasts(cases_.kb, log_);
  const Model model = *CompileModel(cases_.kb);
  std::array<size_t, kLevels> at = {};
  size_t seen = 0;
  for (const LoggedCase& logged : log_) {
    if (seen + logged.reviewed.verdicts.size() > kLearnEvery) break;
    seen += logged.reviewed.verdicts.size();
    const auto level = static_cast<size_t>(*logged.reviewed.evidence.subject);
    // Of one instant: by their ids.
    std::vector<double> expected = ByModel(model, logged), actual;
    for (size_t v = 0; v < expected.size(); ++v) {
      actual.push_back(judged[level][at[level]++].probability);
    }
    std::sort(expected.begin(), expected.end());
    std::sort(actual.begin(), actual.end());
    for (size_t v = 0; v < expected.size(); ++v) EXPECT_NEAR(actual[v], expected[v], 1e-12);
  }
  EXPECT_GT(seen, 10u);
}

// The forecasts of a later block, worked out anew: from the cases that were complete before it.
TEST_F(ForecastsTest, AreByWhatTheCasesBeforeHadTaught) {
  const Judged judged = Forecasts(cases_.kb, log_);
  size_t before = 0, cases = 0;
  for (; before + log_[cases].reviewed.verdicts.size() <= kLearnEvery; ++cases) {
    before += log_[cases].reviewed.verdicts.size();
  }
  Learner learner = *Learner::Start(cases_.kb);
  for (size_t c = 0; c < cases; ++c) ASSERT_OK(learner.Add(log_[c].reviewed));
  const Model learned = *CompileModel(learner.Learned());
  // The first case that begins in the second block.
  size_t first = before == kLearnEvery ? cases : cases + 1;
  const LoggedCase& logged = log_[first];
  const auto level = static_cast<size_t>(*logged.reviewed.evidence.subject);
  std::vector<double> actual;
  for (const JudgedForecast& one : judged[level]) {
    if (one.site == logged.site) actual.push_back(one.probability);
  }
  std::vector<double> expected = ByModel(learned, logged);
  ASSERT_EQ(actual.size(), expected.size());
  std::sort(expected.begin(), expected.end());
  std::sort(actual.begin(), actual.end());
  for (size_t v = 0; v < expected.size(); ++v) EXPECT_NEAR(actual[v], expected[v], 1e-12);
  const std::vector<double> authors = ByModel(*CompileModel(cases_.kb), logged);
  EXPECT_NE(*std::max_element(authors.begin(), authors.end()), expected.back());
}

TEST_F(ForecastsTest, KnowNothingOfLaterVerdicts) {
  std::vector<LoggedCase> other = log_;
  for (size_t c = 40; c < other.size(); ++c) {
    for (Verdict& verdict : other[c].reviewed.verdicts) verdict.confirmed = !verdict.confirmed;
  }
  const Judged before = Forecasts(cases_.kb, log_), after = Forecasts(cases_.kb, other);
  size_t early = 0, later_that_differ = 0;
  for (int level = 0; level < kLevels; ++level) {
    ASSERT_EQ(before[level].size(), after[level].size());
    for (size_t i = 0; i < before[level].size(); ++i) {
      const bool turned = before[level][i].confirmed != after[level][i].confirmed;
      if (!turned) {
        EXPECT_EQ(before[level][i].probability, after[level][i].probability);
        ++early;
      } else {
        later_that_differ += before[level][i].probability != after[level][i].probability;
      }
    }
  }
  EXPECT_GT(early, 50u);
  EXPECT_GT(later_that_differ, 0u) << "what was turned round early is known later";
}

TEST_F(ForecastsTest, AreTheSameForAnyOrderOfTheLog) {
  std::vector<LoggedCase> log = log_;
  const Judged expected = Forecasts(cases_.kb, log);
  std::mt19937_64 random(1);
  std::shuffle(log.begin(), log.end(), random);
  ExpectSame(Forecasts(cases_.kb, log), expected, 100);
}

TEST_F(ForecastsTest, LeaveOutWhatCannotBeRead) {
  std::vector<LoggedCase> log = log_;
  log[3].reviewed.verdicts[0].issue = "gone";
  size_t left = 0, all = 0;
  for (const auto& level : Forecasts(cases_.kb, log)) left += level.size();
  for (const LoggedCase& logged : log_) all += logged.reviewed.verdicts.size();
  EXPECT_EQ(left, all - log_[3].reviewed.verdicts.size());
}

}  // namespace
}  // namespace pcsp::diagnosis
