#include "services/diagnosis/domain/learning/profiles.h"

#include <algorithm>
#include <numeric>

#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::diagnosis {
namespace {

constexpr double kLeastShare = 1e-5;  // well above what engine/check.h asks for

struct Block {
  std::vector<size_t> categories;
  double healthy = 0, troubled = 0;

  double share() const { return troubled / (healthy + troubled); }
  void Take(const Block& other) {
    categories.insert(categories.end(), other.categories.begin(), other.categories.end());
    healthy += other.healthy;
    troubled += other.troubled;
  }
};

double Ratio(const Profiles& profiles, size_t k) {
  return profiles.troubled[k] / profiles.healthy[k];
}

std::vector<size_t> ScaleOf(const std::vector<std::string>& categories) {
  std::vector<size_t> scale;
  for (size_t k = 0; k < categories.size(); ++k) {
    if (!IsNotRelevant(categories[k])) scale.push_back(k);
  }
  return scale;
}

// Categories in the order in which the share of the troubled must not rise.
std::vector<Block> Pool(const std::vector<size_t>& scale, const Profiles& masses) {
  std::vector<Block> blocks;
  for (size_t k : scale) {
    Block block{{k}, masses.healthy[k], masses.troubled[k]};
    while (!blocks.empty() && blocks.back().share() <= block.share()) {
      Block before = std::move(blocks.back());
      blocks.pop_back();
      before.Take(block);
      block = std::move(before);
    }
    blocks.push_back(std::move(block));
  }
  return blocks;
}

void Raise(std::vector<double>* masses) {
  const double sum = std::accumulate(masses->begin(), masses->end(), 0.0);
  for (double& mass : *masses) mass += kLeastShare * sum;
}

void Normalise(std::vector<double>* masses) {
  const double sum = std::accumulate(masses->begin(), masses->end(), 0.0);
  for (double& mass : *masses) mass /= sum;
}

}  // namespace

Profiles FitProfiles(const std::vector<std::string>& categories, const Profiles& base,
                     Profiles masses) {
  std::vector<size_t> scale = ScaleOf(categories);
  if (scale.size() > 1 && Ratio(base, scale.front()) < Ratio(base, scale.back())) {
    std::reverse(scale.begin(), scale.end());
  }
  Raise(&masses.healthy);
  Raise(&masses.troubled);
  const std::vector<Block> blocks = Pool(scale, masses);
  if (blocks.size() < 2) return base;
  for (const Block& block : blocks) {
    for (size_t k : block.categories) {
      const double both = masses.healthy[k] + masses.troubled[k];
      masses.troubled[k] = both * block.share();
      masses.healthy[k] = both - masses.troubled[k];
    }
  }
  Normalise(&masses.healthy);
  Normalise(&masses.troubled);
  return masses;
}

}  // namespace pcsp::diagnosis
