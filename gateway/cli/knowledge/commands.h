// What the commands on knowledge bases share.
#pragma once

#include "gateway/cli/command.h"
#include "gateway/cli/knowledge/difference_report.h"

namespace pcsp::cli {

// The parts of `pcspctl kb` that have a file of their own.
void AddKnowledgeBaseCheck(Command noun, Session& session);
void AddKnowledgeBaseDiff(Command noun, Session& session);
void AddLearnedLayers(Command noun, Session& session);

}  // namespace pcsp::cli
