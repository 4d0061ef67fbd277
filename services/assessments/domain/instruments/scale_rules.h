// What makes a scale fit to be answered on.
#pragma once

#include "common/base/error.h"
#include "services/assessments/domain/instrument.h"

namespace pcsp::assessments {

// Adds every violation, under `scales.{id}`.
void CheckScale(const Scale& scale, Violations& violations);

}  // namespace pcsp::assessments
