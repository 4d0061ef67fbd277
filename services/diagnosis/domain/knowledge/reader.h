// Reads a knowledge base from a content file (YAML, or JSON in the same shape).
//
// The file spells strengths and priors as numbers or in words, see elicitation.h; named
// distributions stand in a map `profiles`; content/README.md points to an example. For a trial,
// words may be missing: the file's id and version, titles (the id stands in), explanations, and the
// level of an indicator (the lowest of the issues that it is linked to).
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/text/yaml.h"
#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::diagnosis {

// What the file says, defaults in place of what is at fault; document->Finish() tells of the
// faults.
KnowledgeBase ReadForm(text::Document* document, Purpose purpose = Purpose::kPublish);

// INVALID_ARGUMENT, INVALID_CONTENT with every fault of form. What the values mean is not checked
// here, see engine/check.h.
absl::StatusOr<KnowledgeBase> ReadKnowledgeBase(text::Document document);

// The same from a file: also NOT_FOUND, CONTENT_NOT_FOUND.
absl::StatusOr<KnowledgeBase> LoadKnowledgeBase(const std::string& path);

}  // namespace pcsp::diagnosis
