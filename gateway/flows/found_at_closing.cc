#include "gateway/flows/found_at_closing.h"

#include <utility>

#include "common/base/status_macros.h"
#include "gateway/flows/pages.h"

namespace pcsp::gateway {

absl::StatusOr<std::map<std::string, diagnosis::v1::Diagnosis>> FoundAtClosing(
    Clients& clients, const std::string& parent, const std::string& wave) {
  diagnosis::v1::ListDiagnosesRequest request;
  request.set_parent(parent);
  request.set_wave(wave);
  std::map<std::string, diagnosis::v1::Diagnosis> found;
  // Newest first, so the first one stays.
  RETURN_IF_ERROR(EachPage(*clients.diagnosis,
                           &diagnosis::v1::DiagnosisService::Stub::ListDiagnoses, request,
                           absl::Seconds(30), [&found](auto& page) {
                             for (auto& diagnosis : *page.mutable_diagnoses()) {
                               const std::string organisation = diagnosis.organisation();
                               found[organisation] = std::move(diagnosis);
                             }
                           }));
  return found;
}

}  // namespace pcsp::gateway
