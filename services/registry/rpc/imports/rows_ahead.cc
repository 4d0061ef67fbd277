#include "services/registry/rpc/imports/rows_ahead.h"

#include <utility>

#include "common/base/status_macros.h"

namespace pcsp::registry {
namespace {

constexpr size_t kBatchesAhead = 2;

}  // namespace

RowsAhead::RowsAhead(size_t rows_at_once, Read read)
    : rows_at_once_(rows_at_once), read_(std::move(read)), thread_([this] { Run(); }) {}

RowsAhead::~RowsAhead() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void RowsAhead::Run() {
  absl::Status status = read_([this](int64_t number, std::vector<std::string> fields) {
    return Keep({number, std::move(fields)});
  });
  if (!filling_.empty()) status.Update(HandOver());
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    ended_with_ = std::move(status);
  }
  changed_.notify_all();
}

absl::Status RowsAhead::Keep(FileLine line) {
  filling_.push_back(std::move(line));
  return filling_.size() < rows_at_once_ ? absl::OkStatus() : HandOver();
}

absl::Status RowsAhead::HandOver() {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopped_ || ready_.size() < kBatchesAhead; });
    if (stopped_) return absl::CancelledError();
    ready_.push_back(std::exchange(filling_, {}));
  }
  changed_.notify_all();
  return absl::OkStatus();
}

absl::StatusOr<std::vector<FileLine>> RowsAhead::Next() {
  std::vector<FileLine> rows;
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return ended_ || !ready_.empty(); });
    if (ready_.empty()) {
      RETURN_IF_ERROR(ended_with_);
      return rows;
    }
    rows = std::move(ready_.front());
    ready_.pop_front();
  }
  changed_.notify_all();
  return rows;
}

}  // namespace pcsp::registry
