#include "services/registry/rpc/organisation_import.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/import_plan.h"
#include "services/registry/rpc/convert.h"
#include "services/registry/rpc/import_reply.h"
#include "services/registry/rpc/requests.h"
#include "services/registry/rpc/write.h"

namespace pcsp::registry {
namespace {

// The same import is the same configuration with the same file, however the file was cut.
sql::RequestKey KeyOfImport(const pb::ImportOrganisationsConfig& config,
                            const std::string& content_sha256) {
  sql::RequestKey key = KeyOf("ImportOrganisations", config);
  if (!key.request_id.empty()) key.payload_hash = Sha256Hex(key.payload_hash + content_sha256);
  return key;
}

bool Cancelled(const rpc::Call& call) { return call.cancelled && call.cancelled(); }

}  // namespace

OrganisationImport::OrganisationImport(Store* store)
    : store_(store),
      reader_({.delimiter = 0}, [this](int64_t line, const std::vector<std::string>& fields) {
        return TakeRow(line, fields);
      }) {}

absl::Status OrganisationImport::Message(const pb::ImportOrganisationsRequest& request) {
  if (!configured_) {
    RETURN_IF_ERROR(Configure(request));
  } else if (request.has_config()) {
    return InvalidField("config", "", "in the first message only");
  }
  bytes_ += static_cast<int64_t>(request.data().size());
  if (bytes_ > kMostBytes) return ImportTooLarge("64 MiB");
  hash_.Add(request.data());
  return reader_.Push(request.data());
}

absl::Status OrganisationImport::Configure(const pb::ImportOrganisationsRequest& request) {
  if (!request.has_config()) return InvalidField("config", "", "in the first message");
  config_ = request.config();
  Violations violations;
  programme_ = ProgrammeFrom("config.parent", config_.parent(), violations);
  CheckRequestId("config.request_id", config_.request_id(), violations);
  if (config_.format() != pb::IMPORT_FORMAT_EPRACCUR) {
    violations.Add("config.format", absl::StrCat(config_.format()), "IMPORT_FORMAT_EPRACCUR");
  }
  if (!pb::ImportMode_IsValid(config_.mode())) {
    violations.Add("config.mode", absl::StrCat(config_.mode()), "ALL_OR_NOTHING or PARTIAL");
  }
  if (config_.size_bytes() < 0) {
    violations.Add("config.size_bytes", absl::StrCat(config_.size_bytes()), "0 or more");
  }
  RETURN_IF_ERROR(violations.ToStatus());
  if (config_.size_bytes() > kMostBytes) return ImportTooLarge("64 MiB");
  configured_ = true;
  return absl::OkStatus();
}

absl::Status OrganisationImport::TakeRow(int64_t line, const std::vector<std::string>& fields) {
  if (rows_.size() == kMostRows) return ImportTooLarge("100,000 rows");
  rows_.push_back(ReadEpraccurRow(static_cast<int>(line), fields));
  return absl::OkStatus();
}

// A stream that breaks off looks like one that has ended, unless the call is known to be cancelled
// or the file's size was given beforehand.
absl::StatusOr<pb::ImportOrganisationsResponse> OrganisationImport::Done(const rpc::Call& call) {
  if (!configured_) return InvalidField("config", "", "in the first message");
  const bool short_of = config_.size_bytes() > 0 && config_.size_bytes() != bytes_;
  if (short_of || Cancelled(call)) return ImportCutOff();
  RETURN_IF_ERROR(reader_.Finish());
  if (rows_.empty()) return EmptyImport();
  content_sha256_ = hash_.Finish();
  const Change change = {KeyOfImport(config_, content_sha256_), call.now, config_.validate_only()};
  return Write<pb::ImportOrganisationsResponse>(
      *store_, change, [&](Writer& writer) { return Import(call, writer); });
}

absl::StatusOr<pb::ImportOrganisationsResponse> OrganisationImport::Import(const rpc::Call& call,
                                                                           Writer& writer) {
  RETURN_IF_ERROR(writer.Lock(programme_));
  const ImportPlan plan =
      PlanImport(rows_, writer.Everything(programme_), call.now, [&] { return NewUuid(call.now); });
  const bool refused =
      plan.report.counts().rejected > 0 && config_.mode() != pb::IMPORT_MODE_PARTIAL;
  pb::ImportOutcome outcome = pb::IMPORT_OUTCOME_APPLIED;
  if (config_.validate_only()) {
    outcome = pb::IMPORT_OUTCOME_VALIDATED;
  } else if (refused) {
    outcome = pb::IMPORT_OUTCOME_REFUSED;
  } else if (!plan.empty()) {
    RETURN_IF_ERROR(writer.Touch(programme_));
    writer.Apply(plan);
    if (Cancelled(call)) return ImportCutOff();
  }
  return ImportReply(programme_, outcome, plan.report, content_sha256_);
}

}  // namespace pcsp::registry
