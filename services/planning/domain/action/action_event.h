// What has happened to an action. Events are appended and never changed: where an action stands
// follows from them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace pcsp::planning {

enum class EventKind { kStarted, kCompleted, kAbandoned, kReviewed, kCommented, kEvidence };
inline constexpr std::pair<absl::string_view, EventKind> kEventKindWords[] = {
    {"started", EventKind::kStarted},     {"completed", EventKind::kCompleted},
    {"abandoned", EventKind::kAbandoned}, {"reviewed", EventKind::kReviewed},
    {"commented", EventKind::kCommented}, {"evidence_linked", EventKind::kEvidence},
};

// What a review found; of other events kNone.
enum class ReviewOutcome { kNone, kHelped, kNoDifference, kMadeWorse, kTooEarly };
inline constexpr std::pair<absl::string_view, ReviewOutcome> kReviewOutcomeWords[] = {
    {"", ReviewOutcome::kNone},
    {"helped", ReviewOutcome::kHelped},
    {"no_difference", ReviewOutcome::kNoDifference},
    {"made_worse", ReviewOutcome::kMadeWorse},
    {"too_early", ReviewOutcome::kTooEarly},
};

struct ActionEvent {
  int64_t number = 0;  // of its action, from 1
  EventKind kind = EventKind::kCommented;
  absl::CivilDay day;  // on which it happened
  ReviewOutcome outcome = ReviewOutcome::kNone;
  std::optional<absl::CivilDay> next_review;  // set by a review that is not the last
  std::string note;                           // a reason, what was found, a comment
  std::string link;                           // of evidence: an https address
  std::string by;                             // id of an appointment; empty: not said
  absl::Time recorded;                        // when it was written down

  bool operator==(const ActionEvent&) const = default;
};

}  // namespace pcsp::planning
