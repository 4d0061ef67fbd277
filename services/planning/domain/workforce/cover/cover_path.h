// One (site, role) followed month by month at one turnover q.
//
// Within a month, in this order (methods.md 4d):
//   1. intake: X becomes min(H, X + k_t);
//   2. lapses: the certificates that lapse in t are taken off, not below 0;
//   3. turnover: X' = X2 - Bin(X2, q (1 - r)) + Bin(H - X2, q r).
// What is reported of a month is X'. Lapses are the numbers given (Post::lapsing), and of every
// certificate that expires (Post::expiring, and of those trained in the plan after
// Role::validity_months) those whose holder is still there, with probability (1 - q)^months, and
// does not refresh it. Who comes trained is taken to stay certified.
#pragma once

#include <vector>

#include "services/planning/domain/workforce/cover/moments.h"
#include "services/planning/domain/workforce/cover/turnover/turnover_kernel.h"
#include "services/planning/domain/workforce/workforce_problem.h"

namespace pcsp::planning::workforce {

inline constexpr int kMostExactPosts = 300;

// Exact up to kMostExactPosts posts unless told otherwise; beyond, by two moments.
class CoverPath {
 public:
  enum class Method { kExact, kMoments };

  // All are kept by reference; `kernel` is that of `turnover` and of the role, and is shared.
  CoverPath(const Post& post, const Role& role, double turnover, TurnoverKernel& kernel,
            Method method);

  static Method MethodFor(const Post& post);

  // Back to today.
  void Restart();
  // The next month with `intake` people trained; the certificates that it gives are remembered.
  void Step(int intake);

  double mean() const;
  double AtLeast(int trained) const;
  double refreshers_due() const { return refreshers_due_; }  // expected, of the last month
  // By month: those trained who found an untrained post, expected; 0 where certificates never
  // expire. As many certificates are given, to the nearest whole number.
  const std::vector<double>& given() const { return given_; }
  const Distribution& exact() const { return exact_; }  // kExact only
  const Moments& moments() const { return moments_; }   // kMoments only

 private:
  void Train(int intake);
  void Lapse();
  void LapseOf(int certificates, int months_served);

  const Post& post_;
  const Role& role_;
  const double turnover_;
  const Method method_;
  TurnoverKernel& kernel_;
  int month_ = 0;
  Distribution exact_;
  Moments moments_;
  std::vector<double> given_;
  double refreshers_due_ = 0;
};

}  // namespace pcsp::planning::workforce
