// A programme, and what makes one valid.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "common/base/error.h"

namespace pcsp::registry {

struct Programme {
  std::string id;
  std::string uid;
  std::string display_name;
  std::string description;
  int64_t revision = 0;          // of this row
  int64_t content_revision = 0;  // of everything in the programme
  absl::Time create_time;
  absl::Time update_time;

  bool operator==(const Programme&) const = default;
};

// What an update changes; the rest stays.
struct ProgrammePatch {
  std::optional<std::string> display_name;
  std::optional<std::string> description;
};

Programme Patched(Programme programme, const ProgrammePatch& patch);

// Adds what is wrong under `programme.`.
void Validate(const Programme& programme, Violations& violations);

}  // namespace pcsp::registry
