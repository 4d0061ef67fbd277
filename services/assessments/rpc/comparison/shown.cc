#include "services/assessments/rpc/comparison/shown.h"

namespace pcsp::assessments {

v1::Suppression WhyHidden(const Wave& wave, const Cell& cell) {
  const bool enough = MayBeShown(wave, static_cast<int>(cell.respondents));
  const bool rest_is_safe =
      !cell.others || *cell.others == 0 || MayBeShown(wave, static_cast<int>(*cell.others));
  return enough && rest_is_safe ? v1::SUPPRESSION_UNSPECIFIED
                                : v1::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE;
}

}  // namespace pcsp::assessments
