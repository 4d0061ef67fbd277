// Small knowledge bases for tests.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::diagnosis::testing {

// Two practice issues, one steering-group issue that may cause one of them, a survey item for
// each, and a fact; valid.
KnowledgeBase SmallKnowledgeBase();

// A valid knowledge base over all levels, drawn from `random`; at most 10 issues.
KnowledgeBase RandomKnowledgeBase(std::mt19937_64* random);
// The same with so many issues at each level, from the top.
KnowledgeBase RandomKnowledgeBase(std::mt19937_64* random, const std::array<int, kLevels>& issues);

// A number in [low, high), the same on every platform.
double Uniform(std::mt19937_64* random, double low, double high);
int Below(std::mt19937_64* random, int limit);

}  // namespace pcsp::diagnosis::testing
