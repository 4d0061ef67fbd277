#include "services/assessments/domain/disclosure/quantity.h"

namespace pcsp::assessments {
namespace {

constexpr Part kEverybody = 0b11111;
constexpr Part kWhole[] = {kEverybody};
constexpr Part kHalves[] = {0b00111, 0b11000};  // GPs, nurses, direct patient care; the others
constexpr Part kEach[] = {0b00001, 0b00010, 0b00100, 0b01000, 0b10000};

}  // namespace

absl::Span<const Part> PartsOf(int resolution) {
  if (resolution == kWholeTeam) return kWhole;
  if (resolution == kClinical) return kHalves;
  return kEach;
}

Tally& Tally::operator+=(const Tally& other) {
  people += other.people;
  sum += other.sum;
  return *this;
}

Tally TallyOf(const Tallies& tallies, Part part) {
  Tally total;
  for (int g = 0; g < kStaffGroups; ++g) {
    if ((part >> g & 1) != 0) total += tallies[g];
  }
  return total;
}

int RosterOf(const std::array<int, kStaffGroups>& roster, Part part) {
  int total = 0;
  for (int g = 0; g < kStaffGroups; ++g) {
    if ((part >> g & 1) != 0) total += roster[g];
  }
  return total;
}

int64_t Quantity::People(int node) const { return TallyOf(nodes[node], kEverybody).people; }

void AddUp(const Hierarchy& tree, Quantity& quantity) {
  for (size_t i = tree.nodes.size(); i-- > 1;) {
    Tallies& above = quantity.nodes[tree.nodes[i].parent];
    for (int g = 0; g < kStaffGroups; ++g) above[g] += quantity.nodes[i][g];
  }
}

int Decisions::Finest(int node) const {
  int finest = -1;
  while (finest + 1 < kResolutions && Shown(node, finest + 1)) ++finest;
  return finest;
}

}  // namespace pcsp::assessments
