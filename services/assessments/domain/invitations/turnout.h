// How many have answered, told so that nobody is picked out (domain.md 7.3, attacks 4, 5 and 7).
#pragma once

#include <vector>

#include "absl/types/span.h"
#include "services/assessments/domain/invitations/batch.h"
#include "services/assessments/domain/vocabulary.h"
#include "services/assessments/domain/wave.h"

namespace pcsp::assessments {

// The band that `count` out of `all` falls into. Bands begin where those of BandOf() do, but the
// last one ends at `all` and begins min_group_size - 1 before it or earlier: that all have answered
// looks no different from that all but a few have. So it says nothing that BandOf() does not.
Band CautiousBandOf(int count, int all, int min_group_size);

// What is outstanding at one site, given all of its batches and how many of their tokens were
// answered with, revoked batches among them. It follows from the cautious band of those answers and
// from what was issued, so two lists, before and after a batch is revoked, say nothing more.
struct Outstanding {
  int issued = 0;  // in live batches
  Band band;
};
Outstanding OutstandingOf(absl::Span<const InvitationBatch> batches, int used, int min_group_size);

// One staff group over the sites of a wave.
struct GroupTurnout {
  StaffGroup staff_group = StaffGroup::kGp;
  int headcount = 0;
  int sites = 0;
  std::optional<Band> band;  // nothing: not told
};
// `answered` by StaffGroup - 1. Whether a group is told of depends on the frozen sites alone and
// not on what was answered, so that the silence says nothing either.
std::vector<GroupTurnout> TurnoutOf(const std::vector<WaveSite>& sites,
                                    absl::Span<const int> answered, int min_group_size);
inline constexpr int kFewestSitesOfAGroup = 5;

}  // namespace pcsp::assessments
