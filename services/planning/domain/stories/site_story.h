// What a site wrote about a solution that it tried.
#pragma once

#include <string>

#include "absl/time/time.h"
#include "common/base/error.h"
#include "services/planning/domain/adaptation/sharing.h"
#include "services/planning/domain/effect/outcome.h"
#include "services/planning/domain/solution/solution.h"
#include "services/planning/domain/stories/site_facts.h"

namespace pcsp::planning {

struct SiteStory {
  std::string programme;
  std::string id;                  // a UUID that tells nothing of the site or of the time
  std::string organisation;        // id of the site
  std::string solution;            // id
  std::string issue;               // id
  Level level = Level::kPractice;  // of the site: the solution's
  Story result = Story::kUnclear;  // as the site sees it
  std::string did, happened, differently;
  Sharing sharing = Sharing::kAnonymous;  // never withheld
  std::string agreed_by;                  // id of the appointment of who agreed for the site
  std::string display_name;               // what people call the site
  absl::Time create_time;

  bool operator==(const SiteStory&) const = default;
};

// What is known of a site from its story alone.
SiteFacts FactsOf(const SiteStory& story);

// Adds a violation under `story.` for each thing that is wrong with it, `solution` being what it
// tells of; none of them repeats its words.
void CheckStory(const SiteStory& story, const Solution& solution, Violations& violations);

// Takes out of its words what tells who somebody is and, where the site stays anonymous, the site's
// name and code; how much that was. Words that cannot be kept are violations under `story.`.
int ScreenWords(SiteStory& story, Violations& violations);

}  // namespace pcsp::planning
