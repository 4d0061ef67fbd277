// The hierarchical regression of methods.md 3: coefficients whose spread tau_d is shared,
// integrated over a grid and never estimated by a point.
//
//   y ~ N(X c, W^-1), c_i ~ N(m_i, (tau s_i)^2), or N(m_i, 1000^2) where s_i = 0;
//   tau ~ half-normal(5) on 25 points of even distance in log tau between 0.02 and 25.
//
// Given tau, c is normal with precision P = X'WX + diag(p) and mean P^-1 (X'Wy + p m); a point of
// the grid weighs tau * exp(-tau^2 / 50) (the step of the grid, and the prior) times the marginal
// likelihood |P|^-1/2 |diag p|^1/2 exp(-(y'Wy + m'pm - r'P^-1 r) / 2), r = X'Wy + pm.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "services/planning/domain/effect/model/cholesky.h"
#include "services/planning/domain/effect/model/mixture.h"

namespace pcsp::planning {

// What a regression needs to know of its rows.
struct NormalEquations {
  explicit NormalEquations(size_t columns) : xx(columns), xy(columns) {}

  Triangle xx;             // X'WX
  std::vector<double> xy;  // X'Wy
  double yy = 0;           // y'Wy
  int64_t rows = 0;
};

struct CoefficientPrior {
  double mean = 0;
  double spread = 0;  // s: standard deviation in units of tau; 0: free (1000)
};

// What is known of a block of coefficients, given each tau of the grid.
struct BlockPosterior {
  std::array<std::vector<double>, kGrid> mean;
  std::array<std::vector<double>, kGrid> covariance;  // rows of the lower triangle
};

struct Posterior {
  std::array<double, kGrid> weight{};  // of each tau; sum to 1
  std::vector<BlockPosterior> blocks;  // `blocks` of `block` coefficients, from the first on
  double scatter = 1;                  // see Integrate()

  // What is known of the sum of x_i c_i over the coefficients of a block.
  NormalMixture Of(size_t block, const std::vector<double>& x) const;
};

std::array<double, kGrid> TauGrid();

// The first `blocks` * `block` coefficients are reported. `priors` has one for each column.
//
// Where the rows scatter more than their weights say, beyond three standard errors of the
// chi-square on the rows less the free coefficients, all variances are taken to be greater by
// that ratio, `scatter`; otherwise scatter is 1 and the weights are believed.
Posterior Integrate(const NormalEquations& equations, const std::vector<CoefficientPrior>& priors,
                    size_t block, size_t blocks);

}  // namespace pcsp::planning
