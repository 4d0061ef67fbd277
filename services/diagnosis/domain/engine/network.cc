#include "services/diagnosis/domain/engine/network.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>

namespace pcsp::diagnosis {
namespace {

// Who interacts with whom at `subject` and above, in numbers of variables.
struct Structure {
  std::vector<int> issues;
  std::vector<int> variable_of;
  std::map<std::string, int> by_id;          // id of an issue -> its variable
  std::vector<std::vector<int>> families;    // per variable, ascending
  std::vector<std::vector<int>> indicators;  // per indicator; empty when not in the network
};

std::vector<int> Sorted(std::vector<int> variables) {
  std::sort(variables.begin(), variables.end());
  return variables;
}

Structure Describe(const KnowledgeBase& kb, Level subject) {
  Structure s;
  s.variable_of.assign(kb.issues.size(), -1);
  for (size_t i = 0; i < kb.issues.size(); ++i) {
    if (kb.issues[i].level > subject) continue;
    s.variable_of[i] = s.by_id[kb.issues[i].id] = static_cast<int>(s.issues.size());
    s.issues.push_back(static_cast<int>(i));
  }
  for (int i : s.issues) {
    std::vector<int> family = {s.variable_of[i]};
    for (const Link& link : kb.issues[i].parents) family.push_back(s.by_id.at(link.issue));
    s.families.push_back(Sorted(std::move(family)));
  }
  for (const Indicator& indicator : kb.indicators) {
    std::vector<int> linked;
    if (indicator.level <= subject) {
      for (const Link& link : indicator.links) linked.push_back(s.by_id.at(link.issue));
    }
    s.indicators.push_back(Sorted(std::move(linked)));
  }
  return s;
}

CliqueTree Plan(const Structure& s) {
  std::vector<std::vector<int>> groups = s.families;
  groups.insert(groups.end(), s.indicators.begin(), s.indicators.end());
  return BuildCliqueTree(static_cast<int>(s.issues.size()), groups);
}

// The states in which the variables at `bits` take every value and all others are 0.
std::vector<uint32_t> Spell(const std::vector<int>& bits) {
  std::vector<uint32_t> states(size_t{1} << bits.size());
  for (size_t d = 0; d < states.size(); ++d) {
    for (size_t b = 0; b < bits.size(); ++b) states[d] |= (d >> b & 1) << bits[b];
  }
  return states;
}

int BitOf(const std::vector<int>& variables, int variable) {
  return static_cast<int>(std::find(variables.begin(), variables.end(), variable) -
                          variables.begin());
}

// `part` is a subset of `whole`.
Projection Project(const std::vector<int>& whole, const std::vector<int>& part) {
  std::vector<int> kept, summed;
  for (int v : part) kept.push_back(BitOf(whole, v));
  for (int b = 0; b < static_cast<int>(whole.size()); ++b) {
    if (std::find(kept.begin(), kept.end(), b) == kept.end()) summed.push_back(b);
  }
  return {Spell(kept), Spell(summed)};
}

void LayOut(const CliqueTree& tree, Network* network) {
  for (const auto& clique : tree.cliques) {
    CliqueLayout layout;
    layout.variables = clique.variables;
    layout.parent = clique.parent;
    layout.offset = network->states;
    layout.separator_offset = network->separator_states;
    layout.separator_states = 1 << clique.separator_size;
    if (clique.parent >= 0) {
      const std::vector<int> separator(clique.variables.begin(),
                                       clique.variables.begin() + clique.separator_size);
      layout.from_parent = Project(network->cliques[clique.parent].variables, separator);
    }
    network->states += layout.states();
    network->separator_states += layout.separator_states;
    network->cliques.push_back(std::move(layout));
  }
}

bool Holds(const CliqueLayout& clique, const std::vector<int>& variables) {
  return std::all_of(variables.begin(), variables.end(), [&](int v) {
    return std::find(clique.variables.begin(), clique.variables.end(), v) != clique.variables.end();
  });
}

int SmallestHolding(const Network& network, const std::vector<int>& variables) {
  int best = -1;
  for (size_t c = 0; c < network.cliques.size(); ++c) {
    if (!Holds(network.cliques[c], variables)) continue;
    if (best < 0 || network.cliques[c].states() < network.cliques[best].states()) {
      best = static_cast<int>(c);
    }
  }
  return best;
}

// The scope of these variables, made on first use.
int ScopeFor(const std::vector<int>& variables, Network* network) {
  for (size_t s = 0; s < network->scopes.size(); ++s) {
    if (network->scopes[s].variables == variables) return static_cast<int>(s);
  }
  Scope scope;
  scope.variables = variables;
  scope.clique = SmallestHolding(*network, variables);
  scope.projection = Project(network->cliques[scope.clique].variables, variables);
  scope.offset = network->scope_states;
  network->scope_states += scope.states();
  network->cliques[scope.clique].scopes.push_back(static_cast<int>(network->scopes.size()));
  network->scopes.push_back(std::move(scope));
  return static_cast<int>(network->scopes.size()) - 1;
}

Family MakeFamily(const std::map<std::string, int>& variable_by_id, const Issue& issue,
                  const std::vector<int>& variables, int scope) {
  Family family;
  family.scope = scope;
  family.bit = BitOf(variables, variable_by_id.at(issue.id));
  for (const Link& link : issue.parents) {
    const int cause = variable_by_id.at(link.issue);
    family.causes.push_back({cause, BitOf(variables, cause), link.strength});
  }
  for (int d = 0; d < 1 << variables.size(); ++d) {
    double spared = 1 - issue.prior;
    for (const auto& cause : family.causes) {
      if (d >> cause.bit & 1) spared *= 1 - cause.strength;
    }
    family.arises.push_back(1 - spared);
  }
  return family;
}

void AddScopes(const KnowledgeBase& kb, const Structure& s, Network* network) {
  for (size_t v = 0; v < s.families.size(); ++v) {
    network->families.push_back(MakeFamily(s.by_id, kb.issues[s.issues[v]], s.families[v],
                                           ScopeFor(s.families[v], network)));
  }
  for (const auto& linked : s.indicators) {
    network->scope_of_indicator.push_back(linked.empty() ? -1 : ScopeFor(linked, network));
  }
}

void AddPriors(Network* network) {
  network->priors.assign(network->states, 1.0);
  for (const Family& family : network->families) {
    const Scope& scope = network->scopes[family.scope];
    double* prior = &network->priors[network->cliques[scope.clique].offset];
    scope.projection.ForEach([&](uint32_t x, size_t d) {
      prior[x] *= (d >> family.bit & 1) ? family.arises[d] : 1 - family.arises[d];
    });
  }
}

// Up from `start` to the root, then down everywhere else.
std::vector<SpreadStep> Spread(const Network& network, int start) {
  std::vector<SpreadStep> steps;
  std::vector<bool> reached(network.cliques.size());
  reached[start] = true;
  for (int c = start; network.cliques[c].parent >= 0; c = network.cliques[c].parent) {
    steps.push_back({c, /*upwards=*/true});
    reached[network.cliques[c].parent] = true;
  }
  for (size_t c = 0; c < network.cliques.size(); ++c) {  // parents come first
    if (reached[c]) continue;
    steps.push_back({static_cast<int>(c), /*upwards=*/false});
    reached[c] = true;
  }
  return steps;
}

}  // namespace

CliqueTree PlanNetwork(const KnowledgeBase& kb, Level subject) {
  return Plan(Describe(kb, subject));
}

Network CompileNetwork(const KnowledgeBase& kb, Level subject) {
  const Structure structure = Describe(kb, subject);
  Network network;
  network.issues = structure.issues;
  network.variable_of = structure.variable_of;
  LayOut(Plan(structure), &network);
  AddScopes(kb, structure, &network);
  AddPriors(&network);
  for (int v = 0; v < static_cast<int>(network.issues.size()); ++v) {
    network.home.push_back(SmallestHolding(network, {v}));
  }
  for (int c = 0; c < static_cast<int>(network.cliques.size()); ++c) {
    network.spread_from.push_back(Spread(network, c));
  }
  return network;
}

}  // namespace pcsp::diagnosis
