// The reply to an import, kept small enough to be sent.
#pragma once

#include <string>

#include "pcsp/registry/v1/registry_import.pb.h"
#include "services/registry/domain/imports/import_report.h"

namespace pcsp::registry {

// About so many bytes of rows are sent: a client takes 4 MiB at most.
inline constexpr size_t kMostRowBytes = 3 << 20;

// Where not all rows fit, those with an issue go first.
v1::ImportReport ImportReply(const std::string& programme, v1::ImportOutcome outcome,
                             const ImportReport& report, const std::string& content_sha256,
                             size_t most_row_bytes = kMostRowBytes);

}  // namespace pcsp::registry
