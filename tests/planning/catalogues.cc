#include "tests/planning/catalogues.h"

#include <cstdlib>
#include <iostream>
#include <utility>

#include "absl/strings/str_cat.h"

namespace pcsp::planning::testing {

const Catalogue& ShippedCatalogue() {
  static const Catalogue* const catalogue = [] {
    auto document = text::ReadContentFile("services/planning/content/solutions.yaml");
    auto read = document.ok() ? Catalogue::Read(*std::move(document))
                              : absl::StatusOr<Catalogue>(document.status());
    if (!read.ok()) {
      std::cerr << read.status() << "\n";
      std::abort();
    }
    return new Catalogue(*std::move(read));
  }();
  return *catalogue;
}

Solution MakeSolution(absl::string_view id, std::vector<std::string> answers, double effect) {
  Solution solution;
  solution.id = std::string(id);
  solution.title = absl::StrCat("Do ", id);
  solution.answers = std::move(answers);
  solution.hours = 10;
  solution.duration_weeks = 6;
  solution.review_weeks = 4;
  solution.owner_role = "practice manager";
  solution.effect = effect;
  solution.core_functions = {{"together", "Done together."}};
  return solution;
}

Finding MakeFinding(absl::string_view issue, double importance) {
  Finding finding;
  finding.issue = std::string(issue);
  finding.probability = 0.8;
  finding.severity = 100;
  finding.importance = importance;
  return finding;
}

}  // namespace pcsp::planning::testing
