#include "tests/planning/effect/gates.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/effect/effects.h"
#include "services/planning/domain/solution/recommend.h"
#include "tests/planning/catalogues.h"
#include "tests/planning/effect/worlds.h"

namespace pcsp::planning::testing {
namespace {

// Usual size on average (methods.md 3: 2 points), one harmful, one useless, one that is splendid.
constexpr double kEffects[] = {-3, 0, 1, 3, 4, 7};
constexpr double kEffectSd = 2;  // between sites, at random
constexpr double kDrift = 1.5;   // of everybody in a round
constexpr double kDriftSd = 4;   // between sites
constexpr int kSites = 600;

std::vector<SiteContext> Contexts(World& world) {
  std::vector<SiteContext> contexts;
  for (const WorldSite& site : world.sites()) contexts.push_back(site.context);
  return contexts;
}

double Middle(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// What a solution really did to those who adopted it.
struct Gained {
  double truth = 0, before_after = 0;
  int sites = 0;
};

// One world: measure, act where it is low, measure again.
struct BiasWorld {
  explicit BiasWorld(uint64_t seed) : world(kSites, seed), gained(std::size(kEffects)) {
    std::vector<int> people;
    for (const WorldSite& site : world.sites()) {
      measured.push_back(world.Measure(site));
      people.push_back(site.people);
    }
    baseline = Shrink(measured, people, world.Sigma2());
    cut = Middle(measured);
    for (size_t i = 0; i < measured.size(); ++i) Act(i);
  }

  void Act(size_t i) {
    WorldSite& site = world.sites()[i];
    Outcome outcome;
    outcome.site = site.id;
    outcome.round = "r1";
    outcome.issue = "i";
    outcome.pre = baseline.score[i];
    outcome.pre_se = baseline.se[i];
    outcome.sigma2 = world.Sigma2();
    outcome.post_n = site.people;
    outcome.context = site.context;
    outcome.flagged = measured[i] < cut;
    // From the cut downwards a site is the likelier to act the lower it measured.
    const bool acts = world.Uniform() < (cut - measured[i]) / 15;
    site.truth += kDrift + kDriftSd * world.Normal();
    if (acts) {
      const auto a = static_cast<size_t>(world.Uniform() * std::size(kEffects));
      const double without = World::Index(site.truth);
      site.truth += kEffects[a] + kEffectSd * world.Normal();
      outcome.adopted = {{absl::StrCat("a", a)}};
      gained[a].truth += World::Index(site.truth) - without;
      outcome.post = world.Measure(site);
      gained[a].before_after += outcome.post - measured[i];
      ++gained[a].sites;
    } else {
      outcome.post = world.Measure(site);
    }
    sums.Add(outcome);
  }

  World world;
  std::vector<double> measured;
  Shrunk baseline;
  double cut = 0;
  OutcomeSums sums;
  std::vector<Gained> gained;
};

// Solutions of equal cost; the last one is not known before the sixth quarter.
constexpr int kIdeas = 8;
constexpr int kQuarters = 16;
constexpr int kLate = 5;
constexpr int kPractices = 100;   // a quarter of them acts in a quarter
constexpr double kLateBonus = 2;  // the late idea's, over the best before

struct Quarters {
  Quarters(Policy policy_in, uint64_t seed) : policy(policy_in), world(kPractices, seed) {
    for (int a = 0; a < kIdeas; ++a) {
      // Uniform and not normal; 2 on average, as methods.md has it.
      effect.push_back(-2 + 8 * world.Uniform());
      known.push_back(MakeSolution(absl::StrCat("idea", a), {"i"}, kUsualEffect));
    }
    effect.push_back(*std::max_element(effect.begin(), effect.end()) + kLateBonus);
    scale = ScaleOf(Contexts(world));
    for (int quarter = 0; quarter < kQuarters; ++quarter) Play(quarter);
  }

  size_t Choose(const Catalogue& catalogue, const Effects& effects, const WorldSite& site,
                double baseline) {
    if (policy == Policy::kRandom)
      return static_cast<size_t>(world.Uniform() * static_cast<double>(known.size()));
    RecommendationQuestion question;
    question.findings = {MakeFinding("i")};
    question.most = 3;
    question.evidence = SiteEvidence{&effects, site.context, {{"i", baseline}}, world.random()()};
    const Recommendations found = Recommend(catalogue, question);
    // Four sites of five follow one of the two safe recommendations, one tries and learns.
    const double u = world.Uniform();
    const std::string& id = found.overall[u < 0.4 ? 0 : u < 0.8 ? 1 : 2].solution->id;
    return static_cast<size_t>(std::find_if(known.begin(), known.end(),
                                            [&](const Solution& one) { return one.id == id; }) -
                               known.begin());
  }

  void Play(int quarter) {
    if (quarter == kLate) known.push_back(MakeSolution("late", {"i"}, kUsualEffect));
    const Catalogue catalogue("t@1", known);
    const Effects effects(sums, scale, PriorMeansOf(catalogue));
    std::vector<double> measured;
    std::vector<int> people;
    for (WorldSite& site : world.sites()) {
      measured.push_back(world.Measure(site));
      people.push_back(site.people);
    }
    const Shrunk baseline = Shrink(measured, people, world.Sigma2());
    const double cut = Middle(measured);
    for (size_t i = 0; i < measured.size(); ++i) {
      WorldSite& site = world.sites()[i];
      Outcome outcome;
      outcome.site = site.id;
      outcome.round = absl::StrCat("q", quarter);
      outcome.issue = "i";
      outcome.pre = baseline.score[i];
      outcome.sigma2 = world.Sigma2();
      outcome.post_n = site.people;
      outcome.context = site.context;
      outcome.flagged = measured[i] < cut;
      // What was gained wears off, so that there is always something to act on.
      site.truth += 0.15 * (50 - site.truth) + kDriftSd * world.Normal();
      if (outcome.flagged && world.Uniform() < 0.5) {
        const size_t chosen = Choose(catalogue, effects, site, baseline.score[i]);
        site.truth += effect[chosen] + kEffectSd * world.Normal();
        outcome.adopted = {{known[chosen].id}};
        got += effect[chosen];
        best += *std::max_element(effect.begin(),
                                  effect.begin() + static_cast<std::ptrdiff_t>(known.size()));
      }
      outcome.post = world.Measure(site);
      sums.Add(outcome);
    }
  }

  const Policy policy;
  World world;
  std::vector<double> effect;
  std::vector<Solution> known;
  ContextScale scale;
  OutcomeSums sums;
  double got = 0, best = 0;
};

}  // namespace

Bias BiasOver(int worlds, uint64_t seed) {
  Bias bias;
  double count = 0;
  for (int w = 0; w < worlds; ++w) {
    BiasWorld one(seed + static_cast<uint64_t>(w));
    const Effects effects(one.sums, ScaleOf(Contexts(one.world)), {});
    for (size_t a = 0; a < one.gained.size(); ++a) {
      const Gained& gained = one.gained[a];
      if (gained.sites == 0) continue;
      const double truth = gained.truth / gained.sites;
      const Ranged80& ours = effects.Find("i")->Find({absl::StrCat("a", a)})->effect;
      bias.before_after += gained.before_after / gained.sites - truth;
      bias.effect += ours.expected - truth;
      bias.rmse += (ours.expected - truth) * (ours.expected - truth);
      bias.covered += ours.low <= truth && truth <= ours.high;
      ++count;
    }
  }
  return {bias.before_after / count, bias.effect / count, std::sqrt(bias.rmse / count),
          bias.covered / count};
}

double ShareOfBest(Policy policy, int worlds, uint64_t seed) {
  double got = 0, best = 0;
  for (int w = 0; w < worlds; ++w) {
    const Quarters quarters(policy, seed + static_cast<uint64_t>(w));
    got += quarters.got;
    best += quarters.best;
  }
  return got / best;
}

}  // namespace pcsp::planning::testing
