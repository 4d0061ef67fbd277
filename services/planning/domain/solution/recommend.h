// Which solutions are worth a site's hours, given what was found there and what was measured
// elsewhere (site_value.h).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/planning/domain/adaptation/fidelity.h"
#include "services/planning/domain/effect/verdict.h"
#include "services/planning/domain/finding.h"
#include "services/planning/domain/plan/warning.h"
#include "services/planning/domain/solution/catalogue.h"
#include "services/planning/domain/solution/site_value.h"

namespace pcsp::planning {

// Why a recommendation stands where it stands. With evidence, two places go to what is most surely
// worth it (the 80 % lower bound) and one to a Thompson draw, so that new ideas get their chance
// (methods.md 3).
enum class Slot { kRanked, kWorkedElsewhere, kExpected, kTryAndLearn };
inline constexpr std::pair<absl::string_view, Slot> kSlotWords[] = {
    {"ranked", Slot::kRanked},                     // by expected value
    {"worked_elsewhere", Slot::kWorkedElsewhere},  // by lower bound
    {"expected", Slot::kExpected},                 // the same place, while too little has worked
    {"try_and_learn", Slot::kTryAndLearn},
};

struct Recommendation {
  const Solution* solution = nullptr;  // lives in the catalogue
  double value_per_hour = 0;           // expected
  std::vector<std::string> issues;     // of those asked about, most important first
  std::string reason;                  // a sentence or more
  bool own_level = true;               // false: another level would have to carry it out
  Slot slot = Slot::kRanked;
  SiteValue value;                         // with `effects` when there is evidence, else empty
  std::optional<FidelityRuling> fidelity;  // of the site's adaptation, which is allowed
  std::vector<ToldStory> stories;          // of places like the one that asks
};

struct IssueRecommendations {
  Finding finding;
  std::vector<Recommendation> ranked;  // own level first
};

// A solution that the site's adaptation has made into something else.
struct BlockedSolution {
  const Solution* solution = nullptr;
  FidelityRuling fidelity;
};

// A solution that answers a finding and did not help where it was tried.
struct UnhelpfulSolution {
  const Solution* solution = nullptr;
  Verdict verdict = Verdict::kHarm;  // the worst of `effects`
  std::vector<EffectHere> effects;   // on which it did not help; by falling priority of the issue
  std::string reason;                // a sentence or more
};

struct Recommendations {
  std::vector<Recommendation> overall;  // of the asking level: the three slots, then by value
  std::vector<IssueRecommendations> by_issue;  // by falling priority
  std::vector<UnhelpfulSolution> unhelpful;    // harm first, then by expected points
  std::vector<BlockedSolution> blocked;        // that answer a finding
  std::vector<Warning> warnings;
};

struct RecommendationQuestion {
  std::vector<Finding> findings;
  Level level = Level::kPractice;        // of the organisation that asks
  size_t most = 0;                       // limits each ranking
  std::optional<SiteEvidence> evidence;  // without: the catalogue's expectations, no slots
  std::vector<Adaptation> adaptations;   // the site's; the last of a solution counts
};

bool Answers(const Solution& solution, absl::string_view issue);

// By the catalogue's expectation.
double ValuePerHour(const Solution& solution, const std::vector<Finding>& findings);

// The fidelity guard comes first: what is blocked is not ranked. Nor is what did not help where it
// was tried: for an issue when it is so there; overall when it did harm on any of the findings, or
// helps on none. Equal values are ordered by id, so that the same question always gets the same
// answer.
Recommendations Recommend(const Catalogue& catalogue, const RecommendationQuestion& question);

// Without evidence and adaptations.
Recommendations Recommend(const Catalogue& catalogue, const std::vector<Finding>& findings,
                          Level level, size_t most);

}  // namespace pcsp::planning
