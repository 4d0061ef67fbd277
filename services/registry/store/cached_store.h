// Answers kept beside the store that gives them, for as long as the revision they were given at.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "common/base/clock.h"
#include "common/storage/cache/read_through.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// Every answer is named by the content revision of its programme. The revision is read from the
// system of record for each question, unless nobody else writes there and this store knows it, or
// the caller allows an older one.
class CachedStore final : public Store {
 public:
  // What is pointed to must outlive this. With `sole_writer` all changes come through this object:
  // true of SQLite, whose folder one process holds, and false of PostgreSQL.
  // `origin` is the database's (sql::OriginOf).
  CachedStore(Store* store, ReadThrough* cache, const Clock* clock, bool sole_writer,
              const std::string& origin);

  absl::Status Read(absl::FunctionRef<absl::Status(Reader&)> body) override {
    return store_->Read(body);
  }
  absl::StatusOr<std::shared_ptr<const Snapshot>> SnapshotOf(absl::string_view programme) override {
    return store_->SnapshotOf(programme);
  }
  absl::StatusOr<std::string> Kept(const Question& question, Make make) override;
  std::optional<std::string> AtHand(const Question& question) override;
  absl::StatusOr<std::string> Write(
      const Change& change, absl::FunctionRef<absl::StatusOr<std::string>(Writer&)> body) override;
  absl::Status Scrub() override { return store_->Scrub(); }
  absl::Status Ping() override { return store_->Ping(); }

 private:
  // A programme as it was at some moment.
  struct Moment {
    std::string uid;
    int64_t revision = 0;
    absl::Time read;  // not later than it was read
  };

  // Null for a question whose answer is not to be kept.
  ReadThrough::Kind* KindOf(const Question& question) const;
  // What is known here and will do.
  std::optional<Moment> Known(const Question& question);
  absl::StatusOr<Moment> ReadMoment(const Question& question);

  Store* const store_;
  const Clock* const clock_;
  const bool sole_writer_;
  const absl::flat_hash_map<std::string, ReadThrough::Kind*> kinds_;
  std::mutex mutex_;  // guards what follows
  uint64_t writes_ = 0;
  absl::flat_hash_map<std::string, Moment> known_;
};

}  // namespace pcsp::registry
