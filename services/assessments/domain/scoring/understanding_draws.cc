// DrawUnderstanding(): Monte Carlo over Dirichlet(alpha), with the favourable share integrated
// exactly. The share is independent of how the two groups of boxes split up, and the consensus is
// quadratic in it, so each draw of the splits gives a probability instead of a 0 or a 1; that is
// worth ten times as many draws.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>
#include <random>
#include <vector>

#include "boost/math/distributions/normal.hpp"
#include "boost/math/special_functions/beta.hpp"
#include "services/assessments/domain/scoring/agreement.h"

namespace pcsp::assessments {
namespace {

constexpr int kDraws = 2000;
constexpr uint64_t kSeed = 20240607;
constexpr double kShare = .7;
constexpr double kConsensus = .6;
constexpr int kNodes = 64;
constexpr size_t kMostSteps = kMostDrawnSteps;

// A number in (0, 1) from 53 random bits.
double Unit(std::mt19937_64& bits) { return ((bits() >> 11) + 0.5) * 0x1p-53; }

// One gamma deviate needs a normal one, a uniform one to accept it by, and, below alpha 1, an
// exponential one.
struct Triple {
  double normal, uniform, exponential;
};

// What every call draws from, made once: equal alphas give equal answers, and neighbouring ones
// differ smoothly. For each box its first tries follow a Kronecker sequence, which fills the space
// more evenly than chance; tries after a rejection are by chance.
class Deviates {
 public:
  static constexpr int kDimensions = 2 * kMostSteps;

  Deviates() : spare_(1 << 12) {
    std::mt19937_64 bits(kSeed);
    constexpr int kPrimes[kDimensions] = {2,  3,  5,  7,  11, 13, 17, 19, 23,
                                          29, 31, 37, 41, 43, 47, 53, 59, 61};
    for (size_t box = 0; box < kMostSteps; ++box) {
      const double shift = Unit(bits), other = Unit(bits);
      const double step = std::sqrt(kPrimes[box]),
                   other_step = std::sqrt(kPrimes[box + kMostSteps]);
      for (int i = 0; i < kDraws; ++i) {
        first_[box][i] = Make(Part(shift + i * step), Unit(bits), Part(other + i * other_step));
      }
    }
    for (Triple& triple : spare_) triple = Make(Unit(bits), Unit(bits), Unit(bits));
  }

  const Triple& First(size_t box, int draw) const { return first_[box][draw]; }
  const Triple& Spare(size_t at) const { return spare_[at % spare_.size()]; }

  static const Deviates& Get() {
    static const Deviates* const deviates = new Deviates;
    return *deviates;
  }

 private:
  // The fractional part, kept away from 0 and 1, where quantiles are infinite.
  static double Part(double x) { return std::clamp(x - std::floor(x), 1e-12, 1 - 1e-12); }
  static Triple Make(double p, double uniform, double q) {
    return {boost::math::quantile(boost::math::normal(), p), uniform, -std::log(q)};
  }

  std::array<std::array<Triple, kDraws>, kMostSteps> first_;
  std::vector<Triple> spare_;
};

// Gamma(alpha, 1) after Marsaglia & Tsang (2000).
class Gamma {
 public:
  explicit Gamma(double alpha)
      : boost_(alpha < 1 ? 1 / alpha : 0),
        d_((alpha < 1 ? alpha + 1 : alpha) - 1.0 / 3),
        c_(1 / std::sqrt(9 * d_)) {}

  // Draw number `draw` for box `box`; `spare` counts the tries used beyond the first.
  double operator()(const Deviates& from, size_t box, int draw, size_t& spare) const {
    const Triple* triple = &from.First(box, draw);
    double v = Try(*triple);
    while (v <= 0) {
      triple = &from.Spare(spare++);
      v = Try(*triple);
    }
    if (boost_ == 0) return v;
    const double shrink = triple->exponential * boost_;
    return shrink < 700 ? v * std::exp(-shrink) : 0;  // below that exp() underflows, slowly
  }

 private:
  // 0 when the try is rejected.
  double Try(const Triple& t) const {
    const double x = t.normal;
    const double root = 1 + c_ * x;
    if (root <= 0) return 0;
    const double v = root * root * root;
    if (t.uniform < 1 - .0331 * x * x * x * x ||
        std::log(t.uniform) < .5 * x * x + d_ * (1 - v + std::log(v))) {
      return d_ * v;
    }
    return 0;
  }

