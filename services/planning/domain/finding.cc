#include "services/planning/domain/finding.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/ids.h"
#include "common/text/pages/percent.h"

namespace pcsp::planning {
namespace {

constexpr size_t kMostFindings = 200;
constexpr size_t kLongestTitle = 200;

void CheckRange(const std::string& path, double value, double high, Violations& violations) {
  // Written so that NaN, which compares false with everything, is refused too.
  if (!(value >= 0 && value <= high)) {
    violations.Add(path, absl::StrCat(value), absl::StrCat("a number from 0 to ", high));
  }
}

void CheckFinding(const Finding& finding, const std::string& path, Violations& violations) {
  if (!IsResourceId(finding.issue)) {
    violations.Add(path + "issue", finding.issue, "the id of an issue, such as coh-verbnoun");
  }
  const bool control = std::any_of(finding.title.begin(), finding.title.end(),
                                   [](char c) { return absl::ascii_iscntrl(c); });
  if (finding.title.size() > kLongestTitle || control) {
    violations.Add(path + "title", finding.title, "at most 200 bytes without control characters");
  }
  CheckRange(path + "probability", finding.probability, 1, violations);
  CheckRange(path + "severity", finding.severity, 100, violations);
  CheckRange(path + "importance", finding.importance, 1, violations);
}

}  // namespace

std::string Quoted(const Finding& finding) {
  return absl::StrCat("\"", finding.title.empty() ? finding.issue : finding.title, "\"");
}

std::string HowBad(const Finding& finding) {
  return absl::StrCat(text::PercentLikely(finding.probability),
                      absl::StrFormat(" likely, severity %.0f of 100", finding.severity));
}

void CheckFindings(const std::vector<Finding>& findings, Violations& violations) {
  if (findings.empty() || findings.size() > kMostFindings) {
    violations.Add("findings", absl::StrCat(findings.size()), "1 to 200 findings");
  }
  std::set<std::string> seen;
  for (size_t i = 0; i < std::min(findings.size(), kMostFindings); ++i) {
    const std::string path = absl::StrCat("findings[", i, "].");
    CheckFinding(findings[i], path, violations);
    if (!seen.insert(findings[i].issue).second) {
      violations.Add(path + "issue", findings[i].issue, "each issue once");
    }
  }
}

std::vector<Finding> ByPriority(std::vector<Finding> findings) {
  std::sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
    return std::make_tuple(-Priority(a), a.issue) < std::make_tuple(-Priority(b), b.issue);
  });
  return findings;
}

}  // namespace pcsp::planning
