// Simulated programmes whose truth is known and is not the engine's likelihood (methods.md 2.1).
//
// A world has the structure of a knowledge base but its own numbers: every chance is moved by a
// normal step of half a logit, and so is where people put their crosses. Who meets a trouble
// answers on an ordinal scale (cumulative logit) by the troubled profile, others by the healthy
// one, pulled by a mood that the whole team shares (halo) and by a person's own style.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/diagnosis/domain/evidence.h"
#include "services/diagnosis/domain/knowledge/knowledge_base.h"
#include "tests/diagnosis/simulation/chance.h"

namespace pcsp::diagnosis::testing {

struct WorldOptions {
  uint64_t seed = 1;
  double step = 0.5;   // of every chance, in logits
  double halo = 0.5;   // of a team, in logits
  double style = 0.8;  // of a person, in logits
  int least_team = 2, largest_team = 12;
  double skipped = 0.08;  // of a person's answers
  double known_facts = 0.9;
};

struct SimulatedSite {
  std::string id;
  Evidence evidence;
  std::vector<bool> holds;  // by issue of the knowledge base; only those of its level and above
};

// A steering group, as the subject of its own diagnosis, and its practices.
struct SimulatedGroup {
  SimulatedSite group;
  std::vector<SimulatedSite> practices;
};

class World {
 public:
  World(const KnowledgeBase& kb, const WorldOptions& options);

  // The same parameters the engine has, at their true values.
  const KnowledgeBase& truth() const { return truth_; }
  // A new steering group with this many practices. Each call draws on.
  SimulatedGroup Group(const std::string& id, int practices);

 private:
  void DrawIssues(Level level, std::vector<bool>* holds);
  LevelEvidence Ask(Level level, int people, const std::vector<bool>& holds);
  std::string Answer(const Indicator& indicator, double meets, double pull);
  double Meets(const Indicator& indicator, const std::vector<bool>& holds) const;
  int IssueNamed(const std::string& id) const;

  const WorldOptions options_;
  Chance chance_;
  KnowledgeBase truth_;
  std::vector<bool> system_;
  LevelEvidence system_evidence_;
};

}  // namespace pcsp::diagnosis::testing
