// A milestone: on this day a practice came to this state, says who and by what evidence.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "services/registry/domain/organisation.h"
#include "services/registry/domain/period.h"

namespace pcsp::registry {

// The ladder from interest to everyday practice (domain.md 2.4), in its order, and the three states
// beside it.
enum class MilestoneState {
  kUnspecified,
  kInterested,
  kTaster,
  kCommitted,
  kTrained,
  kFollowedUp,
  kSystemsReady,
  kLive,
  kNormalising,
  kSustained,
  kPaused,
  kWithdrawn,
  kMerged,
};

// Every state but kUnspecified, in the order of the enumeration.
inline constexpr MilestoneState kMilestoneStates[] = {
    MilestoneState::kInterested, MilestoneState::kTaster,      MilestoneState::kCommitted,
    MilestoneState::kTrained,    MilestoneState::kFollowedUp,  MilestoneState::kSystemsReady,
    MilestoneState::kLive,       MilestoneState::kNormalising, MilestoneState::kSustained,
    MilestoneState::kPaused,     MilestoneState::kWithdrawn,   MilestoneState::kMerged};

enum class MilestoneEvidence { kUnspecified, kTrainingRecord, kVisit, kDocument, kStatement };

// The lower_snake word that tables and messages use; "" for kUnspecified.
absl::string_view Word(MilestoneState state);
absl::string_view Word(MilestoneEvidence evidence);
MilestoneState MilestoneStateOf(absl::string_view word);
MilestoneEvidence MilestoneEvidenceOf(absl::string_view word);
// "followed up".
std::string InWords(MilestoneState state);

// True for the states from interested to sustained.
bool IsOnLadder(MilestoneState state);

// Why a milestone no longer counts. It stays in the history.
struct Retraction {
  absl::Time time;
  std::string reason;
  std::string retracted_by;  // resource name of a person; may be empty
  std::string replaced_by;   // id of the milestone that was recorded in its place; may be empty

  bool operator==(const Retraction&) const = default;
};

struct Milestone {
  std::string programme;
  std::string organisation;
  std::string id;
  MilestoneState state = MilestoneState::kUnspecified;
  Date date = kSinceAlways;  // of the event, whenever it was recorded
  std::string successor;     // id of the organisation that it merged into; only of kMerged
  std::string recorded_by;   // resource name of a person; may be empty
  MilestoneEvidence evidence = MilestoneEvidence::kUnspecified;
  std::string note;
  std::optional<Retraction> retraction;
  int64_t revision = 0;
  absl::Time create_time;
  absl::Time update_time;

  bool operator==(const Milestone&) const = default;
};

// The longest note, and the longest reason of a retraction, in characters.
inline constexpr size_t kLongestNote = 500;

// Adds what is wrong with a new milestone under `milestone.`; nothing happens after `today`.
void Validate(const Milestone& milestone, Date today, Violations& violations);

// Adds what is wrong with the reason of a retraction, which must be given, under `reason`.
void ValidateReason(absl::string_view reason, Violations& violations);

// Whether `site`, the milestone's organisation, can have it: INVALID_FIELDS on `parent` unless it
// is a practice, since a team goes the way of its practice and others are not trained;
// DATES_CONFLICT if it was not in business on the day. A practice may withdraw or merge after it
// closed.
absl::Status CheckSite(const Milestone& milestone, const Organisation& site);

}  // namespace pcsp::registry
