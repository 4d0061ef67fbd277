#include "services/planning/domain/solution/solution_check.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/text/utf8.h"
#include "services/planning/domain/solution/catalogue_check.h"

namespace pcsp::planning {
namespace {

constexpr size_t kLongestLink = 500;

// Collects what is wrong with one solution.
struct Check {
  const std::string prefix;
  Violations& violations;

  void Fault(absl::string_view field, absl::string_view given, absl::string_view expected) const {
    violations.Add(absl::StrCat(prefix, field), given, expected);
  }
  void Text(absl::string_view field, absl::string_view value) const {
    if (value.empty() || text::CharactersIn(value) > kLongestSolutionText ||
        absl::StrContains(value, '\n')) {
      Fault(field, value,
            absl::StrCat("1 to ", kLongestSolutionText, " characters without line breaks"));
    }
  }
  void Range(absl::string_view field, double value, double low, double high) const {
    if (value >= low && value <= high) return;  // false for NaN
    Fault(field, absl::StrCat(value), absl::StrCat("a number from ", low, " to ", high));
  }
};

void CheckTexts(const Solution& solution, const Check& check) {
  if (!IsResourceId(solution.id)) check.Fault("id", solution.id, kResourceIdRule);
  check.Text("title", solution.title);
  check.Text("actor", solution.actor);
  check.Text("action", solution.action);
  check.Text("target", solution.target);
  check.Text("dose", solution.dose);
  check.Text("timing", solution.timing);
  check.Text("justification", solution.justification);
  check.Text("expected_outcome", solution.expected_outcome);
  check.Text("owner_role", solution.owner_role);
  check.Text("source", solution.source);
  for (size_t i = 0; i < solution.adaptable_forms.size(); ++i) {
    check.Text(absl::StrCat("adaptable_forms[", i, "]"), solution.adaptable_forms[i]);
  }
}

void CheckFigures(const Solution& solution, const Check& check) {
  check.Range("hours", solution.hours, kLeastHours, kMostHours);
  check.Range("cost", solution.cost, 0, kMostCost);
  check.Range("duration_weeks", solution.duration_weeks, 1, kMostDurationWeeks);
  check.Range("review_weeks", solution.review_weeks, 1, kMostReviewWeeks);
  if (solution.repeat_weeks != 0) {
    check.Range("repeat_weeks", solution.repeat_weeks, solution.duration_weeks, kMostRepeatWeeks);
  }
  check.Range("effect", solution.effect, kLeastEffect, kMostEffect);
}

void CheckAnswers(const Solution& solution, const std::set<std::string>& issues,
                  const Check& check) {
  if (solution.answers.empty()) check.Fault("answers", "", "at least one issue");
  std::set<std::string> seen;
  for (size_t i = 0; i < solution.answers.size(); ++i) {
    const std::string& issue = solution.answers[i];
    const std::string field = absl::StrCat("answers[", i, "]");
    if (issues.count(issue) == 0) check.Fault(field, issue, "the id of an issue that is known");
    if (!seen.insert(issue).second) check.Fault(field, issue, "an issue that is new here");
  }
}

void CheckCore(const Solution& solution, const Check& check) {
  if (solution.core_functions.empty()) {
    check.Fault("core_functions", "",
                "at least one core function, without which it is no longer this solution");
  }
  std::set<std::string> seen;
  for (size_t i = 0; i < solution.core_functions.size(); ++i) {
    const CoreFunction& core = solution.core_functions[i];
    const std::string field = absl::StrCat("core_functions[", i, "].");
    if (core.id.empty() || !seen.insert(core.id).second) {
      check.Fault(absl::StrCat(field, "id"), core.id, "an id that is new here");
    }
    check.Text(absl::StrCat(field, "text"), core.text);
  }
  for (const auto& [id, boundary] : solution.boundaries) {
    const std::string field = absl::StrCat("boundaries.", id);
    if (seen.count(id) == 0) check.Fault(field, id, "the id of a core function");
    const std::string& protects = boundary.protects.text;
    if (boundary.negotiable != Negotiable::kNever) {
      if (protects.empty()) continue;
      check.Fault(absl::StrCat(field, ".protects"), protects,
                  "nothing, for only what is never negotiable protects a principle");
    } else if (protects.empty()) {
      check.Fault(absl::StrCat(field, ".protects"), "",
                  "the principle that it protects, for it never is negotiable");
    } else {
      check.Text(absl::StrCat(field, ".protects"), protects);
    }
  }
}

void CheckMaterials(const Solution& solution, const Check& check) {
  for (size_t i = 0; i < solution.materials.size(); ++i) {
    const std::string field = absl::StrCat("materials[", i, "].");
    check.Text(absl::StrCat(field, "title"), solution.materials[i].title);
    const std::string& url = solution.materials[i].url;
    if (!IsLink(url)) check.Fault(absl::StrCat(field, "url"), url, kLinkRule);
  }
}

void CheckSettings(const Solution& solution, const Check& check) {
  std::set<SiteSetting> seen;
  for (size_t i = 0; i < solution.settings.size(); ++i) {
    if (seen.insert(solution.settings[i]).second) continue;
    for (const auto& [word, setting] : kSiteSettingWords) {
      if (setting != solution.settings[i]) continue;
      check.Fault(absl::StrCat("settings[", i, "]"), word, "a setting that is new here");
    }
  }
}

}  // namespace

bool IsLink(absl::string_view url) {
  constexpr absl::string_view kScheme = "https://";
  const bool visible =
      std::all_of(url.begin(), url.end(), [](unsigned char c) { return c > ' ' && c != 0x7f; });
  return absl::StartsWith(url, kScheme) && url.size() > kScheme.size() &&
         url[kScheme.size()] != '/' && url.size() <= kLongestLink && visible;
}

void CheckOwnSolutions(const Catalogue& catalogue, const std::vector<Solution>& own,
                       const std::set<std::string>& issues, Violations& violations) {
  for (size_t i = 0; i < own.size(); ++i) {
    const Check check{absl::StrCat("solutions[", i, "]."), violations};
    CheckTexts(own[i], check);
    CheckFigures(own[i], check);
    CheckAnswers(own[i], issues, check);
    CheckCore(own[i], check);
    CheckMaterials(own[i], check);
    CheckSettings(own[i], check);
  }
  CheckAdded(catalogue.solutions(), own, violations);
}

Catalogue WithOwn(const Catalogue& catalogue, std::vector<Solution> own) {
  std::vector<Solution> all = catalogue.solutions();
  for (Solution& solution : own) {
    solution.local = true;
    all.push_back(std::move(solution));
  }
  return Catalogue(catalogue.version(), std::move(all), catalogue.issue_titles());
}

}  // namespace pcsp::planning
