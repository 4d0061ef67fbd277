#include "services/planning/domain/cohorts/bound/master.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace pcsp::planning {
namespace {

constexpr double kNone = -std::numeric_limits<double>::infinity();
constexpr int kIterations = 400;       // of the simplex between two looks at the time
constexpr double kImprovement = 1e-6;  // of a pattern, relative

}  // namespace

Master::Master(const RegionModel& model, const Stop& stop)
    : model_(model), stop_(stop), pricer_(model), bound_(kNone) {
  const size_t sessions = model.sessions.size();
  for (size_t s = 0; s < sessions; ++s) lp_.AddRow(-kUnbounded, 0);
  AddTrainerRows();
  for (size_t k = 0; k < model.tracks.size(); ++k) track_rows_.push_back(lp_.AddRow(1, 1));
  for (const int most : model.limits) limit_rows_.push_back(lp_.AddRow(-kUnbounded, most));
  std::vector<double> first_prices;
  for (size_t s = 0; s < sessions; ++s) {
    const RegionSession& session = model.sessions[s];
    const int least = session.must ? 1 : 0;
    std::vector<LinearEntry> rows = {
        {static_cast<int>(s), -1.0 * session.seats},
        {static_cast<int>(sessions) + session.fortnight, 1.0 * session.trainers}};
    if (session.limit >= 0) rows.push_back({limit_rows_[session.limit], 1});
    lp_.AddColumn(session.fixed_cost, least, 1, rows);
    session_costs_.push_back(session.fixed_cost);
    least_held_.push_back(least);
    most_held_.push_back(1);
    first_prices.push_back(session.fixed_cost / std::max(1, session.seats));
  }
  Pattern pattern;
  for (size_t k = 0; k < model.tracks.size(); ++k) {
    Pattern nobody;
    for (const Stage& stage : model.tracks[k].stages) {
      nobody.cost += std::accumulate(stage.unmet_costs.begin(), stage.unmet_costs.end(), 0.0);
    }
    AddColumn(static_cast<int>(k), nobody);
    pricer_.Price(model.tracks[k], {.seats = first_prices, .fortnights = {}}, {}, pattern);
    if (!pattern.seats.empty()) AddColumn(static_cast<int>(k), pattern);
  }
  seat_prices_ = first_prices;
  trainer_prices_.assign(model.fortnights, 0);
  held_.assign(sessions, 0);
}

// So many trainers as sessions can use: where all need two, an odd one is of no use to a plan.
int Master::RoundedTrainers(int fortnight, int trainers) const {
  int unit = 0;
  for (const RegionSession& s : model_.sessions) {
    if (s.fortnight == fortnight) unit = std::gcd(unit, s.trainers);
  }
  return unit == 0 ? trainers : trainers / unit * unit;
}

void Master::AddTrainerRows() {
  for (int t = 0; t < model_.fortnights; ++t) {
    trainers_.push_back(RoundedTrainers(t, model_.trainers[t]));
    lp_.AddRow(-kUnbounded, trainers_[t]);
  }
}

void Master::AddColumn(int track, const Pattern& pattern) {
  std::vector<LinearEntry> entries = {{track_rows_[track], 1}};
  std::map<int, int> away;
  for (const Seat& seat : pattern.seats) {
    entries.push_back({seat.session, 1.0 * seat.people});
    away[model_.sessions[seat.session].fortnight] += seat.people;
  }
  for (const auto& [t, people] : away) {
    const auto row = backfill_rows_.find({model_.tracks[track].practice, t});
    if (row != backfill_rows_.end()) entries.push_back({row->second.row, 1.0 * people});
  }
  lp_.AddColumn(pattern.cost, 0, kUnbounded, entries);
  patterns_.push_back({track, pattern});
}

bool Master::SolveProgram() {
  absl::Status status;
  do {
    status = lp_.SolvePrimal(kIterations);
  } while (status.code() == absl::StatusCode::kResourceExhausted && !stop_());
  return status.ok();
}

void Master::ReadPrices() {
  const absl::Span<const double> duals = lp_.duals(), values = lp_.values();
  const size_t sessions = model_.sessions.size();
  objective_ = lp_.objective() + model_.fixed_cost;
  seat_now_.resize(sessions);
  trainer_now_.resize(model_.fortnights);
  for (size_t s = 0; s < sessions; ++s) seat_now_[s] = std::max(0.0, -duals[s]);
  for (int t = 0; t < model_.fortnights; ++t) {
    trainer_now_[t] = std::max(0.0, -duals[sessions + t]);
  }
  limit_now_.clear();
  for (const int row : limit_rows_) limit_now_.push_back(std::max(0.0, -duals[row]));
  for (auto& [where, row] : backfill_rows_) row.price = std::max(0.0, -duals[row.row]);
  held_.assign(values.begin(), values.begin() + sessions);
}

double Master::LimitPrice(const RegionSession& session) const {
  return session.limit < 0 ? 0 : limit_now_[session.limit];
}

