// The regression of methods.md 3 against a second way of writing it, in which nothing is a sum over
// patterns: y ~ N(X m, W^-1 + X S X'), all rows at once, and the coefficients given y.
#include <cmath>
#include <map>
#include <set>

#include "gtest/gtest.h"
#include "services/planning/domain/effect/effects.h"
#include "tests/planning/effect/outcomes.h"

namespace pcsp::planning {
namespace {

using Real = long double;
using Row = std::vector<Real>;
using testing::DrawOutcomes;

// Gauss and Jordan: replaces `a` by its inverse and returns log |a|.
Real Invert(std::vector<Row>& a) {
  Real log_determinant = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    const Real pivot = a[i][i];
    log_determinant += std::log(pivot);
    a[i][i] = 1;
    for (Real& value : a[i]) value /= pivot;
    for (size_t k = 0; k < a.size(); ++k) {
      if (k == i) continue;
      const Real by = a[k][i];
      a[k][i] = 0;
      for (size_t j = 0; j < a.size(); ++j) a[k][j] -= by * a[i][j];
    }
  }
  return log_determinant;
}

// The rows written out, with the columns in an order of their own: rounds, the site, treatments.
struct WrittenOut {
  WrittenOut(const std::vector<Outcome>& outcomes, const ContextScale& scale);

