// Large-neighbourhood search on one region: takes practices out or changes which sessions are held,
// puts people back by exact pricing at random multiples of the relaxation's seat prices, and
// accepts what is better, or worse by chance while it is early (methods.md 4c). Deterministic by
// its seed.
#pragma once

#include <cstdint>
#include <vector>

#include "services/planning/domain/cohorts/search/chance.h"
#include "services/planning/domain/cohorts/search/neighbours.h"
#include "services/planning/domain/cohorts/search/schedule.h"

namespace pcsp::planning {

struct RegionPlan {
  std::vector<char> held;
  std::vector<Pattern> patterns;
  double cost = 0;
};

class Walk {
 public:
  // All must outlive it. `held_hint`: how far the relaxation holds each session.
  Walk(const RegionModel& model, const Neighbours& near, const std::vector<double>& seat_prices,
       const std::vector<double>& held_hint, uint64_t seed);

  // Begins from a choice of sessions: the best of some orders in which practices choose their
  // seats.
  void Start(const std::vector<char>& held);
  // Begins from the current plan. True when nobody need move: every booking can stay, and nobody is
  // left out who could be trained beside them, in sessions that it holds or in others. Otherwise
  // those who cannot stay have found new seats, and those left out what there is for them.
  bool StartFromBooked();
  // Begins from a plan whose patterns fit.
  void StartFrom(const RegionPlan& plan);
  // One move. `heat` in [0, 1]: 1 accepts what costs a little more, 0 only what does not.
  void Step(double heat);

  const RegionPlan& best() const { return best_; }

 private:
  void Fill(double multiple);
  void HoldBooked();
  bool KeepBooked(int track);
  bool TrainMore();
  bool HoldMore();
  int LeftOut(int track, int course) const;
  double MostSaved(int session) const;
  void Move();
  void TakeRelated();
  void TakeMeeting(int count);
  void TakeSessions();
  void TakeAllOf(int session);
  void DropSession();
  void DropAllOf(int session);
  void SwapSession();
  void SwapSeveral();
  void HoldSession();
  // Holds a session and takes out some who would like to go there.
  void HoldAndTake(int session, int most);
  double PaysNow(int track, int course) const;
  int RandomCount();
  int RandomHeld();    // not one that must run; -1: none
  int RandomToHold();  // -1: none found
  void TakeOut(int track);
  void PutBack();
  // Drops sessions that nobody, or fewer than the least, goes to, and finds other seats for those
  // few, `rounds` times over. False when that was not enough.
  bool Tidy(int rounds);
  void SetPrices(double multiple);
  void Keep();

  const RegionModel& model_;
  const Neighbours& near_;
  const std::vector<double>& seat_prices_;
  Chance chance_;
  Schedule schedule_;
  std::vector<int> hinted_, all_;  // sessions that the relaxation holds to some degree; and all
  std::vector<double> prices_;
  std::vector<int> out_;  // tracks taken out
  std::vector<char> is_out_;
  std::vector<int> touched_;  // sessions that lost people
  double session_cost_ = 0;   // of an average one
  RegionPlan best_;
};

}  // namespace pcsp::planning
