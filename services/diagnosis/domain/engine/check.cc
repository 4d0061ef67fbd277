#include "services/diagnosis/domain/engine/check.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/engine/clique_tree.h"
#include "services/diagnosis/domain/engine/network.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/diagnosis/domain/knowledge/rules/style.h"
#include "services/diagnosis/domain/knowledge/rules/values.h"

namespace pcsp::diagnosis {
namespace {

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

absl::StatusOr<KnowledgeBaseReport> Check(const KnowledgeBase& kb, const text::Document* written,
                                          Faults* faults) {
  KnowledgeBaseReport report;
  CheckValues(kb, faults);
  // The structure can only be planned once every link leads somewhere.
  if (faults->violations().empty()) CheckCost(kb, faults, &report);
  RETURN_IF_ERROR(faults->violations().ToStatus("INVALID_KNOWLEDGE_BASE"));
  Faults warnings(written);
  CheckStyle(kb, &warnings);
  report.warnings = warnings.violations().list();
  return report;
}

}  // namespace

absl::StatusOr<KnowledgeBaseReport> CheckKnowledgeBase(const KnowledgeBase& kb,
                                                       const text::Document* written) {
  Faults faults(written);
  return Check(kb, written, &faults);
}

absl::StatusOr<CheckedKnowledgeBase> CheckKnowledgeBaseFile(text::Document document) {
  CheckedKnowledgeBase checked;
  checked.kb = ReadForm(&document);
  Faults faults(&document);
  if (const absl::Status form = document.Finish(); !form.ok()) {
    // What could not be read has its default now, which is no second fault.
    const ErrorDetail detail = *ErrorDetailOf(form);
    for (const Violation& fault : detail.violations) faults.Silence(fault.field);
    faults.violations().Merge("", form);
  }
  ASSIGN_OR_RETURN(checked.report, Check(checked.kb, &document, &faults));
  return checked;
}

}  // namespace pcsp::diagnosis
