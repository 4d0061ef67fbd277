// Finding solutions by what they say, with the slips of a keyboard forgiven.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/planning/domain/solution/solution.h"

namespace pcsp::planning {

inline constexpr size_t kLongestSearch = 200;  // bytes

// How well `solution` answers `query`: 0 when some word of the query is found nowhere. A word is
// found where a word of the text begins with it, or differs from it by one letter (from 4 letters),
// or two (from 8): left out, added, another, or two swapped. A word in the title counts 4, in what
// is done and for whom 2, elsewhere 1; halved where letters had to be forgiven.
double Relevance(const Solution& solution, absl::string_view query);

// Those of `solutions` that answer `query`, the most relevant first, equals by id; at most `most`.
std::vector<const Solution*> Search(const std::vector<const Solution*>& solutions,
                                    absl::string_view query, size_t most);

}  // namespace pcsp::planning
