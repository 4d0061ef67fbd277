// The methods that set one diagnosis beside another, as plain functions.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "common/rpc/call.h"
#include "pcsp/diagnosis/v1/change.pb.h"
#include "services/diagnosis/domain/evidence.h"
#include "services/diagnosis/rpc/knowledge/knowledge_base_methods.h"
#include "services/diagnosis/rpc/learning/footing.h"
#include "services/diagnosis/store/store.h"

namespace pcsp::diagnosis {

// Thread-safe. What it points to must outlive it.
class ChangeMethods {
 public:
  ChangeMethods(const KnowledgeBaseMethods* knowledge_bases, Store* store, Footings* footings)
      : knowledge_bases_(knowledge_bases), store_(store), footings_(footings) {}

  absl::StatusOr<v1::WhatIfResponse> WhatIf(const rpc::Call& call,
                                            const v1::WhatIfRequest& request) const;
  absl::StatusOr<v1::NextQuestionsResponse> NextQuestions(
      const rpc::Call& call, const v1::NextQuestionsRequest& request) const;
  absl::StatusOr<v1::CompareDiagnosesResponse> Compare(
      const rpc::Call& call, const v1::CompareDiagnosesRequest& request) const;

 private:
  // The knowledge base asked for, with what the programme of the stored diagnosis has learned.
  // Where none is asked for, a stored diagnosis is judged by what it was made with.
  template <typename Request>
  absl::StatusOr<Footing> FootingFor(const Request& request) const;
  // What a stored diagnosis was made with, whatever is in force and in use now.
  absl::StatusOr<Footing> FootingOf(const DiagnosisName& name) const;
  // The evidence that a request gives, or that of the stored diagnosis that it names.
  template <typename Request>
  absl::StatusOr<Evidence> EvidenceFor(const Model& model, const Request& request,
                                       Violations& violations) const;
  absl::StatusOr<Evidence> StoredEvidenceOf(const std::string& name) const;
  absl::StatusOr<StoredDiagnosis> EarlierThan(const StoredDiagnosis& later,
                                              const std::string& earlier) const;

  const KnowledgeBaseMethods* const knowledge_bases_;
  Store* const store_;
  Footings* const footings_;
};

}  // namespace pcsp::diagnosis
