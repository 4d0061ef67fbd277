#include "services/planning/domain/effect/words.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/text/pages/percent.h"

namespace pcsp::planning {
namespace {

constexpr int64_t kFewSites = 5;
constexpr double kSure = 0.9;

std::string Counted(int64_t count, absl::string_view noun) {
  return absl::StrCat(count, " ", noun, count == 1 ? "" : "s");
}

// One decimal, and never "-0.0".
std::string Points(double points) {
  return absl::StrFormat("%.1f", std::abs(points) < 0.05 ? 0 : points);
}

absl::string_view ModeratorInWords(absl::string_view moderator) {
  if (moderator == "baseline") return "the score at the start";
  if (moderator == "list_size") return "the list size";
  if (moderator == "staffing_per_1000") return "staffing for the list";
  return moderator;
}

}  // namespace

std::string Measured(const SolutionEffect& effect, const Ranged80& here, double p_over_2) {
  std::string text = absl::StrCat(Counted(effect.sites, "site"), " tried it ");
  if (!effect.controlled()) {
    absl::StrAppend(&text,
                    "and no comparison site did nothing (uncontrolled), so that what they "
                    "gained cannot be told from what all sites gained; expected is still ",
                    Points(here.expected), " points here (80 % interval ", Points(here.low), " to ",
                    Points(here.high), ")");
  } else {
    absl::StrAppend(&text, "beside ", Counted(effect.comparison_sites, "comparison site"),
                    ", and it is associated with ", Points(here.expected),
                    " points here (80 % interval ", Points(here.low), " to ", Points(here.high),
                    "; ", text::PercentLikely(p_over_2), " likely more than 2)");
  }
  if (effect.persisted > 0) {
    absl::StrAppend(&text, "; the issue persisted in ", effect.persisted, " of ",
                    Counted(effect.rows, "attempt"));
  }
  return text;
}

std::vector<std::string> Caveats(const SolutionEffect& effect) {
  std::vector<std::string> caveats;
  for (const CoAdoption& other : effect.co_adopted) {
    caveats.push_back(absl::StrCat(text::Percent(other.share), " of them also did ",
                                   other.with.solution,
                                   ", so that the two are hard to tell apart."));
  }
  if (effect.fidelity && effect.fidelity->Lower()) {
    caveats.push_back(absl::StrCat("Fidelity fell by ", Points(-effect.fidelity->points),
                                   " points beside the comparison sites."));
  }
  if (effect.sites < kFewSites) {
    caveats.push_back(absl::StrCat("Only ", Counted(effect.sites, "site"), " tried it."));
  }
  return caveats;
}

std::vector<std::string> WhomItHelped(const SolutionEffect& effect) {
  std::vector<std::string> whom;
  for (const Moderation& one : effect.moderations) {
    if (one.p_positive < kSure && one.p_positive > 1 - kSure) continue;
    whom.push_back(absl::StrCat(one.p_positive >= kSure ? "more" : "less", " where ",
                                ModeratorInWords(one.moderator), " is high"));
  }
  return whom;
}

}  // namespace pcsp::planning
