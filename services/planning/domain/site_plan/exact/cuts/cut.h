// Linear bounds on what actions close of an issue, for the relaxation of methods.md 4a.
//
// With y_a whether action a has started, the share closed is f(y) = 1 - prod (1 - e_a)^y_a. A cut
// bounds it from above wherever every y_a is 0 or 1: f(y) <= constant + sum slope_a y_a. With P for
// what a set S of actions leaves open, u_a = -ln(1 - e_a) and v_a = e_a / (1 - e_a):
//   tangent  at any u: slopes exp(-u) u_a (methods.md 4a);
//   low      slopes P e_a outside S, P max(0, k u_a - k ln k + k - 1) in S, k = the least e/u
//   outside; high     slopes P v_a in S, P (k u_a + k ln k - k + 1) outside, k = the greatest v/u
//   in S.
// Low and high are exact at S and tighter than the tangent there. They hold because e/u falls and
// v/u grows with e: what is gained outside S and lost in it is bounded by its u, and the worst
// mixture of the two is where the derivative is 0 (cf. Ahmed and Atamturk 2011).
#pragma once

#include <cstddef>
#include <vector>

namespace pcsp::planning::site {

// An action that answers the issue at hand.
struct Answer {
  int option = 0;
  double share = 0;    // e, less than 1
  double amount = 0;   // u
  double started = 0;  // y of the point at hand, 0 to 1
};

// `share` as given, or as near to 1 as u stays a number.
Answer MakeAnswer(int option, double share);

struct Cut {
  double constant = 0;
  std::vector<double> slopes;  // >= 0, one an answer, in their order

  double At(const std::vector<Answer>& answers) const;
};

Cut TangentCut(const std::vector<Answer>& answers, double amount);
// S is the first `size` of `answers`.
Cut LowCut(const std::vector<Answer>& answers, size_t size);
Cut HighCut(const std::vector<Answer>& answers, size_t size);

// The lowest at the point at hand of the tangent there and of the cuts whose S are the answers
// started the most. Sorts `answers` by that.
Cut LowestCut(std::vector<Answer>& answers);

}  // namespace pcsp::planning::site
