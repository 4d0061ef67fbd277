#include "services/planning/domain/workforce/training/training_program.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <utility>

#include "services/planning/domain/workforce/cover/cover_forecast.h"

namespace pcsp::planning::workforce {
namespace {

// Who is short at the end is taken to stay so for a year: otherwise the last months would train
// nobody.
constexpr double kMonthsBeyond = 12;
constexpr double kWasteCost = 1;  // of training somebody whose post is trained already
constexpr int kSlice = 5000;      // iterations between two looks at whether to stop

}  // namespace

TrainingProgram::TrainingProgram(const Problem& problem, std::vector<int> posts, int pool,
                                 std::vector<double> trainers, double trainer_turnover)
    : problem_(problem),
      posts_(std::move(posts)),
      pool_(pool),
      trainers_(std::move(trainers)),
      trainer_turnover_(trainer_turnover) {
  if (pool < 0) return;
  const TrainerPool& p = problem.trainers[pool];
  seats_a_trainer_ = p.sessions_a_month / p.trainers_a_session * p.seats_a_session;
}

absl::Status TrainingProgram::Solve(const std::vector<PostOutlook>& outlooks, const Stop& stop) {
  program_ = LinearProgram();
  stays_.clear();
  for (size_t i = 0; i < posts_.size(); ++i) AddPost(posts_[i], outlooks[i]);
  if (pool_ >= 0) AddSeats();
  absl::Status status;
  do {
    if (Stopped(stop)) return absl::CancelledError();
    status = program_.SolveDual(kSlice);
  } while (absl::IsResourceExhausted(status));
  return status;
}

// X2_t is written as what is needed, less what is below, plus what is above, so that neither needs
// a row: a row a month says how X2_t comes from X2_{t-1}.
void TrainingProgram::AddPost(int index, const PostOutlook& outlook) {
  const Post& post = problem_.posts[index];
  const Role& role = problem_.roles[post.role];
  const double q = outlook.turnover, stays = 1 - q, joins = q * role.replaced_trained * post.posts;
  const double z = boost::math::quantile(boost::math::normal(), problem_.confidence);
  stays_.push_back(stays);
  const int columns = program_.columns(), validity = role.validity_months;
  const double lapse = validity > 0 ? std::pow(stays, validity) * (1 - role.refreshed) : 0;
  std::vector<double> needed(problem_.months);
  for (int t = 0; t < problem_.months; ++t) {
    const double at_end = NeededOf(post) + z * outlook.deviation[t];
    needed[t] =
        stays > 0 ? std::min<double>(post.posts, std::max(0.0, (at_end - joins) / stays)) : 0;
    const double room = post.posts - needed[t];
    program_.AddColumn(role.training_cost, At(post.intakes, t), kUnbounded);
    const double worth = t + 1 < problem_.months ? 1 : 1 + kMonthsBeyond;
    program_.AddColumn(worth * role.shortfall_cost * stays, 0, kUnbounded);
    program_.AddColumn(0, 0, room);
    program_.AddColumn(kWasteCost, 0, kUnbounded);
  }
  std::vector<LinearEntry> row;
  for (int t = 0; t < problem_.months; ++t) {
    const int now = columns + t * kColumns, before = now - kColumns;
    // needed - below + above = stays (needed' - below' + above') + joins + intake - lapses - waste
    row = {{now, -1}, {now + 1, -1}, {now + 2, 1}, {now + 3, 1}};
    double right = -needed[t] - outlook.lapses[t];
    if (t == 0) {
      right += post.trained;
    } else {
      right += stays * needed[t - 1] + joins;
      row.push_back({before + 1, stays});
      row.push_back({before + 2, -stays});
    }
    if (lapse > 0 && t >= validity) row.push_back({columns + (t - validity) * kColumns, lapse});
    program_.AddRow(right, right, row);
  }
}

// Extra trainers of month t: those of the month before who stay, and recruits who are ready.
void TrainingProgram::AddSeats() {
  const Pool& people = problem_.trainers[pool_].people;
  const int months = problem_.months;
  first_recruit_ = program_.columns();
  for (int t = 0; t < months; ++t) program_.AddColumn(people.recruit_cost, 0, kUnbounded);
  const int first_extra = program_.columns();
  for (int t = 0; t < months; ++t) program_.AddColumn(0, 0, kUnbounded);
  std::vector<LinearEntry> row;
  for (int t = 0; t < months; ++t) {
    row = {{first_extra + t, 1}};
    if (t > 0) row.push_back({first_extra + t - 1, -(1 - trainer_turnover_)});
    if (t >= people.lead_months) {
      row.push_back({first_recruit_ + t - people.lead_months, -people.completes});
    }
    program_.AddRow(0, 0, row);
  }
  first_seat_row_ = program_.rows();
  for (int t = 0; t < months; ++t) {
    row = {{first_extra + t, -seats_a_trainer_}};
    double planned = 0;
    for (size_t i = 0; i < posts_.size(); ++i) {
      row.push_back({Column(i, t), 1});
      planned += At(problem_.posts[posts_[i]].intakes, t);
    }
    // What is planned already has its seats, whether or not they were there.
    program_.AddRow(-kUnbounded, std::max(planned, seats_a_trainer_ * trainers_[t]), row);
  }
}

double TrainingProgram::shortfall(size_t post, int month) const {
  return stays_[post] * program_.values()[Column(post, month) + 1];
}

double TrainingProgram::recruits(int month) const {
  return pool_ < 0 ? 0 : program_.values()[first_recruit_ + month];
}

double TrainingProgram::seat_price(int month) const {
  return pool_ < 0 ? 0 : std::max(0.0, -program_.duals()[first_seat_row_ + month]);
}

double TrainingProgram::seats(int month) const {
  const int first_extra = first_recruit_ + problem_.months;
  return seats_a_trainer_ * (trainers_[month] + program_.values()[first_extra + month]);
}

}  // namespace pcsp::planning::workforce
