#include "services/diagnosis/domain/knowledge/signals.h"

#include <algorithm>
#include <cmath>

namespace pcsp::diagnosis {
namespace {

// P(answer k) when a respondent meets the trouble with chance `meets` (methods.md 2.2).
double AnswerProbability(const Indicator& indicator, size_t k, double meets) {
  return (1 - meets) * indicator.healthy[k] + meets * indicator.troubled[k];
}

Signal SignalOf(const Indicator& indicator, int index, size_t k, const Link& link) {
  const double holds = 1 - (1 - indicator.leak) * (1 - link.strength);
  const double ratio =
      AnswerProbability(indicator, k, holds) / AnswerProbability(indicator, k, indicator.leak);
  return {index, static_cast<int>(k), 10 * std::log10(ratio) * indicator.eta};
}

void AddSignals(const Indicator& indicator, int index, const Link& link, IssueSignals* signals) {
  std::vector<Signal> answers;
  for (size_t k = 0; k < indicator.categories.size(); ++k) {
    if (IsNotRelevant(indicator.categories[k])) continue;
    answers.push_back(SignalOf(indicator, index, k, link));
  }
  const auto [least, most] =
      std::minmax_element(answers.begin(), answers.end(),
                          [](const Signal& a, const Signal& b) { return a.decibans < b.decibans; });
  signals->speak_for.push_back(*most);
  signals->speak_against.push_back(*least);
}

}  // namespace

IssueSignals SignalsOf(const KnowledgeBase& kb, const Issue& issue) {
  IssueSignals signals;
  for (size_t j = 0; j < kb.indicators.size(); ++j) {
    for (const Link& link : kb.indicators[j].links) {
      if (link.issue == issue.id) {
        AddSignals(kb.indicators[j], static_cast<int>(j), link, &signals);
      }
    }
  }
  const auto stronger = [](const Signal& a, const Signal& b) {
    return std::abs(a.decibans) > std::abs(b.decibans);
  };
  std::stable_sort(signals.speak_for.begin(), signals.speak_for.end(), stronger);
  std::stable_sort(signals.speak_against.begin(), signals.speak_against.end(), stronger);
  return signals;
}

}  // namespace pcsp::diagnosis
