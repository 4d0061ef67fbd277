#include "services/diagnosis/domain/engine/check.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/engine/clique_tree.h"
#include "services/diagnosis/domain/engine/network.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/diagnosis/domain/knowledge/rules/references.h"
#include "services/diagnosis/domain/knowledge/rules/style.h"
#include "services/diagnosis/domain/knowledge/rules/values.h"

namespace pcsp::diagnosis {
namespace {

constexpr absl::string_view kInvalid = "INVALID_KNOWLEDGE_BASE";

NetworkCost CostOf(const KnowledgeBase& kb, Level level) {
  NetworkCost network{level};
  std::vector<const Issue*> variables;  // in the order of PlanNetwork()
  for (const Issue& issue : kb.issues) {
    if (issue.level <= level) variables.push_back(&issue);
  }
  const CliqueTree tree = PlanNetwork(kb, level);
  for (const auto& clique : tree.cliques) {
    network.clique_sizes.push_back(static_cast<int>(clique.variables.size()));
    if (clique.variables.size() <= network.widest.size()) continue;
    network.widest.clear();
    for (int variable : clique.variables) network.widest.push_back(variables[variable]->id);
  }
  std::sort(network.clique_sizes.rbegin(), network.clique_sizes.rend());
  network.issues = static_cast<int>(variables.size());
  network.cost = InferenceCost(tree);
  return network;
}

void CheckCost(const KnowledgeBase& kb, Faults* faults, KnowledgeBaseReport* report) {
  for (int l = 0; l < kLevels; ++l) {
    NetworkCost network = CostOf(kb, static_cast<Level>(l));
    const std::string field = absl::StrCat("network[", LevelWord(network.level), "]");
    faults->Require(network.cost <= kCostLimit, {field, "indicators"},
                    absl::StrCat("cost ", network.cost, ", largest clique ", network.widest.size()),
                    absl::StrCat("sum of 2^|clique| at most ", kCostLimit,
                                 ": fewer parents, fewer links between constructs, first among ",
                                 absl::StrJoin(network.widest, ", ")));
    report->networks.push_back(std::move(network));
  }
}

// Whether the structure can be planned: every link leads to an issue of a level that fits.
bool Connected(const KnowledgeBase& kb) {
  std::map<std::string, Level> levels;
  for (const Issue& issue : kb.issues) {
    if (!levels.emplace(issue.id, issue.level).second) return false;
  }
  const auto lead = [&](const std::vector<Link>& links, int lowest) {
    return links.size() <= kMostLinks && std::all_of(links.begin(), links.end(), [&](auto& link) {
             const auto found = levels.find(link.issue);
             return found != levels.end() && static_cast<int>(found->second) <= lowest;
           });
  };
  return std::all_of(kb.issues.begin(), kb.issues.end(),
                     [&](const Issue& issue) {
                       return lead(issue.parents, static_cast<int>(issue.level) - 1);
                     }) &&
         std::all_of(kb.indicators.begin(), kb.indicators.end(), [&](const Indicator& indicator) {
           return lead(indicator.links, static_cast<int>(indicator.level));
         });
}

KnowledgeBaseReport Check(const KnowledgeBase& kb, Faults* faults, Faults* warnings) {
  KnowledgeBaseReport report;
  CheckValues(kb, faults);
  if (!Connected(kb)) return report;
  CheckCost(kb, faults, &report);
  CheckStyle(kb, warnings);
  report.warnings = warnings->violations().list();
  return report;
}

}  // namespace

absl::StatusOr<KnowledgeBaseReport> CheckKnowledgeBase(const KnowledgeBase& kb,
                                                       const text::Document* written) {
  Faults faults(written), warnings(written);
  KnowledgeBaseReport report = Check(kb, &faults, &warnings);
  RETURN_IF_ERROR(faults.violations().ToStatus(kInvalid));
  return report;
}

absl::StatusOr<KnowledgeBaseReport> CheckForTrial(const KnowledgeBase& kb) {
  Faults warnings(nullptr), faults(nullptr, &warnings);
  KnowledgeBaseReport report = Check(kb, &faults, &warnings);
  RETURN_IF_ERROR(faults.violations().ToStatus(kInvalid));
  return report;
}

absl::StatusOr<CheckedKnowledgeBase> CheckKnowledgeBaseFile(text::Document document) {
  Inspection file = InspectKnowledgeBaseFile(std::move(document), Purpose::kPublish);
  RETURN_IF_ERROR(file.violations.ToStatus(kInvalid));
  return std::move(file.checked);
}

Inspection InspectKnowledgeBaseFile(text::Document document, Purpose purpose) {
  Inspection file;
  file.checked.kb = ReadForm(&document, purpose);
  Faults warnings(&document);
  Faults faults(&document, purpose == Purpose::kTrial ? &warnings : nullptr);
  if (const absl::Status form = document.Finish(); !form.ok()) {
    // What could not be read has its default now, which is no second fault.
    const ErrorDetail detail = *ErrorDetailOf(form);
    for (const Violation& fault : detail.violations) faults.Silence(fault.field);
    faults.violations().Merge("", form);
  }
  file.checked.report = Check(file.checked.kb, &faults, &warnings);
  file.violations = faults.violations();
  return file;
}

}  // namespace pcsp::diagnosis
