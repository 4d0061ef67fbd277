// The part of Store that is about invitations.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "common/storage/request_log.h"
#include "services/assessments/domain/invitations/batch.h"
#include "services/assessments/domain/invitations/token.h"
#include "services/assessments/domain/wave.h"

namespace pcsp::assessments {

// Thread-safe. Issuing and revoking leave lines in the audit; drafts and answers leave none.
class InvitationStore {
 public:
  virtual ~InvitationStore() = default;

  // Keeps the hashes of a new batch. WAVE_NOT_FOUND, WAVE_NOT_OPEN, WAVE_CLOSED, REQUEST_ID_REUSED,
  // INVITATIONS_ALREADY_ISSUED.
  virtual absl::Status IssueInvitations(const sql::RequestKey& key, const InvitationBatch& batch,
                                        absl::Span<const TokenHash> hashes, absl::Time now) = 0;
  // All batches of a wave, in no order.
  virtual absl::StatusOr<std::vector<InvitationBatch>> ListBatches(const Wave& wave) = 0;
  // How many tokens were answered with, by site number - 1.
  virtual absl::StatusOr<std::vector<int>> CountAnsweredByToken(const Wave& wave) = 0;

  using BatchRule = absl::FunctionRef<absl::StatusOr<InvitationBatch>(InvitationBatch)>;
  using EncodeBatch = absl::FunctionRef<std::string(const InvitationBatch&)>;
  // Runs `rule`, and if that revokes the batch makes its outstanding tokens worthless; the reply.
  // INVITATION_BATCH_NOT_FOUND, REQUEST_ID_REUSED, and what `rule` gives.
  virtual absl::StatusOr<std::string> RevokeInvitations(const sql::RequestKey& key,
                                                        const BatchName& name, absl::Time now,
                                                        BatchRule rule, EncodeBatch encode) = 0;

  // What is kept of the token with that selector in that wave; nothing if there is none, whatever
  // the reason.
  virtual absl::StatusOr<std::optional<Invitation>> FindInvitation(const WaveName& wave,
                                                                   const std::string& selector) = 0;
  // INVITATION_NOT_VALID unless the token is outstanding and its wave open.
  virtual absl::Status SaveDraft(int64_t wave_key, const std::string& selector,
                                 const std::string& draft) = 0;
};

}  // namespace pcsp::assessments
