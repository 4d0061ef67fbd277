#include "tests/gateway/sample/small_blueprint.h"

#include "absl/strings/str_cat.h"

namespace pcsp::gateway::sample {

Blueprint SmallBlueprint() {
  Blueprint b;
  b.issues = {{"w1", "whole_system", 0.4, {}},
              {"w2", "whole_system", 0.2, {}},
              {"s1", "steering_group", 0.2, {{"w1", 0.5}, {"w2", 0.3}}},
              {"s2", "steering_group", 0.3, {{"w1", 0.3}}},
              {"p1", "practice", 0.2, {{"s1", 0.7}, {"s2", 0.5}}},
              {"p2", "practice", 0.3, {}}};
  for (const IssueModel& issue : b.issues) {
    for (int i = 0; i < 5; ++i) {
      const std::string code = absl::StrCat(issue.id, "_item", i);
      b.items.push_back({code, issue.level, "coherence", i == 4, 0.05, {{issue.id, 0.8}}});
    }
    b.facts.push_back({absl::StrCat("fact_", issue.id),
                       issue.level,
                       {"bad", "middling", "good"},
                       {{issue.id, 0.85}}});
  }
  return b;
}

}  // namespace pcsp::gateway::sample
