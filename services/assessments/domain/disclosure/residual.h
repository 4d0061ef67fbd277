// What is left of a shown population when everything shown below it is subtracted: cells that are
// hidden, together. Whoever subtracts learns of them what is said here, and no more.
#pragma once

#include <array>
#include <cstdint>

#include "services/assessments/domain/disclosure/knowledge.h"
#include "services/assessments/domain/disclosure/quantity.h"
#include "services/assessments/domain/disclosure/rules.h"

namespace pcsp::assessments {

// Of one part of the team, over the sites of the residual.
struct PartResidual {
  int64_t people = 0, sum = 0;
  int64_t sites = 0;          // where somebody gave something
  int64_t low = 0, high = 0;  // fewest and most people that are possible
  int64_t widest = 0;         // widest range of one site
  int64_t largest = 0;        // most people at one site
};

struct Residual {
  std::array<PartResidual, kStaffGroups> parts{};
  Residual& operator+=(const Residual& other);
  int64_t people() const;
};

// Of one hidden site.
Residual ResidualOf(int node, int resolution, const Quantity& quantity, const Knowledge& knowledge,
                    Hidden why);

// People whose number is known to within fewer than this are as good as counted.
inline constexpr int64_t kLeastWidth = 2;
// Of the range of a mean, what must stay possible: a tenth.
inline constexpr int64_t kMeanShare = 10;

// True if the residual tells of no site alone: in every part nobody, or at least two sites and
// `quantity.threshold` people; and with the rule of audit, no site can be bounded narrowly.
bool IsCovered(const Residual& residual, int resolution, const Quantity& quantity,
               const DisclosureRules& rules);

}  // namespace pcsp::assessments
