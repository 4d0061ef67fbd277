// A knowledge base from a file, made ready to diagnose with.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/error.h"
#include "services/diagnosis/domain/engine/model.h"

namespace pcsp::offline {

struct ModelFiles {
  std::string shipped;         // the folder with the knowledge base and the cues that ship
  std::string knowledge_base;  // "-": standard input; empty: the one that ships
  std::string cues;  // empty: those that ship, as far as the knowledge base has their issues
};

struct LoadedModel {
  diagnosis::Model model;
  std::vector<Violation> warnings;  // what would have to change before it could be published
};

// A file of one's own is read for a trial: what is only asked of authors are warnings.
// FILE_UNREADABLE or CONTENT_NOT_FOUND; INVALID_KNOWLEDGE_BASE and INVALID_CONTENT with every
// fault. Without the shipped files, one's own knowledge base reads no notes.
absl::StatusOr<LoadedModel> LoadModel(const ModelFiles& files);

}  // namespace pcsp::offline
