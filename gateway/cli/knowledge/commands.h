// What the commands on knowledge bases share.
#pragma once

#include "gateway/cli/command.h"
#include "gateway/cli/knowledge/difference_report.h"

namespace pcsp::cli {

// The parts of `pcspctl kb` that have a file of their own.
void AddKnowledgeBaseCheck(CLI::App& noun, Session& session);
void AddKnowledgeBaseDiff(CLI::App& noun, Session& session);
void AddLearnedLayers(CLI::App& noun, Session& session);

}  // namespace pcsp::cli
