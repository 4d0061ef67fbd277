// ListAuditEntries and ExportAuditHead, which are the same in every service.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/base/audit/audit_log.h"
#include "common/base/audit/signing_key.h"
#include "common/base/error.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/audit/v1/audit.pb.h"

namespace pcsp::rpc {

// Thread-safe. What it points to must outlive it.
class AuditMethods {
 public:
  struct Options {
    std::string service;  // "registry"
    const audit::AuditLog* log;
    std::string page_token_key;
    std::shared_ptr<const audit::SigningKey> key;  // null: heads are not signed
  };

  explicit AuditMethods(const Options& options)
      : options_(options), tokens_(options.page_token_key) {}

  absl::StatusOr<audit::v1::ListAuditEntriesResponse> List(
      const Call& call, const audit::v1::ListAuditEntriesRequest& request) const;
  absl::StatusOr<audit::v1::AuditHead> ExportHead(
      const Call& call, const audit::v1::ExportAuditHeadRequest& request) const;

 private:
  // The programme of a chain of this service.
  std::string ProgrammeOf(const std::string& field, const std::string& chain,
                          Violations& violations) const;

  const Options options_;
  const PageTokens tokens_;
};

}  // namespace pcsp::rpc
