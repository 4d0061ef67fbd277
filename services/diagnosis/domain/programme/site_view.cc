#include "services/diagnosis/domain/programme/site_view.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "services/diagnosis/domain/engine/halves.h"

namespace pcsp::diagnosis {
namespace {

double Share(double part, double whole) { return whole > 0 ? part / whole : 0; }

}  // namespace

SiteView::SiteView(const Sender& sender, const std::vector<Belief>& calibrated, const Message& says,
                   double discount)
    : rest_(sender.states) {
  double sway = 0;
  for (size_t p = 0; p < sender.parts.size(); ++p) {
    const Sender::Part& part = sender.parts[p];
    Halves halves(calibrated[p]);
    for (const Sender::Part::Own& own : part.own) {
      halves.Split(own.variable);
      const Pair* joint = halves.Joint(part.scope);
      for (int u = 0; u < part.states; ++u) {
        given_.push_back(Share(joint[u][kHolds], joint[u][kHolds] + joint[u][kAbsent]));
      }
    }
    const auto rest = absl::MakeSpan(rest_).subspan(part.offset, part.states);
    says.Logs(part.offset, 1 - discount, rest);
    const auto [low, high] = std::minmax_element(rest.begin(), rest.end());
    sway += *high - *low;
    for (double& log : rest) log = std::exp(log);
  }
  amplification_ = 2 * std::exp(sway);
}

bool SiteView::Read(const Sender& sender, const std::vector<int>& scopes, Belief* above,
                    absl::Span<double> probabilities) const {
  for (size_t p = 0; p < sender.parts.size(); ++p) {
    above->Weigh(above->network().scopes[scopes[p]], &rest_[sender.parts[p].offset]);
  }
  if (!above->Recalibrate()) return false;
  const double* given = given_.data();
  std::vector<double> joint;
  for (size_t p = 0; p < sender.parts.size(); ++p) {
    joint.resize(sender.parts[p].states);
    above->Joint(above->network().scopes[scopes[p]], joint.data());
    const double total = std::accumulate(joint.begin(), joint.end(), 0.0);
    for (const Sender::Part::Own& own : sender.parts[p].own) {
      probabilities[own.subject] =
          std::inner_product(joint.begin(), joint.end(), given, 0.0) / total;
      given += joint.size();
    }
  }
  return true;
}

}  // namespace pcsp::diagnosis
