#include "services/planning/domain/workforce/cover/cover_forecast.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "services/planning/domain/workforce/cover/turnover/values_needed.h"

namespace pcsp::planning::workforce {
namespace {

constexpr double kLowQuantile = 0.1;
constexpr double kRounding = 1e-9;  // of target times posts
constexpr double kDecided = 1e-9;   // by which a share must be missed to be missed for certain

// Of weighted normals, by bisection over whole numbers.
int Quantile(const std::vector<Moments>& normals, const std::vector<double>& weights, int most,
             double share) {
  int low = -1, high = most;
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    double below = 0;
    for (size_t i = 0; i < normals.size(); ++i) below += weights[i] * AtMost(middle, normals[i]);
    (below >= share - kDecided ? high : low) = middle;
  }
  return high;
}

double Variance(const Distribution& d, double mean) {
  double variance = 0;
  for (size_t i = 0; i < d.mass.size(); ++i) {
    const double off = d.first + static_cast<double>(i) - mean;
    variance += d.mass[i] * off * off;
  }
  return variance;
}

CoverMonth MonthOf(const std::vector<Moments>& normals, const std::vector<double>& weights,
                   int needed, int posts) {
  CoverMonth month;
  double square = 0;
  for (size_t i = 0; i < normals.size(); ++i) {
    const Moments& normal = normals[i];
    month.mean += weights[i] * normal.mean;
    square += weights[i] * (normal.mean * normal.mean + normal.variance);
    month.reach += weights[i] * AtLeast(needed, normal);
  }
  month.deviation = std::sqrt(std::max(0.0, square - month.mean * month.mean));
  month.low = Quantile(normals, weights, posts, kLowQuantile);
  return month;
}

}  // namespace

int NeededOf(const Post& post) {
  return static_cast<int>(std::ceil(post.target * post.posts - kRounding));
}

CoverModel::CoverModel(const Post& post, const Role& role, RoleTurnover& turnover,
                       Precision precision)
    : post_(post),
      role_(role),
      turnover_(turnover),
      needed_(NeededOf(post)),
      exact_(precision == Precision::kAsSpecified &&
             CoverPath::MethodFor(post) == CoverPath::Method::kExact),
      guess_(precision == Precision::kGuess) {}

void CoverModel::FollowFew(const std::vector<int>& intakes) {
  Follow(exact_ || guess_ ? turnover_.Few(post_, intakes) : turnover_.all());
}

void CoverModel::Follow(FollowedTurnover& turnover) {
  if (followed_ == &turnover) return;
  followed_ = &turnover;
  paths_.clear();
  paths_.reserve(turnover.kernels.size());
  for (size_t i = 0; i < turnover.kernels.size(); ++i) {
    paths_.emplace_back(post_, role_, turnover.rule.values[i], turnover.kernels[i],
                        exact_ ? CoverPath::Method::kExact : CoverPath::Method::kMoments);
  }
}

bool CoverModel::CertificatesMatter(size_t months) const {
  return exact_ && followed_ != &turnover_.all() && role_.validity_months > 0 &&
         static_cast<size_t>(role_.validity_months) < months;
}

// No single one of n numbers lies further from their mean than the root of n times their variance.
bool CoverModel::CertificatesAgree(size_t months) const {
  if (!CertificatesMatter(months)) return true;
  const double n = static_cast<double>(turnover_.nodes().size());
  for (size_t t = 0; t + role_.validity_months < months; ++t) {
    double mean = 0, variance = 0;
    for (size_t i = 0; i < paths_.size(); ++i) mean += weights()[i] * paths_[i].given()[t];
    for (size_t i = 0; i < paths_.size(); ++i) {
      const double off = paths_[i].given()[t] - mean;
      variance += weights()[i] * off * off;
    }
    const double most = std::sqrt(n * variance) + kCertificatesWithin;
    if (std::lround(mean - most) != std::lround(mean + most)) return false;
  }
  return true;
}

CoverForecast CoverModel::Forecast(const std::vector<int>& intakes, bool distributions) {
  FollowFew(intakes);
  CoverForecast forecast = ForecastNow(intakes, distributions);
  if (CertificatesAgree(intakes.size())) return forecast;
  Follow(turnover_.all());
  return ForecastNow(intakes, distributions);
}

CoverForecast CoverModel::ForecastNow(const std::vector<int>& intakes, bool distributions) {
  const size_t months = intakes.size();
  CoverForecast forecast;
  forecast.exact = exact_;
  forecast.months.resize(months);
  std::vector<Distribution> sums(months);
  std::vector<std::vector<Moments>> normals(months);
  std::vector<double> refreshers(months);
  for (size_t i = 0; i < paths_.size(); ++i) {
    CoverPath& path = paths_[i];
    path.Restart();
    for (size_t t = 0; t < months; ++t) {
      path.Step(intakes[t]);
      refreshers[t] += weights()[i] * path.refreshers_due();
      if (exact_) {
        AddTo(sums[t], path.exact(), weights()[i]);
      } else {
        normals[t].push_back(path.moments());
      }
    }
  }
  if (exact_) Summarise(sums, forecast);
  for (size_t t = 0; t < months; ++t) {
    if (!exact_) forecast.months[t] = MonthOf(normals[t], weights(), needed_, post_.posts);
    forecast.months[t].refreshers_due = refreshers[t];
  }
  if (exact_ && distributions) forecast.distributions = std::move(sums);
  return forecast;
}

void CoverModel::Summarise(const std::vector<Distribution>& sums, CoverForecast& forecast) const {
  for (size_t t = 0; t < sums.size(); ++t) {
    CoverMonth& month = forecast.months[t];
    month.mean = sums[t].Mean();
    month.deviation = std::sqrt(Variance(sums[t], month.mean));
    month.low = workforce::Quantile(sums[t], kLowQuantile);
    month.reach = std::min(1.0, sums[t].AtLeast(needed_));
  }
}

double CoverModel::ReachOn(CoverPath& path, const std::vector<int>& intakes) const {
  path.Restart();
  for (int intake : intakes) path.Step(intake);
  return path.AtLeast(needed_);
}

double CoverModel::Reach(const std::vector<int>& intakes) { return *ReachOf(0, intakes); }

std::optional<double> CoverModel::ReachOf(double share, const std::vector<int>& intakes) {
  FollowFew(intakes);
  const std::optional<double> reach = ReachNow(share, intakes);
  if (CertificatesAgree(intakes.size())) return reach;
  Follow(turnover_.all());
  return ReachNow(share, intakes);
}

// What is missing from certainty adds up fastest from the worse of the two ends of turnover.
std::optional<double> CoverModel::ReachNow(double share, const std::vector<int>& intakes) {
  const bool whole = CertificatesMatter(intakes.size());
  const size_t last = paths_.size() - 1;
  const double lowest = ReachOn(paths_.front(), intakes);
  double reach = weights().front() * lowest, left = 1 - weights().front();
  bool downwards = true;
  if (last > 0) {
    const double highest = ReachOn(paths_.back(), intakes);
    downwards = highest < lowest;
    reach += weights().back() * highest;
    left -= weights().back();
  }
  for (size_t done = 2; done <= last; ++done) {
    if (!whole && reach + left < share - kDecided) return std::nullopt;
    const size_t i = downwards ? last + 1 - done : done - 1;
    reach += weights()[i] * ReachOn(paths_[i], intakes);
    left -= weights()[i];
  }
  reach = std::min(1.0, reach);
  return reach >= share ? std::optional(reach) : std::nullopt;
}

}  // namespace pcsp::planning::workforce
