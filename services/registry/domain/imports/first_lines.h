// Where in a file each key came first.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/hash/hash.h"
#include "absl/strings/string_view.h"
#include "services/registry/domain/imports/key_lines.h"

namespace pcsp::registry {

// Keeps 64 bits of a key instead of the key: of a million keys, two are taken for the same once in
// thirty million files. The first keys are kept in memory, which is quick and enough for the files
// that there are; those beyond in a table that `make_more` gives, if it is set.
class FirstLines {
 public:
  using MakeMore = std::function<std::unique_ptr<KeyLines>()>;
  static constexpr size_t kInMemory = 50'000;

  explicit FirstLines(MakeMore make_more = nullptr) : make_more_(std::move(make_more)) {}

  // 0 if the key is new; otherwise the line that it came on first.
  int Before(absl::string_view key, int line) {
    const uint64_t hash = absl::HashOf(key);
    const int first = Find(hash);
    if (first == 0) Add(hash, line);
    return first;
  }

  bool Has(absl::string_view key) const { return Find(absl::HashOf(key)) != 0; }

 private:
  int Find(uint64_t hash) const {
    const auto found = lines_.find(hash);
    if (found != lines_.end()) return found->second;
    return more_ == nullptr ? 0 : more_->Find(hash);
  }

  void Add(uint64_t hash, int line) {
    if (lines_.size() >= kInMemory && more_ == nullptr && make_more_ != nullptr) {
      more_ = make_more_();
    }
    if (more_ != nullptr) {
      more_->Add(hash, line);
    } else {
      lines_.emplace(hash, line);
    }
  }

  MakeMore make_more_;
  absl::flat_hash_map<uint64_t, int32_t> lines_;
  std::unique_ptr<KeyLines> more_;
};

}  // namespace pcsp::registry
