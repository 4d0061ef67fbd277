#include "services/planning/domain/workforce/cover/cover_forecast.h"

#include <algorithm>
#include <cmath>

namespace pcsp::planning::workforce {
namespace {

constexpr double kLowQuantile = 0.1;
constexpr double kRounding = 1e-9;  // of target times posts
constexpr double kDecided = 1e-9;   // by which a share must be missed to be missed for certain

// Of equally weighted normals, by bisection over whole numbers.
int Quantile(const std::vector<Moments>& normals, int most, double share) {
  int low = -1, high = most;
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    double below = 0;
    for (const Moments& normal : normals) below += AtMost(middle, normal);
    (below >= share * static_cast<double>(normals.size()) ? high : low) = middle;
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

CoverMonth MonthOf(const std::vector<Moments>& normals, int needed, int posts) {
  CoverMonth month;
  double square = 0;
  const double weight = 1.0 / static_cast<double>(normals.size());
  for (const Moments& normal : normals) {
    month.mean += weight * normal.mean;
    square += weight * (normal.mean * normal.mean + normal.variance);
    month.reach += weight * AtLeast(needed, normal);
  }
  month.deviation = std::sqrt(std::max(0.0, square - month.mean * month.mean));
  month.low = Quantile(normals, posts, kLowQuantile);
  return month;
}

}  // namespace

int NeededOf(const Post& post) {
  return static_cast<int>(std::ceil(post.target * post.posts - kRounding));
}

CoverModel::CoverModel(const Post& post, const Role& role, RoleTurnover& turnover,
                       Precision precision)
    : post_(post),
      needed_(NeededOf(post)),
      exact_(precision == Precision::kAsSpecified &&
             CoverPath::MethodFor(post) == CoverPath::Method::kExact) {
  paths_.reserve(turnover.nodes().size());
  for (size_t i = 0; i < turnover.nodes().size(); ++i) {
    paths_.emplace_back(post, role, turnover.nodes()[i], turnover.kernel(i),
                        exact_ ? CoverPath::Method::kExact : CoverPath::Method::kMoments);
  }
}

CoverForecast CoverModel::Forecast(const std::vector<int>& intakes, bool distributions) {
  const size_t months = intakes.size();
  CoverForecast forecast;
  forecast.exact = exact_;
  forecast.months.resize(months);
  const double weight = 1.0 / static_cast<double>(paths_.size());
  std::vector<Distribution> sums(months);
  std::vector<std::vector<Moments>> normals(months);
  std::vector<double> refreshers(months);
  for (CoverPath& path : paths_) {
    path.Restart();
    for (size_t t = 0; t < months; ++t) {
      path.Step(intakes[t]);
      refreshers[t] += weight * path.refreshers_due();
      if (exact_) {
        AddTo(sums[t], path.exact(), weight);
      } else {
        normals[t].push_back(path.moments());
      }
    }
  }
  if (exact_) Summarise(sums, forecast);
  for (size_t t = 0; t < months; ++t) {
    if (!exact_) forecast.months[t] = MonthOf(normals[t], needed_, post_.posts);
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

// What is missing from certainty adds up fastest from the worse of the two ends of turnover.
std::optional<double> CoverModel::ReachOf(double share, const std::vector<int>& intakes) {
  const size_t last = paths_.size() - 1;
  const double all = static_cast<double>(paths_.size());
  const double lowest = ReachOn(paths_.front(), intakes);
  double reach = lowest;
  bool downwards = true;
  if (last > 0) {
    const double highest = ReachOn(paths_.back(), intakes);
    downwards = highest < lowest;
    reach += highest;
  }
  for (size_t done = 2; done <= last; ++done) {
    const double most = reach + static_cast<double>(paths_.size() - done);
    if (most < (share - kDecided) * all) return std::nullopt;
    reach += ReachOn(paths_[downwards ? last + 1 - done : done - 1], intakes);
  }
  reach = std::min(1.0, reach / all);
  return reach >= share ? std::optional(reach) : std::nullopt;
}

}  // namespace pcsp::planning::workforce
