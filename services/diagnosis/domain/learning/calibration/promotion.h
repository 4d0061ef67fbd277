// Whether a calibration map has earned to be used: it must have forecast recent verdicts better
// than the engine alone, each from what was known before it (Dawid's prequential test).
#pragma once

#include "absl/types/span.h"
#include "services/diagnosis/domain/learning/calibration/calibration_map.h"

namespace pcsp::diagnosis {

struct Promotion {
  CalibrationMap fitted;  // to the later half of all verdicts
  int judged = 0;         // verdicts in the window
  double gain = 0;        // mean log-loss of the engine less that of the map, in nats a verdict
  double standard_error = 0;
  bool promoted = false;  // the gain is above 2 standard errors, over a full window

  CalibrationMap InUse() const { return promoted ? fitted : CalibrationMap{}; }
};

inline constexpr int kPromotionWindow = 200;
inline constexpr int kRefitEvery = 20;  // verdicts of the window that share one earlier fit

// `judged` is one level's, in the order of time. Losses are those of the verdict itself, error and
// all, weighed as it is; the standard error takes the verdicts on a site together.
Promotion DecidePromotion(absl::Span<const JudgedForecast> judged, const LabelAccuracy& accuracy);

}  // namespace pcsp::diagnosis
