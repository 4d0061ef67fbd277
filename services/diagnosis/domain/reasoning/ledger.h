// Why: how much each piece of evidence moved a finding, in decibans (methods.md 2.4).
#pragma once

#include <utility>
#include <vector>

#include "services/diagnosis/domain/case.h"

namespace pcsp::diagnosis {

// 10 log10(for / against), finite also where one of them is 0.
double Decibans(double holds, double absent);

// prior + from_above + from_below + from_before + pieces + overlap = posterior, exactly up to
// rounding.
struct Ledger {
  double prior = 0;
  double from_above = 0;   // the evidence of upper levels, as one piece
  double from_below = 0;   // the sites below, as one piece
  double from_before = 0;  // the earlier diagnosis, as one piece
  // Of each piece, in the order of Ledgers::pieces(): the odds with it alone over those without it.
  // The larger, the more it speaks for the issue.
  std::vector<double> ratios;
  double pieces = 0;   // all of them together
  double overlap = 0;  // what the pieces say together beyond what each says
  double posterior = 0;

  // What a piece with this ratio weighs. First in: alone - prior; last out: posterior - without.
  double Weight(double ratio) const;
};

// The ledgers of one diagnosis. A piece weighs the mean of what it adds when it comes first and of
// what is lost when it goes last. The case must outlive it. Not thread-safe.
class Ledgers {
 public:
  explicit Ledgers(const Case& given);

  // The pieces of the subject's own level: indexes into observations.pieces.
  const std::vector<int>& pieces() const { return own_; }
  // What the evidence of other levels alone makes of subject `s`, in decibans above its prior.
  double FromAboveAlone(size_t s) const { return Alone(above_, s); }
  double FromBelowAlone(size_t s) const { return Alone(below_, s); }

  // What all ledgers read of the belief given all evidence, before any of them is made.
  void Prepare(Halves* posterior);
  // The ledger of subject `s`, by which `posterior` is split; `odds` is
  // {P(issue = 1), P(issue = 0)} given all evidence.
  Ledger Of(size_t s, std::pair<double, double> odds, Halves* posterior) const;
  // What all pieces of one kind weigh together in a ledger of this, in decibans.
  double WeightOf(IndicatorType kind, const Ledger& ledger) const;

 private:
  // What another level, or an earlier diagnosis, does to every subject, in decibans; empty when it
  // says nothing.
  struct Side {
    std::vector<double> only;     // prior and this side
    std::vector<double> without;  // everything but this side
  };
  struct Piece {
    int scope;
    int offset;  // in weights_
    int states;
    int without = 0;  // in without_
  };

  void AddPiece(size_t i);
  std::vector<double> Weigh(int sources, Belief* belief) const;
  void WeighSide(Source source, Belief* belief, Side* side) const;
  double Alone(const Side& side, size_t s) const {
    return side.only.empty() ? 0 : side.only[s] - priors_[s];
  }
  double Mean(const Side& side, size_t s, double posterior) const;
  double Without(const Piece& piece, Halves* posterior) const;

  const Case& case_;
  const LevelModel& level_;
  std::vector<int> own_;
  std::vector<Piece> pieces_;     // of each own piece
  std::vector<double> weights_;   // likelihoods, of which the largest is 1
  std::vector<double> inverses_;  // of the likelihoods
  std::vector<double> without_;   // inverses expected in each state of Halves::Separator()
  std::vector<double> priors_;    // decibans of each subject before evidence
  Side above_;
  Side below_;
  Side before_;
};

}  // namespace pcsp::diagnosis
