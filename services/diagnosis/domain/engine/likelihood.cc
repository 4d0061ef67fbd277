#include "services/diagnosis/domain/engine/likelihood.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace pcsp::diagnosis {
namespace {

// Up to here a product of n factors is quicker than differences of log-gamma and cannot underflow.
constexpr int64_t kProductLimit = 32;

constexpr double kLeastScale = 1e-12;
constexpr double kLogOfDeciban = 0.23025850929940457;  // ln(10) / 10

// log(Gamma(a + n) / Gamma(a)); std::lgamma would race on the global signgam.
double LogRising(double a, int64_t n) {
  if (n == 0) return 0;
  if (a <= 0) return -std::numeric_limits<double>::infinity();
  int sign;
  return lgamma_r(a + static_cast<double>(n), &sign) - lgamma_r(a, &sign);
}

// log of prod_k Gamma(n_k + a_k)/Gamma(a_k) * Gamma(kappa)/Gamma(n + kappa), a_k = kappa p_k, for
// all states at once: products of n factors over one that does not depend on the state.
void LogProducts(const CompiledIndicator& indicator, absl::Span<const int64_t> counts,
                 absl::Span<double> logs) {
  std::fill(logs.begin(), logs.end(), 1.0);
  double total = indicator.kappa, all = 1;
  for (size_t k = 0; k < counts.size(); ++k) {
    const double* concentration = &indicator.concentrations[k * logs.size()];
    double before = 0;  // answers of this category so far
    for (int64_t i = 0; i < counts[k]; ++i, before += 1, total += 1) {
      for (size_t d = 0; d < logs.size(); ++d) logs[d] *= concentration[d] + before;
      all *= total;
    }
  }
  for (double& log : logs) log = std::log(log / all);
}

double LogGammas(const double* p, double kappa, absl::Span<const int64_t> counts, int64_t n) {
  double sum = -LogRising(kappa, n);
  for (size_t k = 0; k < counts.size(); ++k) sum += LogRising(kappa * p[k], counts[k]);
  return sum;
}

double Meets(const CompiledIndicator& indicator, double leak, int state) {
  double spared = 1 - leak;
  for (size_t b = 0; b < indicator.issues.size(); ++b) {
    if (state >> b & 1) spared *= 1 - indicator.strengths[b];
  }
  return 1 - spared;
}

void SortByIssue(const Indicator& from, const std::vector<int>& issues, CompiledIndicator* to) {
  std::vector<int> order(issues.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) { return issues[a] < issues[b]; });
  for (int link : order) {
    to->issues.push_back(issues[link]);
    to->strengths.push_back(from.links[link].strength);
  }
}

double MeanPlace(const std::vector<int>& places, const std::vector<double>& profile) {
  double sum = 0, weight = 0;
  for (size_t k = 0; k < profile.size(); ++k) {
    if (places[k] < 0) continue;
    weight += profile[k];
    sum += profile[k] * places[k];
  }
  return weight > 0 ? sum / weight : 0;
}

void FindPlaces(const Indicator& indicator, CompiledIndicator* to) {
  for (size_t k = 0; k < indicator.categories.size(); ++k) {
    to->places.push_back(IsNotRelevant(indicator.categories[k]) ? -1 : static_cast<int>(k));
  }
  to->well = MeanPlace(to->places, indicator.healthy);
  to->badly = MeanPlace(to->places, indicator.troubled);
  if (std::abs(to->well - to->badly) < kLeastScale) to->badly = to->well;
}

}  // namespace

CompiledIndicator CompileIndicator(const Indicator& indicator, const std::vector<int>& issues) {
  CompiledIndicator compiled;
  SortByIssue(indicator, issues, &compiled);
  FindPlaces(indicator, &compiled);
  compiled.categories = static_cast<int>(indicator.categories.size());
  compiled.kappa = indicator.kappa;
  compiled.eta = indicator.eta;
  compiled.cap = indicator.cap_decibans * kLogOfDeciban;
  for (int d = 0; d < compiled.states(); ++d) {
    const double q = Meets(compiled, indicator.leak, d);
    compiled.meets.push_back(q);
    for (int k = 0; k < compiled.categories; ++k) {
      const double p = (1 - q) * indicator.healthy[k] + q * indicator.troubled[k];
      compiled.answers.push_back(p);
      compiled.single.push_back(std::pow(p, indicator.eta));
    }
    compiled.entropy.push_back(
        EntropyBits({compiled.answers_at(d), static_cast<size_t>(compiled.categories)}));
  }
  for (int k = 0; k < compiled.categories; ++k) {
    for (int d = 0; d < compiled.states(); ++d) {
      compiled.concentrations.push_back(compiled.kappa * compiled.answers_at(d)[k]);
    }
  }
  return compiled;
}

void LogLikelihood(const CompiledIndicator& indicator, absl::Span<const int64_t> counts,
                   absl::Span<double> log_likelihood) {
  const int64_t n = std::accumulate(counts.begin(), counts.end(), int64_t{0});
  if (n == 0) {
    std::fill(log_likelihood.begin(), log_likelihood.end(), 0.0);
    return;
  }
  if (n <= kProductLimit) {
    LogProducts(indicator, counts, log_likelihood);
  } else {
    for (int d = 0; d < indicator.states(); ++d) {
      log_likelihood[d] = LogGammas(indicator.answers_at(d), indicator.kappa, counts, n);
    }
  }
  for (double& log : log_likelihood) log *= indicator.eta;
}

void LogLikelihoodOfNotes(const CompiledIndicator& indicator, absl::Span<const int64_t> counts,
                          absl::Span<const int64_t> unconfirmed,
                          absl::Span<double> log_likelihood) {
  LogLikelihood(indicator, counts, log_likelihood);
  std::vector<int64_t> all(counts.begin(), counts.end());
  for (size_t k = 0; k < unconfirmed.size(); ++k) all[k] += unconfirmed[k];
  std::vector<double> with(log_likelihood.size());
  LogLikelihood(indicator, all, absl::MakeSpan(with));
  for (size_t d = 0; d < with.size(); ++d) log_likelihood[d] = (log_likelihood[d] + with[d]) / 2;
  const auto [low, high] = std::minmax_element(log_likelihood.begin(), log_likelihood.end());
  const double spread = *high - *low;
  if (indicator.cap <= 0 || spread <= indicator.cap) return;
  const double scale = indicator.cap / spread;
  for (double& log : log_likelihood) log *= scale;
}

double EntropyBits(absl::Span<const double> distribution) {
  double entropy = 0;
  for (double p : distribution) {
    if (p > 0) entropy -= p * std::log2(p);
  }
  return entropy;
}

}  // namespace pcsp::diagnosis
