#include "services/planning/domain/effect/scale.h"

#include <cmath>

#include "services/planning/domain/effect/model/cholesky.h"

namespace pcsp::planning {
namespace {

constexpr double kRidge = 0.1;  // of the variance of a scaled term, which is 1

std::array<double, kContextTerms> Scaled(const SiteContext& site, const ContextScale& scale) {
  std::array<double, kContextTerms> scaled{};
  const auto values = site.Values();
  for (size_t i = 0; i < values.size(); ++i) scaled[i] = scale[i].Of(values[i]);
  return scaled;
}

Scale ScaleOfTerm(const std::vector<SiteContext>& sites, size_t term) {
  double n = 0, mean = 0, squares = 0;
  for (const SiteContext& site : sites) {
    const std::optional<double> value = site.Values()[term];
    if (!value) continue;
    ++n;
    const double off = *value - mean;
    mean += off / n;
    squares += off * (*value - mean);
  }
  const double sd = n > 0 ? std::sqrt(squares / n) : 0;
  return {mean, sd > 1e-9 * std::abs(mean) && sd > 0 ? sd : 1};
}

}  // namespace

ContextScale ScaleOf(const std::vector<SiteContext>& sites) {
  ContextScale scale;
  for (size_t i = 0; i < scale.size(); ++i) scale[i] = ScaleOfTerm(sites, i);
  return scale;
}

Likeness::Likeness(const std::vector<SiteContext>& sites) : scale_(ScaleOf(sites)) {
  Triangle covariance(kContextTerms);
  for (const SiteContext& site : sites) {
    const auto x = Scaled(site, scale_);
    for (size_t i = 0; i < x.size(); ++i) {
      for (size_t j = 0; j <= i; ++j) {
        covariance.at(i, j) += x[i] * x[j] / static_cast<double>(sites.size());
      }
    }
  }
  for (size_t i = 0; i < kContextTerms; ++i) covariance.at(i, i) += kRidge;
  const std::optional<Cholesky> factor = Cholesky::Of(std::move(covariance));
  if (!factor) return;
  const Triangle inverse = factor->InverseFactor();
  for (size_t i = 0; i < kContextTerms; ++i) {
    for (size_t j = 0; j <= i; ++j) factor_[i][j] = inverse.at(i, j);
  }
}

Likeness::Place Likeness::PlaceOf(const SiteContext& site) const {
  const auto x = Scaled(site, scale_);
  Place place{};
  for (size_t i = 0; i < kContextTerms; ++i) {
    for (size_t j = 0; j <= i; ++j) place[i] += factor_[i][j] * x[j];
  }
  return place;
}

double Likeness::Distance2(const SiteContext& a, const SiteContext& b) const {
  return planning::Distance2(PlaceOf(a), PlaceOf(b));
}

double Distance2(const Likeness::Place& a, const Likeness::Place& b) {
  double sum = 0;
  for (size_t i = 0; i < kContextTerms; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

}  // namespace pcsp::planning
