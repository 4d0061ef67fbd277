#include "gateway/cli/offline/problem_file.h"

#include <fstream>
#include <iostream>
#include <iterator>

#include "absl/strings/ascii.h"
#include "common/base/error.h"

namespace pcsp::cli {

absl::StatusOr<text::Document> ReadProblem(const std::string& path) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  std::istream& in = path == "-" ? std::cin : file;
  if (!in) {
    return StateForbids("FILE_UNREADABLE", "file", path, "The file cannot be read.",
                        "check that it exists and may be read");
  }
  const std::string all{std::istreambuf_iterator<char>(in), {}};
  const absl::string_view body = absl::StripLeadingAsciiWhitespace(all);
  const std::string source = path == "-" ? "standard input" : path;
  const bool json = !body.empty() && (body.front() == '{' || body.front() == '[');
  return json ? text::ParseJson(all, source) : text::ParseYaml(all, source);
}

}  // namespace pcsp::cli
