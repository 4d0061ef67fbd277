#include "gateway/cli/diagnosis/json_file.h"

#include <fstream>
#include <iostream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "gateway/cli/upload.h"
#include "google/protobuf/util/json_util.h"

namespace pcsp::cli {

absl::Status ReadJson(const std::string& path, google::protobuf::Message* message) {
  std::ifstream file;
  if (path != "-") file.open(path);
  std::istream& in = path == "-" ? std::cin : file;
  if (!in) return FileUnreadable(path);
  std::ostringstream text;
  text << in.rdbuf();
  const auto parsed = google::protobuf::util::JsonStringToMessage(text.str(), message);
  if (parsed.ok()) return absl::OkStatus();
  return InvalidField(path, std::string(parsed.message()),
                      absl::StrCat("the JSON of a ", message->GetDescriptor()->name(),
                                   ", as the REST API takes it"));
}

}  // namespace pcsp::cli
