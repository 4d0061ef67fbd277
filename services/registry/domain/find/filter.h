// The grammar of filters, a subset of AIP-160, without knowing what the fields mean:
//
//   kind = PRACTICE AND (display_name : "surgery" OR NOT close_date : *) AND within(north-group)
//
// AND, OR and NOT are written in capitals, `-` is NOT too, and OR binds more tightly than AND, as
// AIP-160 has it. Comparisons are = != < <= > >= and `:` (has). Values are in double or single
// quotes, with \ before a quote or a \ in them, or words without spaces and signs.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace pcsp::registry {

enum class FilterOperator { kEqual, kUnequal, kLess, kLessOrEqual, kMore, kMoreOrEqual, kHas };

// "=", "!=", ...
absl::string_view Sign(FilterOperator op);

// A literal, with where it stands in the text: characters from 1.
struct FilterLiteral {
  std::string text;
  bool quoted = false;
  int position = 0;
};

struct FilterNode {
  enum class Type { kAnd, kOr, kNot, kComparison, kCall };

  Type type = Type::kAnd;
  std::vector<FilterNode> children;  // of kAnd and kOr two or more, of kNot one
  FilterLiteral name;                // the field of a comparison, the function of a call
  FilterOperator op = FilterOperator::kEqual;
  FilterLiteral value;  // what is compared with; the argument of a call
};

inline constexpr size_t kMostFilterBytes = 2000;
inline constexpr int kMostFilterDepth = 8;   // of parentheses and negations within each other
inline constexpr int kMostFilterTerms = 50;  // comparisons and calls

// INVALID_FIELDS on `filter` for what is no filter: where it goes wrong, what stands there, what
// would have been accepted. An empty text, or one of spaces alone, is a kAnd without children.
absl::StatusOr<FilterNode> ParseFilter(absl::string_view text);

// INVALID_FIELDS on `filter`: at `position`, `given` stands where `expected` should.
absl::Status FilterFault(int position, absl::string_view given, absl::string_view expected);

}  // namespace pcsp::registry
