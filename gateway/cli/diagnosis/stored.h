// Stored diagnoses by what people call them.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

inline constexpr char kDiagnosisOrSite[] =
    "A site, for its latest diagnosis, or the full name of a stored diagnosis";

// The full name that `given` stands for: itself if it is one, or else that of the latest diagnosis
// of the site with this id or name; with `wave`, an id or a name, the latest of that wave.
// NOT_FOUND, DIAGNOSIS_NOT_FOUND where there is none; errors of the call.
absl::StatusOr<std::string> StoredDiagnosisName(Session& session, const std::string& given,
                                                const std::string& wave = "");

}  // namespace pcsp::cli
