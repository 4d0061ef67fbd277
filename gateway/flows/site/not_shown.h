// What a reader is told in place of what may not be shown, or cannot be said.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "pcsp/assessments/v1/results.pb.h"
#include "pcsp/diagnosis/v1/diagnosis.pb.h"

namespace pcsp::gateway {

// A sentence; "" of what is shown.
absl::string_view WhyNotShown(assessments::v1::Suppression why);

// On how many issues of the site's own level too little is known; "" when there are none.
std::string TooLittleIsKnown(const diagnosis::v1::Diagnosis& diagnosis);

}  // namespace pcsp::gateway
