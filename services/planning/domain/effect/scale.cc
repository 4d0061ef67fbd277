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
  for (size_t i = 0; factor && i < kContextTerms; ++i) {
    std::vector<double> unit(kContextTerms);
    unit[i] = 1;
    const std::vector<double> column = factor->Solve(std::move(unit));
    for (size_t j = 0; j < kContextTerms; ++j) precision_[j][i] = column[j];
  }
}

double Likeness::Distance2(const SiteContext& a, const SiteContext& b) const {
  const auto xa = Scaled(a, scale_);
  const auto xb = Scaled(b, scale_);
  double sum = 0;
  for (size_t i = 0; i < kContextTerms; ++i) {
    for (size_t j = 0; j < kContextTerms; ++j) {
      sum += (xa[i] - xb[i]) * precision_[i][j] * (xa[j] - xb[j]);
    }
  }
  return sum;
}

}  // namespace pcsp::planning
