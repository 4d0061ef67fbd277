// The linear relaxation of a region by column generation, and the bound that it proves.
//
// min sum f_s y_s + sum c_k l_k; one pattern a track; people at s <= seats_s y_s; trainers of a
// fortnight within those present (methods.md 4c). Patterns are priced exactly, so that for any
// duals the Lagrangian value bounds every plan from below: bound() also holds when Solve() stopped
// early. Backfill that several tracks of a practice share enters by rows, as it is broken.
#pragma once

#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "services/planning/domain/cohorts/model/pricer.h"
#include "services/planning/domain/cohorts/model/region_model.h"
#include "services/planning/domain/linear/linear_program.h"

namespace pcsp::planning {

class Master {
 public:
  // Asked often; true to come to an end.
  using Stop = std::function<bool()>;

  // `model` and `stop` must outlive it.
  Master(const RegionModel& model, const Stop& stop);

  // Adds patterns until none improves, for at most `rounds`, or until stopped. True at the optimum.
  bool Solve(int rounds);

  // Between 0 and 1: both 1 holds the session for certain. Changes what bound() is about.
  void SetHeld(int session, int least, int most);
  // A session's fixed cost, for prices on what regions share.
  void SetSessionCost(int session, double cost);
  void SetTrainers(int fortnight, int trainers);

  // The greatest lower bound proven since what it is about last changed.
  double bound() const { return bound_; }
  double objective() const { return objective_; }  // of the last relaxation solved
  // Prices >= 0 of one more seat, trainer, and person away, at the best bound.
  const std::vector<double>& seat_prices() const { return seat_prices_; }
  const std::vector<double>& trainer_prices() const { return trainer_prices_; }
  // How far each session is held in the last relaxation.
  const std::vector<double>& held() const { return held_; }
  // People whom the last relaxation leaves untrained.
  double unmet() const;
  int columns() const { return lp_.columns(); }

 private:
  struct Column {
    int track = 0;
    Pattern pattern;
  };
  struct BackfillRow {
    int row = 0, limit = 0;
    double price = 0;
  };

  void AddTrainerRows();
  int RoundedTrainers(int fortnight, int trainers) const;
  void AddColumn(int track, const Pattern& pattern);
  bool SolveProgram();
  void ReadPrices();
  // Prices every track; true when a new pattern came in. Raises bound_.
  bool PriceTracks();
  double SessionsBound() const;
  double LimitPrice(const RegionSession& session) const;
  // What a person of `practice` away costs in each fortnight; empty without rows of its own.
  std::vector<double> BackfillPrices(int practice) const;
  bool AddBackfillRows();
  void AddBackfillRow(std::pair<int, int> where, int limit);
  void Changed();

  const RegionModel& model_;
  const Stop& stop_;
  Pricer pricer_;
  LinearProgram lp_;
  std::vector<Column> patterns_;  // columns after those of the sessions
  std::vector<int> track_rows_;   // convexity
  std::vector<int> limit_rows_;   // days of venues
  std::vector<double> session_costs_;
  std::vector<int> trainers_;  // as rounded
  std::vector<int> least_held_, most_held_;
  std::map<std::pair<int, int>, BackfillRow> backfill_rows_;  // (practice, fortnight)
  std::vector<double> seat_now_, trainer_now_, limit_now_;    // of the last relaxation
  std::vector<double> seat_prices_, trainer_prices_, held_;
  double bound_ = 0, objective_ = 0;
};

}  // namespace pcsp::planning
