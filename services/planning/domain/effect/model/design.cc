#include "services/planning/domain/effect/model/design.h"

#include <array>
#include <cmath>
#include <iterator>

namespace pcsp::planning {
namespace {

using Matrix = std::array<Terms, kTerms>;

Scale BaselineScale(const IssueState& state) {
  double w = 0, pre = 0, squares = 0;
  for (const auto& [pattern, moments] : state.cells()) {
    w += moments.zz(0, 0);
    pre += moments.zz(0, 1);
    squares += moments.zz(1, 1);
  }
  const double mean = pre / w;
  const double variance = squares / w - mean * mean;
  return {mean, variance > 1e-6 ? std::sqrt(variance) : 1};
}

// z to scaled z: what is unknown becomes 0, the programme's average.
Matrix Transform(const RowPattern& pattern, const Scale& baseline, const ContextScale& scale) {
  Matrix transform{};
  transform[0][0] = 1;
  transform[1] = {-baseline.mean / baseline.sd, 1 / baseline.sd};
  for (size_t i = 0; i < scale.size(); ++i) {
    if ((pattern.known >> i & 1U) == 0) continue;
    transform[i + 2][0] = -scale[i].mean / scale[i].sd;
    transform[i + 2][i + 2] = 1 / scale[i].sd;
  }
  return transform;
}

// The moments of one pattern in scaled terms and centred scores.
struct Scaled {
  Scaled(const Moments& moments, const Matrix& t, double centre)
      : yy(moments.yy() - 2 * centre * moments.zy(0) + centre * centre * moments.zz(0, 0)) {
    Matrix half{};
    for (int i = 0; i < kTerms; ++i) {
      for (int j = 0; j < kTerms; ++j) {
        for (int k = 0; k < kTerms; ++k) half[i][j] += t[i][k] * moments.zz(k, j);
        zy[i] += t[i][j] * (moments.zy(j) - centre * moments.zz(j, 0));
      }
    }
    for (int i = 0; i < kTerms; ++i) {
      for (int j = 0; j < kTerms; ++j) {
        for (int k = 0; k < kTerms; ++k) zz[i][j] += half[i][k] * t[j][k];
      }
    }
  }

  Matrix zz{};
  Terms zy{};
  double yy;
};

// Where the columns of a pattern stand: `first` of each block of kTerms, and the round's column.
struct Columns {
  std::vector<size_t> blocks;
  size_t round = 0;  // 0: the first round, which has none
};

void AddTo(NormalEquations& equations, const Columns& columns, const Scaled& rows) {
  for (const size_t a : columns.blocks) {
    for (const size_t b : columns.blocks) {
      for (size_t i = 0; i < kTerms; ++i) {
        for (size_t j = 0; j < kTerms && b + j <= a + i; ++j) {
          equations.xx.at(a + i, b + j) += rows.zz[i][j];
        }
      }
    }
    for (size_t i = 0; i < kTerms; ++i) {
      equations.xy[a + i] += rows.zy[i];
      if (columns.round > 0) equations.xx.at(columns.round, a + i) += rows.zz[i][0];
    }
  }
  equations.yy += rows.yy;
  if (columns.round == 0) return;
  equations.xx.at(columns.round, columns.round) += rows.zz[0][0];
  equations.xy[columns.round] += rows.zy[0];
}

std::vector<CoefficientPrior> PriorsOf(const IssueState& state, size_t free,
                                       const PriorMeans& means) {
  std::vector<CoefficientPrior> priors;
  for (const auto& [treatment, tally] : state.tried()) {
    const auto mean = means.find(treatment.solution);
    priors.push_back({mean != means.end() ? mean->second : kUsualEffect, 1});
    priors.insert(priors.end(), kTerms - 1, {0, kModeratorShare});
  }
  priors.insert(priors.end(), free, CoefficientPrior());
  return priors;
}

// The column of each round; 0 for the first.
std::map<std::string, size_t> RoundColumns(const IssueState& state, size_t first) {
  std::map<std::string, size_t> columns;
  for (const auto& [pattern, moments] : state.cells()) columns.emplace(pattern.round, 0);
  size_t next = first;
  for (auto at = std::next(columns.begin()); at != columns.end(); ++at) at->second = next++;
  return columns;
}

}  // namespace

Design DesignOf(const IssueState& state, const ContextScale& scale, const PriorMeans& means) {
  std::map<Treatment, size_t> blocks;
  for (const auto& [treatment, tally] : state.tried()) {
    blocks.emplace(treatment, blocks.size() * kTerms);
  }
  const size_t fixed = blocks.size() * kTerms;
  const auto rounds = RoundColumns(state, fixed + kTerms);
  const size_t free = kTerms + rounds.size() - 1;
  Design design{NormalEquations(fixed + free), PriorsOf(state, free, means), BaselineScale(state),
                blocks.size()};
  design.equations.rows = state.rows();
  for (const auto& [pattern, moments] : state.cells()) {
    const Matrix transform = Transform(pattern, design.baseline, scale);
    Columns columns{{fixed}, rounds.at(pattern.round)};
    for (const Treatment& treatment : pattern.adopted) {
      columns.blocks.push_back(blocks.at(treatment));
    }
    AddTo(design.equations, columns, Scaled(moments, transform, design.baseline.mean));
  }
  return design;
}

}  // namespace pcsp::planning
