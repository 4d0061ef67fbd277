// All that a programme can choose from and what is known of it, at one revision.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "services/planning/domain/effect/effects.h"
#include "services/planning/domain/effect/scale.h"
#include "services/planning/domain/library/records.h"
#include "services/planning/domain/solution/catalogue.h"
#include "services/planning/domain/stories/story_book.h"

namespace pcsp::planning {

// Immutable, and so thread-safe. Made anew when solutions or outcomes have changed: 350,000
// outcomes take about a second.
class Library {
 public:
  // `own`, `outcomes` and `written` have passed their checks.
  Library(const Catalogue& shipped, std::vector<OwnSolution> own,
          const std::vector<SiteOutcome>& outcomes, int64_t revision,
          std::vector<SiteStory> written = {});

  int64_t revision() const { return revision_; }
  // What may be recommended: what ships and what was added and is not retired.
  const Catalogue& offered() const { return offered_; }
  // Everything that was ever added, by id.
  const std::vector<OwnSolution>& own() const { return own_; }
  // Null when the programme has not added it.
  const OwnSolution* FindOwn(absl::string_view id) const;
  // Of what ships or was added, retired or not; null when there is none.
  const Solution* Find(absl::string_view id) const;
  const Effects& effects() const { return effects_; }
  const StoryBook& stories() const { return stories_; }
  // What sites wrote, by id.
  const std::vector<SiteStory>& written() const { return written_; }
  // The places among these of what was written about a solution, ascending.
  const std::vector<size_t>& WrittenAbout(const std::string& solution) const;
  int64_t outcomes() const { return outcomes_; }

 private:
  int64_t revision_;
  std::vector<OwnSolution> own_;
  Catalogue offered_;
  int64_t outcomes_;
  Effects effects_;
  std::vector<SiteStory> written_;
  std::map<std::string, std::vector<size_t>> written_about_;
  StoryBook stories_;
};

// The ids of the issues that some solution of the catalogue answers: those that there are.
std::set<std::string> IssuesOf(const Catalogue& catalogue);

}  // namespace pcsp::planning
