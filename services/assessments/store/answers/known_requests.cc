#include "services/assessments/store/answers/known_requests.h"

#include "absl/strings/numbers.h"
#include "services/assessments/domain/errors.h"

namespace pcsp::assessments {
namespace {

// What the token of `response` was burnt with: "" if it is outstanding. A token that there is none
// of is as good as revoked.
std::string ClaimOfToken(soci::session& session, const PackedResponse& response) {
  std::string claim;
  session << "select claim from invitation where wave_key = :key and selector = :selector",
      soci::use(response.wave_key), soci::use(response.token), soci::into(claim);
  return session.got_data() ? claim : std::string(kRevoked);
}

}  // namespace

// The digits that it is made of are those of ClaimOf(): a hash in hexadecimal.
int64_t NumberOf(absl::string_view claim) {
  uint64_t number = 0;
  (void)absl::SimpleHexAtoi(claim.substr(0, 16), &number);
  return static_cast<int64_t>(number);
}

bool IsBurnt(soci::session& session, int64_t wave_key, const std::string& claim) {
  const int64_t number = NumberOf(claim);
  int found = 0;
  session << "select count(*) from burnt_claim where wave_key = :key and claim = :claim",
      soci::use(wave_key), soci::use(number), soci::into(found);
  return found > 0;
}

absl::Status WaveStates::TakesAnswers(const PackedResponse& response) {
  auto [it, first] = states_.try_emplace(response.wave_key, WaveState::kDraft);
  if (first) {
    int state = 0;
    session_ << "select state from wave where wave_key = :key", soci::use(response.wave_key),
        soci::into(state);
    if (!session_.got_data()) return WaveNotFound(response.wave.ToString());
    it->second = static_cast<WaveState>(state);
  }
  return assessments::TakesAnswers(it->second, response.wave);
}

KnownRequests::Known KnownRequests::FindRequest(const PackedResponse& response) {
  if (!requests_.emplace(response.wave_key, response.claim).second ||
      (look_first_ && IsBurnt(session_, response.wave_key, response.claim))) {
    return Appended::kDuplicate;
  }
  return std::nullopt;
}

KnownRequests::Known KnownRequests::FindToken(const PackedResponse& response) {
  std::string burnt = look_first_ ? ClaimOfToken(session_, response) : "";
  if (burnt.empty()) {
    const auto [it, first] = tokens_.try_emplace(
        std::pair(response.wave_key, absl::string_view(response.token)), response.claim);
    if (first) return std::nullopt;
    burnt = it->second;
  }
  if (burnt == response.claim) return Appended::kDuplicate;
  return InvitationNotValid();
}

}  // namespace pcsp::assessments
