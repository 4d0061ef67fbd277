// DiffKnowledgeBases over many sites: those of the request, and a page of a programme's.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/error.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/diagnosis/v1/diagnosis_service.pb.h"
#include "services/diagnosis/domain/knowledge/knowledge_base.h"
#include "services/diagnosis/store/store.h"

namespace pcsp::diagnosis {

// Which stored diagnoses a request asks for; none without a programme.
class StoredPage {
 public:
  // Adds what is wrong to `violations`. `tokens` must outlive it.
  StoredPage(const v1::DiffKnowledgeBasesRequest& request, const PageTokens& tokens,
             Violations* violations);

  // The stored evidence of the page; sets the token of the next one.
  absl::StatusOr<std::vector<StoredEvidence>> Read(Store* store, std::string* next_token) const;

 private:
  const PageTokens& tokens_;
  std::vector<std::string> arguments_;  // everything that decides what is read
  std::optional<DiagnosisQuery> query_;
};

struct Versions {
  KnowledgeBase before, after;
};

// Both readings of everything that `request` asks for. INVALID_FIELDS of the evidence in it,
// INVALID_KNOWLEDGE_BASE, CANCELLED once nobody waits; those of common/storage.
absl::StatusOr<v1::DiffKnowledgeBasesResponse> CompareSites(
    const rpc::Call& call, const v1::DiffKnowledgeBasesRequest& request, Versions versions,
    const StoredPage& page, Store* store);

}  // namespace pcsp::diagnosis
