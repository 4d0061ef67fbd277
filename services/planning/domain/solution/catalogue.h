// The solutions that ship with the program: read once, checked in full, never changed.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/text/yaml.h"
#include "services/planning/domain/solution/solution.h"

namespace pcsp::planning {

// Titles of issues by id, so that solutions are found by what they answer.
using IssueTitles = std::map<std::string, std::string>;

// Immutable, and so thread-safe. Pointers to its solutions live as long as it does.
class Catalogue {
 public:
  // Reads and checks a content file; the format is explained at the top of
  // content/solutions.yaml. Errors: INVALID_CONTENT with every fault of the file, such as an
  // unknown level, a repeated id, a prerequisite that is missing, of another level or in a cycle,
  // a solution without core function, an issue with one answer only.
  static absl::StatusOr<Catalogue> Read(text::Document document);

  // `solutions` must have passed the checks of Read().
  Catalogue(std::string version, std::vector<Solution> solutions, IssueTitles titles = {});
  Catalogue(Catalogue&&) = default;
  Catalogue& operator=(Catalogue&&) = default;

  const std::string& version() const { return version_; }                // "pcsp-solutions@1"
  const std::vector<Solution>& solutions() const { return solutions_; }  // ordered by id
  const IssueTitles& issue_titles() const { return titles_; }  // of the issues that are answered

  // Null when there is none.
  const Solution* Find(absl::string_view id) const;

  // The solution's missing prerequisites and theirs, each before what needs it, then the solution
  // itself. `done` tells which solutions need not be repeated.
  std::vector<const Solution*> WithPrerequisites(const Solution& solution,
                                                 const std::set<std::string>& done) const;

 private:
  std::string version_;
  std::vector<Solution> solutions_;
  IssueTitles titles_;
};

}  // namespace pcsp::planning
