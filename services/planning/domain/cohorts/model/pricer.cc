#include "services/planning/domain/cohorts/model/pricer.h"

#include <algorithm>
#include <limits>

namespace pcsp::planning {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

// Fixed people of the stage lie in fortnights from..until-1.
bool Contains(const Stage& stage, int from, int until) {
  return stage.fixed_until < 0 || (from <= stage.fixed_from && stage.fixed_until < until);
}

}  // namespace

void Pricer::ChooseFortnight(const Stage& stage, int t, int away, const PatternPrices& prices,
                             const PatternLimits& limits, Choices& choices) {
  const size_t begin = choices.pieces.size();
  const double person = prices.fortnights.empty() ? 0 : prices.fortnights[t];
  for (int i = stage.first[t]; i < stage.first[t + 1]; ++i) {
    const Offer& offer = stage.offers[i];
    const int left =
        limits.seats.empty() ? model_.sessions[offer.session].seats : limits.seats[offer.session];
    if (left <= 0) continue;
    const double price =
        offer.cost + person + (prices.seats.empty() ? 0 : prices.seats[offer.session]);
    if (price >= stage.unmet_costs.front()) continue;
    size_t at = choices.pieces.size();
    choices.pieces.push_back({price, offer.cost, offer.session, std::min(offer.most, left)});
    for (; at > begin && choices.pieces[at].price < choices.pieces[at - 1].price; --at) {
      std::swap(choices.pieces[at], choices.pieces[at - 1]);
    }
  }
  size_t end = begin;
  for (size_t i = begin; i < choices.pieces.size() && away > 0; ++i) {
    Piece piece = choices.pieces[i];
    // Two offers of one session share its seats.
    if (!limits.seats.empty()) {
      for (size_t j = begin; j < end; ++j) {
        if (choices.pieces[j].session != piece.session) continue;
        piece.people =
            std::min(piece.people, limits.seats[piece.session] - choices.pieces[j].people);
      }
    }
    piece.people = std::min(piece.people, away);
    if (piece.people <= 0) continue;
    away -= piece.people;
    choices.pieces[end++] = piece;
  }
  choices.pieces.resize(end);
}

void Pricer::Choose(const Track& track, const Stage& stage, const PatternPrices& prices,
                    const PatternLimits& limits, Choices& choices) {
  choices.pieces.clear();
  choices.first.assign(1, 0);
  for (int t = 0; t < model_.fortnights; ++t) {
    const int away = limits.away.empty() ? track.away[t] : limits.away[t];
    if (away > 0 && !stage.unmet_costs.empty()) {
      ChooseFortnight(stage, t, away, prices, limits, choices);
    }
    choices.first.push_back(static_cast<int>(choices.pieces.size()));
  }
}

bool Pricer::Take(const Stage& stage, const Choices& choices, int t, Fill& fill) const {
  const int need = static_cast<int>(stage.unmet_costs.size());
  bool changed = false;
  for (int i = choices.first[t]; i < choices.first[t + 1]; ++i) {
    const Piece& piece = choices.pieces[i];
    if (fill.people >= need && piece.price >= fill.pieces.back().price) break;
    changed = true;
    size_t at = fill.pieces.size();
    fill.pieces.push_back(piece);
    fill.people += piece.people;
    for (; at > 0 && fill.pieces[at].price < fill.pieces[at - 1].price; --at) {
      std::swap(fill.pieces[at], fill.pieces[at - 1]);
    }
    while (fill.people - fill.pieces.back().people >= need) {
      fill.people -= fill.pieces.back().people;
      fill.pieces.pop_back();
    }
    fill.pieces.back().people -= std::max(0, fill.people - need);
    fill.people = std::min(fill.people, need);
  }
  return changed;
}

double Pricer::Worth(const Stage& stage, const Fill& fill) const {
  double worth = 0;
  size_t person = 0;
  for (const Piece& piece : fill.pieces) {
    for (int i = 0; i < piece.people; ++i, ++person) {
      worth += std::min(piece.price, stage.unmet_costs[person]);
    }
  }
  for (; person < stage.unmet_costs.size(); ++person) worth += stage.unmet_costs[person];
  return worth;
}

