// A site on one page, gathered from all four services.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "gateway/clients.h"
#include "pcsp/gateway/v1/programme_service.pb.h"

namespace pcsp::gateway {

// Errors: those of ProgrammeService.GetSiteOverview.
absl::StatusOr<v1::SiteOverview> GetSiteOverview(Clients& clients, const rpc::Call& call,
                                                 const v1::GetSiteOverviewRequest& request);

// Errors: those of ProgrammeService.PrintSiteOverview.
absl::StatusOr<type::v1::Document> PrintSiteOverview(Clients& clients, const rpc::Call& call,
                                                     const v1::PrintSiteOverviewRequest& request);

}  // namespace pcsp::gateway
