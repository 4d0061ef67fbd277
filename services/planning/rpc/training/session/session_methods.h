// Putting sessions into the diary, and what becomes of them.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/session.pb.h"
#include "services/planning/rpc/training/nouns.h"

namespace pcsp::planning::training {

// The methods of TrainingService of the same names. Thread-safe.
class SessionMethods {
 public:
  explicit SessionMethods(const Desk& desk) : desk_(desk) {}

  absl::StatusOr<v1::Session> CreateSession(const rpc::Call& call,
                                            const v1::CreateSessionRequest& request) const;
  absl::StatusOr<v1::Session> GetSession(const rpc::Call& call,
                                         const v1::GetSessionRequest& request) const;
  absl::StatusOr<v1::ListSessionsResponse> ListSessions(
      const rpc::Call& call, const v1::ListSessionsRequest& request) const;
  absl::StatusOr<v1::Session> UpdateSession(const rpc::Call& call,
                                            const v1::UpdateSessionRequest& request) const;
  absl::StatusOr<v1::Session> DeleteSession(const rpc::Call& call,
                                            const v1::DeleteSessionRequest& request) const;
  absl::StatusOr<v1::Session> ChangeSessionState(
      const rpc::Call& call, const v1::ChangeSessionStateRequest& request) const;

 private:
  const Desk desk_;
};

}  // namespace pcsp::planning::training
