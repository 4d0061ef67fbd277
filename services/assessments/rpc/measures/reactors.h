// The methods of AssessmentService about what is counted monthly.
#pragma once

#include "services/assessments/rpc/instruments/reactors.h"
#include "services/assessments/rpc/measures/value_methods.h"

namespace pcsp::assessments {

// Thread-safe.
class MeasureReactors : public InstrumentReactors {
 public:
  Unary* CreateMeasureDefinition(Context*, const pb::CreateMeasureDefinitionRequest*,
                                 pb::MeasureDefinition*) override;
  Unary* GetMeasureDefinition(Context*, const pb::GetMeasureDefinitionRequest*,
                              pb::MeasureDefinition*) override;
  Unary* ListMeasureDefinitions(Context*, const pb::ListMeasureDefinitionsRequest*,
                                pb::ListMeasureDefinitionsResponse*) override;
  Unary* UpdateMeasureDefinition(Context*, const pb::UpdateMeasureDefinitionRequest*,
                                 pb::MeasureDefinition*) override;
  Unary* RetireMeasureDefinition(Context*, const pb::RetireMeasureDefinitionRequest*,
                                 pb::MeasureDefinition*) override;
  Unary* GetMeasurePolicy(Context*, const pb::GetMeasurePolicyRequest*,
                          pb::MeasurePolicy*) override;
  Unary* UpdateMeasurePolicy(Context*, const pb::UpdateMeasurePolicyRequest*,
                             pb::MeasurePolicy*) override;
  Unary* RecordMeasures(Context*, const pb::RecordMeasuresRequest*,
                        pb::RecordMeasuresResponse*) override;
  Unary* ListMeasureValues(Context*, const pb::ListMeasureValuesRequest*,
                           pb::ListMeasureValuesResponse*) override;
  Unary* GetMeasureChart(Context*, const pb::GetMeasureChartRequest*, pb::MeasureChart*) override;
  Stream<pb::ImportMeasuresRequest>* ImportMeasures(Context*, pb::RecordMeasuresResponse*) override;

 protected:
  explicit MeasureReactors(Options options);

 private:
  const MeasureMethods measure_methods_;
  const ValueMethods value_methods_;
};

}  // namespace pcsp::assessments
