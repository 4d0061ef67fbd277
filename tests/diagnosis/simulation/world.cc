#include "tests/diagnosis/simulation/world.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "absl/strings/str_cat.h"

namespace pcsp::diagnosis::testing {
namespace {

double Move(double probability, double logits) {
  const double odds = probability / (1 - probability) * std::exp(logits);
  return odds / (1 + odds);
}

// Moves the scale of a profile up or down; the not-relevant kinds keep their shares.
void MoveProfile(const std::vector<std::string>& categories, double logits,
                 std::vector<double>* profile) {
  double scale = 0;
  for (size_t k = 0; k < profile->size(); ++k) {
    if (!IsNotRelevant(categories[k])) scale += (*profile)[k];
  }
  double below = 0, moved_below = 0;
  for (size_t k = 0; k < profile->size(); ++k) {
    if (IsNotRelevant(categories[k])) continue;
    below += (*profile)[k] / scale;
    const double moved = below < 1 - 1e-9 ? Move(below, logits) : 1;
    (*profile)[k] = scale * (moved - moved_below);
    moved_below = moved;
  }
}

}  // namespace

World::World(const KnowledgeBase& kb, const WorldOptions& options)
    : options_(options), chance_(options.seed), truth_(kb), system_(kb.issues.size()) {
  const auto step = [&] { return chance_.Normal(options_.step); };
  for (Issue& issue : truth_.issues) {
    issue.prior = Move(issue.prior, step());
    for (Link& link : issue.parents) link.strength = Move(link.strength, step());
  }
  for (Indicator& indicator : truth_.indicators) {
    for (Link& link : indicator.links) link.strength = Move(link.strength, step());
    indicator.leak = Move(indicator.leak, step());
    MoveProfile(indicator.categories, step(), &indicator.healthy);
    MoveProfile(indicator.categories, step(), &indicator.troubled);
  }
  DrawIssues(Level::kWholeSystem, &system_);
  system_evidence_ = Ask(Level::kWholeSystem, chance_.Among(4, 8), system_);
}

SimulatedGroup World::Group(const std::string& id, int practices) {
  SimulatedGroup made;
  std::vector<bool> above = system_;
  DrawIssues(Level::kSteeringGroup, &above);
  const LevelEvidence group = Ask(Level::kSteeringGroup, chance_.Among(5, 9), above);
  made.group = {id, {Level::kSteeringGroup, {system_evidence_, group}}, above};
  for (int p = 0; p < practices; ++p) {
    std::vector<bool> holds = above;
    DrawIssues(Level::kPractice, &holds);
    const int people = chance_.Among(options_.least_team, options_.largest_team);
    LevelEvidence own = Ask(Level::kPractice, people, holds);
    Evidence evidence = {Level::kPractice, {system_evidence_, group, std::move(own)}};
    made.practices.push_back({absl::StrCat(id, "/", p), std::move(evidence), std::move(holds)});
  }
  return made;
}

int World::IssueNamed(const std::string& id) const {
  const auto named = [&](const Issue& issue) { return issue.id == id; };
  return static_cast<int>(std::find_if(truth_.issues.begin(), truth_.issues.end(), named) -
                          truth_.issues.begin());
}

void World::DrawIssues(Level level, std::vector<bool>* holds) {
  for (size_t i = 0; i < truth_.issues.size(); ++i) {
    const Issue& issue = truth_.issues[i];
    if (issue.level != level) continue;
    double spared = 1 - issue.prior;
    for (const Link& link : issue.parents) {
      if ((*holds)[IssueNamed(link.issue)]) spared *= 1 - link.strength;
    }
    (*holds)[i] = chance_.Happens(1 - spared);
  }
}

double World::Meets(const Indicator& indicator, const std::vector<bool>& holds) const {
  double spared = 1 - indicator.leak;
  for (const Link& link : indicator.links) {
    if (holds[IssueNamed(link.issue)]) spared *= 1 - link.strength;
  }
  return 1 - spared;
}

LevelEvidence World::Ask(Level level, int people, const std::vector<bool>& holds) {
  LevelEvidence evidence = {level};
  const double halo = chance_.Normal(options_.halo);
  std::vector<double> pulls(people);
  for (double& pull : pulls) pull = halo + chance_.Normal(options_.style);
  for (const Indicator& indicator : truth_.indicators) {
    if (indicator.level != level) continue;
    const double meets = Meets(indicator, holds);
    if (indicator.type == IndicatorType::kFact) {
      if (!chance_.Happens(options_.known_facts)) continue;
      evidence.facts.push_back({indicator.id, Answer(indicator, meets, 0)});
    } else if (indicator.type == IndicatorType::kItem) {
      std::map<std::string, int64_t> counts;
      for (double pull : pulls) {
        if (!chance_.Happens(options_.skipped)) ++counts[Answer(indicator, meets, pull)];
      }
      evidence.items.push_back({indicator.id, {counts.begin(), counts.end()}});
    }
  }
  return evidence;
}

// `pull` above 0 lifts answers towards the end of the scale.
std::string World::Answer(const Indicator& indicator, double meets, double pull) {
  const std::vector<double>& profile =
      chance_.Happens(meets) ? indicator.troubled : indicator.healthy;
  double at = chance_.Uniform(), scale = 0;
  for (size_t k = 0; k < profile.size(); ++k) {
    if (!IsNotRelevant(indicator.categories[k])) {
      scale += profile[k];
    } else if ((at -= profile[k]) < 0) {
      return indicator.categories[k];
    }
  }
  const double latent = pull + chance_.Logistic();
  double below = 0;
  std::string answer;
  for (size_t k = 0; k < profile.size(); ++k) {
    if (IsNotRelevant(indicator.categories[k])) continue;
    answer = indicator.categories[k];
    below += profile[k] / scale;
    if (below < 1 - 1e-9 && latent < std::log(below / (1 - below))) break;
  }
  return answer;
}

}  // namespace pcsp::diagnosis::testing
