// Instruments in and out as FHIR R4 Questionnaires.
#pragma once

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/assessments/v1/questionnaire.pb.h"
#include "services/assessments/domain/catalogue.h"
#include "services/assessments/store/store.h"

namespace pcsp::assessments {

// The methods of AssessmentService of the same names. Thread-safe.
class QuestionnaireMethods {
 public:
  // What is pointed to must outlive this.
  QuestionnaireMethods(const Catalogue* catalogue, InstrumentStore* store)
      : catalogue_(catalogue), store_(store) {}

  absl::StatusOr<v1::ImportQuestionnaireResponse> ImportQuestionnaire(
      const rpc::Call& call, const v1::ImportQuestionnaireRequest& request) const;
  absl::StatusOr<v1::ExportQuestionnaireResponse> ExportQuestionnaire(
      const rpc::Call& call, const v1::ExportQuestionnaireRequest& request) const;

 private:
  const Catalogue* const catalogue_;
  InstrumentStore* const store_;
};

}  // namespace pcsp::assessments
