// Why: how much each piece of evidence moved a finding, in decibans (methods.md 2.4).
#pragma once

#include <utility>
#include <vector>

#include "services/diagnosis/domain/engine/model.h"
#include "services/diagnosis/domain/evidence.h"

namespace pcsp::diagnosis {

// 10 log10(for / against), finite also where one of them is 0.
double Decibans(double holds, double absent);

// prior + from_above + sum of pieces + overlap = posterior, exactly up to rounding.
struct Ledger {
  double prior = 0;
  double from_above = 0;       // the evidence of upper levels, as one piece
  std::vector<double> pieces;  // in the order of Ledgers::pieces()
  double overlap = 0;          // what the pieces say together beyond what each says
  double posterior = 0;
};

// The ledgers of one diagnosis. A piece weighs the mean of what it adds when it comes first and of
// what is lost when it goes last. What it points to must outlive it. Not thread-safe.
class Ledgers {
 public:
  // `log_likelihoods[i]` belongs to observations.pieces[i].
  Ledgers(const Model& model, const Observations& observations,
          const std::vector<std::vector<double>>& log_likelihoods);

  // The pieces of the subject's own level: indexes into observations.pieces.
  const std::vector<int>& pieces() const { return own_; }
  // What the evidence of upper levels alone makes of subject `s`, in decibans above its prior.
  double FromAboveAlone(size_t s) const;

  // The ledger of subject `s`, whose joint with every scope given all evidence is `posterior`;
  // `odds` is {P(issue = 1), P(issue = 0)} given all evidence.
  Ledger Of(size_t s, std::pair<double, double> odds, const LevelModel::Halves& posterior) const;

 private:
  void WeighUpperLevels(const Observations& observations,
                        const std::vector<std::vector<double>>& log_likelihoods);

  const Model& model_;
  const LevelModel& level_;
  std::vector<int> own_;
  std::vector<const Scope*> scopes_;              // of each own piece
  std::vector<std::vector<double>> likelihoods_;  // of each own piece, the largest is 1
  std::vector<std::vector<double>> inverse_likelihoods_;
  std::vector<double> priors_;         // decibans of each subject before evidence
  std::vector<double> only_above_;     // and with the evidence of upper levels alone
  std::vector<double> without_above_;  // and with the subject's own evidence alone
};

}  // namespace pcsp::diagnosis
