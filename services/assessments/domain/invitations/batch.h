// Batches of invitations: issued for one staff group of one site, revoked together.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "services/assessments/domain/names.h"
#include "services/assessments/domain/vocabulary.h"
#include "services/assessments/domain/wave.h"

namespace pcsp::assessments {

inline constexpr int kMostInvitations = 1000;  // of one batch

// `programmes/{programme}/waves/{wave}/invitationBatches/{batch}`, in parts.
struct BatchName {
  WaveName wave;
  std::string batch;
  std::string ToString() const;
  bool operator==(const BatchName&) const = default;
};
// Nothing unless the text has the form.
std::optional<BatchName> ParseBatchName(absl::string_view text);
inline constexpr absl::string_view kBatchNameRule =
    "programmes/{programme}/waves/{wave}/invitationBatches/{batch}";

struct InvitationBatch {
  BatchName name;
  int site = 0;  // WaveSite::number
  StaffGroup staff_group = StaffGroup::kGp;
  int issued = 0;
  bool revoked = false;
  std::optional<absl::Time> expire_time;  // nothing: when its wave stops taking answers

  bool HasExpired(absl::Time now) const { return expire_time && *expire_time <= now; }
  std::string etag() const { return revoked ? "\"2\"" : "\"1\""; }
  bool operator==(const InvitationBatch&) const = default;
};

// A token as it is kept, with what it stands for. `claim` is empty while it is outstanding,
// kRevoked once it was revoked, and ClaimOf() its answer's request once it is burnt.
struct Invitation {
  int64_t wave_key = 0;
  WaveState wave_state = WaveState::kDraft;
  int site = 0;
  StaffGroup staff_group = StaffGroup::kGp;
  std::string verifier;
  std::string claim;
  std::string draft;                      // sealed; empty when there is none
  std::optional<absl::Time> expire_time;  // of its batch
};
inline constexpr absl::string_view kRevoked = "-";

// Adds what is wrong with the number of invitations wanted, or with where their links should lead.
void CheckIssue(int count, absl::string_view link_base, Violations& violations);

// `etag` may be "". From a revoked batch it gives the batch as it is. ETAG_MISMATCH.
absl::StatusOr<InvitationBatch> Revoke(InvitationBatch batch, absl::string_view etag);

// OK if `verifier` is of the token that `invitation` is about, and it may be answered with;
// whatever is wrong, INVITATION_NOT_VALID after the same work.
absl::Status MayAnswer(const std::optional<Invitation>& invitation, absl::string_view verifier,
                       absl::Time now);
// The same question for an answer whose claim is `claim`: also OK if the token was burnt with it.
absl::Status MayAnswer(const std::optional<Invitation>& invitation, absl::string_view verifier,
                       absl::string_view claim, absl::Time now);

}  // namespace pcsp::assessments
