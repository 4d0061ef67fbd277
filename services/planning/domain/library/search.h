// Finding solutions by what they say, with the slips of a keyboard forgiven.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/planning/domain/solution/catalogue.h"

namespace pcsp::planning {

inline constexpr size_t kLongestSearch = 200;  // bytes

// How well `solution` answers each word of `query`, in their order; 0 where a word is found
// nowhere. A word is found where a word of the text begins with it, or differs from it by one
// letter (from 4 letters), or two (from 8): left out, added, another, or two swapped. A word in the
// title counts 4, in what is done and for whom, or in the title of an issue that it answers, 2,
// elsewhere 1; halved where letters had to be forgiven.
std::vector<double> Relevance(const Solution& solution, const IssueTitles& titles,
                              absl::string_view query);

struct FoundSolutions {
  std::vector<const Solution*> solutions;  // the most relevant first, equals by id
  bool partial = false;                    // no solution has every word of the query
};

// At most `most` of `solutions`: those that have every word of `query`. Where none has, those that
// have some of them, each word counting the more the fewer solutions have it (log(1 + all /
// those)), down to half of what the best one has.
FoundSolutions Search(const std::vector<const Solution*>& solutions, const IssueTitles& titles,
                      absl::string_view query, size_t most);

}  // namespace pcsp::planning
