#include "services/diagnosis/domain/learning/label_accuracy.h"

namespace pcsp::diagnosis {

double LabelAccuracy::Of(bool confirmed, bool holds) const {
  const double right = holds ? sensitivity : specificity;
  return confirmed == holds ? right : 1 - right;
}

double LabelAccuracy::Confirmed(double probability) const {
  return probability * Of(true, true) + (1 - probability) * Of(true, false);
}

}  // namespace pcsp::diagnosis
