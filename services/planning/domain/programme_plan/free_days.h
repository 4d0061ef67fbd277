// Days on which a session can be put into the diary.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "services/planning/domain/facilitation/leave.h"
#include "services/planning/domain/training/closed_day.h"
#include "services/planning/domain/training/session/session.h"

namespace pcsp::planning {

inline constexpr int kDaysPerFortnight = 14;

// Not thread-safe.
class FreeDays {
 public:
  // Sessions that take rooms and people, cancelled ones ignored, when people are away, and days on
  // which nobody is taught.
  FreeDays(absl::Span<const training::Session> sessions, std::vector<training::Leave> leaves,
           absl::Span<const training::ClosedDay> closed = {});

  // A session that takes room and people from now on.
  void Add(const training::Session& session);
  // The others of the day.
  const std::vector<training::Session>& On(absl::CivilDay day) const;

  // Moves `session`, whose minutes stay what they are, to the first working day of the fortnight
  // that begins on `from`, and is not closed, on which its venue and its trainers are free; to the
  // first working day and false if there is none.
  bool Place(training::Session& session, absl::CivilDay from) const;

 private:
  bool IsFree(const training::Session& session) const;

  std::map<absl::CivilDay, std::vector<training::Session>> by_day_;
  const std::vector<training::Leave> leaves_;
  std::set<absl::CivilDay> closed_;
};

}  // namespace pcsp::planning
