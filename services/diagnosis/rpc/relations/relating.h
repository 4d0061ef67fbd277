// One stream of RelateSites.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "pcsp/diagnosis/v1/relations.pb.h"
#include "services/diagnosis/domain/programme/relations.h"
#include "services/diagnosis/rpc/knowledge/knowledge_base_methods.h"
#include "services/diagnosis/rpc/learning/footing.h"

namespace pcsp::diagnosis {

// Holds the sites that were taken in. Lines come one after another; what it is given must outlive
// it.
class Relating {
 public:
  Relating(const KnowledgeBaseMethods* knowledge_bases, Footings* footings)
      : knowledge_bases_(knowledge_bases), footings_(footings) {}

  v1::RelateSitesResponse Answer(const v1::RelateSitesRequest& line, int64_t index);

 private:
  absl::Status Begin(const std::string& programme);
  absl::StatusOr<v1::Surroundings> Take(const v1::RelateSitesRequest& line);

  const KnowledgeBaseMethods* const knowledge_bases_;
  Footings* const footings_;
  Footing footing_;                       // of the first line, to the end of the stream
  std::unique_ptr<Relations> relations_;  // null until a line could begin
};

}  // namespace pcsp::diagnosis
