// The methods of AssessmentService about what was seen at sites.
#pragma once

#include "services/assessments/rpc/measures/reactors.h"
#include "services/assessments/rpc/observations/observation_methods.h"

namespace pcsp::assessments {

// Thread-safe.
class ObservationReactors : public MeasureReactors {
 public:
  Unary* CreateObservation(Context*, const pb::CreateObservationRequest*,
                           pb::Observation*) override;
  Unary* GetObservation(Context*, const pb::GetObservationRequest*, pb::Observation*) override;
  Unary* ListObservations(Context*, const pb::ListObservationsRequest*,
                          pb::ListObservationsResponse*) override;
  Unary* UpdateObservation(Context*, const pb::UpdateObservationRequest*,
                           pb::Observation*) override;
  Unary* DeleteObservation(Context*, const pb::DeleteObservationRequest*,
                           pb::DeleteObservationResponse*) override;
  Unary* ListSiteFacts(Context*, const pb::ListSiteFactsRequest*,
                       pb::ListSiteFactsResponse*) override;
  Unary* SetCountedFacts(Context*, const pb::SetCountedFactsRequest*,
                         pb::SetCountedFactsResponse*) override;
  Unary* ListEvidenceChanges(Context*, const pb::ListEvidenceChangesRequest*,
                             pb::ListEvidenceChangesResponse*) override;

 protected:
  explicit ObservationReactors(Options options);

 private:
  const ObservationMethods observation_methods_;
};

}  // namespace pcsp::assessments
