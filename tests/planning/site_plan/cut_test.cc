#include "services/planning/domain/site_plan/exact/cuts/cut.h"

#include <gmock/gmock.h>

#include <random>

#include "services/planning/domain/site_plan/exact/cuts/packing.h"

namespace pcsp::planning::site {
namespace {

double Uniform(std::mt19937_64& random) { return (random() >> 11) * 0x1.0p-53; }

std::vector<Answer> RandomAnswers(std::mt19937_64& random, int count) {
  std::vector<Answer> answers;
  for (int a = 0; a < count; ++a) {
    answers.push_back(MakeAnswer(a, random() % 20 == 0 ? 1.0 : 0.9 * Uniform(random)));
    answers.back().started = Uniform(random);
  }
  return answers;
}

// Puts y to the bits of `set` and returns what that closes.
double Closed(std::vector<Answer>& answers, int set) {
  double open = 1;
  for (size_t a = 0; a < answers.size(); ++a) {
    const bool started = (set >> a) & 1;
    answers[a].started = started ? 1 : 0;
    if (started) open *= 1 - answers[a].share;
  }
  return 1 - open;
}

TEST(CutTest, HoldsAtEverySchedule) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 200; ++round) {
    std::vector<Answer> answers = RandomAnswers(random, 6);
    std::vector<Cut> cuts = {LowestCut(answers), TangentCut(answers, 2 * Uniform(random))};
    for (size_t size = 0; size <= answers.size(); ++size) {
      cuts.push_back(LowCut(answers, size));
      cuts.push_back(HighCut(answers, size));
    }
    for (int set = 0; set < 64; ++set) {
      const double closed = Closed(answers, set);
      for (const Cut& cut : cuts) EXPECT_GE(cut.At(answers), closed - 1e-9) << round << " " << set;
    }
  }
}

TEST(CutTest, IsExactAtItsOwnSet) {
  std::mt19937_64 random(2);
  std::vector<Answer> answers = RandomAnswers(random, 5);
  for (int size = 0; size <= 5; ++size) {
    const double closed = Closed(answers, (1 << size) - 1);
    EXPECT_NEAR(LowCut(answers, size).At(answers), closed, 1e-9);
    EXPECT_NEAR(HighCut(answers, size).At(answers), closed, 1e-9);
  }
}

TEST(CutTest, IsLowerThanTheTangentBetweenSchedules) {
  std::vector<Answer> answers = {MakeAnswer(0, 0.5), MakeAnswer(1, 0.5)};
  answers[0].started = 1;
  answers[1].started = 0.5;
  EXPECT_NEAR(LowestCut(answers).At(answers), 0.5 + 0.25 / 2, 1e-12);
}

TEST(PackingTest, CutsHoldForEverySetAndAreTightForOne) {
  std::mt19937_64 random(3);
  int separated = 0;
  for (int round = 0; round < 100; ++round) {
    Packing packing;
    std::vector<double> point;
    for (int i = 0; i < 8; ++i) {
      packing.weights.push_back(1 + 9 * Uniform(random));
      point.push_back(random() % 3 == 0 ? 0 : Uniform(random));
    }
    packing.limit = 15;
    packing.most = 3;
    const auto slopes = packing.Separate(point);
    if (!slopes) continue;
    ++separated;
    double at_point = 0, greatest = 0;
    for (int i = 0; i < 8; ++i) at_point += (*slopes)[i] * point[i];
    for (int set = 0; set < 256; ++set) {
      double weight = 0, sum = 0;
      for (int i = 0; i < 8; ++i) {
        if (((set >> i) & 1) == 0) continue;
        weight += packing.weights[i];
        sum += (*slopes)[i];
      }
      if (weight <= packing.limit && __builtin_popcount(set) <= packing.most) {
        greatest = std::max(greatest, sum);
      }
    }
    EXPECT_GT(at_point, 1);
    EXPECT_NEAR(greatest, 1, 1e-9);
  }
  EXPECT_GT(separated, 20);
}

TEST(PackingTest, LeavesMixturesOfSetsAlone) {
  const Packing packing{{5, 5, 5}, 10, 3};
  EXPECT_FALSE(packing.Separate({1, 0.5, 0.5}).has_value());
  EXPECT_TRUE(packing.Separate({1, 0.6, 0.6}).has_value());
}

}  // namespace
}  // namespace pcsp::planning::site
