// What the service derives from: every method by callbacks, and those that live on many messages in
// bytes (wire/README.md).
#pragma once

#include "pcsp/diagnosis/v1/diagnosis_service.grpc.pb.h"

namespace pcsp::diagnosis {

// Generated layers over `Base`, one for each method.
template <typename Base, template <typename> class... Layers>
struct Layered {
  using Type = Base;
};
template <typename Base, template <typename> class Layer, template <typename> class... Layers>
struct Layered<Base, Layer, Layers...> {
  using Type = Layer<typename Layered<Base, Layers...>::Type>;
};

// Spelt out, since the generated CallbackService has a BatchDiagnose in messages, beside which C++
// allows none in bytes.
using DiagnosisServiceBase =
    Layered<v1::DiagnosisService::Service,
            v1::DiagnosisService::WithCallbackMethod_GetKnowledgeBase,
            v1::DiagnosisService::WithCallbackMethod_ListKnowledgeBases,
            v1::DiagnosisService::WithCallbackMethod_PublishKnowledgeBase,
            v1::DiagnosisService::WithCallbackMethod_DiffKnowledgeBases,
            v1::DiagnosisService::WithRawCallbackMethod_Diagnose,
            v1::DiagnosisService::WithRawCallbackMethod_BatchDiagnose,
            v1::DiagnosisService::WithCallbackMethod_RelateSites,
            v1::DiagnosisService::WithCallbackMethod_WhatIf,
            v1::DiagnosisService::WithCallbackMethod_NextQuestions,
            v1::DiagnosisService::WithCallbackMethod_CompareDiagnoses,
            v1::DiagnosisService::WithCallbackMethod_CreateReview,
            v1::DiagnosisService::WithCallbackMethod_WithdrawReview,
            v1::DiagnosisService::WithCallbackMethod_ListReviews,
            v1::DiagnosisService::WithCallbackMethod_GetReviewAgreement,
            v1::DiagnosisService::WithCallbackMethod_GetCalibrationReport,
            v1::DiagnosisService::WithCallbackMethod_LearnFromReviews,
            v1::DiagnosisService::WithCallbackMethod_ListLearnedLayers,
            v1::DiagnosisService::WithCallbackMethod_UseLearnedLayer,
            v1::DiagnosisService::WithCallbackMethod_SummariseIssues,
            v1::DiagnosisService::WithCallbackMethod_StoreDiagnosis,
            v1::DiagnosisService::WithCallbackMethod_GetDiagnosis,
            v1::DiagnosisService::WithCallbackMethod_ListDiagnoses,
            v1::DiagnosisService::WithCallbackMethod_ListAuditEntries,
            v1::DiagnosisService::WithCallbackMethod_ExportAuditHead>::Type;

}  // namespace pcsp::diagnosis
