#include "common/storage/cache/read_through.h"

#include <utility>

#include "absl/time/clock.h"
#include "common/base/status_macros.h"
#include "common/base/tlv.h"
#include "common/storage/cache/cache_key.h"

namespace pcsp {
namespace {

constexpr size_t kLongestNearKey = 1024;

}  // namespace

ReadThrough::ReadThrough(std::unique_ptr<Cache> near, std::unique_ptr<Cache> far, Options options)
    : near_(std::move(near)), far_(std::move(far)), options_(options) {}

ReadThrough::~ReadThrough() = default;

ReadThrough::Kind* ReadThrough::AddKind(const KindOptions& options) {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const auto& kind : kinds_) {
    const KindOptions& known = kind->options();
    if (known.service == options.service && known.name == options.name) return kind.get();
  }
  return kinds_.emplace_back(std::make_unique<Kind>(this, options)).get();
}

std::vector<ReadThrough::Counts> ReadThrough::CountsByKind() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<Counts> counts;
  for (const auto& kind : kinds_) counts.push_back(kind->counts());
  return counts;
}

ReadThrough::Counts ReadThrough::Kind::counts() const {
  return {options_.service, options_.name, near_hits_,   far_hits_,
          computed_,        shared_,       lease_waits_, different_};
}

std::string ReadThrough::Kind::NearKey(const Question& question) const {
  std::vector<std::string> fields = {options_.service, options_.name, options_.origin,
                                     question.scope, question.revision};
  size_t size = 0;
  for (const std::string& argument : question.arguments) size += argument.size();
  // A long question would take more room than its answer.
  if (size > kLongestNearKey) return FarKey(question);
  fields.insert(fields.end(), question.arguments.begin(), question.arguments.end());
  return EncodeFields(fields);
}

std::string ReadThrough::Kind::FarKey(const Question& question) const {
  CacheKey key = {question.scope,     options_.service, options_.name,     options_.schema,
                  options_.algorithm, options_.policy,  question.revision, question.arguments};
  key.arguments.push_back(options_.origin);
  return key.ToString();
}

std::optional<std::string> ReadThrough::Kind::AtHand(const Question& question) {
  std::optional<std::string> found = cache_->near_->Get(NearKey(question));
  if (found) ++near_hits_;
  return found;
}

absl::StatusOr<std::string> ReadThrough::Kind::Get(const Question& question, Compute compute) {
  const std::string key = NearKey(question);
  if (std::optional<std::string> found = cache_->near_->Get(key)) {
    ++near_hits_;
    return Checked(question, key, *std::move(found), compute);
  }
  bool worked = false;
  absl::StatusOr<std::string> value = cache_->flights_.Run(
      key, cache_->options_.patience,
      [&] {
        worked = true;
        return Lead(question, key, compute);
      },
      [&] {
        worked = true;
        return Alone(question, key, compute);
      });
  if (!worked) ++shared_;
  return value;
}

absl::StatusOr<std::string> ReadThrough::Kind::Lead(const Question& question,
                                                    const std::string& near_key, Compute compute) {
  Cache* const far = options_.shared ? cache_->far_.get() : nullptr;
  const std::string key = far == nullptr ? "" : FarKey(question);
  Lease lease;
  if (far != nullptr) {
    std::optional<std::string> found = far->Get(key);
    if (!found) lease = far->TakeLease(key);
    if (lease.state == Lease::State::kTheirs) found = PollFar(key);
    if (found) {
      ++far_hits_;
      cache_->near_->Set(near_key, *found, options_.ttl);
      return Checked(question, near_key, *std::move(found), compute);
    }
  }
  ++computed_;
  absl::StatusOr<Fresh> fresh = compute();
  // What was computed at a later moment answers the question, but not under this key.
  const bool keep = fresh.ok() && fresh->revision == question.revision;
  if (far != nullptr) {
    keep ? far->SetLeased(key, lease, fresh->value, options_.ttl) : far->GiveBack(key, lease);
  }
  if (!fresh.ok()) return fresh.status();
  if (keep) cache_->near_->Set(near_key, fresh->value, options_.ttl);
  return std::move(fresh->value);
}

std::optional<std::string> ReadThrough::Kind::PollFar(const std::string& key) {
  ++lease_waits_;
  for (int i = 0; i < cache_->options_.polls; ++i) {
    absl::SleepFor(cache_->options_.poll_interval);
    if (std::optional<std::string> found = cache_->far_->Get(key)) return found;
  }
  return std::nullopt;
}

absl::StatusOr<std::string> ReadThrough::Kind::Alone(const Question& question,
                                                     const std::string& near_key, Compute compute) {
  ++computed_;
  ASSIGN_OR_RETURN(Fresh fresh, compute());
  if (fresh.revision == question.revision) cache_->near_->Set(near_key, fresh.value, options_.ttl);
  return std::move(fresh.value);
}

absl::StatusOr<std::string> ReadThrough::Kind::Checked(const Question& question,
                                                       const std::string& near_key,
                                                       std::string found, Compute compute) {
  const int one_in = cache_->options_.check_one_in;
  if (one_in == 0 || ++hits_ % one_in != 0) return found;
  absl::StatusOr<Fresh> fresh = compute();
  if (!fresh.ok()) return found;
  if (fresh->revision == question.revision && fresh->value != found) {
    ++different_;
    cache_->near_->Set(near_key, fresh->value, options_.ttl);
    if (options_.shared && cache_->far_ != nullptr) {
      cache_->far_->Set(FarKey(question), fresh->value, options_.ttl);
    }
  }
  return std::move(fresh->value);
}

}  // namespace pcsp
