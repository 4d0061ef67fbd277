// The evidence of one diagnosis, weighed: what every part of it says of the issues.
#pragma once

#include <vector>

#include "absl/types/span.h"
#include "services/diagnosis/domain/engine/model.h"
#include "services/diagnosis/domain/evidence.h"

namespace pcsp::diagnosis {

// Where a part of the evidence comes from.
enum Source {
  kOwn = 1,
  kAbove = 2,
  kBelow = 4,
  kBefore = 8,  // an earlier diagnosis
  kEverything = kOwn | kAbove | kBelow | kBefore
};

// Thread-safe once made. What it is made from must outlive it.
class Case {
 public:
  // `level` is made for the subject of `observations`, from the same knowledge base as `model`.
  Case(const Model& model, const LevelModel& level, const Observations& observations,
       const Surroundings& surroundings);

  const Model& model() const { return model_; }
  const LevelModel& level() const { return level_; }
  const Observations& observations() const { return observations_; }
  // Of observations().pieces[i]: its scope, its log likelihoods there, and whether it is the
  // subject's own.
  const Scope& scope(size_t piece) const {
    return level_.network.scopes[level_.network.scope_of_indicator[indicator(piece)]];
  }
  absl::Span<const double> logs(size_t piece) const {
    return absl::MakeConstSpan(logs_).subspan(offsets_[piece],
                                              model_.indicators[indicator(piece)].states());
  }
  bool own(size_t piece) const {
    return model_.kb.indicators[indicator(piece)].level == observations_.subject;
  }
  // True when some evidence comes from one of `sources`.
  bool Has(int sources) const;
  // Everything that comes from one of `sources`, as tables.
  EvidenceTables Tables(int sources) const;
  // What is not given piece by piece.
  EvidenceTables Surrounding() const;

 private:
  void Surround(int sources, EvidenceTables* tables) const;
  int indicator(size_t piece) const { return observations_.pieces[piece].indicator; }

  const Model& model_;
  const LevelModel& level_;
  const Observations& observations_;
  const Surroundings& surroundings_;
  std::vector<size_t> offsets_;  // of each piece, in logs_
  std::vector<double> logs_;
};

}  // namespace pcsp::diagnosis
