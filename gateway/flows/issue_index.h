// How sites of a wave stand on the questions of each issue: indices of 0 to 100, shrunk.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "absl/types/span.h"
#include "pcsp/assessments/v1/results.pb.h"
#include "pcsp/diagnosis/v1/knowledge_base.pb.h"

namespace pcsp::gateway {

// What results show of constructs, by organisation and construct: where a team is small, more than
// they show of single questions.
struct ShownMean {
  double mean = 0, people = 0;  // the lower end of a band
};
using ShownMeans = std::map<std::pair<std::string, int>, ShownMean>;

// A wave as it is compared.
struct WaveAnswers {
  absl::Span<const assessments::v1::SiteEvidence> sites;
  ShownMeans constructs;
};

// The mean over the survey items linked to an issue that are counted in both waves, each answer
// scored by its place from worst (0) to best (100). Where none is, the mean of the issue's
// construct as results show it; where that is hidden too, what may be told of the items.
struct IssueIndex {
  double mean = 0;       // as measured
  double people = 0;     // behind it: the mean over the items
  double shrunk = 0;     // towards all sites of the level (methods.md 1.2)
  double shrunk_se = 0;  // its standard error
};

struct IssueIndices {
  // By organisation and issue; none where nothing may be seen.
  std::map<std::pair<std::string, std::string>, IssueIndex> sites;
  std::map<std::string, double> variance_within;  // by issue: between people of one site
};

// The indices of `wave`, of what can be compared with `other`. Pure.
IssueIndices IndicesOf(const WaveAnswers& wave, const WaveAnswers& other,
                       const diagnosis::v1::KnowledgeBase& kb);

}  // namespace pcsp::gateway
