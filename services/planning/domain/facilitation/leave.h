// Days on which a trainer or facilitator is away.
#pragma once

#include <string>

#include "absl/types/span.h"
#include "common/base/error.h"
#include "services/planning/domain/training/kept.h"

namespace pcsp::planning::training {

struct Session;

struct Leave : Kept {
  std::string appointment;     // id
  absl::CivilDay first, last;  // both included

  bool operator==(const Leave&) const = default;
};

// Whether the appointment is to teach an open session on one of the days.
bool Teaches(const Leave& leave, const Session& session);

// Everything that is wrong with `leave` beside `others` of the same appointment and the `sessions`
// that may fall into it: it ends before it starts, overlaps other leave, or the appointment is to
// teach on one of its days.
void CheckLeave(const Leave& leave, absl::Span<const Leave> others,
                absl::Span<const Session> sessions, Violations& violations);

}  // namespace pcsp::planning::training
