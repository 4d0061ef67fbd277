// What the labels of a scale of agreement say of the direction of its codes.
#pragma once

#include <optional>

#include "absl/strings/string_view.h"
#include "services/assessments/domain/fhir/coding_direction.h"

namespace pcsp::assessments {

// By the labels of the codes 1 and 5 ("Strongly agree"), in the languages that NoMAD has been put
// into and Welsh. Nothing unless one of them agrees and the other disagrees.
std::optional<CodingDirection> DirectionOfLabels(absl::string_view of_1, absl::string_view of_5);

}  // namespace pcsp::assessments
