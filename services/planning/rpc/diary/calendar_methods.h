// The methods about calendar feeds.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/store/store.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

// Each is the method of its name. Thread-safe. What it is given must outlive it.
class CalendarMethods {
 public:
  CalendarMethods(Store* store, const PageTokens* tokens) : store_(*store), tokens_(*tokens) {}

  absl::StatusOr<pb::CalendarFeed> Create(const rpc::Call& call,
                                          const pb::CreateCalendarFeedRequest& request) const;
  absl::StatusOr<pb::ListCalendarFeedsResponse> List(
      const rpc::Call& call, const pb::ListCalendarFeedsRequest& request) const;
  absl::StatusOr<pb::CalendarFeed> Revoke(const rpc::Call& call,
                                          const pb::RevokeCalendarFeedRequest& request) const;
  absl::StatusOr<type::v1::Document> Get(const rpc::Call& call,
                                         const pb::GetCalendarRequest& request) const;

 private:
  Store& store_;
  const PageTokens& tokens_;
};

}  // namespace pcsp::planning
