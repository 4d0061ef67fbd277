// A plan of one region while it is being changed: sessions held, and a pattern a track. Keeps count
// of seats, trainers and people away, so that what is asked of it always fits, and can go back.
#pragma once

#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "services/planning/domain/cohorts/model/pricer.h"
#include "services/planning/domain/cohorts/model/region_model.h"

namespace pcsp::planning {

class Schedule {
 public:
  // Nobody goes anywhere; only sessions that must run are held.
  explicit Schedule(const RegionModel& model);
  void Reset();  // to that

  // Of sessions held, unmet people, travel and lateness, less what keeping bookings is worth.
  double cost() const { return cost_; }
  bool held(int session) const { return held_[session] != 0; }
  const std::vector<char>& held() const { return held_; }
  const std::vector<Pattern>& patterns() const { return patterns_; }
  int people(int session) const { return model_.sessions[session].seats - free_[session]; }
  // Tracks with people at the session.
  const std::vector<int>& tracks_at(int session) const { return tracks_at_[session]; }
  int trainers_left(int fortnight) const { return trainers_left_[fortnight]; }
  bool CanHold(int session) const;
  // There are seats for the pattern, and the practice can spare its people.
  bool Fits(int track, const Pattern& pattern);

  void Hold(int session);  // CanHold()
  void Drop(int session);  // held, without people, and need not run
  void Empty(int track);   // its people go nowhere, and are not counted as unmet either
  // Gives an emptied track the cheapest pattern in what is left, with `prices` (one a session) on
  // top.
  void Refill(int track, const std::vector<double>& prices);
  // Gives it this one, which must fit.
  void Refill(int track, Pattern pattern);

  // What has changed since Mark(): undone by Rewind().
  void Mark();
  void Rewind();

 private:
  struct Step {
    enum class Kind { kHold, kDrop, kEmpty, kFill } kind;
    int index;
  };

  void Put(int track, const Pattern& pattern);
  void Take(int track);
  absl::Span<const int> AwayLeft(int track);
  void DoHold(int session, int sign);

  const RegionModel& model_;
  Pricer pricer_;
  std::vector<char> held_;
  std::vector<char> filled_;
  std::vector<Pattern> patterns_;
  std::vector<int> free_;     // seats; of all sessions
  std::vector<int> offered_;  // seats of those held; 0 of others
  std::vector<int> trainers_left_, limits_left_;
  std::vector<std::vector<int>> tracks_at_;
  std::vector<int> away_;  // scratch
  double cost_ = 0;

  std::vector<Step> steps_;
  std::vector<std::pair<int, Pattern>> emptied_;  // as they were at Mark()
  double marked_cost_ = 0;
};

}  // namespace pcsp::planning
