// Saying what is counted, and what is shown of small counts.
#pragma once

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "common/storage/cache/doorbell.h"
#include "pcsp/assessments/v1/measure.pb.h"
#include "services/assessments/domain/measures/measure_catalogue.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

namespace pb = ::pcsp::assessments::v1;

// What the methods on measures and observations stand on; all of it outlives them.
struct EvidenceTools {
  EvidenceStore* store;
  const MeasureCatalogue* measures;  // built in
  Store* waves;
  Doorbell* doorbell = nullptr;  // rung when what is known of a site changes; may be null

  void Ring(const std::string& name) const {
    if (doorbell != nullptr) doorbell->Ring(name);
  }
};

// The measure as the programme has it. MEASURE_NOT_FOUND.
absl::StatusOr<MeasureDefinition> FindMeasure(const EvidenceTools& tools, const MeasureName& name);
// Every measure of a programme.
absl::StatusOr<std::vector<MeasureDefinition>> AllMeasures(const EvidenceTools& tools,
                                                           const std::string& programme);

// The methods of AssessmentService of the same names. Thread-safe.
class MeasureMethods {
 public:
  // `tokens` must outlive this.
  MeasureMethods(const EvidenceTools& tools, const PageTokens* tokens)
      : tools_(tools), tokens_(tokens) {}

  absl::StatusOr<pb::MeasureDefinition> CreateMeasureDefinition(
      const rpc::Call& call, const pb::CreateMeasureDefinitionRequest& request) const;
  absl::StatusOr<pb::MeasureDefinition> GetMeasureDefinition(
      const rpc::Call& call, const pb::GetMeasureDefinitionRequest& request) const;
  absl::StatusOr<pb::ListMeasureDefinitionsResponse> ListMeasureDefinitions(
      const rpc::Call& call, const pb::ListMeasureDefinitionsRequest& request) const;
  absl::StatusOr<pb::MeasureDefinition> UpdateMeasureDefinition(
      const rpc::Call& call, const pb::UpdateMeasureDefinitionRequest& request) const;
  absl::StatusOr<pb::MeasureDefinition> RetireMeasureDefinition(
      const rpc::Call& call, const pb::RetireMeasureDefinitionRequest& request) const;
  absl::StatusOr<pb::MeasurePolicy> GetMeasurePolicy(
      const rpc::Call& call, const pb::GetMeasurePolicyRequest& request) const;
  absl::StatusOr<pb::MeasurePolicy> UpdateMeasurePolicy(
      const rpc::Call& call, const pb::UpdateMeasurePolicyRequest& request) const;

 private:
  // The stored measure, or else the built-in one, changed by `change`.
  absl::StatusOr<pb::MeasureDefinition> Change(
      const sql::RequestKey& key, const MeasureName& name, absl::Time now,
      absl::FunctionRef<absl::StatusOr<MeasureDefinition>(MeasureDefinition)> change) const;

  const EvidenceTools tools_;
  const PageTokens* const tokens_;
};

}  // namespace pcsp::assessments
