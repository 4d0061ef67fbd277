#include "services/planning/domain/solution/catalogue_check.h"

#include <functional>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"

namespace pcsp::planning {
namespace {

constexpr int kFewestAnswers = 2;

// Solutions of which those from `first` on are being checked.
struct Checked {
  const std::vector<Solution>& solutions;
  size_t first;
  Violations& violations;

  void Add(size_t i, absl::string_view field, absl::string_view given,
           absl::string_view expected) const {
    if (i < first) return;
    violations.Add(absl::StrCat("solutions[", i - first, "].", field), given, expected);
  }
};

std::string Prerequisite(size_t k) { return absl::StrCat("prerequisites[", k, "]"); }

using Index = std::map<std::string, size_t>;

Index IndexById(const Checked& checked) {
  Index index;
  for (size_t i = 0; i < checked.solutions.size(); ++i) {
    const std::string& id = checked.solutions[i].id;
    if (!id.empty() && !index.emplace(id, i).second) {
      checked.Add(i, "id", id, "an id that no other solution has");
    }
  }
  return index;
}

void CheckPrerequisites(const Checked& checked, const Index& index) {
  const std::vector<Solution>& solutions = checked.solutions;
  for (size_t i = 0; i < solutions.size(); ++i) {
    for (size_t k = 0; k < solutions[i].prerequisites.size(); ++k) {
      const std::string& wanted = solutions[i].prerequisites[k];
      const auto found = index.find(wanted);
      if (found == index.end()) {
        checked.Add(i, Prerequisite(k), wanted, "the id of a solution of this catalogue");
      } else if (solutions[found->second].level != solutions[i].level) {
        checked.Add(i, Prerequisite(k), wanted,
                    absl::StrCat("a solution of the level ", LevelWord(solutions[i].level),
                                 ", which the same organisation can carry out"));
      }
    }
  }
}

// Reports each cycle once, at the solution where a walk in the order of the file closes it.
void CheckCycles(const Checked& checked, const Index& index) {
  const std::vector<Solution>& solutions = checked.solutions;
  enum class Mark { kNew, kOpen, kDone };
  std::vector<Mark> marks(solutions.size(), Mark::kNew);
  const std::function<void(size_t)> visit = [&](size_t i) {
    marks[i] = Mark::kOpen;
    for (size_t k = 0; k < solutions[i].prerequisites.size(); ++k) {
      const auto found = index.find(solutions[i].prerequisites[k]);
      if (found == index.end() || marks[found->second] == Mark::kDone) continue;
      if (marks[found->second] == Mark::kOpen) {
        checked.Add(i, Prerequisite(k), found->first,
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

void CheckChoice(const Checked& checked) {
  const std::vector<Solution>& solutions = checked.solutions;
  std::map<std::string, std::vector<size_t>> answers;
  for (size_t i = 0; i < solutions.size(); ++i) {
    for (const std::string& issue : solutions[i].answers) answers[issue].push_back(i);
  }
  for (const auto& [issue, by] : answers) {
    if (by.size() < kFewestAnswers) {
      checked.Add(by[0], "answers", issue,
                  "an issue that at least one other solution answers too, so that there is a "
                  "choice");
    }
  }
}

}  // namespace

void CheckCatalogue(const std::vector<Solution>& solutions, Violations& violations) {
  const Checked checked{solutions, 0, violations};
  const Index index = IndexById(checked);
  CheckPrerequisites(checked, index);
  CheckCycles(checked, index);
  CheckChoice(checked);
}

void CheckAdded(const std::vector<Solution>& shipped, const std::vector<Solution>& added,
                Violations& violations) {
  std::vector<Solution> all = shipped;
  all.insert(all.end(), added.begin(), added.end());
  const Checked checked{all, shipped.size(), violations};
  const Index index = IndexById(checked);
  CheckPrerequisites(checked, index);
  CheckCycles(checked, index);
}

}  // namespace pcsp::planning
