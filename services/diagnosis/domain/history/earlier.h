// What an earlier diagnosis of the same site still says (methods.md 2.4, round to round).
#pragma once

#include <string>
#include <vector>

#include "common/base/error.h"
#include "services/diagnosis/domain/engine/belief.h"
#include "services/diagnosis/domain/engine/model.h"

namespace pcsp::diagnosis {

struct EarlierFinding {
  std::string issue;       // of the subject's level
  double probability = 0;  // that it held then, 0 to 1
  double years = 0;        // ago, 0 to kMostYears
  double remission = 0;    // chance that what was done since has ended it, 0 to 1
};

inline constexpr double kMostYears = 20;

// An EarlierFinding resolved: what it adds to the log odds of an issue.
struct OddsShift {
  int issue = 0;  // index into the knowledge base
  double logs = 0;
};

// The probability that an issue with this prior holds now. Strictly between 0 and 1 where `prior`
// is; `probability` counts as at least 0.001 and at most 0.999, `remission` as at most 0.99.
double CarriedOver(const EarlierFinding& earlier, double prior);

// Adds a violation for every unknown issue, one of another level, named twice, and every number out
// of its range; fields as in `earlier[2].issue`.
std::vector<OddsShift> ResolveEarlier(const Model& model, Level subject,
                                      const std::vector<EarlierFinding>& earlier,
                                      Violations* violations);

// The issues must be in the network, with a prior.
void AddShifts(const Network& network, const std::vector<OddsShift>& shifts,
               EvidenceTables* tables);

}  // namespace pcsp::diagnosis
