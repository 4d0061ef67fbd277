#include "services/diagnosis/domain/programme/standing.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace pcsp::diagnosis {

void Standing::Update(const Belief& belief, const std::vector<int>& scopes, uint64_t version,
                      uint64_t now) {
  std::vector<size_t> likeliest;
  std::vector<double> joint;
  doubt_ = 0;
  for (int s : scopes) {
    const Scope& scope = belief.network().scopes[s];
    joint.resize(scope.states());
    belief.Joint(scope, joint.data());
    const auto top = std::max_element(joint.begin(), joint.end());
    likeliest.push_back(static_cast<size_t>(top - joint.begin()));
    *top = 0;  // the rest is added up by itself: 1 - top would have few digits
    doubt_ += std::accumulate(joint.begin(), joint.end(), 0.0);
  }
  if (now_ == 0 || version != version_ || likeliest != likeliest_) since_ = now;
  likeliest_ = std::move(likeliest);
  version_ = version;
  now_ = now;
}

}  // namespace pcsp::diagnosis
