// Who judged each link, why, and from what (methods.md 2.2).
#pragma once

#include "services/diagnosis/domain/knowledge/knowledge_base.h"
#include "services/diagnosis/domain/knowledge/rules/faults.h"

namespace pcsp::diagnosis {

// Asks authors for the rationale, the author and the source of every link. Where no link has an
// author, or a source, that is one fault of the file.
void CheckGrounds(const KnowledgeBase& kb, Faults* faults);

}  // namespace pcsp::diagnosis
