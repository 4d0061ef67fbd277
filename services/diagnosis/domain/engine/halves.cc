#include "services/diagnosis/domain/engine/halves.h"

#include <algorithm>
#include <utility>

namespace pcsp::diagnosis {
namespace {

// x/0 where x is 0 too: a state that cannot be.
double Inverse(double value) { return value > 0 ? 1 / value : 0; }

int MostStates(const Network& network) {
  int most = 1;
  for (const auto& clique : network.cliques) most = std::max(most, clique.states());
  return most;
}

}  // namespace

ReadPlan PlanOf(const Network& network, std::vector<int> scopes) {
  std::sort(scopes.begin(), scopes.end());
  scopes.erase(std::unique(scopes.begin(), scopes.end()), scopes.end());
  std::vector<bool> wanted(network.cliques.size());
  for (int s : scopes) {
    for (int c = network.scopes[s].clique; c >= 0; c = network.cliques[c].parent) wanted[c] = true;
  }
  ReadPlan reading{std::move(scopes), {}};
  for (size_t c = 0; c < wanted.size(); ++c) {
    if (wanted[c]) reading.cliques.push_back(static_cast<int>(c));
  }
  return reading;
}

Halves::Halves(const Belief& calibrated, const ReadPlan& reading)
    : belief_(calibrated),
      network_(calibrated.network()),
      reading_(reading),
      conditionals_(network_.states),
      tables_(network_.states),
      message_(MostStates(network_)),
      done_(network_.cliques.size()) {
  std::vector<double> inverse(message_.size());
  for (int c : reading.cliques) {
    const CliqueLayout& clique = network_.cliques[c];
    const double* table = belief_.table(clique);
    const double* separator = belief_.separator(clique);
    const int separator_states = clique.separator_states;
    for (int s = 0; s < separator_states; ++s) inverse[s] = Inverse(separator[s]);
    for (int x = 0; x < clique.states(); x += separator_states) {
      for (int s = 0; s < separator_states; ++s) {
        conditionals_[clique.offset + x + s] = table[x + s] * inverse[s];
      }
    }
  }
}

void Halves::Read(int variable, absl::Span<Pair> joints) {
  std::fill(done_.begin(), done_.end(), 0);
  const auto& bits = network_.bit_in_clique[variable];
  int top = 0;
  while (bits[top] < 0) ++top;  // parents come first
  Mask(top, bits[top]);
  Rise(top);
  for (int c : reading_.cliques) {
    if (done_[c]) continue;
    bits[c] >= 0 ? Mask(c, bits[c]) : Fall(network_.cliques[c]);
  }
  for (int s : reading_.scopes) {
    const Scope& scope = network_.scopes[s];
    scope.projection.Sum(&tables_[network_.cliques[scope.clique].offset], &joints[scope.offset]);
  }
}

void Halves::Mask(int clique, int bit) {
  const CliqueLayout& layout = network_.cliques[clique];
  const double* table = belief_.table(layout);
  for (int x = 0; x < layout.states(); ++x) {
    tables_[layout.offset + x] = (x >> bit & 1) ? Pair{0, table[x]} : Pair{table[x], 0};
  }
  done_[clique] = 1;
}

void Halves::Rise(int clique) {
  for (int c = clique; network_.cliques[c].parent >= 0; c = network_.cliques[c].parent) {
    const CliqueLayout& child = network_.cliques[c];
    const Pair* from = &tables_[child.offset];
    const double* separator = belief_.separator(child);
    for (int s = 0; s < child.separator_states; ++s) {
      Pair sum = {0, 0};
      for (int x = s; x < child.states(); x += child.separator_states) sum += from[x];
      message_[s] = sum * Inverse(separator[s]);
    }
    const CliqueLayout& parent = network_.cliques[child.parent];
    const double* table = belief_.table(parent);
    Pair* to = &tables_[parent.offset];
    child.from_parent.ForEach([&](uint32_t x, size_t s) { to[x] = table[x] * message_[s]; });
    done_[child.parent] = 1;
  }
}

void Halves::Fall(const CliqueLayout& child) {
  child.from_parent.Sum(&tables_[network_.cliques[child.parent].offset], message_.data());
  Pair* to = &tables_[child.offset];
  const double* given = &conditionals_[child.offset];
  for (int x = 0; x < child.states(); x += child.separator_states) {
    for (int s = 0; s < child.separator_states; ++s) to[x + s] = given[x + s] * message_[s];
  }
}

}  // namespace pcsp::diagnosis
