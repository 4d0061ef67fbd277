#include "services/planning/domain/open_issues.h"

#include <cmath>

#include "services/planning/domain/solution/recommend.h"

namespace pcsp::planning {
namespace {

double ShareClosed(const Solution& solution) {
  return 1 - std::exp(-solution.effect / kPointsOfAnIssue);
}

}  // namespace

OpenIssues::OpenIssues(const std::vector<Finding>& findings) {
  for (const Finding& finding : ByPriority(findings)) {
    if (finding.probability < kActFrom || Priority(finding) <= 0) continue;
    findings_.push_back(finding);
    open_[finding.issue] = Priority(finding);
    total_ += Priority(finding);
  }
}

std::vector<Finding> OpenIssues::AnsweredBy(const Solution& solution) const {
  std::vector<Finding> answered;
  for (const Finding& finding : findings_) {
    if (Answers(solution, finding.issue)) answered.push_back(finding);
  }
  return answered;
}

double OpenIssues::Gain(const Solution& solution) const {
  return OpenIssues(*this).Close(solution);
}

double OpenIssues::Close(const Solution& solution) {
  double closed = 0;
  for (const std::string& issue : solution.answers) {
    const auto found = open_.find(issue);
    if (found == open_.end()) continue;
    const double part = found->second * ShareClosed(solution);
    found->second -= part;
    closed += part;
  }
  return total_ > 0 ? closed / total_ : 0;
}

bool OpenIssues::WorthWhile(double gain) const {
  return !findings_.empty() && gain * total_ >= kSmallestGain * Priority(findings_[0]);
}

double OpenIssues::Closed() const {
  if (total_ <= 0) return 0;
  double open = 0;
  for (const auto& [issue, priority] : open_) open += priority;
  return 1 - open / total_;
}

}  // namespace pcsp::planning
