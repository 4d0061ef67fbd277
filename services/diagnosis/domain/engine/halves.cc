#include "services/diagnosis/domain/engine/halves.h"

#include <algorithm>

namespace pcsp::diagnosis {
namespace {

// x/0 where x is 0 too: a state that cannot be.
double Inverse(double value) { return value > 0 ? 1 / value : 0; }

}  // namespace

Halves::Halves(const Belief& calibrated)
    : belief_(calibrated),
      network_(calibrated.network()),
      conditionals_(network_.states),
      conditional_known_(network_.cliques.size()),
      tables_(network_.states),
      table_known_(network_.cliques.size()),
      separators_(network_.separator_states),
      separator_known_(network_.cliques.size()),
      joints_(network_.scope_states),
      joint_known_(network_.scopes.size()),
      near_(network_.cliques.size()) {}

void Halves::Split(int variable) {
  variable_ = variable;
  for (Known* known : {&table_known_, &separator_known_, &joint_known_}) {
    std::fill(known->begin(), known->end(), 0);
  }
  const auto& bits = network_.bit_in_clique[variable];
  for (size_t c = 0; c < bits.size(); ++c) near_[c] = bits[c] >= 0;
  int top = 0;
  while (bits[top] < 0) ++top;  // parents come first
  Mask(top, bits[top]);
  Rise(top);
}

const Pair* Halves::Joint(int scope) {
  const Scope& layout = network_.scopes[scope];
  Pair* joint = &joints_[layout.offset];
  if (!joint_known_[scope]) layout.projection.Sum(Table(layout.clique), joint);
  joint_known_[scope] = 1;
  return joint;
}

void Halves::Expect(int scope, const double* factors, double* out) {
  const Scope& layout = network_.scopes[scope];
  const double* conditional = Conditional(layout.clique);
  const unsigned separator = separator_states(scope) - 1;
  std::fill(out, out + separator + 1, 0.0);
  layout.projection.ForEach(
      [&](uint32_t x, size_t d) { out[x & separator] += conditional[x] * factors[d]; });
}

const double* Halves::Conditional(int clique) {
  const CliqueLayout& layout = network_.cliques[clique];
  double* conditional = &conditionals_[layout.offset];
  if (conditional_known_[clique]) return conditional;
  const double* table = belief_.table(layout);
  const double* separator = belief_.separator(layout);
  for (int s = 0; s < layout.separator_states; ++s) {
    const double inverse = Inverse(separator[s]);
    for (int x = s; x < layout.states(); x += layout.separator_states) {
      conditional[x] = table[x] * inverse;
    }
  }
  conditional_known_[clique] = 1;
  return conditional;
}

const Pair* Halves::Table(int clique) {
  const CliqueLayout& layout = network_.cliques[clique];
  Pair* to = &tables_[layout.offset];
  if (table_known_[clique]) return to;
  if (const int bit = network_.bit_in_clique[variable_][clique]; bit >= 0) {
    Mask(clique, bit);
    return to;
  }
  const Pair* separator = SeparatorOf(clique);
  const double* given = Conditional(clique);
  for (int x = 0; x < layout.states(); x += layout.separator_states) {
    for (int s = 0; s < layout.separator_states; ++s) to[x + s] = given[x + s] * separator[s];
  }
  table_known_[clique] = 1;
  return to;
}

const Pair* Halves::SeparatorOf(int clique) {
  const CliqueLayout& layout = network_.cliques[clique];
  Pair* separator = &separators_[layout.separator_offset];
  if (!separator_known_[clique]) layout.from_parent.Sum(Table(layout.parent), separator);
  separator_known_[clique] = 1;
  return separator;
}

void Halves::Mask(int clique, int bit) {
  const CliqueLayout& layout = network_.cliques[clique];
  const double* table = belief_.table(layout);
  for (int x = 0; x < layout.states(); ++x) {
    tables_[layout.offset + x] = (x >> bit & 1) ? Pair{0, table[x]} : Pair{table[x], 0};
  }
  table_known_[clique] = 1;
}

void Halves::Rise(int clique) {
  for (int c = clique; network_.cliques[c].parent >= 0; c = network_.cliques[c].parent) {
    const CliqueLayout& child = network_.cliques[c];
    const Pair* from = &tables_[child.offset];
    const double* before = belief_.separator(child);
    Pair* separator = &separators_[child.separator_offset];
    for (int s = 0; s < child.separator_states; ++s) {
      Pair sum = {0, 0};
      for (int x = s; x < child.states(); x += child.separator_states) sum += from[x];
      separator[s] = sum * Inverse(before[s]);
    }
    const CliqueLayout& parent = network_.cliques[child.parent];
    const double* table = belief_.table(parent);
    Pair* to = &tables_[parent.offset];
    child.from_parent.ForEach([&](uint32_t x, size_t s) { to[x] = table[x] * separator[s]; });
    table_known_[child.parent] = near_[child.parent] = 1;
  }
}

}  // namespace pcsp::diagnosis
