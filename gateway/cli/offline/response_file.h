// A CSV file of responses, read without a server: one row a respondent.
#pragma once

#include <cstdint>
#include <istream>
#include <vector>

#include "absl/status/statusor.h"
#include "services/assessments/domain/instrument.h"
#include "services/assessments/domain/reliability/pair_statistics.h"
#include "services/assessments/domain/scoring/site_figures.h"

namespace pcsp::offline {

// What a file comes to.
struct CountedResponses {
  std::vector<assessments::SiteInput> sites;  // by name; headcounts are not known
  assessments::PairStatistics pairs;          // over all sites
  int64_t respondents = 0;
};

// Columns are `site`, `staff_group` and the codes of items, in any order; items without a column
// count as skipped. An empty cell is a skip, also in `staff_group`. INVALID_ARGUMENT, INVALID_FILE
// with every fault by row and column (the first hundred of many); INVALID_CSV and INVALID_ENCODING
// where it is no table; CODING_REVERSED where the answers run against the general ones.
absl::StatusOr<CountedResponses> ReadResponses(std::istream& in,
                                               const assessments::Instrument& instrument,
                                               const assessments::PairPlan& plan);

}  // namespace pcsp::offline
