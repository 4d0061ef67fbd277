// The path templates of google.api.http: `/v1/{name=programmes/*}/waves/**:close`.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace pcsp::rest {

struct TemplateSegment {
  enum class Kind { kLiteral, kOne, kRest };  // text, `*`, `**`
  Kind kind;
  std::string literal;
};

struct TemplateVariable {
  std::vector<std::string> field_path;  // {"organisation", "name"}
  size_t begin;                         // of segments; [begin, end)
  size_t end;
  // One segment is decoded in full, several keep %2F.
  bool one_segment;
};

struct PathTemplate {
  std::vector<TemplateSegment> segments;
  std::vector<TemplateVariable> variables;
  std::string verb;  // without its colon; "" when there is none
};

// Errors: INVALID_ARGUMENT with what is wrong and where. For annotations, not for input.
absl::StatusOr<PathTemplate> ParsePathTemplate(absl::string_view text);

}  // namespace pcsp::rest
