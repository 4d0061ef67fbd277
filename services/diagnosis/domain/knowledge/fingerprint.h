// A name for the content of a knowledge base.
#pragma once

#include <string>

#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::diagnosis {

// SHA-256 over every value in order: comments, spelling of numbers and file format do not matter,
// anything that a reader or the engine sees does.
std::string FingerprintOf(const KnowledgeBase& kb);

}  // namespace pcsp::diagnosis
