#include "services/diagnosis/domain/learning/calibration/calibration_map.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace pcsp::diagnosis {
namespace {

constexpr double kPriorPrecisionA = 1;
constexpr double kPriorPrecisionB = 4;
constexpr double kLeastSlope = 0.05;
constexpr double kMostExtreme = 1e-6;
constexpr int kMostSteps = 50;

double Logit(double p) {
  p = std::clamp(p, kMostExtreme, 1 - kMostExtreme);
  return std::log(p / (1 - p));
}

double Logistic(double x) { return 1 / (1 + std::exp(-x)); }

struct Point {
  double logit;
  bool confirmed;
  double weight;
};

// The log posterior, its slope, and the information in it (Fisher scoring: always concave, which
// the log posterior itself is not once verdicts may err).
struct Posterior {
  double value = 0;
  double slope[2] = {0, 0};
  double information[3] = {0, 0, 0};  // aa, ab, bb
};

void AddPoint(const Point& point, const CalibrationMap& map, const LabelAccuracy& accuracy,
              Posterior* posterior) {
  const double p = Logistic(map.a + map.b * point.logit);
  const double m = accuracy.Confirmed(p);
  const double turn = (accuracy.Of(true, true) - accuracy.Of(true, false)) * p * (1 - p);
  const double residual = point.confirmed ? 1 / m : -1 / (1 - m);
  const double information = point.weight * turn * turn / (m * (1 - m));
  posterior->value += point.weight * std::log(point.confirmed ? m : 1 - m);
  posterior->slope[0] += point.weight * residual * turn;
  posterior->slope[1] += point.weight * residual * turn * point.logit;
  posterior->information[0] += information;
  posterior->information[1] += information * point.logit;
  posterior->information[2] += information * point.logit * point.logit;
}

Posterior Evaluate(const std::vector<Point>& points, const CalibrationMap& map,
                   const LabelAccuracy& accuracy) {
  Posterior posterior;
  for (const Point& point : points) AddPoint(point, map, accuracy, &posterior);
  posterior.value -=
      kPriorPrecisionA / 2 * map.a * map.a + kPriorPrecisionB / 2 * (map.b - 1) * (map.b - 1);
  posterior.slope[0] -= kPriorPrecisionA * map.a;
  posterior.slope[1] -= kPriorPrecisionB * (map.b - 1);
  posterior.information[0] += kPriorPrecisionA;
  posterior.information[2] += kPriorPrecisionB;
  return posterior;
}

std::vector<Point> PointsOf(absl::Span<const JudgedForecast> judged) {
  double sum = 0, squares = 0;
  for (const JudgedForecast& one : judged) {
    sum += one.weight;
    squares += one.weight * one.weight;
  }
  std::vector<Point> points;
  for (const JudgedForecast& one : judged) {
    points.push_back({Logit(one.probability), one.confirmed, one.weight * sum / squares});
  }
  return points;
}

CalibrationMap Step(const CalibrationMap& map, const Posterior& at, double length) {
  const double* information = at.information;
  const double determinant = information[0] * information[2] - information[1] * information[1];
  const double a = (information[2] * at.slope[0] - information[1] * at.slope[1]) / determinant;
  const double b = (information[0] * at.slope[1] - information[1] * at.slope[0]) / determinant;
  return {map.a + length * a, std::max(kLeastSlope, map.b + length * b)};
}

struct Climbed {
  CalibrationMap map;
  double value = 0;  // of the log posterior
};

// Up from `map` to where it goes no further.
Climbed Climb(const std::vector<Point>& points, const LabelAccuracy& accuracy, CalibrationMap map) {
  Posterior at = Evaluate(points, map, accuracy);
  for (int step = 0; step < kMostSteps; ++step) {
    double length = 1;
    CalibrationMap next = Step(map, at, length);
    Posterior then = Evaluate(points, next, accuracy);
    while (!(then.value >= at.value) && length > 1e-6) {
      length /= 2;
      next = Step(map, at, length);
      then = Evaluate(points, next, accuracy);
    }
    if (!(then.value >= at.value)) break;
    const bool settled = then.value - at.value < 1e-12 * (1 + std::abs(at.value));
    map = next;
    at = then;
    if (settled) break;
  }
  return {map, at.value};
}

}  // namespace

// Where forecasts are all but certain and wrong, verdicts look like slips of the reviewers whatever
// the slope, and the way up is too flat to be found; so it is looked for from flatter lines too.
CalibrationMap FitCalibrationMap(absl::Span<const JudgedForecast> judged,
                                 const LabelAccuracy& accuracy) {
  if (judged.empty()) return {};
  const std::vector<Point> points = PointsOf(judged);
  Climbed best = Climb(points, accuracy, {});
  for (const double slope : {0.5, 0.2, 0.07}) {
    const Climbed other = Climb(points, accuracy, {0, slope});
    if (other.value > best.value + 1e-9) best = other;
  }
  return best.map;
}

}  // namespace pcsp::diagnosis
