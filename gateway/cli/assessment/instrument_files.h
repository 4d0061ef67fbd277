// Instruments in files: of the content format (YAML or JSON), or FHIR R4 Questionnaires.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/assessments/domain/fhir/questionnaire.h"
#include "services/assessments/domain/instrument.h"

namespace pcsp::cli {

struct InstrumentFile {
  std::string text;
  bool fhir = false;
  assessments::Instrument instrument;
  std::vector<std::string> ignored;  // of a questionnaire: what means nothing here
};

// FILE_UNREADABLE, INVALID_CONTENT, INVALID_QUESTIONNAIRE.
absl::StatusOr<InstrumentFile> ReadInstrumentFile(const std::string& path,
                                                  const assessments::QuestionnaireOptions& options);

}  // namespace pcsp::cli
