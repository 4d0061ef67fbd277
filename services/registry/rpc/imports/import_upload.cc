#include "services/registry/rpc/imports/import_upload.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/errors.h"
#include "services/registry/rpc/convert.h"
#include "services/registry/rpc/imports/import_run.h"
#include "services/registry/rpc/requests.h"
#include "services/registry/rpc/write.h"

namespace pcsp::registry {
namespace {

// The same import is the same configuration with the same file, however the file was cut.
sql::RequestKey KeyOfImport(const std::string& method, const v1::ImportConfig& config,
                            const std::string& content_sha256) {
  sql::RequestKey key = KeyOf(method, config);
  if (!key.request_id.empty()) key.payload_hash = Sha256Hex(key.payload_hash + content_sha256);
  return key;
}

}  // namespace

absl::Status ImportUpload::Take(const v1::ImportConfig* config, absl::string_view data) {
  if (!configured_) {
    RETURN_IF_ERROR(Configure(config));
  } else if (config != nullptr) {
    return InvalidField("config", "", "in the first message only");
  }
  RETURN_IF_ERROR(CheckSize(spool_.size() + static_cast<int64_t>(data.size())));
  hash_.Add(data);
  return spool_.Append(data);
}

absl::Status ImportUpload::Configure(const v1::ImportConfig* config) {
  if (config == nullptr) return InvalidField("config", "", "in the first message");
  config_ = *config;
  if (config_.format() == v1::IMPORT_FORMAT_UNSPECIFIED && method_.formats.size() == 1) {
    config_.set_format(method_.formats.front());
  }
  Violations violations;
  programme_ = ProgrammeFrom("config.parent", config_.parent(), violations);
  CheckRequestId("config.request_id", config_.request_id(), violations);
  if (std::find(method_.formats.begin(), method_.formats.end(), config_.format()) ==
      method_.formats.end()) {
    violations.Add("config.format", absl::StrCat(config_.format()),
                   absl::StrJoin(method_.formats, " or ", [](std::string* out, auto format) {
                     absl::StrAppend(out, v1::ImportFormat_Name(format));
                   }));
  }
  if (!v1::ImportMode_IsValid(config_.mode())) {
    violations.Add("config.mode", absl::StrCat(config_.mode()), "ALL_OR_NOTHING or PARTIAL");
  }
  if (config_.size_bytes() < 0) {
    violations.Add("config.size_bytes", absl::StrCat(config_.size_bytes()), "0 or more");
  }
  DateFrom("config.effective_date", config_.effective_date(), kSinceAlways, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  RETURN_IF_ERROR(CheckSize(config_.size_bytes()));
  configured_ = true;
  return absl::OkStatus();
}

absl::Status ImportUpload::CheckSize(int64_t bytes) const {
  if (bytes <= method_.most_bytes) return absl::OkStatus();
  return ImportTooLarge(absl::StrCat(method_.most_bytes >> 20, " MiB"));
}

// A stream that breaks off looks like one that has ended, unless the call is known to be cancelled
// or the file's size was given beforehand.
absl::StatusOr<v1::ImportReport> ImportUpload::Done(const rpc::Call& call) {
  if (!configured_) return InvalidField("config", "", "in the first message");
  const bool short_of = config_.size_bytes() > 0 && config_.size_bytes() != spool_.size();
  if (short_of || Cancelled(call)) return ImportCutOff();
  const std::string content_sha256 = hash_.Finish();
  const ImportRun run(
      {programme_, config_, content_sha256, spool_, method_.most_rows, method_.titles}, call);
  const Change change = {KeyOfImport(method_.name, config_, content_sha256), call.now,
                         config_.validate_only()};
  return Write<v1::ImportReport>(*store_, change, [&](Writer& writer) { return run.In(writer); });
}

}  // namespace pcsp::registry
