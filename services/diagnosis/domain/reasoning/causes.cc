#include "services/diagnosis/domain/reasoning/causes.h"

#include <algorithm>
#include <optional>

namespace pcsp::diagnosis {
namespace {

// Chance that no cause but `cause` has fired, nor the issue arisen by itself, in state d.
double NothingElse(const Family& family, const Family::Cause& cause, int d) {
  double spared = 1 - family.arises[0];
  for (const auto& other : family.causes) {
    if (other.bit != cause.bit && (d >> other.bit & 1)) spared *= 1 - other.strength;
  }
  return spared;
}

CauseFinding Weigh(const Family& family, const Family::Cause& cause,
                   const std::vector<double>& joint, double holds) {
  CauseFinding finding;
  for (int d = 0; d < static_cast<int>(joint.size()); ++d) {
    if (!(d >> family.bit & 1) || !(d >> cause.bit & 1)) continue;
    const double fired = joint[d] * cause.strength / family.arises[d];
    finding.triggered_share += fired / holds;
    finding.would_go += fired * NothingElse(family, cause, d) / holds;
  }
  return finding;
}

bool GoesFirst(const CauseFinding& a, const CauseFinding& b) { return a.would_go > b.would_go; }

// P(none of the variables holds), from one clique that has all of them; nothing where none does.
std::optional<double> NoneWithinAClique(const Belief& posterior,
                                        const std::vector<int>& variables) {
  const Network& network = posterior.network();
  for (size_t c = 0; c < network.cliques.size(); ++c) {
    unsigned held = 0;
    const bool all = std::all_of(variables.begin(), variables.end(), [&](int v) {
      const int bit = network.bit_in_clique[v][c];
      if (bit >= 0) held |= 1u << bit;
      return bit >= 0;
    });
    if (!all) continue;
    double none = 0;
    const double* table = posterior.table(network.cliques[c]);
    for (unsigned x = 0; x < static_cast<unsigned>(network.cliques[c].states()); ++x) {
      if ((x & held) == 0) none += table[x];
    }
    return none;
  }
  return std::nullopt;
}

}  // namespace

std::vector<CauseFinding> CausesOf(const LevelModel& level, const Belief& posterior, int variable) {
  const Network& network = level.network;
  const Family& family = network.families[variable];
  std::vector<CauseFinding> causes;
  if (family.causes.empty()) return causes;
  const Scope& scope = network.scopes[family.scope];
  std::vector<double> joint(scope.states());
  posterior.Joint(scope, joint.data());
  const double holds = posterior.Odds(variable).first;
  if (!(holds > 0)) return causes;
  causes.reserve(family.causes.size());
  for (const auto& cause : family.causes) {
    CauseFinding finding = Weigh(family, cause, joint, holds);
    finding.issue = network.issues[cause.variable];
    finding.probability = posterior.Odds(cause.variable).first;
    // In its place: they are few.
    causes.insert(std::upper_bound(causes.begin(), causes.end(), finding, GoesFirst), finding);
  }
  return causes;
}

std::vector<SuccessFactorState> SuccessFactors(const Model& model, const LevelModel& level,
                                               const Belief& posterior) {
  std::optional<Belief> scratch;
  std::vector<SuccessFactorState> states;
  for (int f : level.success_factors) {
    const std::vector<int>& blockers = model.blockers[f];
    std::vector<int> variables;
    for (int issue : blockers) variables.push_back(level.network.variable_of[issue]);
    if (variables.size() == 1) {
      states.push_back({f, posterior.Odds(variables[0]).second});
    } else if (const auto none = NoneWithinAClique(posterior, variables)) {
      states.push_back({f, *none});
    } else {
      scratch = posterior;
      states.push_back({f, scratch->ConsumeForNone(variables)});
    }
  }
  return states;
}

}  // namespace pcsp::diagnosis
