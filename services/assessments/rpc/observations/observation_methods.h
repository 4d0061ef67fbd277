// What facilitators found at sites, and the facts that this and the measures come to.
#pragma once

#include "absl/status/statusor.h"
#include "pcsp/assessments/v1/observation.pb.h"
#include "services/assessments/domain/observations/observation.h"
#include "services/assessments/rpc/measures/measure_methods.h"

namespace pcsp::assessments {

// The methods of AssessmentService of the same names. Thread-safe.
class ObservationMethods {
 public:
  // `tokens` must outlive this.
  ObservationMethods(const EvidenceTools& tools, const PageTokens* tokens)
      : tools_(tools), tokens_(tokens) {}

  absl::StatusOr<pb::Observation> CreateObservation(
      const rpc::Call& call, const pb::CreateObservationRequest& request) const;
  absl::StatusOr<pb::Observation> GetObservation(const rpc::Call& call,
                                                 const pb::GetObservationRequest& request) const;
  absl::StatusOr<pb::ListObservationsResponse> ListObservations(
      const rpc::Call& call, const pb::ListObservationsRequest& request) const;
  absl::StatusOr<pb::Observation> UpdateObservation(
      const rpc::Call& call, const pb::UpdateObservationRequest& request) const;
  absl::StatusOr<pb::DeleteObservationResponse> DeleteObservation(
      const rpc::Call& call, const pb::DeleteObservationRequest& request) const;
  absl::StatusOr<pb::ListSiteFactsResponse> ListSiteFacts(
      const rpc::Call& call, const pb::ListSiteFactsRequest& request) const;
  absl::StatusOr<pb::SetCountedFactsResponse> SetCountedFacts(
      const rpc::Call& call, const pb::SetCountedFactsRequest& request) const;
  absl::StatusOr<pb::ListEvidenceChangesResponse> ListEvidenceChanges(
      const rpc::Call& call, const pb::ListEvidenceChangesRequest& request) const;

 private:
  const EvidenceTools tools_;
  const PageTokens* const tokens_;
};

}  // namespace pcsp::assessments