double Master::SessionsBound() const {
  double bound = 0;
  for (size_t s = 0; s < model_.sessions.size(); ++s) {
    const RegionSession& session = model_.sessions[s];
    const double worth = session_costs_[s] - session.seats * seat_now_[s] +
                         session.trainers * trainer_now_[session.fortnight] + LimitPrice(session);
    bound += worth * (worth < 0 ? most_held_[s] : least_held_[s]);
  }
  for (int t = 0; t < model_.fortnights; ++t) bound -= trainer_now_[t] * trainers_[t];
  for (size_t i = 0; i < limit_now_.size(); ++i) bound -= limit_now_[i] * model_.limits[i];
  return bound;
}

std::vector<double> Master::BackfillPrices(int practice) const {
  std::vector<double> prices;
  const auto end = backfill_rows_.lower_bound({practice + 1, 0});
  for (auto it = backfill_rows_.lower_bound({practice, 0}); it != end; ++it) {
    prices.resize(model_.fortnights);
    prices[it->first.second] = it->second.price;
  }
  return prices;
}

bool Master::PriceTracks() {
  double bound = model_.fixed_cost + SessionsBound();
  const std::vector<double> duals(lp_.duals().begin(), lp_.duals().end());
  Pattern pattern;
  bool improved = false;
  for (size_t k = 0; k < model_.tracks.size(); ++k) {
    if (k % 64 == 63 && stop_()) return false;
    const std::vector<double> away = BackfillPrices(model_.tracks[k].practice);
    const double price =
        pricer_.Price(model_.tracks[k], {.seats = seat_now_, .fortnights = away}, {}, pattern);
    const double dual = duals[track_rows_[k]];
    bound += price;
    if (price >= dual - kImprovement * (1 + std::abs(dual))) continue;
    AddColumn(static_cast<int>(k), pattern);
    improved = true;
  }
  for (const auto& [where, row] : backfill_rows_) bound -= row.price * row.limit;
  if (bound > bound_) {
    bound_ = bound;
    seat_prices_ = seat_now_;
    trainer_prices_ = trainer_now_;
  }
  return improved;
}

void Master::AddBackfillRow(std::pair<int, int> where, int limit) {
  std::vector<LinearEntry> entries;
  for (size_t i = 0; i < patterns_.size(); ++i) {
    if (model_.tracks[patterns_[i].track].practice != where.first) continue;
    int people = 0;
    for (const Seat& seat : patterns_[i].pattern.seats) {
      people += model_.sessions[seat.session].fortnight == where.second ? seat.people : 0;
    }
    const int column = static_cast<int>(model_.sessions.size() + i);
    if (people > 0) entries.push_back({column, 1.0 * people});
  }
  backfill_rows_[where] = {.row = lp_.AddRow(-kUnbounded, limit, entries), .limit = limit};
}

bool Master::AddBackfillRows() {
  struct Away {
    double people = 0;
    int limit = 0;
  };
  std::map<std::pair<int, int>, Away> away;
  for (size_t i = 0; i < patterns_.size(); ++i) {
    const double share = lp_.values()[model_.sessions.size() + i];
    if (share < 1e-9 || model_.siblings[patterns_[i].track].size() < 2) continue;
    const Track& track = model_.tracks[patterns_[i].track];
    for (const Seat& seat : patterns_[i].pattern.seats) {
      const int t = model_.sessions[seat.session].fortnight;
      Away& there = away[{track.practice, t}];
      there.people += share * seat.people;
      there.limit = track.away[t];
    }
  }
  bool added = false;
  for (const auto& [where, there] : away) {
    if (there.people <= there.limit + 1e-6 || backfill_rows_.contains(where)) continue;
    AddBackfillRow(where, there.limit);
    added = true;
  }
  return added;
}

bool Master::Solve(int rounds) {
  for (int round = 0; round < rounds && !stop_(); ++round) {
    if (!SolveProgram()) return false;
    ReadPrices();
    if (PriceTracks()) continue;
    if (stop_()) return false;
    if (!AddBackfillRows()) return true;
  }
  return false;
}

void Master::Changed() { bound_ = kNone; }

void Master::SetHeld(int session, int least, int most) {
  least_held_[session] = least;
  most_held_[session] = most;
  lp_.SetColumnBounds(session, least, most);
  Changed();
}

void Master::SetSessionCost(int session, double cost) {
  session_costs_[session] = cost;
  lp_.SetCost(session, cost);
  Changed();
}

void Master::SetTrainers(int fortnight, int trainers) {
  trainers_[fortnight] = RoundedTrainers(fortnight, trainers);
  lp_.SetRowBounds(static_cast<int>(model_.sessions.size()) + fortnight, -kUnbounded,
                   trainers_[fortnight]);
  Changed();
}

double Master::unmet() const {
  double unmet = 0;
  for (size_t i = 0; i < patterns_.size(); ++i) {
    const double share = lp_.values()[model_.sessions.size() + i];
    if (share < 1e-9) continue;
    double people = 0;
    for (const Stage& stage : model_.tracks[patterns_[i].track].stages) {
      people += static_cast<double>(stage.unmet_costs.size());
    }
    for (const Seat& seat : patterns_[i].pattern.seats) people -= seat.people;
    unmet += share * people;
  }
  return unmet;
}

}  // namespace pcsp::planning
