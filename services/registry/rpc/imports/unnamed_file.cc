#include "services/registry/rpc/imports/unnamed_file.h"

#include <fcntl.h>

#include <filesystem>
#include <system_error>

namespace pcsp::registry {

bool SpoolRoom::Take(int64_t bytes) {
  if (left_.fetch_sub(bytes) >= bytes) return true;
  left_ += bytes;
  return false;
}

int OpenUnnamedFile() {
  std::error_code fault;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(fault);
  return fault ? -1 : open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
}

}  // namespace pcsp::registry
