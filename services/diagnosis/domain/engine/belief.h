// The exact posterior over all issues of a network, as calibrated clique tables.
#pragma once

#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "services/diagnosis/domain/engine/network.h"

namespace pcsp::diagnosis {

// What a set of evidence says, as one table of log likelihoods for each scope. Cheap to reuse.
class EvidenceTables {
 public:
  explicit EvidenceTables(const Network& network)
      : logs_(network.scope_states), used_(network.scopes.size()) {}
  // Adds the log likelihoods of one piece of evidence to the scope of its indicator.
  void Add(const Network& network, int scope, absl::Span<const double> log_likelihood);
  // As if nothing had been added.
  void Clear();
  bool any() const;
  bool used(int scope) const { return used_[scope]; }
  const double* at(const Scope& scope) const { return &logs_[scope.offset]; }

 private:
  std::vector<double> logs_;
  std::vector<bool> used_;
};

// Calibrated by an up and a down pass (Lauritzen & Spiegelhalter 1988, Hugin form). Nothing here
// allocates after construction. Not thread-safe; the network must outlive it.
class Belief {
 public:
  explicit Belief(const Network& network);

  // Takes the evidence in. False when it is impossible under the network (probability 0); the
  // tables are then of no use.
  bool Calibrate(const EvidenceTables& evidence);
  // The same with other potentials than Network::priors, of the same layout.
  bool Calibrate(const EvidenceTables& evidence, absl::Span<const double> priors);

  // Multiplies a calibrated belief by one factor for each state of a scope; of use again after
  // Recalibrate(), which says whether what is left is possible. Both leave log_evidence() behind.
  void Weigh(const Scope& scope, const double* factors);
  bool Recalibrate();

  const Network& network() const { return *network_; }
  // The calibrated joint over a clique, and over its separator.
  const double* table(const CliqueLayout& clique) const { return &tables_[clique.offset]; }
  const double* separator(const CliqueLayout& clique) const {
    return &separators_[clique.separator_offset];
  }

  // ln P(evidence), up to what the likelihoods leave out.
  double log_evidence() const { return log_evidence_; }
  // P(variable = 1 | evidence) and P(variable = 0 | evidence), each with full relative precision.
  std::pair<double, double> Odds(int variable) const;  // {P(1), P(0)}
  // The joint over every scope, at Scope::offset.
  void Joints(absl::Span<double> out) const;
  void Joint(const Scope& scope, double* out) const;

  // P(none of the variables holds | evidence). Leaves this belief of no further use.
  double ConsumeForNone(absl::Span<const int> variables);

 private:
  void LoadEvidence(const EvidenceTables& evidence, absl::Span<const double> priors);
  bool TakeIn(const CliqueLayout& clique, const EvidenceTables& evidence);
  void TakeInLogs(const CliqueLayout& clique, const EvidenceTables& evidence,
                  absl::Span<const double> priors);
  double CollectToRoot();
  void DistributeFromRoot();
  void Down(const CliqueLayout& child);
  void Up(const CliqueLayout& child);
  // The separator takes the marginal in message_, which becomes the ratio of new to old.
  void Renew(const CliqueLayout& child);
  double* table(const CliqueLayout& clique) { return &tables_[clique.offset]; }

  const Network* network_;
  std::vector<double> tables_;
  std::vector<double> separators_;
  std::vector<double> message_;  // scratch: one separator, or one clique in logs
  double log_evidence_ = 0;
};

}  // namespace pcsp::diagnosis
