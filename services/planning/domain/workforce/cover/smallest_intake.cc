#include "services/planning/domain/workforce/cover/smallest_intake.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

namespace pcsp::planning::workforce {
namespace {

// One way of training more, from month `from` on: every month or all at once.
struct Course {
  const std::vector<int>& planned;
  int from, by;
  bool every_month;

  std::vector<int> With(int more) const {
    std::vector<int> intakes(by + 1);
    for (int t = 0; t <= by; ++t) {
      const bool adds = every_month ? t >= from : t == from;
      intakes[t] = At(planned, t) + (adds ? more : 0);
    }
    return intakes;
  }
};

// The smallest number in (low, high] that is enough; `low` is not and `high` is. `guess` lies
// anywhere: the bracket is first closed around it by growing steps, then halved.
int Bisect(int low, int high, int guess, const std::function<bool(int)>& enough) {
  for (int step = 1; high - low > 1 && guess > low && guess < high; step *= 2) {
    if (enough(guess)) {
      high = guess;
      guess -= step;
    } else {
      low = guess;
      guess += step;
    }
  }
  while (high - low > 1) {
    const int middle = low + (high - low) / 2;
    (enough(middle) ? high : low) = middle;
  }
  return high;
}

class Search {
 public:
  Search(const Post& post, CoverModel& model, CoverModel& rough, double confidence)
      : posts_(post.posts), model_(model), rough_(rough), confidence_(confidence) {}

  // Where the intakes planned are not enough.
  std::pair<std::optional<int>, double> Smallest(const Course& course) {
    std::map<int, double> enough;  // the numbers seen to be enough, with how sure they make it
    const auto try_out = [&](int more) {
      const std::optional<double> reach = model_.ReachOf(confidence_, course.With(more));
      if (reach) enough[more] = *reach;
      return reach.has_value();
    };
    const int guess = Guess(course);
    // Everybody may be too few: that is looked at first where it is likely, and last otherwise.
    if (guess >= posts_ && !try_out(posts_)) return TooFew(course);
    const int found = Bisect(0, posts_, std::min(guess, posts_ - 1), try_out);
    if (!enough.contains(found) && !try_out(found)) return TooFew(course);
    return {found, enough[found]};
  }

 private:
  std::pair<std::optional<int>, double> TooFew(const Course& course) {
    return {std::nullopt, model_.Reach(course.With(posts_))};
  }

  int Guess(const Course& course) {
    const auto enough = [&](int more) {
      return rough_.ReachOf(confidence_, course.With(more)).has_value();
    };
    return enough(posts_) ? Bisect(0, posts_, -1, enough) : posts_;
  }

  const int posts_;
  CoverModel& model_;
  CoverModel& rough_;
  const double confidence_;
};

}  // namespace

SmallestIntake SmallestIntakeOf(const Post& post, const Role& role, RoleTurnover& turnover,
                                const std::vector<int>& planned, int from, int by,
                                double confidence, std::optional<double> as_planned) {
  CoverModel model(post, role, turnover);
  CoverModel rough(post, role, turnover, CoverModel::Precision::kGuess);
  Search search(post, model, rough, confidence);
  const Course monthly{planned, from, by, true}, once{planned, from, by, false};
  const double without = as_planned ? *as_planned : model.Reach(monthly.With(0));
  if (without >= confidence) return {0, 0, without, without, without};
  SmallestIntake smallest;
  smallest.reach_without = without;
  std::tie(smallest.a_month, smallest.reach_a_month) = search.Smallest(monthly);
  std::tie(smallest.once, smallest.reach_once) = search.Smallest(once);
  return smallest;
}

}  // namespace pcsp::planning::workforce
