#include "services/registry/rpc/imports/spool.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

#include "common/base/status_macros.h"
#include "services/registry/domain/errors.h"

namespace pcsp::registry {
namespace {

constexpr size_t kPiece = 256 << 10;

}  // namespace

Spool::~Spool() {
  if (file_ >= 0) close(file_);
  room_->GiveBack(in_file_);
}

absl::Status Spool::Append(absl::string_view bytes) {
  size_ += static_cast<int64_t>(bytes.size());
  if (file_ < 0 && memory_.size() + bytes.size() <= most_in_memory_) {
    memory_.append(bytes.data(), bytes.size());
    return absl::OkStatus();
  }
  if (file_ < 0) {
    file_ = OpenUnnamedFile();
    if (file_ < 0) return ImportNotKept();
    RETURN_IF_ERROR(WriteOut(std::exchange(memory_, "")));
  }
  return WriteOut(bytes);
}

absl::Status Spool::WriteOut(absl::string_view bytes) {
  const auto size = static_cast<int64_t>(bytes.size());
  if (!room_->Take(size)) return ImportNotKept();
  in_file_ += size;
  while (!bytes.empty()) {
    const ssize_t written = write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return ImportNotKept();
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return absl::OkStatus();
}

absl::Status Spool::Read(absl::FunctionRef<absl::Status(absl::string_view)> take) const {
  if (file_ < 0) return take(memory_);
  std::string piece(kPiece, '\0');
  for (int64_t at = 0; at < size_;) {
    const ssize_t got = pread(file_, piece.data(), piece.size(), at);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return ImportNotKept();
    RETURN_IF_ERROR(take(absl::string_view(piece).substr(0, static_cast<size_t>(got))));
    at += got;
  }
  return absl::OkStatus();
}

}  // namespace pcsp::registry
