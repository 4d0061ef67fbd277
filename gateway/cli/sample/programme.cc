#include "gateway/cli/sample/programme.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "absl/strings/str_cat.h"
#include "gateway/cli/sample/evidence.h"
#include "gateway/cli/sample/milestones.h"
#include "gateway/cli/sample/organisations.h"
#include "gateway/cli/sample/people.h"
#include "gateway/cli/sample/training/teams.h"
#include "gateway/cli/sample/treatments.h"
#include "gateway/cli/sample/truth.h"

namespace pcsp::gateway::sample {
namespace {

std::set<std::string> IssuesIn(const Severities& severities) {
  std::set<std::string> issues;
  for (const auto& [issue, severity] : severities) issues.insert(issue);
  return issues;
}

}  // namespace

SampleProgramme GenerateProgramme(const Blueprint& blueprint, const Options& options) {
  const Random random(options.seed);
  SampleProgramme programme;
  programme.organisations = MakeOrganisations(options, random);
  programme.relationships = MakeRelationships(programme.organisations, options);
  const Blueprint world = Perturb(blueprint, random.Fork("world"));
  const Planted planted = PlantIssues(world, programme.organisations, random);
  programme.treatments = TreatCommonIssue(programme.organisations, planted, options);
  const Planted later =
      AYearLater(world, programme.organisations, planted, programme.treatments, random);
  const Surveyor surveyor(world, random);
  for (const Organisation& organisation : programme.organisations) {
    SiteContext context = MakeContext(organisation, options, random);
    SiteSample site{organisation.id, organisation.kind};
    const Site truth{organisation, context, planted.at(organisation.id)};
    site.responses = surveyor.Answers(truth);
    site.facts = surveyor.Facts(truth);
    site.planted = IssuesIn(truth.severity);
    const Site truth_later{organisation, context, later.at(organisation.id)};
    programme.sites_later.push_back({organisation.id,
                                     organisation.kind,
                                     surveyor.Answers(truth_later, 2),
                                     {},
                                     IssuesIn(truth_later.severity)});
    std::vector<Milestone> milestones = MakeMilestones(organisation, site.planted, options, random);
    std::optional<Team> team = MakeTeam(world, organisation, context, truth.severity,
                                        truth_later.severity, milestones, options, random);
    if (team) programme.teams.push_back(*std::move(team));
    std::ranges::move(milestones, std::back_inserter(programme.milestones));
    programme.contexts.push_back(std::move(context));
    programme.sites.push_back(std::move(site));
  }
  programme.appointees = MakeAppointees(blueprint, programme, options, random);
  return programme;
}

}  // namespace pcsp::gateway::sample
