// What people at a site of the sample programme would answer, and what a visitor would write down.
// Not the engine's likelihood: see README.md for the model.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gateway/cli/sample/blueprint.h"
#include "gateway/cli/sample/programme.h"
#include "gateway/cli/sample/truth.h"

namespace pcsp::gateway::sample {

// A site with its truth.
struct Site {
  const Organisation& organisation;
  const SiteContext& context;
  const Severities& severity;
};

// Immutable; a site's draws depend on the seed and the site alone.
class Surveyor {
 public:
  // `world` must outlive the surveyor.
  Surveyor(const Blueprint& world, const Random& random);

  // One response for each person who answers, in random order of staff groups. In a later round
  // the team is the same, a little better or worse disposed; who answers is drawn anew.
  std::vector<Response> Answers(const Site& site, int round = 1) const;

  // Four to six facts where somebody visited, otherwise none.
  std::vector<Fact> Facts(const Site& site) const;

 private:
  struct Team;
  struct Person;

  Team DrawTeam(const Site& site, Random& random) const;
  Response Fill(const Team& team, const std::string& staff_group, Random& random) const;
  std::string AnswerCode(const Team& team, const Person& person, const ItemModel& item,
                         Random& random) const;
  Severities AsSeenBy(const std::string& staff_group, const Severities& severity) const;

  const Blueprint& world_;
  Random random_;
  std::map<std::string, double> easiness_;  // item code -> how easily people agree
};

}  // namespace pcsp::gateway::sample
