#include "tests/support/status_matchers.h"

#include "common/base/error.h"

namespace pcsp::testing {

std::string ReasonOf(const absl::Status& status) {
  const auto detail = ErrorDetailOf(status);
  return detail ? detail->reason : "";
}

std::vector<std::string> ViolatedFields(const absl::Status& status) {
  std::vector<std::string> fields;
  if (const auto detail = ErrorDetailOf(status)) {
    for (const Violation& v : detail->violations) fields.push_back(v.field);
  }
  return fields;
}

}  // namespace pcsp::testing
