// Knowledge bases as they are named to, and sent to, a server.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gateway/cli/upload.h"
#include "pcsp/diagnosis/v1/diagnosis_service.pb.h"

namespace pcsp::cli {

// `current` and `pcsp@2` in full.
inline std::string KnowledgeBaseNameOf(const std::string& given) {
  return absl::StrContains(given, '/') ? given : absl::StrCat("knowledgeBases/", given);
}

inline absl::StatusOr<diagnosis::v1::KnowledgeBaseFile> KnowledgeBaseFileFrom(
    const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) return FileUnreadable(path);
  diagnosis::v1::KnowledgeBaseFile message;
  message.set_content(text.str());
  message.set_file_name(path);
  return message;
}

}  // namespace pcsp::cli
