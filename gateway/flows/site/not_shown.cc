#include "gateway/flows/site/not_shown.h"

#include "absl/strings/str_cat.h"

namespace pcsp::gateway {

absl::string_view WhyNotShown(assessments::v1::Suppression why) {
  switch (why) {
    case assessments::v1::SUPPRESSION_UNSPECIFIED:
      return "";
    case assessments::v1::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE:
      return "Too few people answered for results to be shown without giving anybody away.";
    case assessments::v1::SUPPRESSION_NOT_YET_CLOSED:
      return "Results are shown once the wave is closed.";
    case assessments::v1::SUPPRESSION_UNANIMITY:
    case assessments::v1::SUPPRESSION_FULL_RESPONSE:
      return "Results would tell what single people answered, and are not shown.";
    default:
      return "Results would give away those of others that are too few, and are not shown.";
  }
}

std::string TooLittleIsKnown(const diagnosis::v1::Diagnosis& diagnosis) {
  int unknown = 0;
  for (const auto& finding : diagnosis.findings()) {
    if (finding.level() != diagnosis.level()) continue;
    if (finding.band() == diagnosis::v1::BAND_INSUFFICIENT_DATA) ++unknown;
  }
  if (unknown == 0) return "";
  return absl::StrCat("Too little is known of ", unknown, unknown == 1 ? " issue" : " issues",
                      " to say anything.");
}

}  // namespace pcsp::gateway
