// From a document of evidence to what it says, with all that is wrong with it at once.
#pragma once

#include "absl/status/statusor.h"
#include "common/text/yaml.h"
#include "gateway/cli/offline/diagnosis/site_reading.h"

namespace pcsp::offline {

// DiagnoseFile() of what the document holds. INVALID_CONTENT or INVALID_FIELDS with every fault, of
// form and of meaning, each with its place: `file.yaml:12:3`. What could not be read for a fault of
// form is no second one. Otherwise the errors of DiagnoseFile().
absl::StatusOr<SiteReading> DiagnoseDocument(const diagnosis::Model& model, text::Document document,
                                             const diagnosis::DiagnoseOptions& options,
                                             double discount);

}  // namespace pcsp::offline
