// How sites of a wave stand on the questions of each issue: indices of 0 to 100, shrunk.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "gateway/flows/wave_evidence.h"
#include "pcsp/diagnosis/v1/knowledge_base.pb.h"

namespace pcsp::gateway {

// The mean over the linked survey items that enough people answered, each answer scored by its
// place from worst (0) to best (100).
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

// Pure. Answers that are withheld count for nothing.
IssueIndices IndicesOf(const WaveEvidence& evidence, const diagnosis::v1::KnowledgeBase& kb);

}  // namespace pcsp::gateway
