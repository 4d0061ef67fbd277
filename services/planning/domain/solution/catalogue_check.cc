#include "services/planning/domain/solution/catalogue_check.h"

#include <functional>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"

namespace pcsp::planning {
namespace {

constexpr int kFewestAnswers = 2;

std::string Path(size_t index, absl::string_view field) {
  return absl::StrCat("solutions[", index, "].", field);
}

using Index = std::map<std::string, size_t>;

Index IndexById(const std::vector<Solution>& solutions, Violations& violations) {
  Index index;
  for (size_t i = 0; i < solutions.size(); ++i) {
    const std::string& id = solutions[i].id;
    if (!id.empty() && !index.emplace(id, i).second) {
      violations.Add(Path(i, "id"), id, "an id that no other solution has");
    }
  }
  return index;
}

void CheckPrerequisites(const std::vector<Solution>& solutions, const Index& index,
                        Violations& violations) {
  for (size_t i = 0; i < solutions.size(); ++i) {
    for (size_t k = 0; k < solutions[i].prerequisites.size(); ++k) {
      const std::string& wanted = solutions[i].prerequisites[k];
      const std::string path = Path(i, absl::StrCat("prerequisites[", k, "]"));
      const auto found = index.find(wanted);
      if (found == index.end()) {
        violations.Add(path, wanted, "the id of a solution of this catalogue");
      } else if (solutions[found->second].level != solutions[i].level) {
        violations.Add(path, wanted,
                       absl::StrCat("a solution of the level ", LevelWord(solutions[i].level),
                                    ", which the same organisation can carry out"));
      }
    }
  }
}

// Reports each cycle once, at the solution where a walk in the order of the file closes it.
void CheckCycles(const std::vector<Solution>& solutions, const Index& index,
                 Violations& violations) {
  enum class Mark { kNew, kOpen, kDone };
  std::vector<Mark> marks(solutions.size(), Mark::kNew);
  const std::function<void(size_t)> visit = [&](size_t i) {
    marks[i] = Mark::kOpen;
    for (size_t k = 0; k < solutions[i].prerequisites.size(); ++k) {
      const auto found = index.find(solutions[i].prerequisites[k]);
      if (found == index.end() || marks[found->second] == Mark::kDone) continue;
      if (marks[found->second] == Mark::kOpen) {
        violations.Add(Path(i, absl::StrCat("prerequisites[", k, "]")), found->first,
                       "a solution that does not need this one first, directly or by others");
      } else {
        visit(found->second);
      }
    }
    marks[i] = Mark::kDone;
  };
  for (size_t i = 0; i < solutions.size(); ++i) {
    if (marks[i] == Mark::kNew) visit(i);
  }
}

void CheckChoice(const std::vector<Solution>& solutions, Violations& violations) {
  std::map<std::string, std::vector<size_t>> answers;
  for (size_t i = 0; i < solutions.size(); ++i) {
    for (const std::string& issue : solutions[i].answers) answers[issue].push_back(i);
  }
  for (const auto& [issue, by] : answers) {
    if (by.size() < kFewestAnswers) {
      violations.Add(Path(by[0], "answers"), issue,
                     "an issue that at least one other solution answers too, so that there is a "
                     "choice");
    }
  }
}

}  // namespace

void CheckCatalogue(const std::vector<Solution>& solutions, Violations& violations) {
  const Index index = IndexById(solutions, violations);
  CheckPrerequisites(solutions, index, violations);
  CheckCycles(solutions, index, violations);
  CheckChoice(solutions, violations);
}

}  // namespace pcsp::planning
