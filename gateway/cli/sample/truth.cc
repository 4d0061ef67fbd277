#include "gateway/cli/sample/truth.h"

#include "absl/strings/str_cat.h"

namespace pcsp::gateway::sample {
namespace {

bool Arises(const IssueModel& issue, const Severities& above, Random& random) {
  bool present = random.Chance(issue.prior);
  for (const Pull& cause : issue.causes) {
    // Drawn in any case, so that one issue's fate does not shift the draws of the next.
    const bool fires = random.Chance(cause.strength);
    present |= fires && above.contains(cause.issue);
  }
  return present;
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

}  // namespace pcsp::gateway::sample
