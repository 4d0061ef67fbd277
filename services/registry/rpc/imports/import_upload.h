// An upload of any kind of file under way.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/rpc/call.h"
#include "common/rpc/client_stream.h"
#include "pcsp/registry/v1/registry_import.pb.h"
#include "services/registry/domain/people/job_titles.h"
#include "services/registry/rpc/imports/content_hash.h"
#include "services/registry/rpc/imports/spool.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// A method that imports, and the formats that it takes. If there is only one, a caller need not
// name it.
struct ImportMethod {
  std::string name;
  std::vector<v1::ImportFormat> formats;
  int64_t most_bytes = int64_t{512} << 20;
  int most_rows = 1'000'000;
  const JobTitles* titles = nullptr;  // where the formats are of people; must outlive all uploads
};

// Keeps what comes until all of it is there, then imports it in one transaction. Not thread-safe.
class ImportUpload {
 public:
  // `store` and `room` must outlive this.
  ImportUpload(Store* store, SpoolRoom* room, ImportMethod method)
      : store_(store), method_(std::move(method)), spool_(room) {}

  // One message: its config, null if it has none, and its bytes.
  absl::Status Take(const v1::ImportConfig* config, absl::string_view data);
  absl::StatusOr<v1::ImportReport> Done(const rpc::Call& call);

 private:
  absl::Status Configure(const v1::ImportConfig* config);
  absl::Status CheckSize(int64_t bytes) const;

  Store* const store_;
  const ImportMethod method_;
  bool configured_ = false;
  v1::ImportConfig config_;
  std::string programme_;
  Spool spool_;
  ContentHash hash_;
};

// The same for the messages of one method, which have a `config` and `data`.
template <typename Request>
class ImportStream final : public rpc::StreamMethod<Request, v1::ImportReport> {
 public:
  ImportStream(Store* store, SpoolRoom* room, ImportMethod method)
      : upload_(store, room, std::move(method)) {}

  absl::Status Message(const Request& request) override {
    return upload_.Take(request.has_config() ? &request.config() : nullptr, request.data());
  }
  absl::StatusOr<v1::ImportReport> Done(const rpc::Call& call) override {
    return upload_.Done(call);
  }

 private:
  ImportUpload upload_;
};

}  // namespace pcsp::registry