  double boost_, d_, c_;
};

// Without the promotion to long double, which costs a factor of ten and gains nothing here.
using Plain = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

// P(kShare <= share < f) for f >= kShare, from a table: nodes crowd where f nears 1, where the
// density of a small group may have no bound.
class ShareTable {
 public:
  ShareTable(double favourable, double rest) {
    const double below = boost::math::ibeta(favourable, rest, kShare, Plain());
    for (int i = 0; i <= kNodes; ++i) {
      const double s = static_cast<double>(i) / kNodes;
      above_[i] =
          boost::math::ibeta(favourable, rest, 1 - (1 - kShare) * s * s * s * s, Plain()) - below;
    }
  }
  double UpTo(double f) const {
    if (f <= kShare) return 0;
    const double s = std::sqrt(std::sqrt(std::max(0.0, 1 - f) / (1 - kShare))) * kNodes;
    const int i = std::min(kNodes - 1, static_cast<int>(s));
    return above_[i] + (s - i) * (above_[i + 1] - above_[i]);
  }
  double All() const { return above_[0]; }

 private:
  std::array<double, kNodes + 1> above_;
};

// The sum of F(1-F) over the boundaries as a function of the favourable share f, for fixed splits:
// at + rise * f - bend * f * f.
struct Spread {
  double at = 0, rise = 0, bend = 0;

  // `below` cumulates the group's shares from its own start; the last boundary is the group's end
  // for the unfavourable group, and no boundary for the favourable one.
  void AddUnfavourable(double below) {
    at += below - below * below;
    rise += 2 * below * below - below;
    bend += below * below;
  }
  void AddFavourable(double below) {
    rise += 1 - below;
    bend += (1 - below) * (1 - below);
  }
  double At(double f) const { return at + rise * f - bend * f * f; }

  // P(share >= kShare and spread <= most).
  double ProbabilityWithin(double most, const ShareTable& table) const {
    const double root = rise * rise - 4 * bend * (most - at);
    if (root <= 0) return table.All();
    const double first = (rise - std::sqrt(root)) / (2 * bend);
    const double second = (rise + std::sqrt(root)) / (2 * bend);
    return table.UpTo(first) + table.All() - table.UpTo(std::min(1.0, second));
  }
};

// One draw of the boxes as gamma deviates, not yet divided by their sum; `split` boxes are
// unfavourable.
struct Draw {
  std::array<double, kMostSteps> boxes;
  double low = 0, high = 0;  // sums of the unfavourable and the favourable boxes

  double Share() const { return low + high > 0 ? high / (low + high) : .5; }
  Spread SpreadOf(size_t split, size_t steps) const {
    Spread spread;
    double below = 0;
    for (size_t k = 0; k < split; ++k) {
      below += boxes[k];
      spread.AddUnfavourable(low > 0 ? below / low : 1);
    }
    below = 0;
    for (size_t k = split; k + 1 < steps; ++k) {
      below += boxes[k];
      spread.AddFavourable(high > 0 ? below / high : 1);
    }
    return spread;
  }
};

double Quantile(std::vector<double>& values, double p) {
  const auto nth = values.begin() + static_cast<int>(p * values.size());
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

}  // namespace

UnderstandingDraws DrawUnderstanding(absl::Span<const double> alpha) {
  const size_t steps = std::min(alpha.size(), kMostSteps);
  const size_t split = FirstFavourable(static_cast<int>(steps)) - 1;
  std::vector<Gamma> gammas;
  for (double a : alpha) gammas.emplace_back(a);
  const double rest = std::accumulate(alpha.begin(), alpha.begin() + split, 0.0);
  const ShareTable table(std::accumulate(alpha.begin() + split, alpha.end(), 0.0), rest);
  const Deviates& deviates = Deviates::Get();
  const double unit = 4.0 / (steps - 1);

  size_t spare = 0;
  double probability = 0;
  std::vector<double> consensus(kDraws);
  for (int i = 0; i < kDraws; ++i) {
    Draw draw;
    for (size_t k = 0; k < steps; ++k) {
      draw.boxes[k] = gammas[k](deviates, k, i, spare);
      (k < split ? draw.low : draw.high) += draw.boxes[k];
    }
    const Spread spread = draw.SpreadOf(split, steps);
    probability += spread.ProbabilityWithin((1 - kConsensus) / unit, table);
    consensus[i] = 1 - unit * spread.At(draw.Share());
  }
  return {.common_probability = std::clamp(probability / kDraws, 0.0, 1.0),
          .low = Quantile(consensus, .05),
          .high = Quantile(consensus, .95)};
}

}  // namespace pcsp::assessments
