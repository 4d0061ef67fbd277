// Violations of the rules, each with the place in the file that breaks it.
#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/base/error.h"
#include "common/text/yaml.h"

namespace pcsp::diagnosis {

// One value of a knowledge base: by id for people (`issues[cp-roles].prior`), and by position for
// finding it in the file (`issues[12].prior`).
struct Spot {
  std::string field;
  std::string path;

  static Spot Of(absl::string_view list, absl::string_view id, size_t index) {
    return {absl::StrCat(list, "[", id, "]"), absl::StrCat(list, "[", index, "]")};
  }
  Spot Key(absl::string_view key) const {
    return {absl::StrCat(field, ".", key), absl::StrCat(path, ".", key)};
  }
  Spot At(size_t index) const {
    return {absl::StrCat(field, "[", index, "]"), absl::StrCat(path, "[", index, "]")};
  }
};

// Not thread-safe.
class Faults {
 public:
  // `written` is the file that the knowledge base comes from; null when there is none. What is
  // asked of authors is a violation too, unless there are `warnings`, which then take it. Both must
  // outlive this.
  explicit Faults(const text::Document* written, Faults* warnings = nullptr)
      : written_(written), warnings_(warnings) {}

  // `expected` says what to write instead.
  void Add(const Spot& spot, absl::string_view given, absl::string_view expected);
  void Require(bool ok, const Spot& spot, absl::string_view given, absl::string_view expected) {
    if (!ok) Add(spot, given, expected);
  }
  // What content that is published must keep to, and inference does not need.
  void RequireOfAuthors(bool ok, const Spot& spot, absl::string_view given,
                        absl::string_view expected) {
    (warnings_ != nullptr ? warnings_ : this)->Require(ok, spot, given, expected);
  }
  void RequireProbability(double value, const Spot& spot);  // above 0 and below 1
  // The same, but 0 and 1 are only what authors must not say.
  void RequireProbabilityOrCertainty(double value, const Spot& spot);
  void RequirePositive(double value, const Spot& spot);  // above 0

  // Says nothing more about what lies at `path`, around or inside it: it has been said.
  void Silence(std::string path) { silenced_.push_back(std::move(path)); }

  Violations& violations() { return violations_; }

 private:
  bool Silenced(absl::string_view path) const;

  const text::Document* const written_;
  Faults* const warnings_;
  std::vector<std::string> silenced_;
  Violations violations_;
};

}  // namespace pcsp::diagnosis
