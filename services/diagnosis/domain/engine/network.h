// Issues and what reveals them as one exact network, compiled once for a knowledge base
// (methods.md 2.2): those of one level and of all levels above it, or a part of them.
#pragma once

#include <cstdint>
#include <vector>

#include "services/diagnosis/domain/engine/clique_tree.h"
#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::diagnosis {

// How a table over some variables folds onto one over a part of them: the states of the whole in
// which the part has state d are base[d] + rest[0], base[d] + rest[1], ... Reading them this way
// round adds up in a register; the other way round every sum would wait for memory.
struct Projection {
  std::vector<uint32_t> base;  // per state of the part
  std::vector<uint32_t> rest;  // per state of the other variables

  // out[d] = the sum over the states of `whole` in which the part has state d.
  template <typename T>
  void Sum(const T* whole, T* out) const {
    for (size_t d = 0; d < base.size(); ++d) {
      const T* at = whole + base[d];
      T sum{};
      for (uint32_t r : rest) sum += at[r];
      out[d] = sum;
    }
  }
  // Calls combine(x, d) for every state x of the whole, d being the part's state in it.
  template <typename F>
  void ForEach(F combine) const {
    for (size_t d = 0; d < base.size(); ++d) {
      for (uint32_t r : rest) combine(base[d] + r, d);
    }
  }
};

// A set of variables whose joint can be read from one clique. State bit b belongs to
// `variables[b]`.
struct Scope {
  std::vector<int> variables;  // ascending
  int clique = 0;              // the smallest that contains them
  Projection projection;       // of the clique
  int offset = 0;              // of its states in a table of all scopes

  int states() const { return 1 << variables.size(); }
};

// A clique and its table of 2^n states; the variables of the separator are the low bits.
struct CliqueLayout {
  std::vector<int> variables;
  int parent = -1;
  int offset = 0;            // of its states in a table of all cliques
  int separator_offset = 0;  // and of its separator to the parent
  int separator_states = 1;
  Projection from_parent;  // of the parent's table onto the separator

  std::vector<int> scopes;  // indexes of the scopes that are read from here

  int states() const { return 1 << variables.size(); }
};

// How issues come about, by index into the knowledge base.
struct CausalStrengths {
  std::vector<double> arises_alone;            // P(issue = 1) without causes
  std::vector<std::vector<double>> strengths;  // of each issue's parents, in their order
};

// An issue and what may bring it about.
struct Family {
  struct Cause {
    int variable;
    int bit;  // in the scope's state
    double strength;
  };
  int scope = 0;
  int bit = 0;                 // of the issue itself, in the scope's state
  std::vector<Cause> causes;   // in the order of the knowledge base
  std::vector<double> arises;  // P(issue = 1 | causes) per state; the issue's own bit is ignored
};

// What a network is made of, by indexes into the knowledge base.
struct NetworkParts {
  std::vector<int> issues;  // ascending; every issue that the rest names is among them
  std::vector<int> given;   // of `issues`: those whose prior is not part of it, so that it is flat
  std::vector<int> indicators;
  std::vector<std::vector<int>> together;  // sets of issues whose joint will be asked for
};

struct Network {
  std::vector<int> issues;            // variable -> index into the knowledge base, ascending
  std::vector<int> variable_of;       // issue -> variable; -1 when not in this network
  std::vector<CliqueLayout> cliques;  // parents first
  int states = 0;                     // of all cliques
  int separator_states = 0;           // of all separators
  std::vector<double> priors;         // potentials before any evidence, per clique state
  std::vector<Scope> scopes;
  int scope_states = 0;                         // of all scopes
  std::vector<int> scope_of_indicator;          // -1: not in this network
  std::vector<int> scope_of_set;                // of each of NetworkParts::together
  std::vector<Family> families;                 // per variable; scope -1: prior is flat
  std::vector<int> home;                        // variable -> the smallest clique with it
  std::vector<std::vector<int>> bit_in_clique;  // variable, clique -> its bit there, or -1
};

// The parts of the network that diagnoses `subject`: its issues and indicators and all above.
NetworkParts PartsFor(const KnowledgeBase& kb, Level subject);

// The interactions of the network for `subject` and its tree, without any table: cheap, and safe
// for a knowledge base whose tables would not fit.
CliqueTree PlanNetwork(const KnowledgeBase& kb, Level subject);
CliqueTree PlanNetwork(const KnowledgeBase& kb, const NetworkParts& parts);

// The knowledge base must have passed CheckKnowledgeBase(), which bounds the size of all tables.
Network CompileNetwork(const KnowledgeBase& kb, const NetworkParts& parts);

// What Network::priors would be, had the knowledge base these strengths.
std::vector<double> PriorsOf(const Network& network, const CausalStrengths& causes);

}  // namespace pcsp::diagnosis
