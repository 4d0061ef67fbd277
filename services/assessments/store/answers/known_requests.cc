#include "services/assessments/store/answers/known_requests.h"

#include "absl/strings/numbers.h"
#include "services/assessments/domain/errors.h"

namespace pcsp::assessments {
namespace {

struct Token {
  std::string claim;  // what it was burnt with; "" if it is outstanding
  std::string draft;
};

// The token of `response`. One that there is none of is as good as revoked.
Token TokenOfRow(soci::session& session, const PackedResponse& response) {
  Token token;
  session << "select claim, draft from invitation where wave_key = :key and selector = :selector",
      soci::use(response.wave_key), soci::use(response.token), soci::into(token.claim),
      soci::into(token.draft);
  return session.got_data() ? token : Token{.claim = std::string(kRevoked), .draft = ""};
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
  const Token token = look_first_ ? TokenOfRow(session_, response) : Token{"", response.draft};
  std::string burnt = token.claim;
  if (burnt.empty()) {
    if (token.draft != response.draft) return DraftChanged();
    const auto [it, first] = tokens_.try_emplace(
        std::pair(response.wave_key, absl::string_view(response.token)), response.claim);
    if (first) return std::nullopt;
    burnt = it->second;
  }
  if (burnt == response.claim) return Appended::kDuplicate;
  return InvitationNotValid();
}

}  // namespace pcsp::assessments
