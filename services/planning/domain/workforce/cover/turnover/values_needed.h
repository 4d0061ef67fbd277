// How many values of turnover a forecast has to be followed at (averaging_rule.h).
//
// The chance of any number trained is a polynomial in q. Where q is complex the "chances" of a
// month are complex too, and their absolute values add up to more than 1, though not to much more
// near the real numbers: a post that stays with 1 - a and is lost with a has |1 - a| + |a|. What
// their sum grows to over the posts and months bounds the polynomial on an ellipse around the
// turnover believed in, and that bounds how far it is from one of a low degree (Trefethen 2013,
// theorems 8.2 and 19.3): a Gauss rule of n values misses the average by at most
//   4 M rho^-(2n-1) / (rho - 1),   M the bound on the ellipse whose half axes add up to rho halves
// of the span. The span is narrow when many person-months have been seen, and few values are
// enough.
#pragma once

#include <vector>

#include "services/planning/domain/workforce/workforce_problem.h"

namespace pcsp::planning::workforce {

// What an average over fewer values may be off by: of any chance, and of a share of the posts.
inline constexpr double kAveragedWithin = 1e-13;

// Of 41 numbers of certificates, by how much one may lie further from their mean than what follows
// from their mean square.
inline constexpr double kCertificatesWithin = 1e-2;

// The size of a rule for turnover from `lowest` to `highest` that averages chances, and squares of
// certificates given where these expire, as closely as that over as many months as there are
// intakes. More than any rule can have where no ellipse is small enough.
int ValuesNeeded(double lowest, double highest, const Post& post, const Role& role,
                 const std::vector<int>& intakes);

}  // namespace pcsp::planning::workforce
