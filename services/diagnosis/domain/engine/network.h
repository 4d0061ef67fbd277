// The issues of one level and of all levels above it as one exact network, compiled once for a
// knowledge base (methods.md 2.2).
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
  void Sum(const double* whole, double* out) const {
    for (size_t d = 0; d < base.size(); ++d) {
      const double* at = whole + base[d];
      double sum = 0;
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

// One step of spreading a change: over the edge between clique `child` and its parent.
struct SpreadStep {
  int child;
  bool upwards;
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

struct Network {
  std::vector<int> issues;            // variable -> index into the knowledge base, ascending
  std::vector<int> variable_of;       // issue -> variable; -1 when not in this network
  std::vector<CliqueLayout> cliques;  // parents first
  int states = 0;                     // of all cliques
  int separator_states = 0;           // of all separators
  std::vector<double> priors;         // potentials before any evidence, per clique state
  std::vector<Scope> scopes;
  int scope_states = 0;                              // of all scopes
  std::vector<int> scope_of_indicator;               // -1: belongs to a level below
  std::vector<Family> families;                      // per variable
  std::vector<int> home;                             // variable -> a clique that holds it
  std::vector<std::vector<SpreadStep>> spread_from;  // clique -> steps that reach all others
};

// The interactions of the network for `subject` and its tree, without any table: cheap, and safe
// for a knowledge base whose tables would not fit.
CliqueTree PlanNetwork(const KnowledgeBase& kb, Level subject);

// The knowledge base must have passed CheckKnowledgeBase(), which bounds the size of all tables.
Network CompileNetwork(const KnowledgeBase& kb, Level subject);

}  // namespace pcsp::diagnosis
