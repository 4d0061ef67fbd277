// How a call that may be repeated is known again.
#pragma once

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/storage/request_log.h"

namespace pcsp::diagnosis {

template <typename Request>
sql::RequestKey KeyOf(absl::string_view method, Request request) {
  sql::RequestKey key;
  key.method = absl::StrCat("diagnosis.", method);
  key.request_id = absl::AsciiStrToLower(request.request_id());
  request.clear_request_id();
  if (!key.request_id.empty()) key.payload_hash = Sha256Hex(request.SerializeAsString());
  return key;
}

inline void CheckRequestId(const std::string& id, Violations& violations) {
  if (!id.empty() && !IsUuid(id)) violations.Add("request_id", id, "a UUID");
}

}  // namespace pcsp::diagnosis
