#include "services/registry/store/cells.h"

#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace pcsp::registry {

std::string StatedByText(const StatedBy& stated_by) {
  std::map<std::string, std::vector<std::string>> fields;
  for (const auto& [field, by] : stated_by) {
    fields[absl::StrCat(Word(by.source), "/", by.content_sha256)].push_back(field);
  }
  return absl::StrJoin(fields, "\n", [](std::string* out, const auto& line) {
    absl::StrAppend(out, line.first, "=", absl::StrJoin(line.second, ","));
  });
}

StatedBy StatedByFromText(absl::string_view text) {
  StatedBy stated_by;
  for (absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(line, '=');
    const std::pair<absl::string_view, absl::string_view> by = absl::StrSplit(parts.first, '/');
    for (absl::string_view field : absl::StrSplit(parts.second, ',')) {
      stated_by[std::string(field)] = {SourceOf(by.first), std::string(by.second)};
    }
  }
  return stated_by;
}

}  // namespace pcsp::registry
