#include "services/assessments/domain/disclosure/residual.h"

#include <algorithm>

namespace pcsp::assessments {
namespace {

// The bounds of a site are those of the total less those of all the others: they stay apart when
// the total is far from both ends and the others leave room.
bool IsRoomy(const PartResidual& part) {
  return part.people - part.low >= kLeastWidth && part.high - part.people >= kLeastWidth &&
         part.high - part.low - part.widest >= kLeastWidth;
}

// The same for the mean of the largest site.
bool IsRoomyMean(const PartResidual& part, int64_t top) {
  const int64_t room = top * part.largest;
  const int64_t others = top * (part.people - part.largest);
  return kMeanShare * part.sum >= room && kMeanShare * (top * part.people - part.sum) >= room &&
         kMeanShare * others >= room;
}

}  // namespace

Residual& Residual::operator+=(const Residual& other) {
  for (size_t i = 0; i < parts.size(); ++i) {
    PartResidual& mine = parts[i];
    const PartResidual& added = other.parts[i];
    mine.people += added.people;
    mine.sum += added.sum;
    mine.sites += added.sites;
    mine.low += added.low;
    mine.high += added.high;
    mine.widest = std::max(mine.widest, added.widest);
    mine.largest = std::max(mine.largest, added.largest);
  }
  return *this;
}

int64_t Residual::people() const {
  int64_t total = 0;
  for (const PartResidual& part : parts) total += part.people;
  return total;
}

Residual ResidualOf(int node, int resolution, const Quantity& quantity, const Knowledge& knowledge,
                    Hidden why) {
  Residual residual;
  size_t i = 0;
  for (Part part : PartsOf(resolution)) {
    const Tally tally = TallyOf(quantity.nodes[node], part);
    const Range range = knowledge.People(node, resolution, part, why);
    residual.parts[i++] = {.people = tally.people,
                           .sum = tally.sum,
                           .sites = tally.people > 0 ? 1 : 0,
                           .low = range.low,
                           .high = range.high,
                           .widest = range.width(),
                           .largest = tally.people};
  }
  return residual;
}

bool IsCovered(const Residual& residual, int resolution, const Quantity& quantity,
               const DisclosureRules& rules) {
  const size_t parts = PartsOf(resolution).size();
  return std::all_of(
      residual.parts.begin(), residual.parts.begin() + parts, [&](const PartResidual& part) {
        if (part.people == 0) return true;
        if (part.sites < 2 || part.people < quantity.threshold) return false;
        if (!rules.audit) return true;
        return IsRoomy(part) && (quantity.top == 0 || IsRoomyMean(part, quantity.top));
      });
}

}  // namespace pcsp::assessments
