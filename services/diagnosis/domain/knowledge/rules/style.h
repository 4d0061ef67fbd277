// How a knowledge base is to be written (methods.md 2.2).
#pragma once

#include "services/diagnosis/domain/knowledge/knowledge_base.h"
#include "services/diagnosis/domain/knowledge/rules/faults.h"

namespace pcsp::diagnosis {

// The authoring rule, asked of authors: at most 3 links or parents; 90 % of the links of indicators
// within the construct of the indicator's first one, or all but one where there are few. And what
// is only warned of, because a reader of a diagnosis would miss it: an indicator that shows the
// issue, what good looks like, what settles it, what answers it. Safe on any values.
void CheckStyle(const KnowledgeBase& kb, Faults* faults, Faults* warnings);

// How many links of indicators there are, and how many stay within a construct.
struct LinkShare {
  size_t links = 0, within = 0;
};
LinkShare WithinConstruct(const KnowledgeBase& kb);

}  // namespace pcsp::diagnosis
