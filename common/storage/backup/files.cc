#include "common/storage/backup/files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"

namespace pcsp::backup {
namespace {

// An open file that closes itself.
class File {
 public:
  File(const std::string& path, int flags)
      : handle_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
  ~File() {
    if (handle_ >= 0) ::close(handle_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int handle() const { return handle_; }
  bool ok() const { return handle_ >= 0; }

 private:
  const int handle_;
};

// A file as memory, so that none is too large.
class Mapping {
 public:
  explicit Mapping(const std::string& path) : file_(path, O_RDONLY) {
    struct stat about = {};
    if (!file_.ok() || ::fstat(file_.handle(), &about) != 0) return;
    size_ = static_cast<size_t>(about.st_size);
    ok_ = size_ == 0;
    if (ok_) return;
    bytes_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file_.handle(), 0);
    ok_ = bytes_ != MAP_FAILED;
  }
  ~Mapping() {
    if (ok_ && size_ > 0) ::munmap(bytes_, size_);
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  bool ok() const { return ok_; }
  absl::string_view text() const { return {static_cast<const char*>(bytes_), size_}; }

 private:
  File file_;
  void* bytes_ = nullptr;
  size_t size_ = 0;
  bool ok_ = false;
};

bool WriteAll(int handle, absl::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(handle, text.data(), text.size());
    if (written <= 0) return false;
    text.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

std::string FolderOf(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path();
  return folder.empty() ? "." : folder;
}

}  // namespace

absl::StatusOr<std::string> HashOfFile(const std::string& path) {
  const Mapping mapping(path);
  if (!mapping.ok()) return FileUnreadable(path);
  return Sha256Hex(mapping.text());
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  const Mapping mapping(path);
  if (!mapping.ok()) return FileUnreadable(path);
  return std::string(mapping.text());
}

absl::Status WriteFile(const std::string& path, absl::string_view text) {
  const File file(path, O_CREAT | O_WRONLY | O_TRUNC);
  if (!file.ok() || !WriteAll(file.handle(), text) || ::fsync(file.handle()) != 0) {
    return FileUnwritable(path);
  }
  return absl::OkStatus();
}

absl::Status CopyFile(const std::string& from, const std::string& to) {
  const Mapping mapping(from);
  if (!mapping.ok()) return FileUnreadable(from);
  return WriteFile(to, mapping.text());
}

absl::Status Rename(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) return FileUnwritable(to);
  return Sync(FolderOf(to));
}

absl::Status Sync(const std::string& path) {
  const File file(path, O_RDONLY);
  return file.ok() && ::fsync(file.handle()) == 0 ? absl::OkStatus() : FileUnwritable(path);
}

absl::Status FileUnreadable(absl::string_view path) {
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   absl::StrCat("The file ", path, " cannot be read."),
                   {.reason = "FILE_UNREADABLE"});
}

absl::Status FileUnwritable(absl::string_view path) {
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   absl::StrCat(path, " cannot be made or written to."),
                   {.reason = "FILE_UNWRITABLE"});
}

}  // namespace pcsp::backup
