#include "services/diagnosis/domain/draws/sampler.h"

namespace pcsp::diagnosis {
namespace {

// The state of a clique among those that agree with the separator's.
int Choose(const double* table, const CliqueLayout& clique, int separator, Random* random) {
  double sum = 0;
  for (int x = separator; x < clique.states(); x += clique.separator_states) sum += table[x];
  double left = random->Uniform() * sum;
  int chosen = separator;
  for (int x = separator; x < clique.states(); x += clique.separator_states) {
    if (table[x] <= 0) continue;
    chosen = x;
    left -= table[x];
    if (left < 0) break;
  }
  return chosen;
}

}  // namespace

void SampleState(const Belief& calibrated, Random* random, std::vector<uint8_t>* state) {
  const Network& network = calibrated.network();
  state->assign(network.issues.size(), 0);
  for (const CliqueLayout& clique : network.cliques) {  // parents come first
    int separator = 0;
    for (int b = 0; 1 << b < clique.separator_states; ++b) {
      separator |= (*state)[clique.variables[b]] << b;
    }
    const int chosen = Choose(calibrated.table(clique), clique, separator, random);
    for (size_t b = 0; b < clique.variables.size(); ++b) {
      (*state)[clique.variables[b]] = chosen >> b & 1;
    }
  }
}

}  // namespace pcsp::diagnosis
