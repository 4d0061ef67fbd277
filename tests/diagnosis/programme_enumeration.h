// A whole programme by adding up every state of every issue of every site: slow, obvious, and
// sharing no code with the engine.
#pragma once

#include <string>
#include <vector>

#include "services/diagnosis/domain/evidence.h"
#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::diagnosis::testing {

// A site of a programme; those above come earlier in the list.
struct SiteCase {
  Level level = Level::kPractice;
  int parent = -1;  // index of a site of the next level up; -1 at the top
  std::vector<Observation> pieces;
};

// P(issue = 1 | all evidence of all sites), for every site and every issue of its level in the
// order of the knowledge base. Every site below the top must have a parent one level up. A state
// weighs the product of what each site says of it.
std::vector<std::vector<double>> EnumerateProgramme(const KnowledgeBase& kb,
                                                    const std::vector<SiteCase>& sites);

// The same with what the sites below say discounted, seen from one site: its own evidence and that
// of the sites above it count in full, and what its siblings and theirs say with `discount`.
std::vector<double> EnumerateDiscounted(const KnowledgeBase& kb, const std::vector<SiteCase>& sites,
                                        int site, double discount);

}  // namespace pcsp::diagnosis::testing
