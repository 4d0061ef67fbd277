// How well a diagnosis found what was planted, next to what chance would have found.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gateway/cli/sample/blueprint.h"
#include "gateway/cli/sample/programme.h"

namespace pcsp::gateway::sample {

// What was concluded about one site; only issues of its own level count.
struct SiteFindings {
  std::string organisation;
  std::map<std::string, double> probability;  // issue -> probability
};

// Findings with a probability of at least `threshold`.
struct HitCount {
  double threshold = 0;
  int findings = 0;
  int found = 0;  // findings that were planted
  int false_findings = 0;
  // Expected planted issues among as many findings a site, drawn at random from its level.
  double found_by_chance = 0;
  // Planted issues among as many findings a site, taken in the order of how common issues are.
  int found_by_prior = 0;
};

struct Evaluation {
  int sites = 0;            // asked
  int diagnosed_sites = 0;  // with findings
  int planted = 0;          // in all sites
  int planted_in_diagnosed_sites = 0;
  HitCount likely;    // probability of 0.7 or more
  HitCount possible;  // probability of 0.4 or more
  // Over all pairs of a diagnosed site and an issue of its level.
  double brier = 0;           // mean squared error; 0 is perfect
  double brier_by_prior = 0;  // had every site been given the prior
  double auc = 0.5;           // chance that a planted pair ranks above another; 0.5 if undefined
  double auc_by_prior = 0.5;
};

// Sites without findings (too few answers) are not diagnosed; an issue missing from a site's
// findings counts with probability 0. `blueprint` is the knowledge base's own, not the world's.
Evaluation Evaluate(const Blueprint& blueprint, const std::vector<SiteSample>& sites,
                    const std::vector<SiteFindings>& findings);

}  // namespace pcsp::gateway::sample
