// The blueprint of the content that ships: a knowledge base and the instruments whose items it
// reads.
#pragma once

#include <vector>

#include "gateway/cli/sample/blueprint.h"
#include "services/assessments/domain/instrument.h"
#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::gateway::sample {

// Items come in the order of the instruments (one a level); an item without an indicator is
// answered too and tells nothing. Items on other than five steps are left out.
Blueprint BlueprintFrom(const diagnosis::KnowledgeBase& knowledge_base,
                        const std::vector<const assessments::Instrument*>& instruments);

}  // namespace pcsp::gateway::sample
