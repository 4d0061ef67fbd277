// Ids that must lead somewhere.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "services/diagnosis/domain/knowledge/knowledge_base.h"
#include "services/diagnosis/domain/knowledge/rules/faults.h"

namespace pcsp::diagnosis {

// The most links or parents: bounds the tables before cliques are even planned.
inline constexpr size_t kMostLinks = 12;

// The ids of one knowledge base, which must outlive it.
class References {
 public:
  explicit References(const KnowledgeBase& kb);

  // Each link names another issue that exists and `fits` (`expected` says what fits), with a
  // strength that is a probability.
  void CheckLinks(const std::vector<Link>& links, const Spot& at, absl::string_view expected,
                  const std::function<bool(const Issue&)>& fits, Faults* faults) const;
  void CheckIssueId(const std::string& id, const Spot& at, absl::string_view expected,
                    const std::function<bool(const Issue&)>& fits, Faults* faults) const;
  // The indicator that settles an issue is one of its level that is linked to it.
  void CheckSettledBy(const Issue& issue, const Spot& at, Faults* faults) const;
  // Every solution of an issue is one of `known`.
  void CheckSolutions(const std::set<std::string>& known, Faults* faults) const;
  // No id that an earlier version took away comes back with another meaning.
  void CheckRemoved(Faults* faults) const;

 private:
  // What to write in place of an id that leads nowhere; `known` are those of `whole`.
  std::string Advice(absl::string_view noun, const std::string& id,
                     const std::set<std::string>& known,
                     absl::string_view whole = "this knowledge base") const;
  // The way from `issue` over its causes back to itself: "a -> b -> a"; empty when there is none.
  std::string CircleThrough(const std::string& issue) const;

  const KnowledgeBase& kb_;
  std::map<std::string, const Issue*> issues_;
  std::set<std::string> issue_ids_, indicator_ids_, removed_;
};

}  // namespace pcsp::diagnosis
