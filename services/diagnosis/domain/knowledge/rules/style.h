// What does not make a knowledge base unusable and is still unwise (methods.md 2.2).
#pragma once

#include "services/diagnosis/domain/knowledge/knowledge_base.h"
#include "services/diagnosis/domain/knowledge/rules/faults.h"

namespace pcsp::diagnosis {

// The authoring rule: at most 3 links or parents, 90 % of an indicator's links within the construct
// of its first one. And what a reader of a diagnosis would miss: an indicator that shows the issue,
// what good looks like, what settles it, what answers it. For a knowledge base with valid values.
void CheckStyle(const KnowledgeBase& kb, Faults* warnings);

// How many links of indicators there are, and how many stay within a construct.
struct LinkShare {
  size_t links = 0, within = 0;
};
LinkShare WithinConstruct(const KnowledgeBase& kb);

}  // namespace pcsp::diagnosis
