// The state of a programme after a wave, gathered from all four services.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "gateway/clients.h"
#include "pcsp/gateway/v1/programme_service.pb.h"

namespace pcsp::gateway {

// What the services said; a service that did not answer is named instead.
struct BoardParts {
  registry::v1::Programme programme;
  assessments::v1::Wave wave;
  std::vector<registry::v1::Site> sites;
  std::vector<assessments::v1::SiteResults> results;
  std::vector<assessments::v1::GroupResults> together;  // everybody at a level
  std::vector<diagnosis::v1::Diagnosis> diagnoses;      // the latest of each site from this wave
  std::vector<planning::v1::Plan> plans;                // of the programme, newest first
  std::vector<std::string> unreachable;
};

// The board of these parts; `findings_per_site` of each site's findings are shown.
v1::ProgrammeBoard AssembleBoard(const BoardParts& parts, int findings_per_site);

// Errors: those of ProgrammeService.GetProgrammeBoard.
absl::StatusOr<v1::ProgrammeBoard> GetProgrammeBoard(Clients& clients, const rpc::Call& call,
                                                     const v1::GetProgrammeBoardRequest& request);

}  // namespace pcsp::gateway
