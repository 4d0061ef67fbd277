// What a request is known by when it comes again.
#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/base/ids.h"
#include "common/storage/request_log.h"
#include "services/assessments/rpc/results/final_replies.h"

namespace pcsp::assessments {

// `request_id` as RequestIdFrom() gave it.
template <typename Request>
sql::RequestKey RequestKeyOf(absl::string_view method, Request request,
                             const std::string& request_id) {
  request.clear_request_id();
  return {.method = absl::StrCat("assessments.", method),
          .request_id = request_id,
          .payload_hash = Sha256Hex(BytesOf(request))};
}

}  // namespace pcsp::assessments
