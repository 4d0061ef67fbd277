// The one way to use a cache: the value of this key, or compute it.
//
//   ReadThrough cache(std::make_unique<LocalCache>(...), std::make_unique<RedisCache>(...), {});
//   ReadThrough::Kind* sites = cache.AddKind({.service = "registry", .name = "ListSites"});
//   ASSIGN_OR_RETURN(std::string bytes, sites->Get({uid, revision, {programme, day}}, [&] {
//     return ...;  // absl::StatusOr<ReadThrough::Fresh>
//   }));
//
// It looks in this process, then where all replicas look, then computes; of all who miss a value at
// once, here or in another process, one computes it while the others wait for a bounded time. Only
// what was computed without an error is kept (operations.md 5.2).
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/storage/cache/cache.h"
#include "common/storage/cache/single_flight.h"

namespace pcsp {

// Thread-safe, its kinds too.
class ReadThrough {
 public:
  struct Options {
    // How long a thread waits for another that computes the same.
    absl::Duration patience = absl::Seconds(2);
    // How often, and how many times, to look for what another process computes.
    absl::Duration poll_interval = absl::Milliseconds(50);
    int polls = 4;
    // One hit in so many is computed all the same and compared; 0: none.
    int check_one_in = 1000;
  };

  // A sort of value. Whatever changes the bytes or the meaning of a value moves one of the numbers.
  struct KindOptions {
    std::string service;
    std::string name;
    int schema = 1;     // of the value's bytes
    int algorithm = 1;  // of the computation
    int policy = 1;     // of disclosure control
    // Of the database that values are computed from (sql::OriginOf): after it has been restored,
    // its revisions are counted again.
    std::string origin;
    absl::Duration ttl = absl::Minutes(10);
    // False: kept in this process alone, since asking others costs as much as computing.
    bool shared = true;
  };

  // Which value of a kind: everything that can change it.
  struct Question {
    std::string scope;     // the programme's uid
    std::string revision;  // of what the value is computed from
    std::vector<std::string> arguments;
  };

  // What was computed, and at which revision: that may have moved on since it was asked for.
  struct Fresh {
    std::string revision;
    std::string value;
  };
  using Compute = absl::FunctionRef<absl::StatusOr<Fresh>()>;

  // What became of the questions of a kind.
  struct Counts {
    std::string service, name;
    uint64_t near_hits = 0;    // found in this process
    uint64_t far_hits = 0;     // found where all replicas look
    uint64_t computed = 0;     // by a caller who found nothing
    uint64_t shared = 0;       // got from a caller who computed the same at that moment
    uint64_t lease_waits = 0;  // waited for another process
    uint64_t different = 0;    // hits that were not what was computed to compare: a defect
  };

  class Kind;

  // `far` may be null: there is no cache that replicas share.
  ReadThrough(std::unique_ptr<Cache> near, std::unique_ptr<Cache> far, Options options);
  ~ReadThrough();

  // Lives as long as this. Two of the same name are the same.
  Kind* AddKind(const KindOptions& options);

  std::vector<Counts> CountsByKind() const;
  CacheStats NearStats() const { return near_->Stats(); }
  CacheStats FarStats() const { return far_ == nullptr ? CacheStats{} : far_->Stats(); }

 private:
  const std::unique_ptr<Cache> near_, far_;
  const Options options_;
  SingleFlight flights_;
  mutable std::mutex mutex_;  // guards what follows
  std::vector<std::unique_ptr<Kind>> kinds_;
};

class ReadThrough::Kind {
 public:
  Kind(ReadThrough* cache, KindOptions options) : cache_(cache), options_(std::move(options)) {}

  // Errors: those of `compute`, which runs on the calling thread, if at all.
  absl::StatusOr<std::string> Get(const Question& question, Compute compute);
  // The value if it is in this process. Never blocks.
  std::optional<std::string> AtHand(const Question& question);

  const KindOptions& options() const { return options_; }
  Counts counts() const;

 private:
  // The key in this process: the fields themselves, which cost less than their hash.
  std::string NearKey(const Question& question) const;
  // The key where all replicas look.
  std::string FarKey(const Question& question) const;
  absl::StatusOr<std::string> Lead(const Question& question, const std::string& near_key,
                                   Compute compute);
  absl::StatusOr<std::string> Alone(const Question& question, const std::string& near_key,
                                    Compute compute);
  // `found`, or in one case of many what `compute` gives in its place.
  absl::StatusOr<std::string> Checked(const Question& question, const std::string& near_key,
                                      std::string found, Compute compute);
  std::optional<std::string> PollFar(const std::string& key);

  ReadThrough* const cache_;
  const KindOptions options_;
  std::atomic<uint64_t> near_hits_ = 0, far_hits_ = 0, computed_ = 0, hits_ = 0, lease_waits_ = 0,
                        different_ = 0, shared_ = 0;
};

}  // namespace pcsp