void Pricer::CutFirst(const Stage& stage) {
  fill_.Clear();
  double worth = Worth(stage, fill_);
  for (int t = 0; t <= model_.fortnights; ++t) {
    if (t > 0 && Take(stage, choices_[0], t - 1, fill_)) worth = Worth(stage, fill_);
    best_[0][t] = Contains(stage, 0, t) ? worth : kNever;
    from_[0][t] = 0;
  }
}

void Pricer::CutMiddle(const Stage& stage, int index) {
  std::ranges::fill(best_[index], kNever);
  for (int from = 0; from <= model_.fortnights; ++from) {
    const double before = best_[index - 1][from];
    fill_.Clear();
    double worth = Worth(stage, fill_);
    for (int t = from; t <= model_.fortnights; ++t) {
      if (t > from && Take(stage, choices_[index], t - 1, fill_)) worth = Worth(stage, fill_);
      if (!Contains(stage, from, t) || before + worth >= best_[index][t]) continue;
      best_[index][t] = before + worth;
      from_[index][t] = from;
    }
  }
}

void Pricer::CutLast(const Stage& stage, int index) {
  const int end = model_.fortnights;
  best_[index][end] = kNever;
  fill_.Clear();
  double worth = Worth(stage, fill_);
  for (int from = end; from >= 0; --from) {
    if (from < end && Take(stage, choices_[index], from, fill_)) worth = Worth(stage, fill_);
    const double all = best_[index - 1][from] + worth;
    if (!Contains(stage, from, end) || all >= best_[index][end]) continue;
    best_[index][end] = all;
    from_[index][end] = from;
  }
}

void Pricer::Cut(const Track& track) {
  const int stages = static_cast<int>(track.stages.size());
  CutFirst(track.stages[0]);
  for (int i = 1; i + 1 < stages; ++i) CutMiddle(track.stages[i], i);
  if (stages > 1) CutLast(track.stages.back(), stages - 1);
}

void Pricer::Emit(const Track& track, Pattern& pattern) {
  pattern.seats.clear();
  pattern.cost = 0;
  int until = model_.fortnights;
  for (int i = static_cast<int>(track.stages.size()) - 1; i >= 0; --i) {
    const Stage& stage = track.stages[i];
    const int from = from_[i][until];
    fill_.Clear();
    for (int t = from; t < until; ++t) Take(stage, choices_[i], t, fill_);
    until = from;
    size_t person = 0;
    for (const Piece& piece : fill_.pieces) {
      int going = 0;
      for (; going < piece.people && piece.price < stage.unmet_costs[person]; ++going) ++person;
      if (going == 0) break;
      pattern.cost += going * piece.cost;
      pattern.seats.push_back({piece.session, going});
    }
    for (; person < stage.unmet_costs.size(); ++person) pattern.cost += stage.unmet_costs[person];
  }
  std::ranges::sort(pattern.seats, {}, &Seat::session);
  // Two offers of one session become one seat.
  size_t end = 0;
  for (const Seat& seat : pattern.seats) {
    if (end > 0 && pattern.seats[end - 1].session == seat.session) {
      pattern.seats[end - 1].people += seat.people;
    } else {
      pattern.seats[end++] = seat;
    }
  }
  pattern.seats.resize(end);
}

double Pricer::Price(const Track& track, const PatternPrices& prices, const PatternLimits& limits,
                     Pattern& pattern) {
  const size_t stages = track.stages.size(), times = model_.fortnights + 1;
  if (choices_.size() < stages) {
    choices_.resize(stages);
    best_.resize(stages, std::vector<double>(times));
    from_.resize(stages, std::vector<int>(times));
  }
  for (size_t i = 0; i < stages; ++i) {
    Choose(track, track.stages[i], prices, limits, choices_[i]);
  }
  Cut(track);
  const double price = best_[stages - 1][model_.fortnights];
  if (price < kNever) Emit(track, pattern);
  return price;
}

}  // namespace pcsp::planning
