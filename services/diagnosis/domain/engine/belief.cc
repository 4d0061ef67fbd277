#include "services/diagnosis/domain/engine/belief.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace pcsp::diagnosis {
namespace {

// The largest entry of a clique must stay above this when likelihoods, each at most 1, go in one
// after another.
constexpr double kLeastTop = 1e-60;

// x/0 where x is 0 too: a state that cannot be.
double Ratio(double now, double before) { return before > 0 ? now / before : 0; }

int MostStates(const Network& network) {
  int most = 1;
  for (const auto& clique : network.cliques) most = std::max(most, clique.states());
  return most;
}

// The low bits of a clique's state are the state of its separator.
void SumOut(const double* table, int states, int separator_states, double* out) {
  std::copy(table, table + separator_states, out);
  for (int x = separator_states; x < states; x += separator_states) {
    for (int s = 0; s < separator_states; ++s) out[s] += table[x + s];
  }
}

}  // namespace

void EvidenceTables::Add(const Network& network, int scope,
                         absl::Span<const double> log_likelihood) {
  used_[scope] = true;
  double* log = &logs_[network.scopes[scope].offset];
  for (size_t d = 0; d < log_likelihood.size(); ++d) log[d] += log_likelihood[d];
}

void EvidenceTables::Clear() {
  std::fill(logs_.begin(), logs_.end(), 0.0);
  std::fill(used_.begin(), used_.end(), false);
}

bool EvidenceTables::any() const {
  return std::find(used_.begin(), used_.end(), true) != used_.end();
}

Belief::Belief(const Network& network)
    : network_(&network),
      tables_(network.states),
      separators_(network.separator_states),
      message_(MostStates(network)) {}

bool Belief::Calibrate(const EvidenceTables& evidence) {
  return Calibrate(evidence, network_->priors);
}

bool Belief::Calibrate(const EvidenceTables& evidence, absl::Span<const double> priors) {
  log_evidence_ = 0;
  LoadEvidence(evidence, priors);
  const double total = CollectToRoot();
  if (!(total > 0)) return false;
  log_evidence_ += std::log(total);
  const CliqueLayout& root = network_->cliques.front();
  for (int x = 0; x < root.states(); ++x) table(root)[x] /= total;
  DistributeFromRoot();
  return true;
}

void Belief::LoadEvidence(const EvidenceTables& evidence, absl::Span<const double> priors) {
  std::copy(priors.begin(), priors.end(), tables_.begin());
  for (const CliqueLayout& clique : network_->cliques) {
    if (!TakeIn(clique, evidence)) TakeInLogs(clique, evidence, priors);
  }
}

void Belief::Weigh(const Scope& scope, const double* factors) {
  double* to = table(network_->cliques[scope.clique]);
  scope.projection.ForEach([&](uint32_t x, size_t d) { to[x] *= factors[d]; });
}

bool Belief::Recalibrate() {
  for (size_t c = network_->cliques.size(); c-- > 1;) Up(network_->cliques[c]);
  const CliqueLayout& root = network_->cliques.front();
  double* top = table(root);
  const double total = std::accumulate(top, top + root.states(), 0.0);
  if (!(total > 0)) return false;
  for (int x = 0; x < root.states(); ++x) top[x] /= total;
  DistributeFromRoot();
  return true;
}

// One scope's likelihoods after another: far fewer exponentials than states. False, with the table
// spoilt, where scopes disagree so much that digits would be lost.
bool Belief::TakeIn(const CliqueLayout& clique, const EvidenceTables& evidence) {
  double* to = table(clique);
  double tops = 0;
  bool any = false;
  for (int s : clique.scopes) {
    if (!evidence.used(s)) continue;
    any = true;
    const Scope& scope = network_->scopes[s];
    const double* log = evidence.at(scope);
    const double top = *std::max_element(log, log + scope.states());
    if (!std::isfinite(top)) return false;
    tops += top;
    for (int d = 0; d < scope.states(); ++d) message_[d] = std::exp(log[d] - top);
    scope.projection.ForEach([&](uint32_t x, size_t d) { to[x] *= message_[d]; });
  }
  if (!any) return true;
  if (!(*std::max_element(to, to + clique.states()) > kLeastTop)) return false;
  log_evidence_ += tops;
  return true;
}

