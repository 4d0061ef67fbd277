#include "services/registry/rpc/fields.h"

#include "absl/strings/str_join.h"

namespace pcsp::registry {

Date DateFrom(const std::string& field, const std::string& text, Date absent,
              Violations& violations) {
  if (text.empty()) return absent;
  if (const auto day = ParseDate(text)) return *day;
  violations.Add(field, text, kDateRule);
  return absent;
}

std::string EtagOf(int64_t revision) { return absl::StrCat("\"", revision, "\""); }

Mask::Mask(const google::protobuf::FieldMask& mask, const std::set<std::string>& fields,
           const std::set<std::string>& others, Violations& violations)
    : populated_(mask.paths().empty()) {
  for (const std::string& path : mask.paths()) {
    if (path == "*") {
      paths_.insert(fields.begin(), fields.end());
    } else if (fields.count(path) > 0) {
      paths_.insert(path);
    } else if (others.count(path) == 0) {
      violations.Add("update_mask", path, absl::StrCat(absl::StrJoin(fields, ", "), " or *"));
    }
  }
}

}  // namespace pcsp::registry
