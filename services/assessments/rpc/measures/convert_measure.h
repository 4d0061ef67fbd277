// Between messages and the domain: measures, values, reports on rows.
#pragma once

#include <string>

#include "common/base/error.h"
#include "pcsp/assessments/v1/measure.pb.h"
#include "services/assessments/domain/measures/value.h"

namespace pcsp::assessments {

namespace pb = ::pcsp::assessments::v1;

pb::MeasureDefinition ToProto(const MeasureDefinition& measure);
pb::MeasurePolicy ToProto(const MeasurePolicy& policy);

// The fields that a caller sets, as fields `measure.kind`; without a name.
MeasureDefinition FromProto(const std::string& programme, const pb::MeasureDefinition& message,
                            Violations& violations);
// Fields are `organisation`, `measure`, `month` and so on. A month that is not sound is `now`.
MeasureRow FromProto(const std::string& programme, const pb::MeasureRow& message, Month now,
                     Violations& violations);

// A value as it may be shown; with `threshold` 0 nothing is withheld.
pb::MeasureValue ToProto(const std::string& programme, const MonthValue& value,
                         const MeasureDefinition& measure, int threshold);
pb::SupersededValue HistoryToProto(const MonthValue& value);

// Reports on rows and their sum. Of verdicts that `sparing` passes over there is no report.
class RowReports {
 public:
  explicit RowReports(bool sparing) : sparing_(sparing) {}
  // `row` and `line` as in MeasureRowReport.
  void Add(int row, int64_t line, MeasureVerdict verdict, const absl::Status& faults);
  pb::RecordMeasuresResponse Take();

 private:
  const bool sparing_;
  int faults_ = 0;
  pb::RecordMeasuresResponse response_;
};

}  // namespace pcsp::assessments
