#include "services/planning/domain/workforce/scenario_paths.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "services/planning/domain/workforce/cover/turnover/role_turnover.h"

namespace pcsp::planning::workforce {
namespace {

constexpr double kLargeMean = 200;  // from which the normal is as good

// The finaliser of SplitMix64: near keys become far ones.
uint64_t Mixed(uint64_t key) {
  key += 0x9e3779b97f4a7c15;
  key = (key ^ (key >> 30)) * 0xbf58476d1ce4e5b9;
  key = (key ^ (key >> 27)) * 0x94d049bb133111eb;
  return key ^ (key >> 31);
}

// In (0, 1).
double Uniform(uint64_t mixed) { return (static_cast<double>(mixed >> 11) + 0.5) * 0x1p-53; }

enum Event : uint64_t { kLeave, kJoin, kLapse, kTurnover, kEvents };

class Paths {
 public:
  Paths(const Problem& problem, const Scenario& scenario, uint64_t seed)
      : problem_(problem), scenario_(scenario), seed_(seed) {
    for (int r = 0; r < static_cast<int>(problem.roles.size()); ++r) {
      turnover_.push_back(TurnoverOf(problem, r, scenario));
    }
  }

  // Adds what a path has trained to trained[role][month].
  void Follow(int path, std::vector<std::vector<double>>& trained) const {
    for (size_t i = 0; i < problem_.posts.size(); ++i) {
      const Post& post = problem_.posts[i];
      const std::vector<double>& nodes = turnover_[post.role];
      const double u = Uniform(Key(path, post.role, 0, kTurnover));
      const double q = nodes[std::min(nodes.size() - 1, static_cast<size_t>(u * nodes.size()))];
      FollowPost(path, static_cast<int>(i), q, trained[post.role]);
    }
  }

 private:
  uint64_t Key(int path, int index, int month, Event event) const {
    uint64_t key = Mixed(seed_);
    for (uint64_t part : {static_cast<uint64_t>(path), static_cast<uint64_t>(index),
                          static_cast<uint64_t>(month), static_cast<uint64_t>(event)}) {
      key = Mixed(key ^ part);
    }
    return key;
  }

  // In the order of cover_path.h.
  void FollowPost(int path, int index, double q, std::vector<double>& sum) const {
    const Post& post = problem_.posts[index];
    const Role& role = problem_.roles[post.role];
    std::vector<int> certified;
    int x = post.trained;
    for (int t = 0; t < problem_.months; ++t) {
      const int before = x;
      x = std::min(post.posts, x + Delivered(At(post.intakes, t)));
      certified.push_back(x - before);
      x = std::max(0, x - At(post.lapsing, t));
      const double u = Uniform(Key(path, index, t, kLapse));
      x -= Lapses(role, q, At(post.expiring, t), t, u);
      const int given = t - role.validity_months;
      if (role.validity_months > 0 && given >= 0) {
        x -= Lapses(role, q, certified[given], role.validity_months, u);
      }
      x = std::max(0, x);
      const double r = role.replaced_trained;
      const int joined =
          BinomialQuantile(post.posts - x, q * r, Uniform(Key(path, index, t, kJoin)));
      x -= BinomialQuantile(x, q * (1 - r), Uniform(Key(path, index, t, kLeave)));
      x += joined;
      sum[t] += x;
    }
  }

  int Delivered(int intake) const { return static_cast<int>(intake * scenario_.delivered + 1e-9); }

  static int Lapses(const Role& role, double q, int certificates, int served, double u) {
    if (certificates == 0 || role.refreshed >= 1) return 0;
    return BinomialQuantile(certificates, std::pow(1 - q, served) * (1 - role.refreshed), u);
  }

  const Problem& problem_;
  const Scenario& scenario_;
  const uint64_t seed_;
  std::vector<std::vector<double>> turnover_;  // by role
};

double QuantileOf(std::vector<double>& values, double share) {
  const auto at = values.begin() + static_cast<int>(std::ceil(share * values.size())) - 1;
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

// `sums`: by path, then by month.
Band BandOf(const std::vector<std::vector<double>>& sums, int months) {
  Band band;
  std::vector<double> values(sums.size());
  for (int t = 0; t < months; ++t) {
    for (size_t path = 0; path < sums.size(); ++path) values[path] = sums[path][t];
    band.low.push_back(QuantileOf(values, 0.1));
    band.median.push_back(QuantileOf(values, 0.5));
    band.high.push_back(QuantileOf(values, 0.9));
  }
  return band;
}

}  // namespace

int BinomialQuantile(int n, double p, double u) {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - BinomialQuantile(n, 1 - p, 1 - u);
  const double mean = n * p;
  if (mean > kLargeMean) {
    const double z = boost::math::quantile(boost::math::normal(), u);
    const double k = mean + z * std::sqrt(mean * (1 - p));
    return std::clamp(static_cast<int>(std::lround(k)), 0, n);
  }
  double mass = std::exp(n * std::log1p(-p)), sum = mass;
  const double odds = p / (1 - p);
  int k = 0;
  while (sum < u && k < n) {
    mass *= odds * (n - k) / (k + 1);
    ++k;
    sum += mass;
    if (mass < 1e-18 && k > mean) break;
  }
  return k;
}

ScenarioBands BandsOf(const Problem& problem, const Scenario& scenario, int paths, uint64_t seed,
                      const Stop& stop) {
  const Paths follow(problem, scenario, seed);
  const size_t roles = problem.roles.size();
  std::vector<std::vector<std::vector<double>>> by_role(roles);  // role, path, month
  std::vector<std::vector<double>> all(paths, std::vector<double>(problem.months));
  for (int path = 0; path < paths; ++path) {
    if (Stopped(stop)) return {};
    std::vector<std::vector<double>> trained(roles, std::vector<double>(problem.months));
    follow.Follow(path, trained);
    for (size_t r = 0; r < roles; ++r) {
      for (int t = 0; t < problem.months; ++t) all[path][t] += trained[r][t];
      by_role[r].push_back(std::move(trained[r]));
    }
  }
  ScenarioBands bands;
  for (const auto& sums : by_role) bands.by_role.push_back(BandOf(sums, problem.months));
  bands.all = BandOf(all, problem.months);
  return bands;
}

}  // namespace pcsp::planning::workforce
