#include "services/assessments/domain/comparison/change.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "services/assessments/domain/comparison/normal.h"
#include "services/assessments/domain/reliability/reliability.h"

namespace pcsp::assessments {
namespace {

constexpr int kFewestSites = 4;
constexpr double kPseudoSites = 3;
constexpr double kPriorCovariance = .7 * 10 * 10;
constexpr double kMostCorrelation = .98;  // keeps T invertible
constexpr double kSure = .9, kProbable = .75, kOpen = .25;

std::vector<SiteMean> Side(absl::Span<const SitePair> sites, SiteMean SitePair::*side) {
  std::vector<SiteMean> means;
  for (const SitePair& site : sites) means.push_back(site.*side);
  return means;
}

double FreeOf(absl::Span<const SiteMean> sites) {
  double people = 0, k = 0;
  for (const SiteMean& site : sites) {
    people += site.people;
    k += site.people > 0;
  }
  return people - k;
}

struct Cross {
  double k = 0, sum_before = 0, sum_after = 0, covariance = 0;
};

// Of the means of sites in both waves. No correction for noise: the people are not linked, so that
// their noise has no covariance.
Cross CrossOf(absl::Span<const SitePair> sites) {
  Cross cross;
  for (const SitePair& site : sites) {
    if (!site.both()) continue;
    ++cross.k;
    cross.sum_before += site.before.mean;
    cross.sum_after += site.after.mean;
  }
  if (cross.k < 2) return cross;
  for (const SitePair& site : sites) {
    if (!site.both()) continue;
    cross.covariance += (site.before.mean - cross.sum_before / cross.k) *
                        (site.after.mean - cross.sum_after / cross.k) / (cross.k - 1);
  }
  return cross;
}

double Across(const Cross& cross, const Covariance2& t) {
  double across = cross.covariance;
  if (cross.k < kFewestSites) {
    const double own = std::max(0.0, cross.k - 1);
    across = (own * across + kPseudoSites * kPriorCovariance) / (own + kPseudoSites);
  }
  const double most = kMostCorrelation * std::sqrt(t.first * t.second);
  return std::clamp(across, -most, most);
}

std::optional<double> DeviationOf(absl::Span<const SiteMean> sites) {
  double k = 0, sum = 0, squares = 0;
  for (const SiteMean& site : sites) {
    if (site.people == 0) continue;
    ++k;
    sum += site.mean;
    squares += site.mean * site.mean;
  }
  if (k < 2) return std::nullopt;
  return std::sqrt(std::max(0.0, (squares - sum * sum / k) / (k - 1)));
}

ChangeWord WordOf(const Change& change) {
  if (change.p_improved_by >= kSure) return ChangeWord::kImproved;
  if (change.p_worse_by >= kSure) return ChangeWord::kWorse;
  if (change.p_improved_by >= kProbable) return ChangeWord::kProbablyImproved;
  if (change.p_worse_by >= kProbable) return ChangeWord::kProbablyWorse;
  if (change.p_improved_by >= kOpen || change.p_worse_by >= kOpen) return ChangeWord::kCannotTell;
  return ChangeWord::kAboutTheSame;
}

std::optional<double> ReliableChangeOf(const SitePair& site, const ChangePool& pool) {
  if (!site.both() || !pool.deviation || !pool.reliability) return std::nullopt;
  const double reliability = std::clamp(*pool.reliability, 0.0, 1.0);
  if (*pool.deviation <= 0 || reliability >= 1) return std::nullopt;
  return ReliableChange(site.before.mean, site.after.mean, *pool.deviation, reliability);
}

// What not knowing T adds to the variance of the difference: Morris' term along each of the two
// directions in which V^-1/2 T V^-1/2 is diagonal, where both observations shrink by themselves.
double MorrisTerm(const SitePair& site, const ChangePool& pool, const Pair2& v) {
  if (pool.degrees <= 0 || !site.both()) return 0;
  const double r1 = std::sqrt(v.first), r2 = std::sqrt(v.second);
  const double a = pool.t.first / v.first, b = pool.t.across / (r1 * r2),
               c = pool.t.second / v.second;
  const double angle = .5 * std::atan2(2 * b, a - c);
  const double z1 = (site.before.mean - pool.mu.first) / r1;
  const double z2 = (site.after.mean - pool.mu.second) / r2;
  double term = 0;
  for (const double turn : {angle, angle + std::numbers::pi / 2}) {
    const double x = std::cos(turn), y = std::sin(turn);
    const double shrunk = 1 / (1 + a * x * x + 2 * b * x * y + c * y * y);  // B of this direction
    const double off = x * z1 + y * z2, weight = y * r2 - x * r1;
    term += weight * weight *
            (2 / pool.degrees * shrunk * shrunk * off * off + shrunk / std::max(1, pool.sites));
  }
  return term;
}

std::optional<double> MeanOf(const SiteMean& site) {
  if (site.people == 0) return std::nullopt;
  return site.mean;
}

}  // namespace

Posterior2 PosteriorOf(const Pair2& mu, const Covariance2& t, std::optional<double> first,
                       std::optional<double> second, const Pair2& v) {
  if (!first && !second) return {mu, t};
  if (!first || !second) {
    // One observation: the other value follows along the regression.
    const bool by_first = first.has_value();
    const double own = by_first ? t.first : t.second;
    const double total = own + (by_first ? v.first : v.second);
    const double off = (by_first ? *first - mu.first : *second - mu.second) / total;
    const double to_first = by_first ? t.first : t.across,
                 to_second = by_first ? t.across : t.second;
    return {{mu.first + to_first * off, mu.second + to_second * off},
            {t.first - to_first * to_first / total, t.across - to_first * to_second / total,
             t.second - to_second * to_second / total}};
  }
  // K = T (T + V)^-1, m = mu + K (y - mu), P = T - K T.
  const double a = t.first + v.first, b = t.across, c = t.second + v.second;
  const double determinant = a * c - b * b;
  const double k11 = (t.first * c - t.across * b) / determinant;
  const double k12 = (t.across * a - t.first * b) / determinant;
  const double k21 = (t.across * c - t.second * b) / determinant;
  const double k22 = (t.second * a - t.across * b) / determinant;
  const double d1 = *first - mu.first, d2 = *second - mu.second;
  return {{mu.first + k11 * d1 + k12 * d2, mu.second + k21 * d1 + k22 * d2},
          {t.first - k11 * t.first - k12 * t.across, t.across - k11 * t.across - k12 * t.second,
           t.second - k21 * t.across - k22 * t.second}};
}

ChangePool EstimateChangePool(absl::Span<const SitePair> sites) {
  const std::vector<SiteMean> before = Side(sites, &SitePair::before);
  const std::vector<SiteMean> after = Side(sites, &SitePair::after);
  const Pool first = EstimatePool(before), second = EstimatePool(after);
  const Cross cross = CrossOf(sites);
  ChangePool pool{.sites = static_cast<int>(cross.k), .mu = {first.mu, second.mu}};
  pool.t = {first.tau2, 0, second.tau2};
  pool.t.across = Across(cross, pool.t);
  const double w1 = FreeOf(before) + kPseudoSites, w2 = FreeOf(after) + kPseudoSites;
  pool.sigma2 = (w1 * first.sigma2 + w2 * second.sigma2) / (w1 + w2);
  pool.degrees = cross.k < kFewestSites ? std::max(1.0, cross.k) : cross.k - 3;
  pool.deviation = DeviationOf(before);
  if (const auto icc2 = TeamReliabilityOf(before).icc2) pool.reliability = icc2->value;
  return pool;
}

Change DifferenceOf(double difference, double deviation) {
  Change change{.difference = difference, .deviation = deviation};
  change.low = difference - kNormal95 * deviation;
  change.high = difference + kNormal95 * deviation;
  change.p_improved = NormalAbove(0, difference, deviation);
  change.p_improved_by = NormalAbove(kWorthwhile, difference, deviation);
  change.p_worse_by = NormalAbove(kWorthwhile, -difference, deviation);
  change.word = WordOf(change);
  return change;
}

Change InSteps(Change change, double step) {
  const TellingSteps told(change.difference, change.low, change.high, step);
  const Change steps = DifferenceOf(told.difference, told.deviation);
  change.difference = told.difference;
  change.low = told.low;
  change.high = told.high;
  change.p_improved = steps.p_improved;
  change.p_improved_by = steps.p_improved_by;
  change.p_worse_by = steps.p_worse_by;
  change.word = steps.word;
  return change;
}

Change ChangeOf(const SitePair& site, const ChangePool& pool) {
  const Pair2 v = {site.before.people > 0 ? pool.sigma2 / site.before.people : 0,
                   site.after.people > 0 ? pool.sigma2 / site.after.people : 0};
  const Posterior2 posterior =
      PosteriorOf(pool.mu, pool.t, MeanOf(site.before), MeanOf(site.after), v);
  const Covariance2& p = posterior.covariance;
  Change change = DifferenceOf(
      posterior.mean.second - posterior.mean.first,
      std::sqrt(std::max(0.0, p.first + p.second - 2 * p.across) + MorrisTerm(site, pool, v)));
  change.score = posterior.mean;
  change.reliable_change = ReliableChangeOf(site, pool);
  if (!site.both()) change.word = ChangeWord::kUnknown;
  return change;
}

std::optional<Change> ProgrammeChange(absl::Span<const SitePair> sites, const ChangePool& pool) {
  const double between = std::max(0.0, pool.t.first + pool.t.second - 2 * pool.t.across);
  double weight = 0, difference = 0;
  for (const SitePair& site : sites) {
    if (!site.both()) continue;
    const double w =
        1 / (between + pool.sigma2 / site.before.people + pool.sigma2 / site.after.people);
    weight += w;
    difference += w * (site.after.mean - site.before.mean);
  }
  if (weight == 0) return std::nullopt;
  Change change = DifferenceOf(difference / weight, std::sqrt(1 / weight));
  change.score = pool.mu;
  return change;
}

double ReliableChange(double before, double after, double deviation, double reliability) {
  return (after - before) / (std::sqrt(2.0) * deviation * std::sqrt(1 - reliability));
}

}  // namespace pcsp::assessments
