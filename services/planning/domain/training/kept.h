// What every noun of training and facilitation has, beside its own.
#pragma once

#include <cstdint>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace pcsp::planning::training {

struct Kept {
  std::string programme;  // ids
  std::string id;
  int64_t revision = 1;
  absl::Time create_time = absl::UnixEpoch();
  absl::Time update_time = absl::UnixEpoch();

  bool operator==(const Kept&) const = default;
};

// Stands for "for ever" and "until further notice". No day that a user can give equals it.
inline constexpr absl::CivilDay kNever(9999, 12, 31);

}  // namespace pcsp::planning::training
