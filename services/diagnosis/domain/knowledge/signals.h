// What would speak for and against an issue, read from the links and profiles themselves, so that
// it is always what the engine does.
#pragma once

#include <vector>

#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::diagnosis {

// One answer to one indicator, and what it adds to the issue taken alone: 10 log10 of
// P(answer | only this issue holds) / P(answer | nothing holds).
struct Signal {
  int indicator = 0;  // index into the knowledge base
  int category = 0;
  double decibans = 0;
};

struct IssueSignals {
  std::vector<Signal> speak_for;      // the worst answer of each indicator linked, strongest first
  std::vector<Signal> speak_against;  // the best answer of each, strongest first
};

// The knowledge base must have passed its check.
IssueSignals SignalsOf(const KnowledgeBase& kb, const Issue& issue);

}  // namespace pcsp::diagnosis
