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

  std::pair<std::optional<int>, double> Smallest(const Course& course) {
    std::map<int, double> known;
    const auto reach = [&](int more) {
      const auto [at, fresh] = known.try_emplace(more);
      if (fresh) at->second = model_.Reach(course.With(more));
      return at->second;
    };
    if (reach(0) >= confidence_) return {0, reach(0)};
    if (reach(posts_) < confidence_) return {std::nullopt, reach(posts_)};
    const int found =
        Bisect(0, posts_, Guess(course), [&](int more) { return reach(more) >= confidence_; });
    return {found, reach(found)};
  }

 private:
  int Guess(const Course& course) {
    if (rough_.Reach(course.With(posts_)) < confidence_) return posts_;
    return Bisect(0, posts_, -1,
                  [&](int more) { return rough_.Reach(course.With(more)) >= confidence_; });
  }

  const int posts_;
  CoverModel& model_;
  CoverModel& rough_;
  const double confidence_;
};

}  // namespace

SmallestIntake SmallestIntakeOf(const Post& post, const Role& role, RoleTurnover& turnover,
                                const std::vector<int>& planned, int from, int by,
                                double confidence) {
  CoverModel model(post, role, turnover);
  CoverModel rough(post, role, turnover, CoverModel::Precision::kMoments);
  Search search(post, model, rough, confidence);
  SmallestIntake smallest;
  smallest.reach_without = model.Reach(Course{planned, from, by, true}.With(0));
  std::tie(smallest.a_month, smallest.reach_a_month) = search.Smallest({planned, from, by, true});
  std::tie(smallest.once, smallest.reach_once) = search.Smallest({planned, from, by, false});
  return smallest;
}

}  // namespace pcsp::planning::workforce
