#include "services/diagnosis/domain/engine/check.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/engine/clique_tree.h"
#include "services/diagnosis/domain/engine/network.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/diagnosis/domain/knowledge/rules/grounds.h"
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

// As much of the structure as can be planned: each issue once, and of the links the first
// kMostLinks that lead to an issue of a level that fits. The rest are faults already.
KnowledgeBase Connected(KnowledgeBase kb) {
  std::map<std::string, Level> levels;
  std::erase_if(kb.issues,
                [&](const Issue& issue) { return !levels.emplace(issue.id, issue.level).second; });
  const auto connect = [&](std::vector<Link>* links, int lowest) {
    std::set<std::string> seen;
    std::erase_if(*links, [&](const Link& link) {
      const auto found = levels.find(link.issue);
      return found == levels.end() || static_cast<int>(found->second) > lowest ||
             !seen.insert(link.issue).second;
    });
    if (links->size() > kMostLinks) links->resize(kMostLinks);
  };
  for (Issue& issue : kb.issues) connect(&issue.parents, static_cast<int>(issue.level) - 1);
  for (Indicator& indicator : kb.indicators) {
    connect(&indicator.links, static_cast<int>(indicator.level));
  }
  std::erase_if(kb.indicators, [](const Indicator& i) { return i.links.empty(); });
  return kb;
}

// Faults of how it is written go to `written`.
KnowledgeBaseReport Check(const KnowledgeBase& kb, const SolutionIds* solutions, Faults* faults,
                          Faults* written, Faults* warnings) {
  KnowledgeBaseReport report;
  CheckValues(kb, faults);
  CheckGrounds(kb, written);
  if (solutions != nullptr) References(kb).CheckSolutions(*solutions, faults);
  CheckStyle(kb, written, warnings);
  CheckCost(Connected(kb), faults, &report);
  report.warnings = warnings->violations().list();
  return report;
}

}  // namespace

absl::StatusOr<KnowledgeBaseReport> CheckKnowledgeBase(const KnowledgeBase& kb,
                                                       const text::Document* written) {
  Faults faults(written), warnings(written);
  KnowledgeBaseReport report = Check(kb, nullptr, &faults, &faults, &warnings);
  RETURN_IF_ERROR(faults.violations().ToStatus(kInvalid));
  return report;
}

absl::Status CheckForUse(const KnowledgeBase& kb) {
  Faults faults(nullptr), warnings(nullptr);
  Check(kb, nullptr, &faults, &warnings, &warnings);
  return faults.violations().ToStatus(kInvalid);
}

absl::StatusOr<KnowledgeBaseReport> CheckForTrial(const KnowledgeBase& kb) {
  Faults warnings(nullptr), faults(nullptr, &warnings);
  KnowledgeBaseReport report = Check(kb, nullptr, &faults, &faults, &warnings);
  RETURN_IF_ERROR(faults.violations().ToStatus(kInvalid));
  return report;
}

SolutionIds ReadSolutionIds(text::Document catalogue) {
  SolutionIds ids;
  for (const text::Node& solution : catalogue.root()["solutions"].List()) {
    ids.insert(solution["id"].String());
  }
  return ids;
}

absl::StatusOr<CheckedKnowledgeBase> CheckKnowledgeBaseFile(text::Document document,
                                                            const SolutionIds* solutions) {
  Inspection file = InspectKnowledgeBaseFile(std::move(document), Purpose::kPublish, solutions);
  RETURN_IF_ERROR(file.violations.ToStatus(kInvalid));
  return std::move(file.checked);
}

Inspection InspectKnowledgeBaseFile(text::Document document, Purpose purpose,
                                    const SolutionIds* solutions) {
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
  file.checked.report = Check(file.checked.kb, solutions, &faults, &faults, &warnings);
  file.violations = faults.violations();
  return file;
}

}  // namespace pcsp::diagnosis
