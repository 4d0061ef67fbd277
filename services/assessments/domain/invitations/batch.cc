#include "services/assessments/domain/invitations/batch.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/domain/invitations/token.h"

namespace pcsp::assessments {
namespace {

constexpr size_t kLongestLinkBase = 500;

// What is compared with where there is no invitation: as long, and nothing's hash.
constexpr absl::string_view kNobody = "------------------------------------------------";

bool IsLinkBase(absl::string_view text) {
  if (!absl::StartsWith(text, "https://") && !absl::StartsWith(text, "http://")) return false;
  return text.size() <= kLongestLinkBase && std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isgraph(c) && !absl::StrContains("#\"'<>\\`", c);
         });
}

}  // namespace

std::string BatchName::ToString() const {
  return absl::StrCat(wave.ToString(), "/invitationBatches/", batch);
}

std::optional<BatchName> ParseBatchName(absl::string_view text) {
  // A batch's id keeps the rule of organisations' ids, and stands in the same place.
  const std::vector<std::string> parts = absl::StrSplit(text, "/invitationBatches/");
  if (parts.size() != 2) return std::nullopt;
  const auto name = ParseSiteResultsName(absl::StrCat(parts[0], "/siteResults/", parts[1]));
  if (!name) return std::nullopt;
  return BatchName{name->wave, name->organisation};
}

void CheckIssue(int count, absl::string_view link_base, Violations& violations) {
  if (count < 1 || count > kMostInvitations) {
    violations.Add("count", absl::StrCat(count), "1 to 1000 invitations");
  }
  if (!link_base.empty() && !IsLinkBase(link_base)) {
    violations.Add("link_base", link_base,
                   "an address that begins with https:// or http://, of at most 500 characters, "
                   "without # and quotes");
  }
}

absl::StatusOr<InvitationBatch> Revoke(InvitationBatch batch, absl::string_view etag) {
  if (batch.revoked) return batch;
  if (!etag.empty() && etag != batch.etag()) {
    return EtagMismatch("invitation batch", batch.name.ToString(), etag, batch.etag());
  }
  batch.revoked = true;
  return batch;
}

absl::Status MayAnswer(const std::optional<Invitation>& invitation, absl::string_view verifier,
                       absl::Time now) {
  return MayAnswer(invitation, verifier, kRevoked, now);
}

absl::Status MayAnswer(const std::optional<Invitation>& invitation, absl::string_view verifier,
                       absl::string_view claim, absl::Time now) {
  const absl::string_view kept = invitation ? absl::string_view(invitation->verifier) : kNobody;
  const bool known = SameInConstantTime(kept, verifier);
  const bool expired = invitation && invitation->expire_time && *invitation->expire_time <= now;
  const bool fresh = invitation && invitation->claim.empty() && !expired &&
                     invitation->wave_state == WaveState::kOpen;
  const bool again = invitation && claim != kRevoked && invitation->claim == claim;
  return known && (fresh || again) ? absl::OkStatus() : InvitationNotValid();
}

}  // namespace pcsp::assessments
