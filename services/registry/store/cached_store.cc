#include "services/registry/store/cached_store.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"

namespace pcsp::registry {
namespace {

constexpr absl::Duration kMostStale = absl::Seconds(2);
// Programmes whose revision is remembered; a process that serves more forgets all now and then.
constexpr size_t kMostKnown = 10'000;

absl::flat_hash_map<std::string, ReadThrough::Kind*> Kinds(ReadThrough* cache,
                                                           const std::string& origin) {
  absl::flat_hash_map<std::string, ReadThrough::Kind*> kinds;
  // One row: finding it elsewhere costs what reading it here does.
  kinds["GetOrganisation"] = cache->AddKind(
      {.service = "registry", .name = "GetOrganisation", .origin = origin, .shared = false});
  for (const char* method : {"ListSites", "GetTree", "ListAncestors", "ListDescendants"}) {
    kinds[method] = cache->AddKind({.service = "registry", .name = method, .origin = origin});
  }
  return kinds;
}

ReadThrough::Question At(const std::string& uid, int64_t revision, const Question& question) {
  return {uid, absl::StrCat(revision), question.arguments};
}

}  // namespace

CachedStore::CachedStore(Store* store, ReadThrough* cache, const Clock* clock, bool sole_writer,
                         const std::string& origin)
    : store_(store), clock_(clock), sole_writer_(sole_writer), kinds_(Kinds(cache, origin)) {}

ReadThrough::Kind* CachedStore::KindOf(const Question& question) const {
  const absl::Duration stale = question.max_staleness;
  if (stale < absl::ZeroDuration() || stale > kMostStale) return nullptr;
  const auto found = kinds_.find(question.method);
  return found == kinds_.end() ? nullptr : found->second;
}

std::optional<CachedStore::Moment> CachedStore::Known(const Question& question) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = known_.find(question.programme);
  if (found == known_.end()) return std::nullopt;
  if (sole_writer_) return found->second;
  const absl::Duration age = clock_->Now() - found->second.read;
  // A clock that was set back makes nothing young again.
  if (age < absl::ZeroDuration() || age >= question.max_staleness) {
    return std::nullopt;
  }
  return found->second;
}

// What is read while a write is under way may be what it replaces: such a moment is used, and not
// remembered.
absl::StatusOr<CachedStore::Moment> CachedStore::ReadMoment(const Question& question) {
  Moment moment;
  moment.read = clock_->Now();
  uint64_t writes;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    writes = writes_;
  }
  RETURN_IF_ERROR(store_->Read([&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const Programme programme, reader.GetProgramme(question.programme));
    moment.uid = programme.uid;
    moment.revision = programme.content_revision;
    return absl::OkStatus();
  }));
  const std::lock_guard<std::mutex> lock(mutex_);
  if (writes != writes_) return moment;
  if (known_.size() >= kMostKnown) known_.clear();
  known_[question.programme] = moment;
  return moment;
}

std::optional<std::string> CachedStore::AtHand(const Question& question) {
  ReadThrough::Kind* const kind = KindOf(question);
  if (kind == nullptr) return std::nullopt;
  const std::optional<Moment> moment = Known(question);
  if (!moment) return std::nullopt;
  return kind->AtHand(At(moment->uid, moment->revision, question));
}

absl::StatusOr<std::string> CachedStore::Kept(const Question& question, Make make) {
  ReadThrough::Kind* const kind = KindOf(question);
  if (kind == nullptr) return store_->Kept(question, make);
  std::optional<Moment> moment = Known(question);
  if (!moment) {
    absl::StatusOr<Moment> read = ReadMoment(question);
    // There may be no such programme, or no sense in the question: whoever answers it says so.
    if (!read.ok()) return store_->Kept(question, make);
    moment = *std::move(read);
  }
  return kind->Get(
      At(moment->uid, moment->revision, question), [&]() -> absl::StatusOr<ReadThrough::Fresh> {
        ASSIGN_OR_RETURN(Answer answer, make());
        return ReadThrough::Fresh{absl::StrCat(answer.revision), std::move(answer.bytes)};
      });
}

absl::StatusOr<std::string> CachedStore::Write(
    const Change& change, absl::FunctionRef<absl::StatusOr<std::string>(Writer&)> body) {
  absl::StatusOr<std::string> reply = store_->Write(change, body);
  // Whatever came of it: a commit whose outcome is not known may have happened.
  const std::lock_guard<std::mutex> lock(mutex_);
  ++writes_;
  known_.clear();
  return reply;
}

}  // namespace pcsp::registry
