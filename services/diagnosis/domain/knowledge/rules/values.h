// The rules that each value of a knowledge base must keep to by itself or with those that it names.
#pragma once

#include "services/diagnosis/domain/knowledge/knowledge_base.h"
#include "services/diagnosis/domain/knowledge/rules/faults.h"

namespace pcsp::diagnosis {

// Adds every violation. Safe on any values.
void CheckValues(const KnowledgeBase& kb, Faults* faults);

}  // namespace pcsp::diagnosis
