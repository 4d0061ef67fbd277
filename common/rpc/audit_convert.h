// The dictionary between the audit and its messages, for services and those who ask them.
#pragma once

#include <cstdint>

#include "common/base/audit/entry.h"
#include "common/base/audit/head.h"
#include "pcsp/audit/v1/audit.pb.h"

namespace pcsp::rpc {

audit::v1::AuditEntry ToProto(const audit::Entry& entry, absl::string_view service);
// A line of `programme` from what a service said, whatever that is.
audit::Entry FromProto(const audit::v1::AuditEntry& entry, absl::string_view programme);

audit::v1::AuditHead ToProto(const audit::Head& head);
audit::Head FromProto(const audit::v1::AuditHead& head);

}  // namespace pcsp::rpc
