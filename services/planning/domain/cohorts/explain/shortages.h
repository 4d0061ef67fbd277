// What is short, by how much, and what a little more of it would be worth: from the relaxation's
// prices, the most promising verified by solving the relaxation again (methods.md 4c).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "services/planning/domain/cohorts/plan.h"
#include "services/planning/domain/cohorts/search/region_search.h"

namespace pcsp::planning {

struct CohortShortage {
  enum class What {
    kTrainers,  // as many more trainers of the region in a fortnight as one session takes
    kSeats,     // one more seat in every session of a course at a venue
    kBackfill,  // one more person of a practice away in every fortnight
    kNational,  // as many more trainers for all regions in a fortnight as one session takes
  };
  What what = What::kTrainers;
  int region = 0;               // -1: of kNational
  int fortnight = -1;           // of kTrainers and kNational
  int course = -1, venue = -1;  // of kSeats
  int practice = -1;            // of kBackfill
  int units = 1;                // trainers, seats or people
  // What that would save, and how many more people could be trained, in the relaxation.
  double saving = 0, people = 0;
  bool verified =
      false;  // solved again; otherwise the saving is an estimate and people are unknown
};

// The dearest first. `regions`: what each region's relaxation says; `national_prices`: of a trainer
// of all regions, one a fortnight, or empty. `unmet_practices` are tried for more backfill. At most
// `most` are solved again, until `stop`; none of national trainers, which would take all regions.
std::vector<CohortShortage> FindShortages(const CohortProblem& problem,
                                          const std::vector<Relaxation>& regions,
                                          const std::vector<double>& national_prices,
                                          const std::vector<int>& unmet_practices, size_t most,
                                          const std::function<bool()>& stop);

// In plain words: "2 more trainers of north in fortnight 7: saves 1240, 3 more people trained".
std::string WordsFor(const CohortProblem& problem, const CohortShortage& shortage);

}  // namespace pcsp::planning
