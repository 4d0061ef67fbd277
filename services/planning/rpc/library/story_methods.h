// The methods about what sites wrote of solutions that they tried.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/rpc/library/library_cache.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

// Each is the method of its name. Thread-safe. What it is given must outlive it.
class StoryMethods {
 public:
  StoryMethods(LibraryCache* libraries, Store* store, const PageTokens* tokens)
      : libraries_(*libraries), store_(*store), tokens_(*tokens) {}

  absl::StatusOr<pb::SiteStory> Create(const rpc::Call& call,
                                       const pb::CreateStoryRequest& request) const;
  absl::StatusOr<pb::ListStoriesResponse> List(const rpc::Call& call,
                                               const pb::ListStoriesRequest& request) const;
  absl::StatusOr<pb::WithdrawStoriesResponse> Withdraw(
      const rpc::Call& call, const pb::WithdrawStoriesRequest& request) const;

 private:
  LibraryCache& libraries_;
  Store& store_;
  const PageTokens& tokens_;
};

// Erases the stories that `where` finds, and what was replied about them; how many there were.
int EraseStories(sql::RecordWriter& writer, const std::string& programme,
                 std::vector<sql::Condition> where);

}  // namespace pcsp::planning
