// What is asked of sessions before they are put into the diary, moved, brought back or taken out.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "services/planning/rpc/training/session/convert_session.h"

namespace pcsp::planning::training {

// Each resolves the times of `session` and adds everything that is wrong with it to `all`.
void CheckNew(sql::RecordReader& reader, const pb::CreateSessionRequest& request, absl::Time now,
              Session& session, Violations& all);
// `session` was `before` and has `enrolments`.
void CheckUpdate(sql::RecordReader& reader, const Session& before,
                 const std::vector<Enrolment>& enrolments, const pb::UpdateSessionRequest& request,
                 absl::Time now, Session& session, Violations& all);

// What the new state asks for, beyond its being legal.
absl::Status AllowIn(sql::RecordReader& reader, Session& session, SessionState to, absl::Time now);

// SESSION_IN_USE with what keeps it in the diary.
absl::Status AllowDeletion(sql::RecordReader& reader, const Session& session);

}  // namespace pcsp::planning::training
