// The methods of AssessmentService about instruments.
#pragma once

#include "services/assessments/rpc/service_base.h"

namespace pcsp::assessments {

// Thread-safe.
class InstrumentReactors : public ServiceBase {
 public:
  Unary* ListInstruments(Context*, const pb::ListInstrumentsRequest*,
                         pb::ListInstrumentsResponse*) override;
  Unary* GetInstrument(Context*, const pb::GetInstrumentRequest*, pb::Instrument*) override;
  Unary* CreateInstrument(Context*, const pb::CreateInstrumentRequest*, pb::Instrument*) override;
  Unary* UpdateInstrument(Context*, const pb::UpdateInstrumentRequest*, pb::Instrument*) override;
  Unary* PublishInstrumentVersion(Context*, const pb::PublishInstrumentVersionRequest*,
                                  pb::Instrument*) override;
  Unary* RetireInstrument(Context*, const pb::RetireInstrumentRequest*, pb::Instrument*) override;
  Unary* ImportQuestionnaire(Context*, const pb::ImportQuestionnaireRequest*,
                             pb::ImportQuestionnaireResponse*) override;
  Unary* ExportQuestionnaire(Context*, const pb::ExportQuestionnaireRequest*,
                             pb::ExportQuestionnaireResponse*) override;

 protected:
  using ServiceBase::ServiceBase;
};

}  // namespace pcsp::assessments
