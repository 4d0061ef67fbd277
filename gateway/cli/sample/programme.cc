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
  const Surveyor surveyor(world, random);
  for (const Organisation& organisation : programme.organisations) {
    SiteContext context = MakeContext(organisation, options, random);
    const Site truth{organisation, context, planted.at(organisation.id)};
    programme.sites.push_back({organisation.id, organisation.kind, surveyor.Answers(truth),
                               surveyor.Facts(truth), IssuesIn(truth.severity)});
    programme.contexts.push_back(std::move(context));
  }
  programme.treatments = TreatCommonIssue(blueprint, programme.sites, options);
  const Planted later =
      AYearLater(world, programme.organisations, planted, programme.treatments, random);
  for (size_t i = 0; i < programme.organisations.size(); ++i) {
    const Organisation& organisation = programme.organisations[i];
    const SiteContext& context = programme.contexts[i];
    const Site truth{organisation, context, later.at(organisation.id)};
    programme.sites_later.push_back({organisation.id,
                                     organisation.kind,
                                     surveyor.Answers(truth, 2),
                                     {},
                                     IssuesIn(truth.severity)});
    std::vector<Milestone> milestones =
        MakeMilestones(organisation, programme.sites[i].planted, options, random);
    std::optional<Team> team = MakeTeam(world, organisation, context, planted.at(organisation.id),
                                        truth.severity, milestones, options, random);
    if (team) programme.teams.push_back(*std::move(team));
    std::ranges::move(milestones, std::back_inserter(programme.milestones));
  }
  programme.appointees = MakeAppointees(blueprint, programme, options, random);
  return programme;
}

}  // namespace pcsp::gateway::sample
