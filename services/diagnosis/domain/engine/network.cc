#include "services/diagnosis/domain/engine/network.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace pcsp::diagnosis {
namespace {

using Variables = std::vector<int>;  // ascending

// Who interacts with whom, in numbers of variables.
struct Structure {
  std::vector<int> issues;
  std::vector<int> variable_of;
  std::map<std::string, int> by_id;   // id of an issue -> its variable
  std::vector<Variables> families;    // per variable; empty where the prior is flat
  std::vector<Variables> indicators;  // per indicator; empty when not in the network
  std::vector<Variables> sets;
};

Variables Sorted(Variables variables) {
  std::sort(variables.begin(), variables.end());
  return variables;
}

Variables Linked(const Structure& s, const std::vector<Link>& links) {
  Variables variables;
  for (const Link& link : links) variables.push_back(s.by_id.at(link.issue));
  return Sorted(std::move(variables));
}

Structure Describe(const KnowledgeBase& kb, const NetworkParts& parts) {
  Structure s;
  s.issues = parts.issues;
  s.variable_of.assign(kb.issues.size(), -1);
  for (size_t v = 0; v < s.issues.size(); ++v) {
    s.variable_of[s.issues[v]] = s.by_id[kb.issues[s.issues[v]].id] = static_cast<int>(v);
  }
  const std::set<int> given(parts.given.begin(), parts.given.end());
  for (int i : s.issues) {
    Variables& family = s.families.emplace_back();
    if (given.contains(i)) continue;
    family = Linked(s, kb.issues[i].parents);
    family.push_back(s.variable_of[i]);
    family = Sorted(std::move(family));
  }
  s.indicators.resize(kb.indicators.size());
  for (int j : parts.indicators) s.indicators[j] = Linked(s, kb.indicators[j].links);
  for (const auto& set : parts.together) {
    Variables& variables = s.sets.emplace_back();
    for (int i : set) variables.push_back(s.variable_of[i]);
    variables = Sorted(std::move(variables));
  }
  return s;
}

CliqueTree Plan(const Structure& s) {
  std::vector<Variables> groups = s.families;
  groups.insert(groups.end(), s.indicators.begin(), s.indicators.end());
  groups.insert(groups.end(), s.sets.begin(), s.sets.end());
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

// P(issue = 1) in state d of the family.
double Arises(const Family& family, double alone, size_t d) {
  double spared = 1 - alone;
  for (const auto& cause : family.causes) {
    if (d >> cause.bit & 1) spared *= 1 - cause.strength;
  }
  return 1 - spared;
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
    family.arises.push_back(Arises(family, issue.prior, d));
  }
  return family;
}

void AddScopes(const KnowledgeBase& kb, const Structure& s, Network* network) {
  for (size_t v = 0; v < s.families.size(); ++v) {
    if (s.families[v].empty()) {
      network->families.push_back({.scope = -1});
      continue;
    }
    network->families.push_back(MakeFamily(s.by_id, kb.issues[s.issues[v]], s.families[v],
                                           ScopeFor(s.families[v], network)));
  }
  for (const auto& linked : s.indicators) {
    network->scope_of_indicator.push_back(linked.empty() ? -1 : ScopeFor(linked, network));
  }
  for (const auto& set : s.sets) network->scope_of_set.push_back(ScopeFor(set, network));
}

// The product of all families, per clique state.
std::vector<double> Multiply(const Network& network, const std::vector<Family>& families) {
  std::vector<double> priors(network.states, 1.0);
  for (const Family& family : families) {
    if (family.scope < 0) continue;
    const Scope& scope = network.scopes[family.scope];
    double* prior = &priors[network.cliques[scope.clique].offset];
    scope.projection.ForEach([&](uint32_t x, size_t d) {
      prior[x] *= (d >> family.bit & 1) ? family.arises[d] : 1 - family.arises[d];
    });
  }
  return priors;
}

// The bit of `variable` in each clique.
std::vector<int> BitsOf(const Network& network, int variable) {
  std::vector<int> bits;
  for (const CliqueLayout& clique : network.cliques) {
    bits.push_back(Holds(clique, {variable}) ? BitOf(clique.variables, variable) : -1);
  }
  return bits;
}

}  // namespace

NetworkParts PartsFor(const KnowledgeBase& kb, Level subject) {
  NetworkParts parts;
  for (size_t i = 0; i < kb.issues.size(); ++i) {
    if (kb.issues[i].level <= subject) parts.issues.push_back(static_cast<int>(i));
  }
  for (size_t j = 0; j < kb.indicators.size(); ++j) {
    if (kb.indicators[j].level <= subject) parts.indicators.push_back(static_cast<int>(j));
  }
  return parts;
}

CliqueTree PlanNetwork(const KnowledgeBase& kb, Level subject) {
  return PlanNetwork(kb, PartsFor(kb, subject));
}

CliqueTree PlanNetwork(const KnowledgeBase& kb, const NetworkParts& parts) {
  return Plan(Describe(kb, parts));
}

Network CompileNetwork(const KnowledgeBase& kb, const NetworkParts& parts) {
  const Structure structure = Describe(kb, parts);
  Network network;
  network.issues = structure.issues;
  network.variable_of = structure.variable_of;
  LayOut(Plan(structure), &network);
  AddScopes(kb, structure, &network);
  network.priors = Multiply(network, network.families);
  for (int v = 0; v < static_cast<int>(network.issues.size()); ++v) {
    network.home.push_back(SmallestHolding(network, {v}));
    network.bit_in_clique.push_back(BitsOf(network, v));
  }
  return network;
}

std::vector<double> PriorsOf(const Network& network, const CausalStrengths& causes) {
  std::vector<Family> families = network.families;
  for (size_t v = 0; v < families.size(); ++v) {
    const int issue = network.issues[v];
    Family& family = families[v];
    for (size_t c = 0; c < family.causes.size(); ++c) {
      family.causes[c].strength = causes.strengths[issue][c];
    }
    for (size_t d = 0; d < family.arises.size(); ++d) {
      family.arises[d] = Arises(family, causes.arises_alone[issue], d);
    }
  }
  return Multiply(network, families);
}

}  // namespace pcsp::diagnosis
