#include "gateway/cli/training/files.h"

#include <fstream>
#include <iostream>
#include <iterator>

#include "gateway/cli/upload.h"

namespace pcsp::cli {

absl::StatusOr<std::string> ReadWhole(const std::string& path) {
  std::ifstream file;
  if (path != "-") file.open(path, std::ios::binary);
  if (path != "-" && !file) return FileUnreadable(path);
  std::istream& in = path == "-" ? std::cin : file;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace pcsp::cli
