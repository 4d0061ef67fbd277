#include "gateway/cli/diagnosis/stored.h"

#include "absl/strings/match.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace pcsp::cli {

absl::StatusOr<std::string> StoredDiagnosisName(Session& session, const std::string& given,
                                                const std::string& wave) {
  if (given.empty() || absl::StrContains(given, "/diagnoses/")) return given;
  diagnosis::v1::ListDiagnosesRequest request;
  request.set_parent(session.NameOf("organisations", given));
  request.set_wave(session.NameOf("waves", wave));
  request.set_latest_only(true);
  request.set_page_size(1);
  ASSIGN_OR_RETURN(const auto page,
                   gateway::Ask(*session.clients().diagnosis,
                                &diagnosis::v1::DiagnosisService::Stub::ListDiagnoses, request,
                                session.deadline()));
  if (page.diagnoses().empty())
    return ResourceNotFound("diagnosis", request.parent() + "/diagnoses/-");
  return page.diagnoses(0).name();
}

}  // namespace pcsp::cli
