// The latest diagnoses of a wave, read as far as a summary needs them.
#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "services/diagnosis/domain/spread/site_reading.h"
#include "services/diagnosis/store/store.h"

namespace pcsp::diagnosis {

// By name of the organisation; those alone that had enough evidence.
using Readings = std::map<std::string, SiteReading>;
absl::StatusOr<Readings> ReadingsOf(Store& store, const std::string& programme,
                                    const std::string& wave, Level level);

}  // namespace pcsp::diagnosis