// Adds the logs of all scopes up first, so that nothing can underflow.
void Belief::TakeInLogs(const CliqueLayout& clique, const EvidenceTables& evidence,
                        absl::Span<const double> priors) {
  const int states = clique.states();
  std::fill_n(message_.begin(), states, 0.0);
  for (int s : clique.scopes) {
    if (!evidence.used(s)) continue;
    const Scope& scope = network_->scopes[s];
    const double* log = evidence.at(scope);
    scope.projection.ForEach([&](uint32_t x, size_t d) { message_[x] += log[d]; });
  }
  double* to = table(clique);
  const double top = *std::max_element(message_.begin(), message_.begin() + states);
  if (!std::isfinite(top)) {
    std::fill_n(to, states, 0.0);
    return;
  }
  for (int x = 0; x < states; ++x) to[x] = priors[clique.offset + x] * std::exp(message_[x] - top);
  log_evidence_ += top;
}

double Belief::CollectToRoot() {
  for (size_t c = network_->cliques.size(); c-- > 1;) {
    const CliqueLayout& child = network_->cliques[c];
    double* separator = &separators_[child.separator_offset];
    SumOut(table(child), child.states(), child.separator_states, separator);
    const double sum = std::accumulate(separator, separator + child.separator_states, 0.0);
    if (!(sum > 0)) return 0;
    log_evidence_ += std::log(sum);
    for (int s = 0; s < child.separator_states; ++s) message_[s] = separator[s] / sum;
    double* up = table(network_->cliques[child.parent]);
    child.from_parent.ForEach([&](uint32_t x, size_t s) { up[x] *= message_[s]; });
  }
  const CliqueLayout& root = network_->cliques.front();
  return std::accumulate(table(root), table(root) + root.states(), 0.0);
}

void Belief::DistributeFromRoot() {
  for (size_t c = 1; c < network_->cliques.size(); ++c) Down(network_->cliques[c]);
}

void Belief::Down(const CliqueLayout& child) {
  child.from_parent.Sum(table(network_->cliques[child.parent]), message_.data());
  Renew(child);
  double* to = table(child);
  for (int x = 0; x < child.states(); x += child.separator_states) {
    for (int s = 0; s < child.separator_states; ++s) to[x + s] *= message_[s];
  }
}

void Belief::Up(const CliqueLayout& child) {
  SumOut(table(child), child.states(), child.separator_states, message_.data());
  Renew(child);
  double* to = table(network_->cliques[child.parent]);
  child.from_parent.ForEach([&](uint32_t x, size_t s) { to[x] *= message_[s]; });
}

void Belief::Renew(const CliqueLayout& child) {
  double* separator = &separators_[child.separator_offset];
  for (int s = 0; s < child.separator_states; ++s) {
    const double before = std::exchange(separator[s], message_[s]);
    message_[s] = Ratio(message_[s], before);
  }
}

std::pair<double, double> Belief::Odds(int variable) const {
  const CliqueLayout& clique = network_->cliques[network_->home[variable]];
  const int bit = network_->bit_in_clique[variable][network_->home[variable]];
  double sums[2] = {0, 0};
  for (int x = 0; x < clique.states(); ++x) sums[x >> bit & 1] += tables_[clique.offset + x];
  return {sums[1], sums[0]};
}

void Belief::Joint(const Scope& scope, double* out) const {
  scope.projection.Sum(&tables_[network_->cliques[scope.clique].offset], out);
}

void Belief::Joints(absl::Span<double> out) const {
  for (const Scope& scope : network_->scopes) Joint(scope, &out[scope.offset]);
}

double Belief::ConsumeForNone(absl::Span<const int> variables) {
  std::vector<char> touched(network_->cliques.size());
  for (size_t c = network_->cliques.size(); c-- > 0;) {
    const CliqueLayout& clique = network_->cliques[c];
    unsigned held = 0;
    for (int v : variables) {
      const int bit = network_->bit_in_clique[v][c];
      if (bit >= 0) held |= 1u << bit;
    }
    for (unsigned x = 0; held != 0 && x < static_cast<unsigned>(clique.states()); ++x) {
      if (x & held) table(clique)[x] = 0;
    }
    // Where nothing has been taken out there is nothing to pass on.
    if (c == 0 || (held == 0 && !touched[c])) continue;
    Up(clique);
    touched[clique.parent] = 1;
  }
  const CliqueLayout& root = network_->cliques.front();
  return std::accumulate(table(root), table(root) + root.states(), 0.0);
}

}  // namespace pcsp::diagnosis
