#include "services/diagnosis/domain/programme/surroundings.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/diagnosis/domain/programme/programme_model.h"

namespace pcsp::diagnosis {
namespace {

class Resolver {
 public:
  Resolver(const Model& model, Level subject, Violations* violations)
      : model_(model), network_(model.programme->at(subject).network), violations_(*violations) {}

  std::vector<LogTable> Resolve(const std::vector<SurroundingTable>& tables,
                                const std::string& field) {
    if (tables.size() > kMostTables) {
      violations_.Add(field, absl::StrCat(tables.size()), absl::StrCat("at most ", kMostTables));
      return {};
    }
    std::vector<LogTable> resolved;
    for (size_t t = 0; t < tables.size(); ++t) {
      const std::string at = absl::StrCat(field, "[", t, "].");
      if (!CheckLogs(tables[t], at)) continue;
      const std::vector<int> variables = VariablesOf(tables[t]);
      const int scope = ScopeOf(variables);
      if (scope < 0) {
        violations_.Add(at + "issues", absl::StrJoin(tables[t].issues, ", "),
                        "issues that sites speak of together under this knowledge base");
        continue;
      }
      resolved.push_back({scope, InOrderOf(network_.scopes[scope], variables, tables[t].logs)});
    }
    return resolved;
  }

 private:
  bool CheckLogs(const SurroundingTable& table, const std::string& at) {
    if (table.issues.size() > kMostIssuesOfATable) {
      violations_.Add(at + "issues", absl::StrCat(table.issues.size()),
                      absl::StrCat("at most ", kMostIssuesOfATable));
      return false;
    }
    const size_t states = size_t{1} << table.issues.size();
    const bool sound = std::all_of(table.logs.begin(), table.logs.end(),
                                   [](double log) { return std::isfinite(log); });
    if (table.logs.size() == states && sound) return true;
    violations_.Add(at + "log_likelihoods", absl::StrCat(table.logs.size(), " numbers"),
                    absl::StrCat(states, " finite numbers, 2 to the power of the issues"));
    return false;
  }

  // In the order of the table; -1 for what the network does not have.
  std::vector<int> VariablesOf(const SurroundingTable& table) const {
    std::vector<int> variables;
    for (const std::string& id : table.issues) {
      const auto found = std::find_if(network_.issues.begin(), network_.issues.end(),
                                      [&](int issue) { return model_.kb.issues[issue].id == id; });
      variables.push_back(
          found == network_.issues.end() ? -1 : static_cast<int>(found - network_.issues.begin()));
    }
    return variables;
  }

  // -1 where the network has no such joint.
  int ScopeOf(std::vector<int> variables) const {
    std::sort(variables.begin(), variables.end());
    for (int scope : network_.scope_of_set) {
      if (network_.scopes[scope].variables == variables) return scope;
    }
    return -1;
  }

  static std::vector<double> InOrderOf(const Scope& scope, const std::vector<int>& variables,
                                       const std::vector<double>& logs) {
    std::vector<double> ordered(logs.size());
    for (size_t d = 0; d < logs.size(); ++d) {
      size_t state = 0;
      for (size_t k = 0; k < variables.size(); ++k) {
        const auto bit = std::find(scope.variables.begin(), scope.variables.end(), variables[k]) -
                         scope.variables.begin();
        state |= (d >> k & 1) << bit;
      }
      ordered[state] = logs[d];
    }
    return ordered;
  }

  const Model& model_;
  const Network& network_;
  Violations& violations_;
};

void CheckSites(const char* field, int sites, Violations* violations) {
  if (sites < 0) violations->Add(field, absl::StrCat(sites), "0 or more");
}

std::vector<SurroundingTable> Tell(const Model& model, const Network& network,
                                   const std::vector<LogTable>& tables) {
  std::vector<SurroundingTable> told;
  for (const LogTable& table : tables) {
    SurroundingTable& added = told.emplace_back();
    for (int variable : network.scopes[table.scope].variables) {
      added.issues.push_back(model.kb.issues[network.issues[variable]].id);
    }
    added.logs = table.logs;
  }
  return told;
}

}  // namespace

Surroundings ResolveSurroundings(const Model& model, Level subject,
                                 const SurroundingEvidence& around, Violations* violations) {
  if (model.programme == nullptr) {
    violations->Add("surroundings", "", "none: this knowledge base lets no site hear another");
    return {};
  }
  CheckSites("surroundings.sites_beside", around.sites_beside, violations);
  CheckSites("surroundings.sites_below", around.sites_below, violations);
  Resolver resolver(model, subject, violations);
  Surroundings resolved;
  resolved.above = resolver.Resolve(around.above, "surroundings.above");
  resolved.below = resolver.Resolve(around.below, "surroundings.below");
  resolved.sites_beside = around.sites_beside;
  resolved.sites_below = around.sites_below;
  return resolved;
}

Evidence Hearable(const Model& model, Evidence evidence) {
  if (!evidence.around || !evidence.subject) return evidence;
  Violations violations;
  ResolveSurroundings(model, *evidence.subject, *evidence.around, &violations);
  if (!violations.empty()) evidence.around.reset();
  return evidence;
}

SurroundingEvidence TellSurroundings(const Model& model, Level subject,
                                     const Surroundings& around) {
  const Network& network = model.programme->at(subject).network;
  return {.above = Tell(model, network, around.above),
          .below = Tell(model, network, around.below),
          .sites_beside = around.sites_beside,
          .sites_below = around.sites_below};
}

}  // namespace pcsp::diagnosis
