#include "gateway/cli/sample/truth.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gateway/cli/sample/treatments.h"

namespace pcsp::gateway::sample {
namespace {

// Within a year: chances that an issue is solved, without and with a cause above it that is still
// there, and that one comes where the first draw would have planted it.
constexpr double kSolved = 0.4, kSolvedUnderCause = 0.15, kNew = 0.1;

bool HasCause(const IssueModel& issue, const Severities& above) {
  return std::any_of(issue.causes.begin(), issue.causes.end(),
                     [&](const Pull& cause) { return above.contains(cause.issue); });
}

bool Arises(const IssueModel& issue, const Severities& above, Random& random) {
  bool present = random.Chance(issue.prior);
  for (const Pull& cause : issue.causes) {
    // Drawn in any case, so that one issue's fate does not shift the draws of the next.
    const bool fires = random.Chance(cause.strength);
    present |= fires && above.contains(cause.issue);
  }
  return present;
}

double ChanceOfSolving(const IssueModel& issue, const Severities& above, const Idea* tried) {
  if (tried != nullptr && tried->solves >= 0) return tried->solves;
  return HasCause(issue, above) ? kSolvedUnderCause : kSolved;
}

}  // namespace

Planted PlantIssues(const Blueprint& world, const std::vector<Organisation>& organisations,
                    const Random& random) {
  Planted planted;
  for (const Organisation& organisation : organisations) {
    Random draw = random.Fork(absl::StrCat("truth/", organisation.id));
    const Severities above = planted[organisation.parent];
    Severities& here = planted[organisation.id];
    for (const IssueModel& issue : world.issues) {
      if (issue.level != organisation.kind) continue;
      const double severity = draw.Uniform(0.6, 1.3);
      if (Arises(issue, above, draw)) here[issue.id] = severity;
    }
  }
  return planted;
}

Planted AYearLater(const Blueprint& world, const std::vector<Organisation>& organisations,
                   const Planted& before, const Treatments& treatments, const Random& random) {
  Planted later;
  for (const Organisation& organisation : organisations) {
    Random draw = random.Fork(absl::StrCat("truth a year later/", organisation.id));
    const Severities above = later[organisation.parent];
    const Severities& was = before.at(organisation.id);
    Severities& here = later[organisation.id];
    for (const IssueModel& issue : world.issues) {
      if (issue.level != organisation.kind) continue;
      const double severity = draw.Uniform(0.6, 1.3);
      const Idea* tried = TriedAt(treatments, organisation.id, issue.id);
      const bool solved = draw.Chance(ChanceOfSolving(issue, above, tried));
      const bool arises = Arises(issue, above, draw) && draw.Chance(kNew);
      const auto known = was.find(issue.id);
      const bool brought = tried != nullptr && tried->brings;
      const double worse = tried == nullptr ? 1 : tried->worsens;
      if (known != was.end() && !solved) here[issue.id] = known->second * worse;
      if (known == was.end() && (arises || brought)) here[issue.id] = severity * worse;
    }
  }
  return later;
}

}  // namespace pcsp::gateway::sample
