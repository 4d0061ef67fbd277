// One value of a content file and where it stands; see yaml.h for how it is used.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/base/error.h"

namespace pcsp::text {
namespace internal {

struct Child;

// Where a value begins, 1-based; 0 where that is not known (JSON).
struct Mark {
  int line = 0;
  int column = 0;
};

// The file as it was written. `quoted` tells "5" from 5.
struct Tree {
  enum class Kind { kNull, kScalar, kList, kMap };
  Kind kind = Kind::kNull;
  bool quoted = false;
  bool asked = false;    // somebody asked for the key (or the list) that holds it
  bool entered = false;  // somebody asked for a key of this map
  bool faulted = false;  // reported: what is below is of no interest
  Mark mark;
  std::string scalar;
  std::vector<Child> children;
};

struct Child {
  std::string key;  // empty in a list
  Tree value;
};

// What is found wrong with a file.
struct Faults {
  std::string source;
  Violations violations;
};

// `file.yaml:12:3`; the source alone where the mark is not known.
std::string PlaceOf(absl::string_view source, Mark mark);

}  // namespace internal

// A cheap handle. Every reading member reports a fault under path() and returns a default; those
// whose name ends in Or accept an absent (or null) value and return what they were given.
class Node {
 public:
  // The value under `key`; absent when there is none. A fault unless this is a map.
  Node operator[](absl::string_view key) const;

  bool present() const;  // there is a value and it is not null
  bool is_scalar() const;
  bool is_list() const;
  bool is_map() const;
  const std::string& path() const { return path_; }  // `items[3].code`; "" at the root

  std::string String() const;  // not empty; a plain number reads as its text
  std::string StringOr(absl::string_view fallback) const;
  int64_t Int(int64_t low = std::numeric_limits<int64_t>::min(),
              int64_t high = std::numeric_limits<int64_t>::max()) const;
  int64_t IntOr(int64_t fallback, int64_t low = std::numeric_limits<int64_t>::min(),
                int64_t high = std::numeric_limits<int64_t>::max()) const;
  double Double(double low = std::numeric_limits<double>::lowest(),
                double high = std::numeric_limits<double>::max()) const;
  double DoubleOr(double fallback, double low = std::numeric_limits<double>::lowest(),
                  double high = std::numeric_limits<double>::max()) const;
  bool Bool() const;  // true or false, without quotes
  bool BoolOr(bool fallback) const;

  std::vector<Node> List() const;
  std::vector<Node> ListOr() const;                       // empty when absent
  std::vector<std::pair<std::string, Node>> Map() const;  // in the order of the file
  std::vector<std::pair<std::string, Node>> MapOr() const;
  std::vector<std::string> Strings() const;
  std::vector<std::string> StringsOr() const;
  std::vector<double> Doubles() const;

  // The value that one of `words` stands for; the first one after a fault. The table is an array:
  //   constexpr std::pair<absl::string_view, Level> kLevels[] = {{"practice", Level::kPractice}};
  template <typename E, size_t N>
  E Enum(const std::pair<absl::string_view, E> (&words)[N]) const {
    std::vector<absl::string_view> names;
    for (const auto& [name, value] : words) names.push_back(name);
    return words[Word(names)].second;
  }
  template <typename E, size_t N>
  E EnumOr(E fallback, const std::pair<absl::string_view, E> (&words)[N]) const {
    return present() ? Enum(words) : fallback;
  }
  // The index of the word given among `words`; 0 after a fault.
  size_t Word(const std::vector<absl::string_view>& words) const;

  // Reports this node, with the place where it is written: `expected` says in words what would have
  // been accepted.
  void Fault(absl::string_view expected) const;

 private:
  friend class Document;
  Node(internal::Tree* tree, internal::Faults* faults, std::string path, internal::Mark mark)
      : tree_(tree), faults_(faults), path_(std::move(path)), mark_(mark) {}

  bool Is(internal::Tree::Kind kind) const { return tree_ != nullptr && tree_->kind == kind; }
  // The text of a scalar, or a fault.
  std::optional<absl::string_view> Scalar(absl::string_view expected) const;

  internal::Tree* tree_;      // null when absent
  internal::Faults* faults_;  // null below a fault: silent
  std::string path_;
  internal::Mark mark_;  // of the value, or of the map in which it is missed
};

}  // namespace pcsp::text
