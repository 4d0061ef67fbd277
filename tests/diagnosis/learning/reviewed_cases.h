// Random knowledge bases with reviewed cases, for tests of learning.
#pragma once

#include <random>
#include <vector>

#include "services/diagnosis/domain/learning/verdict.h"

namespace pcsp::diagnosis::testing {

struct ReviewedCases {
  KnowledgeBase kb;
  std::vector<VerdictCase> log;
};

// A knowledge base of RandomKnowledgeBase() and so many cases of all levels: answers, some facts,
// and verdicts on most issues, some by two people.
ReviewedCases RandomReviewedCases(uint64_t seed, int cases);

}  // namespace pcsp::diagnosis::testing
