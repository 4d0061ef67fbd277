#include "gateway/cli/assessment/instrument_files.h"

#include <fstream>
#include <iostream>
#include <sstream>
#include <utility>

#include "absl/strings/match.h"
#include "common/base/status_macros.h"
#include "gateway/cli/upload.h"
#include "services/assessments/domain/instrument_loader.h"

namespace pcsp::cli {
namespace {

absl::StatusOr<std::string> TextOf(const std::string& path) {
  std::stringstream text;
  if (path == "-") {
    text << std::cin.rdbuf();
  } else {
    std::ifstream file(path, std::ios::binary);
    if (!file) return FileUnreadable(path);
    text << file.rdbuf();
  }
  return text.str();
}

}  // namespace

absl::StatusOr<InstrumentFile> ReadInstrumentFile(
    const std::string& path, const assessments::QuestionnaireOptions& options) {
  InstrumentFile file;
  ASSIGN_OR_RETURN(file.text, TextOf(path));
  file.fhir = absl::StrContains(file.text, "\"resourceType\"");
  if (!file.fhir) {
    ASSIGN_OR_RETURN(file.instrument, assessments::ParseInstrument(file.text, path));
    return file;
  }
  ASSIGN_OR_RETURN(auto read, assessments::ReadQuestionnaire(file.text, options));
  file.instrument = std::move(read.instrument);
  file.ignored = std::move(read.ignored);
  return file;
}

}  // namespace pcsp::cli
