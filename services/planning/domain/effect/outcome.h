// What became of an issue at a site between two rounds, and what the site did about it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "services/planning/domain/effect/model/moments.h"

namespace pcsp::planning {

// A site as far as effects may depend on it. What is not known counts as the programme's average.
struct SiteContext {
  std::optional<double> list_size;          // people
  std::optional<double> deprivation;        // an index, greater is more deprived
  std::optional<double> rurality;           // 0 urban to 1 rural
  std::optional<double> staffing_per_1000;  // staff for 1,000 people
  std::array<std::optional<double>, kContextTerms> Values() const;  // in this order
  bool operator==(const SiteContext&) const = default;
};

// Columns that may change an effect, in the order of Terms after the 1: "baseline", "list_size" ...
inline constexpr std::array<absl::string_view, kTerms - 1> kModeratorWords = {
    "baseline", "list_size", "deprivation", "rurality", "staffing_per_1000"};

// A solution in the form in which it was carried out. `altered`: the site's adaptation removed a
// core function, so that it is no longer that solution; its effect is estimated apart.
struct Treatment {
  std::string solution;  // id
  bool altered = false;

  auto operator<=>(const Treatment&) const = default;
};

// Scores are points of the 0-100 index of the issue's linked questions, greater is better.
struct Outcome {
  std::string site;
  std::string round;  // at whose start `pre` was measured
  std::string issue;
  double pre = 0;       // shrunk (methods.md 1.2): the raw baseline would promise a miracle
  double pre_se = 0;    // its standard error
  double post = 0;      // as measured in the round after
  int post_n = 0;       // people behind `post`
  double sigma2 = 400;  // variance between people of a site (methods.md 1.2)
  double s_e = 5;       // standard deviation of what sites do of themselves from round to round
  SiteContext context;
  std::optional<absl::CivilDay> started;   // the first day of what was adopted, where known
  std::optional<absl::CivilDay> measured;  // the day on which `post` was measured, where known
  bool flagged = false;            // the diagnosis named the issue at the start of the round
  std::vector<Treatment> adopted;  // for this issue in this round; empty: none
  // Index of the facts that tell fidelity, 0 to 100, at both ends of the round, where observed.
  std::optional<double> fidelity_pre;
  std::optional<double> fidelity_post;
};

// Outcomes of sites that neither had the issue flagged nor acted are no comparison: they start
// higher and come down by themselves (methods.md 3).
inline bool Counts(const Outcome& outcome) { return outcome.flagged || !outcome.adopted.empty(); }

// 1 / (s_e^2 + sigma2 / post_n).
double WeightOf(const Outcome& outcome);

// What a site would say of it: P(change > 2 points) of at least .75, of at most .25, or neither,
// given pre_se and the sampling error of `post`. Not the effect of a solution, only the story.
enum class Story { kHelped, kUnclear, kPersisted };
Story StoryOf(const Outcome& outcome);

// Adds a violation under `prefix` for each field that is out of range, NaN included.
void CheckContext(const SiteContext& context, absl::string_view prefix, Violations& violations);

// Adds a violation under `prefix` for each field that is out of range or malformed, NaN included,
// for a solution that is named twice, and for an outcome measured before it started.
void CheckOutcome(const Outcome& outcome, absl::string_view prefix, Violations& violations);

}  // namespace pcsp::planning
