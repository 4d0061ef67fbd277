// What a programme adds to the catalogue: its own solutions, its sites' adaptations, and what
// became of issues at its sites.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/planning/domain/adaptation/adaptation.h"
#include "services/planning/domain/adaptation/sharing.h"
#include "services/planning/domain/effect/outcome.h"
#include "services/planning/domain/level.h"
#include "services/planning/domain/solution/solution.h"

namespace pcsp::planning {

struct OwnSolution {
  std::string programme;
  Solution solution;         // of an id that the catalogue has not
  std::string organisation;  // id of the site whose idea it is; empty: the programme's
  Sharing sharing = Sharing::kAnonymous;
  bool retired = false;
  int64_t revision = 1;
  absl::Time create_time, update_time;
};

// Where an adaptation stands; what is blocked is never recorded.
enum class AdaptationState { kAllowed, kNeedsSignOff, kSignedOff, kDeclined, kWithdrawn };
inline constexpr std::pair<absl::string_view, AdaptationState> kAdaptationStateWords[] = {
    {"allowed", AdaptationState::kAllowed},      {"needs_sign_off", AdaptationState::kNeedsSignOff},
    {"signed_off", AdaptationState::kSignedOff}, {"declined", AdaptationState::kDeclined},
    {"withdrawn", AdaptationState::kWithdrawn},
};

struct SiteAdaptation {
  std::string programme;
  std::string organisation;  // id of the site
  std::string id;            // a UUID of its time
  Adaptation adaptation;
  Sharing sharing = Sharing::kAnonymous;
  AdaptationState state = AdaptationState::kAllowed;
  std::string signed_by;  // id of the appointment; empty: nobody yet
  std::string note;
  int64_t revision = 1;
  absl::Time create_time, update_time;
};

// One site, round and issue.
struct SiteOutcome {
  std::string programme;
  Outcome outcome;  // `site` is the id of the organisation
  Sharing sharing = Sharing::kAnonymous;
  // What else was known of the site then; empty: not known.
  std::string display_name;
  std::string whole_system;  // id of the organisation
  std::string clinical_system;
  Level level = Level::kPractice;
};

// Moves with every change of a programme's solutions and outcomes: what is computed from them may
// be kept by it.
struct LibraryRevision {
  std::string programme;
  int64_t revision = 0;
};

}  // namespace pcsp::planning
