// Recording what sites counted, and showing it.
#pragma once

#include "absl/status/statusor.h"
#include "services/assessments/domain/measures/measure_table.h"
#include "services/assessments/rpc/measures/measure_methods.h"

namespace pcsp::assessments {

// The measures of a programme by id, as rows are checked by them.
absl::StatusOr<MeasureBook> BookOf(const EvidenceTools& tools, const std::string& programme);

// The methods of AssessmentService of the same names. Thread-safe.
class ValueMethods {
 public:
  // `tokens` must outlive this.
  ValueMethods(const EvidenceTools& tools, const PageTokens* tokens)
      : tools_(tools), tokens_(tokens) {}

  absl::StatusOr<pb::RecordMeasuresResponse> RecordMeasures(
      const rpc::Call& call, const pb::RecordMeasuresRequest& request) const;
  absl::StatusOr<pb::ListMeasureValuesResponse> ListMeasureValues(
      const rpc::Call& call, const pb::ListMeasureValuesRequest& request) const;
  absl::StatusOr<pb::MeasureChart> GetMeasureChart(const rpc::Call& call,
                                                   const pb::GetMeasureChartRequest& request) const;

 private:
  const EvidenceTools tools_;
  const PageTokens* const tokens_;
};

}  // namespace pcsp::assessments
