// Sites of one level that belonged together when the wave opened: a steering group's, a whole
// system's, the programme's.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/assessments/rpc/results/convert_results.h"
#include "services/assessments/rpc/results/wave_results.h"

namespace pcsp::assessments {

// The group of an organisation by its id, or of the programme by "", with what may be shown of it.
// Nothing if no site of `level` belongs to it.
std::optional<Population> FindGroup(const WaveResults& results, Level level,
                                    absl::string_view organisation);

// The sites and people of a group, which no answer enters.
struct GroupSize {
  std::vector<const Node*> sites;
  std::array<int, kStaffGroups> roster{};

  int people() const;
};
GroupSize SizeOf(const Population& population);

// Everything that a group says, whether it may be shown or not: beside the others of its kind, or
// by itself where somebody put it together.
SiteFigures FiguresOf(const WaveResults& results, Level level, const Population& population,
                      Detail detail);

}  // namespace pcsp::assessments
