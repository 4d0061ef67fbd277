// Diagnoses one site of a closed wave on request.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "gateway/clients.h"
#include "pcsp/gateway/v1/programme_service.pb.h"

namespace pcsp::gateway {

// Errors: those of ProgrammeService.DiagnoseSite.
absl::StatusOr<diagnosis::v1::Diagnosis> DiagnoseSite(Clients& clients, const rpc::Call& call,
                                                      const v1::DiagnoseSiteRequest& request);

}  // namespace pcsp::gateway
