#include "services/planning/domain/cohorts/model/pricer.h"

#include <gmock/gmock.h>

#include <limits>

#include "services/planning/domain/cohorts/search/chance.h"

namespace pcsp::planning {
namespace {

// A track of `stages` courses among `sessions` random sessions, few people, small limits.
RegionModel RandomModel(Chance& chance, int stages) {
  RegionModel model;
  model.fortnights = 4;
  Track track;
  for (int t = 0; t < model.fortnights; ++t) track.away.push_back(chance.Between(0, 2));
  for (int i = 0; i < stages; ++i) {
    Stage stage;
    for (int n = chance.Between(1, 3); n > 0; --n)
      stage.unmet_costs.push_back(chance.Between(20, 60));
    std::ranges::sort(stage.unmet_costs, std::greater<>());
    for (int t = 0; t < model.fortnights; ++t) {
      stage.first.push_back(static_cast<int>(stage.offers.size()));
      for (int v = chance.Between(0, 2); v > 0; --v) {
        const int session = static_cast<int>(model.sessions.size());
        model.sessions.push_back({.course = i, .fortnight = t, .seats = chance.Between(0, 2)});
        if (chance.Real() < .3) {  // somebody is booked there already
          stage.offers.push_back({session, 1, 1.0 * chance.Between(0, 30)});
        }
        stage.offers.push_back(
            {session, model.sessions.back().seats, 1.0 * chance.Between(30, 50)});
      }
    }
    stage.first.push_back(static_cast<int>(stage.offers.size()));
    if (chance.Real() < .2) stage.fixed_from = stage.fixed_until = std::min(3, i + chance.Below(2));
    track.stages.push_back(std::move(stage));
  }
  model.tracks.push_back(std::move(track));
  return model;
}

// The least over every way to send people, by trying all of them.
class Enumeration {
 public:
  Enumeration(const RegionModel& model, const std::vector<double>& prices)
      : model_(model), track_(model.tracks[0]), prices_(prices), away_(track_.away) {
    for (const RegionSession& s : model.sessions) seats_.push_back(s.seats);
  }

  double Least() {
    Stage(0, -1, 0);
    return least_;
  }

 private:
  // People of stage `i` go after fortnight `after`.
  void Stage(size_t i, int after, double cost) {
    if (i == track_.stages.size()) {
      least_ = std::min(least_, cost);
      return;
    }
    const auto& stage = track_.stages[i];
    if (stage.fixed_until >= 0 && stage.fixed_from <= after) return;
    Offer(i, after, 0, 0, std::max(after, stage.fixed_until), cost);
  }

  void Offer(size_t i, int after, size_t offer, size_t people, int last, double cost) {
    const auto& stage = track_.stages[i];
    if (offer == stage.offers.size()) {
      for (size_t k = people; k < stage.unmet_costs.size(); ++k) cost += stage.unmet_costs[k];
      Stage(i + 1, last, cost);
      return;
    }
    Offer(i, after, offer + 1, people, last, cost);
    const auto [session, most, price] = stage.offers[offer];
    const int t = model_.sessions[session].fortnight;
    if (t <= after) return;
    for (int n = 1; n <= most; ++n) {
      if (people + n > stage.unmet_costs.size() || seats_[session] < n || away_[t] < n) break;
      seats_[session] -= n;
      away_[t] -= n;
      Offer(i, after, offer + 1, people + n, std::max(last, t),
            cost + n * (price + prices_[session]));
      seats_[session] += n;
      away_[t] += n;
    }
  }

  const RegionModel& model_;
  const Track& track_;
  const std::vector<double>& prices_;
  std::vector<int> seats_, away_;
  double least_ = std::numeric_limits<double>::infinity();
};

double CostAt(const Pattern& pattern, const std::vector<double>& prices) {
  double cost = pattern.cost;
  for (const Seat& seat : pattern.seats) cost += seat.people * prices[seat.session];
  return cost;
}

TEST(Pricer, FindsTheCheapestOfAllPatterns) {
  Chance chance(1);
  int trained = 0, impossible = 0;
  for (int i = 0; i < 600; ++i) {
    const RegionModel model = RandomModel(chance, 1 + i % 4);
    std::vector<double> prices;
    std::vector<int> seats;
    for (const RegionSession& s : model.sessions) {
      prices.push_back(chance.Between(0, 15));
      seats.push_back(s.seats);
    }
    const double least = Enumeration(model, prices).Least();
    Pricer pricer(model);
    Pattern pattern;
    const PatternLimits limits = {.seats = seats, .away = {}};
    const double price =
        pricer.Price(model.tracks[0], {.seats = prices, .fortnights = {}}, limits, pattern);
    EXPECT_DOUBLE_EQ(price, least) << i;
    if (price == std::numeric_limits<double>::infinity()) {
      ++impossible;
      continue;
    }
    EXPECT_NEAR(CostAt(pattern, prices), price, 1e-9) << i;
    for (const Seat& seat : pattern.seats) {
      EXPECT_LE(seat.people, seats[seat.session]);
      trained += seat.people;
    }
  }
  EXPECT_GT(trained, 500);
  EXPECT_GT(impossible, 5);
}

TEST(Pricer, PricesOfFortnightsCountForEachPerson) {
  Chance chance(2);
  for (int i = 0; i < 50; ++i) {
    const RegionModel model = RandomModel(chance, 2);
    std::vector<double> fortnights, seats;
    for (int t = 0; t < model.fortnights; ++t) fortnights.push_back(chance.Between(0, 20));
    for (const RegionSession& s : model.sessions) seats.push_back(fortnights[s.fortnight]);
    Pricer pricer(model);
    Pattern one, other;
    EXPECT_EQ(pricer.Price(model.tracks[0], {.seats = {}, .fortnights = fortnights}, {}, one),
              pricer.Price(model.tracks[0], {.seats = seats, .fortnights = {}}, {}, other));
  }
}

}  // namespace
}  // namespace pcsp::planning
