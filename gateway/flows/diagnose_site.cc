#include "gateway/flows/diagnose_site.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/flows/follow_up.h"
#include "gateway/flows/names.h"
#include "gateway/flows/training_facts.h"

namespace pcsp::gateway {
namespace {

absl::Status SiteNotInWave(const std::string& site, const WaveName& wave) {
  return MakeError(absl::StatusCode::kNotFound,
                   absl::StrCat(site, " is not a site of ", wave.ToString(), "."),
                   {.reason = "SITE_NOT_IN_WAVE",
                    .metadata = {{"wave", wave.ToString()}},
                    .resource = ResourceRef{"organisation", site}});
}

// Both names, or everything that is wrong with them.
absl::StatusOr<WaveName> Check(const v1::DiagnoseSiteRequest& request) {
  Violations violations;
  const auto programme = ProgrammeOf("name", request.name());
  violations.Merge("", programme.status());
  const auto wave = ParseWaveName("wave", request.wave());
  violations.Merge("", wave.status());
  if (programme.ok() && wave.ok() && wave->ProgrammeName() != *programme) {
    violations.Add("wave", request.wave(), absl::StrCat("a wave of ", *programme));
  }
  RETURN_IF_ERROR(violations.ToStatus());
  return *wave;
}

}  // namespace

absl::StatusOr<diagnosis::v1::Diagnosis> DiagnoseSite(Clients& clients, const rpc::Call&,
                                                      const v1::DiagnoseSiteRequest& request) {
  ASSIGN_OR_RETURN(const WaveName wave, Check(request));
  RETURN_IF_ERROR(RecordTraining(clients, wave.ProgrammeName()));
  ASSIGN_OR_RETURN(const WaveEvidence evidence, WaveEvidence::Read(clients, wave.ToString()));
  const auto* site = evidence.Find(request.name());
  if (site == nullptr) return SiteNotInWave(request.name(), wave);
  ASSIGN_OR_RETURN(DiagnosisRequests requests,
                   DiagnosisRequests::Prepare(&clients, wave, &evidence, {site}));
  return Diagnose(clients, requests, *site);
}

}  // namespace pcsp::gateway
