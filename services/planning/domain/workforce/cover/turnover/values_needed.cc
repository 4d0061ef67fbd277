#include "services/planning/domain/workforce/cover/turnover/values_needed.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>
#include <numbers>

#include "services/planning/domain/workforce/cover/turnover/belief.h"

namespace pcsp::planning::workforce {
namespace {

constexpr double kLeastRho = 1.05, kMostRho = 100, kRhoStep = 1.15;  // that are tried

// Turnover from `lowest` to `highest`, and up to `aside` off the real numbers.
struct Area {
  double lowest = 0, highest = 0, aside = 0;
};

// |1 - a| + |a|, which is convex in a: no number of an area passes the greatest of its corners.
double Sum(std::complex<double> a) { return std::abs(1.0 - a) + std::abs(a); }

// The logarithm of what absolute values may add up to after a month of turnover of one post.
double OfTurnover(const Area& area, double replaced_trained) {
  double most = 1;
  for (const double real : {area.lowest, area.highest}) {
    const std::complex<double> corner(real, area.aside);
    most = std::max({most, Sum(corner * (1 - replaced_trained)), Sum(corner * replaced_trained)});
  }
  return std::log(most);
}

// The same for one certificate that lapses with p = (1 - q)^months (1 - refreshed): |1 - p| + |p|
// grows with the angle of p, and is convex in |p|.
double OfCertificate(const Area& area, double refreshed, int months) {
  const double away = std::hypot(1 - area.lowest, area.aside);
  const double angle =
      std::min(std::numbers::pi, months * std::atan2(area.aside, 1 - area.highest));
  return std::log(std::max(1.0, Sum(std::polar((1 - refreshed) * std::pow(away, months), angle))));
}

bool Expire(const Role& role, size_t months) {
  return role.validity_months > 0 && static_cast<size_t>(role.validity_months) < months;
}

double LogMost(const Area& area, const Post& post, const Role& role,
               const std::vector<int>& intakes) {
  const int months = static_cast<int>(intakes.size());
  double log_most = months * post.posts * OfTurnover(area, role.replaced_trained);
  if (role.refreshed >= 1) return log_most;
  for (int t = 0; t < months; ++t) {
    const int expiring = At(post.expiring, t), given = t - role.validity_months;
    if (expiring > 0) log_most += expiring * OfCertificate(area, role.refreshed, t);
    if (role.validity_months == 0 || given < 0 || intakes[given] == 0) continue;
    log_most += std::min(post.posts, intakes[given]) *
                OfCertificate(area, role.refreshed, role.validity_months);
  }
  return log_most;
}

}  // namespace

int ValuesNeeded(double lowest, double highest, const Post& post, const Role& role,
                 const std::vector<int>& intakes) {
  const double centre = (lowest + highest) / 2, half = (highest - lowest) / 2;
  // Numbers given are differences of two means of at most all posts, and are taken off their mean.
  const double given = 4.0 * std::max(1, post.posts);
  const double log_chances = std::log(4 / kAveragedWithin);
  const double log_squares =
      std::log(4 * given * given * kTurnoverNodes / (kCertificatesWithin * kCertificatesWithin));
  double fewest = std::numeric_limits<int>::max(), fewest_squares = fewest;
  for (double rho = kLeastRho; rho < kMostRho; rho *= kRhoStep) {
    const double along = half * (rho + 1 / rho) / 2;
    if (centre + along >= 1) break;
    const Area area{centre - along, centre + along, half * (rho - 1 / rho) / 2};
    const double log_most = LogMost(area, post, role, intakes), each = std::log(rho);
    const auto needed = [&](double log) {
      return std::ceil(((log - std::log(rho - 1)) / each + 1) / 2);
    };
    fewest = std::min(fewest, needed(log_chances + log_most));
    fewest_squares = std::min(fewest_squares, needed(log_squares + 2 * log_most));
  }
  const double values = Expire(role, intakes.size()) ? std::max(fewest, fewest_squares) : fewest;
  return std::max(1, static_cast<int>(values));
}

}  // namespace pcsp::planning::workforce
