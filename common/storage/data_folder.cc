#include "common/storage/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/audit/signing_key.h"
#include "common/base/error.h"
#include "common/base/ids.h"

namespace pcsp {
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

absl::Status Incomplete(const std::string& path) {
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   absl::StrCat("A restoration into the data folder ", path,
                                " was cut short: empty the folder and restore again."),
                   {.reason = "DATA_FOLDER_INCOMPLETE"});
}

std::string RandomText() {
  std::string text;
  for (int i = 0; i < 4; ++i) absl::StrAppend(&text, absl::Hex(RandomBits(), absl::kZeroPad16));
  return text;
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

absl::Status DataFolder::CheckWhole() const {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(path_, error)) {
    if (absl::EndsWith(entry.path().string(), kRestoring)) return Incomplete(path_);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> DataFolder::Secret() const {
  return Kept("page-token.key", RandomText);
}

absl::StatusOr<std::string> DataFolder::AuditKey() const {
  return Kept("audit.key", audit::SigningKey::NewPem);
}

// Under another name until it is whole and on the disk: a key that is cut short would sign nothing,
// and one that is lost would sign with another from then on.
absl::StatusOr<std::string> DataFolder::Kept(const std::string& name, std::string (*make)()) const {
  const std::string file = absl::StrCat(path_, "/", name), draft = file + ".new";
  std::ifstream in(file);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!text.empty()) return text;
  text = make();
  const int out = ::open(draft.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
  const bool written =
      out >= 0 && ::write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(out) == 0;
  if (out >= 0) ::close(out);
  if (!written || std::rename(draft.c_str(), file.c_str()) != 0) return Unusable(path_);
  return text;
}

}  // namespace pcsp
