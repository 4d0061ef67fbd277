// Reads every page of a list.
#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/base/status_macros.h"
#include "gateway/clients.h"

namespace pcsp::gateway {

// Calls `method` until there is no next page and gives each response to `take(Response&)`. Each
// page has `page_deadline` of its own, so that a long list is not held to the time of one call.
template <typename Stub, typename Request, typename Response, typename Take>
absl::Status EachPage(Stub& stub,
                      grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                      Request request, absl::Duration page_deadline, Take take) {
  request.set_page_size(1000);
  for (;;) {
    ASSIGN_OR_RETURN(Response page, Ask(stub, method, request, absl::Now() + page_deadline));
    take(page);
    if (page.next_page_token().empty()) return absl::OkStatus();
    request.set_page_token(page.next_page_token());
  }
}

}  // namespace pcsp::gateway
