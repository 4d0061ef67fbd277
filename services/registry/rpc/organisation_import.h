// An upload of organisations under way.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "common/rpc/handler.h"
#include "common/text/csv_reader.h"
#include "pcsp/registry/v1/registry_import.pb.h"
#include "services/registry/domain/epraccur.h"
#include "services/registry/rpc/content_hash.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// Reads the file as it comes; of its bytes no more than a row is kept, and of a row no more than
// is imported. Not thread-safe.
class OrganisationImport final
    : public rpc::StreamMethod<v1::ImportOrganisationsRequest, v1::ImportOrganisationsResponse> {
 public:
  static constexpr int64_t kMostBytes = 64 << 20;
  static constexpr size_t kMostRows = 100'000;

  // `store` must outlive this.
  explicit OrganisationImport(Store* store);

  absl::Status Message(const v1::ImportOrganisationsRequest& request) override;
  absl::StatusOr<v1::ImportOrganisationsResponse> Done(const rpc::Call& call) override;

 private:
  absl::Status Configure(const v1::ImportOrganisationsRequest& request);
  absl::Status TakeRow(int64_t line, const std::vector<std::string>& fields);
  absl::StatusOr<v1::ImportOrganisationsResponse> Import(const rpc::Call& call, Writer& writer);

  Store* const store_;
  bool configured_ = false;
  v1::ImportOrganisationsConfig config_;
  std::string programme_;
  int64_t bytes_ = 0;
  ContentHash hash_;
  std::string content_sha256_;
  text::CsvReader reader_;
  std::vector<EpraccurRow> rows_;
};

}  // namespace pcsp::registry