  std::vector<Row> x;
  Row y, variance, prior_mean, prior_spread;
  std::map<Treatment, size_t> first;  // column of delta
};

WrittenOut::WrittenOut(const std::vector<Outcome>& outcomes, const ContextScale& scale) {
  Real weights = 0, mean = 0, squares = 0;
  std::set<std::string> rounds;
  for (const Outcome& one : outcomes) {
    variance.push_back(Real{one.s_e} * one.s_e + Real{one.sigma2} / one.post_n);
    weights += 1 / variance.back();
    mean += one.pre / variance.back();
    rounds.insert(one.round);
    for (const Treatment& treatment : one.adopted) first.emplace(treatment, 0);
  }
  mean /= weights;
  for (size_t i = 0; i < outcomes.size(); ++i) {
    squares += (outcomes[i].pre - mean) * (outcomes[i].pre - mean) / variance[i];
  }
  const Real sd = std::sqrt(squares / weights);
  const size_t others = rounds.size() - 1;
  prior_mean.assign(others + kTerms, 0);
  prior_spread.assign(others + kTerms, 0);
  for (auto& [treatment, column] : first) {
    column = prior_mean.size();
    prior_mean.push_back(treatment.solution == "b" ? 5 : 2);
    prior_spread.push_back(1);
    prior_mean.insert(prior_mean.end(), kTerms - 1, 0);
    prior_spread.insert(prior_spread.end(), kTerms - 1, Real{1} / 3);
  }
  for (const Outcome& one : outcomes) {
    Row row(prior_mean.size());
    const auto round = std::distance(rounds.begin(), rounds.find(one.round));
    if (round > 0) row[static_cast<size_t>(round) - 1] = 1;
    Row site{1, (one.pre - mean) / sd};
    for (size_t i = 0; i < kContextTerms; ++i) {
      const auto value = one.context.Values()[i];
      site.push_back(value ? (Real{*value} - scale[i].mean) / scale[i].sd : 0);
    }
    std::copy(site.begin(), site.end(), row.begin() + static_cast<std::ptrdiff_t>(others));
    for (const Treatment& treatment : one.adopted) {
      std::copy(site.begin(), site.end(),
                row.begin() + static_cast<std::ptrdiff_t>(first.at(treatment)));
    }
    x.push_back(row);
    y.push_back(one.post - mean);
  }
}

struct Answer {
  Real mean = 0, sd = 0, above_2 = 0, tau = 0;
};

// What is known of at'c, integrated over the grid of posterior.h.
Answer BruteForce(const WrittenOut& rows, const Row& at) {
  const size_t n = rows.y.size();
  const size_t d = at.size();
  std::vector<Real> log_weight, means, variances;
  for (int k = 0; k < 25; ++k) {
    const Real tau = 0.02L * std::pow(1250.0L, k / 24.0L);
    Row prior(d);
    for (size_t i = 0; i < d; ++i) {
      const Real sd = rows.prior_spread[i] == 0 ? 1000 : tau * rows.prior_spread[i];
      prior[i] = sd * sd;
    }
    std::vector<Row> v(n, Row(n));
    Row off(n), cross(n);  // y - X m; cov(at'c, y)
    for (size_t r = 0; r < n; ++r) {
      off[r] = rows.y[r];
      for (size_t i = 0; i < d; ++i) {
        off[r] -= rows.x[r][i] * rows.prior_mean[i];
        cross[r] += at[i] * prior[i] * rows.x[r][i];
        for (size_t q = 0; q < n; ++q) v[r][q] += rows.x[r][i] * prior[i] * rows.x[q][i];
      }
      v[r][r] += rows.variance[r];
    }
    const Real log_determinant = Invert(v);
    Real mean = 0, variance = 0, misfit = 0;
    for (size_t i = 0; i < d; ++i) {
      mean += at[i] * rows.prior_mean[i];
      variance += at[i] * at[i] * prior[i];
    }
    for (size_t r = 0; r < n; ++r) {
      for (size_t q = 0; q < n; ++q) {
        mean += cross[r] * v[r][q] * off[q];
        variance -= cross[r] * v[r][q] * cross[q];
        misfit += off[r] * v[r][q] * off[q];
      }
    }
    log_weight.push_back(std::log(tau) - tau * tau / 50 - (log_determinant + misfit) / 2);
    means.push_back(mean);
    variances.push_back(variance);
  }
  const Real most = *std::max_element(log_weight.begin(), log_weight.end());
  Real total = 0;
  Answer answer;
  for (size_t k = 0; k < 25; ++k) {
    const Real weight = std::exp(log_weight[k] - most);
    total += weight;
    answer.mean += weight * means[k];
    answer.sd += weight * (variances[k] + means[k] * means[k]);
    answer.above_2 += weight * std::erfc((2 - means[k]) / std::sqrt(2 * variances[k])) / 2;
    answer.tau += weight * 0.02L * std::pow(1250.0L, k / 24.0L);
  }
  answer.mean /= total;
  answer.sd = std::sqrt(answer.sd / total - answer.mean * answer.mean);
  answer.above_2 /= total;
  answer.tau /= total;
  return answer;
}

struct Fixture {
  explicit Fixture(int rows) : outcomes(DrawOutcomes(rows, 7)) {
    std::vector<SiteContext> sites;
    for (const Outcome& one : outcomes) sites.push_back(one.context);
    scale = ScaleOf(sites);
    for (const Outcome& one : outcomes) {
      if (Counts(one)) sums.Add(one);
    }
  }
  std::vector<Outcome> outcomes;
  ContextScale scale;
  OutcomeSums sums;
};

TEST(AncovaTest, AgreesWithAllRowsAtOnce) {
  const Fixture world(64);
  const Effects effects(world.sums, world.scale, {{"b", 5}});
  const IssueEffects& issue = *effects.Find("i");
  ASSERT_EQ(issue.scatter(), 1);
  const WrittenOut rows(world.outcomes, world.scale);
  ASSERT_EQ(issue.solutions().size(), rows.first.size());
  ASSERT_GE(rows.first.size(), 5) << "some of the adoptions are altered";
  for (const SolutionEffect& one : issue.solutions()) {
    Row at(rows.prior_mean.size());
    at[rows.first.at(one.treatment)] = 1;
    const Answer expected = BruteForce(rows, at);
    EXPECT_NEAR(one.effect.expected, static_cast<double>(expected.mean), 1e-9);
    EXPECT_NEAR(one.p_over_2, static_cast<double>(expected.above_2), 1e-9);
    EXPECT_NEAR(issue.ExpectedTau(), static_cast<double>(expected.tau), 1e-9);
  }
}

TEST(AncovaTest, AgreesOnTheEffectAtASiteAndOnModerators) {
  const Fixture world(50);
  const Effects effects(world.sums, world.scale, {{"b", 5}});
  const IssueEffects& issue = *effects.Find("i");
  const WrittenOut rows(world.outcomes, world.scale);
  const Outcome& site = world.outcomes[3];
  const size_t first = rows.first.at({"a", false});
  Row at(rows.prior_mean.size());
  const size_t ones = first - kTerms;  // the site's own columns are just before the first treatment
  ASSERT_EQ(first, rows.first.begin()->second);
  std::copy(rows.x[3].begin() + static_cast<std::ptrdiff_t>(ones),
            rows.x[3].begin() + static_cast<std::ptrdiff_t>(first),
            at.begin() + static_cast<std::ptrdiff_t>(first));
  const Answer expected = BruteForce(rows, at);
  const NormalMixture mixture = issue.At({"a"}, 99, site.pre, site.context);
  EXPECT_NEAR(mixture.Mean(), static_cast<double>(expected.mean), 1e-9);
  EXPECT_NEAR(mixture.Sd(), static_cast<double>(expected.sd), 1e-9);
  at.assign(at.size(), 0);
  at[first + 3] = 1;
  const Answer slope = BruteForce(rows, at);
  EXPECT_NEAR(issue.Find({"a", false})->moderations[2].points.expected,
              static_cast<double>(slope.mean), 1e-9);
}

}  // namespace
}  // namespace pcsp::planning
