#include "services/diagnosis/domain/learning/layers/difference.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "common/base/status_macros.h"
#include "services/diagnosis/domain/diagnosis.h"
#include "services/diagnosis/domain/programme/programme_model.h"
#include "services/diagnosis/domain/programme/surroundings.h"

namespace pcsp::diagnosis {
namespace {

// The findings of a case, by issue.
absl::StatusOr<std::map<int, double>> Read(const Model& model, const Evidence& evidence,
                                           const LogitLine& line) {
  ASSIGN_OR_RETURN(const Diagnosis diagnosis, Diagnose(model, Hearable(model, evidence),
                                                       {.questions = 0, .calibration = line}));
  std::map<int, double> probabilities;
  for (const Finding& finding : diagnosis.findings) {
    probabilities[finding.issue] = finding.probability;
  }
  return probabilities;
}

void Add(double before, double after, LearnedDifference* to) {
  ++to->diagnoses;
  to->mean_before += (before - to->mean_before) / to->diagnoses;
  to->mean_after += (after - to->mean_after) / to->diagnoses;
  to->bands_changed += BandOf(before) != BandOf(after);
}

double Size(const LearnedDifference& difference) {
  return std::abs(difference.mean_after - difference.mean_before);
}

}  // namespace

absl::StatusOr<std::vector<LearnedDifference>> DifferencesOf(const KnowledgeBase& base,
                                                             const LearnedLayer& layer,
                                                             const std::vector<LoggedCase>& log) {
  ASSIGN_OR_RETURN(Model before, CompileModel(base));
  ASSIGN_OR_RETURN(Model after, CompileModel(layer.kb));
  for (Model* model : {&before, &after}) LetSitesHear(model);
  std::map<int, LearnedDifference> by_issue;
  for (size_t i = 0; i < std::min(log.size(), kMostCompared); ++i) {
    const Evidence& evidence = log[i].reviewed.evidence;
    if (!evidence.subject) continue;
    const auto authors = Read(before, evidence, {});
    const auto learned =
        Read(after, evidence, layer.maps[static_cast<int>(*evidence.subject)].InUse());
    if (!authors.ok() || !learned.ok()) continue;
    for (const auto& [issue, probability] : *authors) {
      by_issue[issue].issue = issue;
      Add(probability, learned->at(issue), &by_issue[issue]);
    }
  }
  std::vector<LearnedDifference> differences;
  for (const auto& [issue, difference] : by_issue) differences.push_back(difference);
  std::stable_sort(differences.begin(), differences.end(),
                   [](const auto& a, const auto& b) { return Size(a) > Size(b); });
  return differences;
}

}  // namespace pcsp::diagnosis
