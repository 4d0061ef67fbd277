// The linear program of training_plan.h for the posts that one pool of trainers serves.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "services/planning/domain/linear/linear_program.h"
#include "services/planning/domain/workforce/stop.h"
#include "services/planning/domain/workforce/workforce_problem.h"

namespace pcsp::planning::workforce {

// What the program has to know of a post, by month.
struct PostOutlook {
  double turnover = 0;            // q, expected
  std::vector<double> lapses;     // expected, of today's certificates
  std::vector<double> deviation;  // of the number trained at the end of the month
};

// Keeps the problem by reference.
class TrainingProgram {
 public:
  // `posts` are indices; `pool` an index into Problem::trainers, or -1 for seats without limit.
  // `trainers` are those expected in each month, `trainer_turnover` their q.
  TrainingProgram(const Problem& problem, std::vector<int> posts, int pool,
                  std::vector<double> trainers, double trainer_turnover);

  // Solves for the outlook of each post, in the order of `posts`. CANCELLED when stopped.
  absl::Status Solve(const std::vector<PostOutlook>& outlooks, const Stop& stop = nullptr);

  double cost() const { return program_.objective(); }
  double intake(size_t post, int month) const { return program_.values()[Column(post, month)]; }
  double shortfall(size_t post, int month) const;
  double recruits(int month) const;
  double seat_price(int month) const;  // saved by one seat more, >= 0
  double seats(int month) const;

 private:
  static constexpr int kColumns = 4;  // of a post and month: intake, below, above, wasted

  int Column(size_t post, int month) const {
    return static_cast<int>((post * problem_.months + month) * kColumns);
  }
  void AddPost(int post, const PostOutlook& outlook);
  void AddSeats();

  const Problem& problem_;
  const std::vector<int> posts_;
  const int pool_;
  const std::vector<double> trainers_;
  const double trainer_turnover_;
  double seats_a_trainer_ = 0;
  std::vector<double> stays_;  // 1 - q, by post
  LinearProgram program_;
  int first_recruit_ = 0;  // column
  int first_seat_row_ = 0;
};

}  // namespace pcsp::planning::workforce
