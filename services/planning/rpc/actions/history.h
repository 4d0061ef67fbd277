// Actions where they are kept, with what has happened to them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/names.h"
#include "services/planning/rpc/actions/convert_action.h"
#include "services/planning/rpc/requests.h"
#include "services/planning/store/store.h"

namespace pcsp::planning {

// The actions of `plan` that are followed.
std::vector<TrackedAction> FollowedOf(sql::RecordReader& reader, const PlanName& plan);
// Those of several plans of a programme, by the plan's text.
std::map<std::string, std::vector<TrackedAction>> FollowedOf(sql::RecordReader& reader,
                                                             const std::vector<Plan>& plans);

// The action of `plan`: followed already, or drafted and followed from now on. Errors:
// ACTION_NOT_FOUND.
absl::StatusOr<TrackedAction> ActionIn(sql::RecordReader& reader, const Plan& plan,
                                       const std::string& id, absl::Time now);

// With its events and cycles.
pb::Action WithHistory(sql::RecordReader& reader, const TrackedAction& action,
                       absl::CivilDay today);

// Runs `body` in a transaction that may change plans, and returns what it returns, or the reply
// remembered for the change.
template <typename Reply>
absl::StatusOr<Reply> WritePlans(Store& store, const sql::RecordChange& change,
                                 absl::FunctionRef<absl::StatusOr<Reply>(PlanWriter&)> body) {
  ASSIGN_OR_RETURN(
      const std::string bytes,
      store.ChangePlans(change, [&](PlanWriter& writer) -> absl::StatusOr<std::string> {
        ASSIGN_OR_RETURN(const Reply reply, body(writer));
        return reply.SerializeAsString();
      }));
  return Remembered<Reply>(bytes);
}

}  // namespace pcsp::planning
