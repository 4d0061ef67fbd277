#include "services/diagnosis/domain/learning/calibration/promotion.h"

#include <cmath>
#include <map>
#include <vector>

namespace pcsp::diagnosis {
namespace {

double Loss(const JudgedForecast& judged, double probability, const LabelAccuracy& accuracy) {
  const double confirmed = accuracy.Confirmed(probability);
  return -std::log(judged.confirmed ? confirmed : 1 - confirmed);
}

// The forecasts get better as more is learned: what the first half of them leaves to be put right
// has been learned since.
absl::Span<const JudgedForecast> LaterHalf(absl::Span<const JudgedForecast> judged) {
  return judged.subspan(judged.size() / 2);
}

// What the map would have gained on each verdict of the window, had it been in use.
std::vector<double> Gains(absl::Span<const JudgedForecast> judged, size_t begin,
                          const LabelAccuracy& accuracy) {
  std::vector<double> gains;
  CalibrationMap map;
  for (size_t i = begin; i < judged.size(); ++i) {
    if ((i - begin) % kRefitEvery == 0) {
      map = FitCalibrationMap(LaterHalf(judged.first(i)), accuracy);
    }
    const double p = judged[i].probability;
    gains.push_back(Loss(judged[i], p, accuracy) - Loss(judged[i], map(p), accuracy));
  }
  return gains;
}

void Weigh(absl::Span<const JudgedForecast> window, const std::vector<double>& gains,
           Promotion* promotion) {
  double sum = 0, weights = 0;
  for (size_t i = 0; i < window.size(); ++i) {
    sum += window[i].weight * gains[i];
    weights += window[i].weight;
  }
  promotion->gain = sum / weights;
  std::map<std::string, double> by_site;
  for (size_t i = 0; i < window.size(); ++i) {
    by_site[window[i].site] += window[i].weight * (gains[i] - promotion->gain);
  }
  double squares = 0;
  for (const auto& [site, deviation] : by_site) squares += deviation * deviation;
  promotion->standard_error = std::sqrt(squares) / weights;
}

}  // namespace

Promotion DecidePromotion(absl::Span<const JudgedForecast> judged, const LabelAccuracy& accuracy) {
  Promotion promotion;
  promotion.fitted = FitCalibrationMap(LaterHalf(judged), accuracy);
  if (judged.size() < kPromotionWindow) return promotion;
  const size_t begin = judged.size() - kPromotionWindow;
  promotion.judged = kPromotionWindow;
  Weigh(judged.subspan(begin), Gains(judged, begin, accuracy), &promotion);
  promotion.promoted = promotion.gain > 2 * promotion.standard_error;
  return promotion;
}

}  // namespace pcsp::diagnosis
