#include "tests/bench/planning/forecast.h"

#include <algorithm>
#include <random>

#include "absl/strings/str_cat.h"
#include "gateway/cli/planning/in_threads.h"
#include "services/planning/domain/workforce/forecast.h"

namespace pcsp::bench {
namespace {

using namespace planning::workforce;  // NOLINT: a page of its vocabulary

constexpr int kRegions = 41, kRoles = 6, kMonths = 60;

// Teams of one steering group, of a region, the most that are forecast exactly, and beyond.
struct Size {
  const char* name;
  int from, until;
};
constexpr Size kSizes[] = {{"steering groups", 15, 40},
                           {"regions", 115, 160},
                           {"as many as are exact", 290, 300},
                           {"large", 400, 2000}};

class Generator {
 public:
  explicit Generator(const Size& size) : size_(size) {}

  Problem Make() {
    Problem problem;
    problem.months = kMonths;
    for (int r = 0; r < kRoles; ++r) AddRole(problem, r);
    for (int region = 0; region < kRegions; ++region) {
      for (int r = 0; r < kRoles; ++r) problem.posts.push_back(MakePost(region, r));
    }
    return problem;
  }

 private:
  double Real(double from, double until) {
    return from + (until - from) * static_cast<double>(random_() >> 11) * 0x1p-53;
  }

  void AddRole(Problem& problem, int r) {
    Role role;
    role.id = absl::StrCat("role-", r);
    role.replaced_trained = Real(.05, .4);
    problem.roles.push_back(role);
  }

  // Two years of turnover of 1 to 3 % a month; training that roughly keeps up with it.
  Post MakePost(int region, int role) {
    Post post;
    post.site = absl::StrCat("region-", region);
    post.role = role;
    post.posts = static_cast<int>(Real(size_.from, size_.until + 1));
    post.trained = static_cast<int>(post.posts * Real(.3, .7));
    post.person_months = 24.0 * post.posts;
    const double turnover = Real(.01, .03);
    post.leavers = static_cast<int>(post.person_months * turnover);
    for (int t = 0; t < kMonths; ++t) {
      post.intakes.push_back(static_cast<int>(post.posts * turnover * Real(.4, 1.3) + Real(0, 1)));
    }
    return post;
  }

  const Size& size_;
  std::mt19937_64 random_{7};
};

double Seconds(const Problem& problem, bool smallest, int threads) {
  Wanted wanted;
  wanted.smallest_intake = smallest;
  wanted.training_plan = false;
  wanted.paths = 0;
  wanted.parallel = [threads](int n, const std::function<void(int)>& task) {
    offline::InThreads(threads, n, task);
  };
  const double start = offline::SteadySeconds();
  const auto forecast = MakeForecast(problem, wanted);
  if (!forecast.ok() || forecast->posts.size() != problem.posts.size()) return -1;
  return offline::SteadySeconds() - start;
}

}  // namespace

nlohmann::ordered_json ForecastTimes(int rounds) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const Size& size : kSizes) {
    const Problem problem = Generator(size).Make();
    for (const bool smallest : {false, true}) {
      nlohmann::ordered_json row = {
          {"size", size.name}, {"posts", {size.from, size.until}}, {"smallest", smallest}};
      for (int round = 0; round < rounds; ++round) {
        row["alone"].push_back(Seconds(problem, smallest, 1));
        row["two"].push_back(Seconds(problem, smallest, 2));
      }
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace pcsp::bench
