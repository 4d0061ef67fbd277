// GetCalibrationReport, as a plain function.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/diagnosis/v1/calibration.pb.h"
#include "services/diagnosis/domain/learning/report/scores.h"
#include "services/diagnosis/domain/learning/report/surprise.h"
#include "services/diagnosis/rpc/knowledge/knowledge_base_methods.h"
#include "services/diagnosis/store/store.h"

namespace pcsp::diagnosis {

// Thread-safe. What it points to must outlive it.
class CalibrationMethods {
 public:
  CalibrationMethods(const KnowledgeBaseMethods* knowledge_bases, Store* diagnoses,
                     ReviewStore* reviews)
      : knowledge_bases_(knowledge_bases), diagnoses_(diagnoses), reviews_(reviews) {}

  absl::StatusOr<v1::CalibrationReport> Report(
      const rpc::Call& call, const v1::GetCalibrationReportRequest& request) const;

 private:
  // Reviewed findings, each with the weight of those that it stands for.
  struct Sample {
    std::vector<Forecast> forecasts;
    int volunteered = 0;  // left out
  };
  absl::StatusOr<Sample> Forecasts(const rpc::Call& call, const std::string& programme,
                                   bool blind_only) const;
  absl::StatusOr<std::vector<IndicatorSurprise>> Surprises(const rpc::Call& call,
                                                           const std::string& programme,
                                                           const Model& model, int most) const;

  const KnowledgeBaseMethods* const knowledge_bases_;
  Store* const diagnoses_;
  ReviewStore* const reviews_;
};

}  // namespace pcsp::diagnosis
