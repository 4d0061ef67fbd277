// The methods on versions of the knowledge base, as plain functions.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "common/base/page_token.h"
#include "common/rpc/call.h"
#include "pcsp/diagnosis/v1/diagnosis_service.pb.h"
#include "services/diagnosis/domain/engine/check.h"
#include "services/diagnosis/rpc/knowledge/library.h"
#include "services/diagnosis/store/store.h"

namespace pcsp::diagnosis {

// Thread-safe. What it points to must outlive it.
class KnowledgeBaseMethods {
 public:
  struct Options {
    KnowledgeLibrary* library;
    KnowledgeBaseStore* knowledge_bases;
    Store* diagnoses;
    const PageTokens* tokens;
    const SolutionIds* solutions = nullptr;  // that issues may name; null: any
  };
  explicit KnowledgeBaseMethods(const Options& options) : options_(options) {}

  // Whether `name` can be found without waiting for anything.
  bool AtHand(const std::string& name) const;
  // Which versions are at hand, as a number that grows with each that is put in force; nothing when
  // it is time to look again. Never waits.
  std::optional<int64_t> RevisionAtHand() const;
  // KNOWLEDGE_BASE_NOT_FOUND. The model stays good as long as it is held.
  absl::StatusOr<std::shared_ptr<const Model>> FindModel(const std::string& name) const;

  absl::StatusOr<v1::KnowledgeBase> Get(const v1::GetKnowledgeBaseRequest& request) const;
  absl::StatusOr<v1::ListKnowledgeBasesResponse> List() const;
  absl::StatusOr<v1::KnowledgeBaseVersion> Publish(
      const rpc::Call& call, const v1::PublishKnowledgeBaseRequest& request) const;
  absl::StatusOr<v1::DiffKnowledgeBasesResponse> Diff(
      const rpc::Call& call, const v1::DiffKnowledgeBasesRequest& request) const;

 private:
  // The shelf on which `name` stands, looked for again if need be, and where.
  struct Found {
    std::shared_ptr<const Shelf> shelf;
    const KnowledgeBaseEdition* edition = nullptr;
  };
  absl::StatusOr<Found> Find(const std::string& name) const;
  absl::StatusOr<KnowledgeBase> Newer(const v1::DiffKnowledgeBasesRequest& request) const;

  const Options options_;
};

}  // namespace pcsp::diagnosis
