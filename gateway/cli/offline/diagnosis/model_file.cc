#include "gateway/cli/offline/diagnosis/model_file.h"

#include <optional>
#include <utility>

#include "common/base/status_macros.h"
#include "gateway/cli/offline/problem_file.h"
#include "services/diagnosis/domain/engine/check.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/diagnosis/domain/notes.h"
#include "services/diagnosis/domain/text/lexicon/reader.h"

namespace pcsp::offline {
namespace {

using namespace diagnosis;  // NOLINT: a page of its vocabulary

struct Shipped {
  KnowledgeBase kb;
  Lexicon cues;
};

absl::StatusOr<Shipped> LoadShipped(const std::string& folder) {
  Shipped shipped;
  ASSIGN_OR_RETURN(shipped.kb, LoadKnowledgeBase(folder + "/knowledge_base.yaml"));
  ASSIGN_OR_RETURN(shipped.cues, LoadLexicon(folder + "/cues.yaml", shipped.kb));
  return shipped;
}

// The cues to read notes by; none when they are not at hand.
absl::StatusOr<std::optional<Lexicon>> CuesFor(const KnowledgeBase& kb, const ModelFiles& files) {
  if (!files.cues.empty()) {
    ASSIGN_OR_RETURN(Lexicon cues, LoadLexicon(files.cues, kb));
    return cues;
  }
  auto shipped = LoadShipped(files.shipped);
  if (absl::IsNotFound(shipped.status())) return std::nullopt;
  RETURN_IF_ERROR(shipped.status());
  return LexiconFor(kb, std::move(shipped->cues));
}

}  // namespace

absl::StatusOr<LoadedModel> LoadModel(const ModelFiles& files) {
  LoadedModel loaded;
  if (files.knowledge_base.empty()) {
    ASSIGN_OR_RETURN(Shipped shipped, LoadShipped(files.shipped));
    if (!files.cues.empty()) {
      ASSIGN_OR_RETURN(shipped.cues, LoadLexicon(files.cues, shipped.kb));
    }
    ASSIGN_OR_RETURN(loaded.model,
                     CompileModelWithNotes(std::move(shipped.kb), std::move(shipped.cues)));
    return loaded;
  }
  ASSIGN_OR_RETURN(text::Document document, cli::ReadProblem(files.knowledge_base));
  Inspection file = InspectKnowledgeBaseFile(std::move(document), Purpose::kTrial);
  RETURN_IF_ERROR(file.violations.ToStatus("INVALID_KNOWLEDGE_BASE"));
  KnowledgeBase& kb = file.checked.kb;
  loaded.warnings = std::move(file.checked.report.warnings);
  ASSIGN_OR_RETURN(std::optional<Lexicon> cues, CuesFor(kb, files));
  if (cues && !cues->cues.empty()) {
    ASSIGN_OR_RETURN(loaded.model,
                     CompileModelWithNotes(std::move(kb), *std::move(cues), Purpose::kTrial));
  } else {
    loaded.model = CompileCheckedModel(std::move(kb));
  }
  return loaded;
}

}  // namespace pcsp::offline
