#include "services/diagnosis/domain/draws/parameters.h"

#include <algorithm>
#include <numeric>

#include "services/diagnosis/domain/draws/random.h"

namespace pcsp::diagnosis {
namespace {

constexpr int kDraws = 64;
// As in the authoring rules: nothing is certain.
constexpr double kLeast = 1e-6;

double DrawProbability(Random* random, double mean, double ess) {
  return std::clamp(random->Beta(mean, ess), kLeast, 1 - kLeast);
}

std::vector<double> DrawProfile(Random* random, const std::vector<double>& mean, double ess) {
  std::vector<double> profile;
  for (double share : mean) profile.push_back(random->Gamma(share * ess));
  const double sum = std::accumulate(profile.begin(), profile.end(), 0.0);
  if (!(sum > 0)) return mean;
  const double all = 1 + kLeast * static_cast<double>(profile.size());
  for (double& share : profile) share = (share / sum + kLeast) / all;
  return profile;
}

// The issues that the links of an indicator name, in their order.
std::vector<int> LinkedIssues(const KnowledgeBase& kb, const Indicator& indicator) {
  std::vector<int> issues;
  for (const Link& link : indicator.links) {
    const auto found = std::find_if(kb.issues.begin(), kb.issues.end(),
                                    [&](const Issue& issue) { return issue.id == link.issue; });
    issues.push_back(static_cast<int>(found - kb.issues.begin()));
  }
  return issues;
}

ParameterDraw Draw(const KnowledgeBase& kb, const std::vector<std::vector<int>>& linked,
                   Random* random) {
  ParameterDraw draw;
  for (const Issue& issue : kb.issues) {
    draw.causes.arises_alone.push_back(DrawProbability(random, issue.prior, issue.prior_ess));
    auto& strengths = draw.causes.strengths.emplace_back();
    for (const Link& parent : issue.parents) {
      strengths.push_back(DrawProbability(random, parent.strength, parent.ess));
    }
  }
  for (size_t j = 0; j < kb.indicators.size(); ++j) {
    Indicator drawn = kb.indicators[j];
    for (Link& link : drawn.links) link.strength = DrawProbability(random, link.strength, link.ess);
    drawn.healthy = DrawProfile(random, drawn.healthy, drawn.profile_ess);
    drawn.troubled = DrawProfile(random, drawn.troubled, drawn.profile_ess);
    draw.indicators.push_back(CompileIndicator(drawn, linked[j]));
  }
  return draw;
}

uint64_t SeedOf(const std::string& hash) {
  uint64_t seed = 0xcbf29ce484222325;  // FNV-1a
  for (unsigned char c : hash) seed = (seed ^ c) * 0x100000001b3;
  return seed;
}

}  // namespace

std::vector<ParameterDraw> DrawParameters(const Model& model) {
  std::vector<std::vector<int>> linked;
  for (const auto& indicator : model.kb.indicators) {
    linked.push_back(LinkedIssues(model.kb, indicator));
  }
  Random random(SeedOf(model.hash));
  std::vector<ParameterDraw> draws;
  for (int i = 0; i < kDraws; ++i) draws.push_back(Draw(model.kb, linked, &random));
  return draws;
}

}  // namespace pcsp::diagnosis
