// What the generator knows of the shipped content: which issues there are, what brings them about,
// and what they show in. No profiles: how answers look is the generator's own model, not the
// engine's.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "gateway/cli/sample/random.h"

namespace pcsp::gateway::sample {

// The words for the three levels, top down.
inline constexpr absl::string_view kLevels[] = {"whole_system", "steering_group", "practice"};

// An issue that pulls on something, 0..1.
struct Pull {
  std::string issue;
  double strength = 0;
};

struct IssueModel {
  std::string id;
  std::string level;
  double prior = 0;          // arises without any of `causes`
  std::vector<Pull> causes;  // issues one level up
};

struct ItemModel {
  std::string code;
  std::string level;
  std::string construct;
  bool reverse = false;  // agreeing is the bad answer
  double leak = 0;       // a bad answer for other reasons
  std::vector<Pull> links;
};

struct FactModel {
  std::string id;
  std::string level;
  std::vector<std::string> categories;  // worst first
  std::vector<Pull> links;
};

struct Blueprint {
  std::vector<IssueModel> issues;  // in the order of the levels
  std::vector<ItemModel> items;    // in the order in which they are asked
  std::vector<FactModel> facts;
};

// A world that resembles `blueprint` but is not it: every prior, cause, link and leak is moved by
// Normal(0, 0.5) on the log-odds scale.
Blueprint Perturb(Blueprint blueprint, Random random);

// How likely each issue is before anything is known of a site; exact. Few whole-system issues
// are assumed (the sum runs over all their combinations).
std::map<std::string, double> PriorMarginals(const Blueprint& blueprint);

// 1 - prod(1 - strength) over the links whose issue is among those with a weight, each strength
// multiplied by the weight and kept below 0.95.
double TroubleOf(const std::vector<Pull>& links, const std::map<std::string, double>& weights);

}  // namespace pcsp::gateway::sample
