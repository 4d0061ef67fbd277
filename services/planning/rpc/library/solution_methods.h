// The methods about solutions.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/planning/v1/planning_service.pb.h"
#include "services/planning/rpc/library/library_cache.h"

namespace pcsp::planning {

namespace pb = ::pcsp::planning::v1;

// Each is the method of its name. Thread-safe. What it is given must outlive it.
class SolutionMethods {
 public:
  SolutionMethods(LibraryCache* libraries, Store* store, const PageTokens* tokens)
      : libraries_(*libraries), store_(*store), tokens_(*tokens) {}

  absl::StatusOr<pb::ListSolutionsResponse> List(const rpc::Call& call,
                                                 const pb::ListSolutionsRequest& request) const;
  absl::StatusOr<pb::SearchSolutionsResponse> Search(
      const rpc::Call& call, const pb::SearchSolutionsRequest& request) const;
  absl::StatusOr<pb::Solution> Get(const rpc::Call& call,
                                   const pb::GetSolutionRequest& request) const;
  absl::StatusOr<pb::Solution> Create(const rpc::Call& call,
                                      const pb::CreateSolutionRequest& request) const;
  absl::StatusOr<pb::Solution> Update(const rpc::Call& call,
                                      const pb::UpdateSolutionRequest& request) const;
  absl::StatusOr<pb::Solution> Retire(const rpc::Call& call,
                                      const pb::RetireSolutionRequest& request) const;

 private:
  LibraryCache& libraries_;
  Store& store_;
  const PageTokens& tokens_;
};

}  // namespace pcsp::planning
