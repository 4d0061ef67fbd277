#include "services/planning/domain/site_plan/arrange/placement.h"

#include <utility>
#include <vector>

namespace pcsp::planning::site {
namespace {

class Placer {
 public:
  Placer(const Ground& ground, int64_t steps) : ground_(ground), steps_(steps) {
    for (const int option : ground.order) {
      if (ground.windows[option].required) required_.push_back(option);
    }
  }

  Placement Place() {
    Placement placement;
    placement.found = From(0, Arrangement(ground_));
    placement.sure = steps_ > 0;
    return placement;
  }

 private:
  std::optional<Arrangement> From(size_t next, const Arrangement& so_far) {
    if (next == required_.size()) return so_far;
    const int option = required_[next];
    const Window& window = ground_.windows[option];
    for (int quarter = window.first; quarter <= window.last; ++quarter) {
      if (steps_ <= 0 || --steps_ == 0) return std::nullopt;
      if (!so_far.Fits({option, quarter})) continue;
      Arrangement after = so_far;
      after.Begin({option, quarter});
      if (auto found = From(next + 1, after)) return found;
    }
    return std::nullopt;
  }

  const Ground& ground_;
  int64_t steps_;
  std::vector<int> required_;
};

}  // namespace

Placement PlaceRequired(const Ground& ground, int64_t steps) {
  return Placer(ground, steps).Place();
}

}  // namespace pcsp::planning::site
