// Knowledge bases and evidence as files, drawn at random, with nothing in them that only authors
// care for: no titles, rationales, questions; profiles that are not monotone.
#pragma once

#include <random>
#include <string>

#include "services/diagnosis/domain/evidence.h"
#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::offline::testing {

diagnosis::KnowledgeBase RandomTrial(std::mt19937_64* random);
std::string FileOf(const diagnosis::KnowledgeBase& kb);

// Evidence on about half of the indicators of the subject's level and each above.
diagnosis::Evidence RandomEvidence(const diagnosis::KnowledgeBase& kb, diagnosis::Level subject,
                                   std::mt19937_64* random);
std::string FileOf(const diagnosis::Evidence& evidence);

}  // namespace pcsp::offline::testing
