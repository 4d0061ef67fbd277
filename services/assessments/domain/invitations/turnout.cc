#include "services/assessments/domain/invitations/turnout.h"

#include <algorithm>

namespace pcsp::assessments {

Band CautiousBandOf(int count, int all, int min_group_size) {
  int low = 0, next = min_group_size;
  // A boundary stands if the last band is still wide enough behind it.
  while (all - next + 1 >= min_group_size) {
    if (count < next) return {low, next - 1};
    low = next;
    next *= 2;
  }
  return {low, std::max(all, count)};
}

Outstanding OutstandingOf(absl::Span<const InvitationBatch> batches, int used, int min_group_size) {
  int live = 0, revoked = 0;
  for (const InvitationBatch& batch : batches) (batch.revoked ? revoked : live) += batch.issued;
  const Band answered = CautiousBandOf(used, live + revoked, min_group_size);
  // Of those who answered, as many as possible, or as few, may have done so with a revoked batch.
  return {live, {std::max(0, live - answered.high), live - std::max(0, answered.low - revoked)}};
}

std::vector<GroupTurnout> TurnoutOf(const std::vector<WaveSite>& sites,
                                    absl::Span<const int> answered, int min_group_size) {
  std::vector<GroupTurnout> turnout;
  for (int i = 0; i < kStaffGroups; ++i) {
    GroupTurnout group{.staff_group = static_cast<StaffGroup>(i + 1)};
    for (const WaveSite& site : sites) {
      group.headcount += site.headcount[i];
      group.sites += site.headcount[i] > 0 ? 1 : 0;
    }
    if (group.headcount == 0) continue;
    if (group.headcount >= 2 * min_group_size && group.sites >= kFewestSitesOfAGroup) {
      group.band =
          CautiousBandOf(std::min(answered[i], group.headcount), group.headcount, min_group_size);
    }
    turnout.push_back(group);
  }
  return turnout;
}

}  // namespace pcsp::assessments
