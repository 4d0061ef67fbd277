#include "services/planning/domain/site_plan/exact/cuts/cut.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pcsp::planning::site {
namespace {

constexpr double kNearlyAll = 1 - 1e-15;
constexpr double kHardlyStarted = 1e-6;

double LossFactor(const Answer& answer) { return answer.share / (1 - answer.share); }

// What the first `size` leave open.
double LeftOpen(const std::vector<Answer>& answers, size_t size) {
  double open = 1;
  for (size_t a = 0; a < size; ++a) open *= 1 - answers[a].share;
  return open;
}

}  // namespace

Answer MakeAnswer(int option, double share) {
  Answer answer;
  answer.option = option;
  answer.share = std::min(share, kNearlyAll);
  answer.amount = -std::log1p(-answer.share);
  return answer;
}

double Cut::At(const std::vector<Answer>& answers) const {
  double at = constant;
  for (size_t a = 0; a < answers.size(); ++a) at += slopes[a] * answers[a].started;
  return at;
}

Cut TangentCut(const std::vector<Answer>& answers, double amount) {
  const double slope = std::exp(-amount);
  Cut cut;
  cut.constant = 1 - slope * (1 + amount);
  for (const Answer& answer : answers) cut.slopes.push_back(slope * answer.amount);
  return cut;
}

Cut LowCut(const std::vector<Answer>& answers, size_t size) {
  const double open = LeftOpen(answers, size);
  double k = 1;
  for (size_t a = size; a < answers.size(); ++a) {
    k = std::min(k, answers[a].share / answers[a].amount);
  }
  const bool alone = size == answers.size();
  Cut cut;
  cut.constant = 1 - open;
  for (size_t a = 0; a < answers.size(); ++a) {
    double slope = answers[a].share;
    if (a < size) {
      slope = alone ? LossFactor(answers[a])
                    : std::max(0.0, k * answers[a].amount - k * std::log(k) + k - 1);
      cut.constant -= open * slope;
    }
    cut.slopes.push_back(open * slope);
  }
  return cut;
}

Cut HighCut(const std::vector<Answer>& answers, size_t size) {
  if (size == 0) return LowCut(answers, size);
  const double open = LeftOpen(answers, size);
  double k = 1;
  for (size_t a = 0; a < size; ++a) k = std::max(k, LossFactor(answers[a]) / answers[a].amount);
  Cut cut;
  cut.constant = 1 - open;
  for (size_t a = 0; a < answers.size(); ++a) {
    double slope = k * answers[a].amount + k * std::log(k) - k + 1;
    if (a < size) {
      slope = LossFactor(answers[a]);
      cut.constant -= open * slope;
    }
    cut.slopes.push_back(open * slope);
  }
  return cut;
}

Cut LowestCut(std::vector<Answer>& answers) {
  std::sort(answers.begin(), answers.end(), [](const Answer& a, const Answer& b) {
    return std::make_pair(-a.started, a.option) < std::make_pair(-b.started, b.option);
  });
  double amount = 0;
  for (const Answer& answer : answers) amount += answer.amount * answer.started;
  Cut lowest = TangentCut(answers, amount);
  double at = lowest.At(answers);
  for (size_t size = 0; size <= answers.size(); ++size) {
    if (size > 0 && answers[size - 1].started < kHardlyStarted) break;
    for (Cut cut : {LowCut(answers, size), HighCut(answers, size)}) {
      const double here = cut.At(answers);
      if (here >= at) continue;
      at = here;
      lowest = std::move(cut);
    }
  }
  return lowest;
}

}  // namespace pcsp::planning::site
