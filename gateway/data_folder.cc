#include "gateway/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"

namespace pcsp::gateway {
namespace {

absl::Status Unusable(const std::string& path) {
  return MakeError(absl::StatusCode::kUnavailable,
                   absl::StrCat("The data folder ", path, " cannot be made or written to."),
                   {.reason = "DATA_FOLDER_UNUSABLE"});
}

absl::Status InUse(const std::string& path) {
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   absl::StrCat("The data folder ", path, " is in use by another pcspd."),
                   {.reason = "DATA_FOLDER_IN_USE"});
}

}  // namespace

absl::StatusOr<std::unique_ptr<DataFolder>> DataFolder::Open(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  const int lock = ::open((path + "/lock").c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (error || lock < 0) return Unusable(path);
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    ::close(lock);
    return InUse(path);
  }
  return std::unique_ptr<DataFolder>(new DataFolder(path, lock));
}

DataFolder::~DataFolder() { ::close(lock_); }

absl::StatusOr<std::string> DataFolder::Secret() const {
  const std::string file = path_ + "/page-token.key";
  std::string secret;
  if (std::ifstream in(file); in && std::getline(in, secret) && !secret.empty()) return secret;
  for (int i = 0; i < 4; ++i) absl::StrAppend(&secret, absl::Hex(RandomBits(), absl::kZeroPad16));
  const int out = ::open(file.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
  const bool written = out >= 0 && ::write(out, secret.data(), secret.size()) > 0;
  if (out >= 0) ::close(out);
  if (!written) return Unusable(path_);
  return secret;
}

}  // namespace pcsp::gateway
