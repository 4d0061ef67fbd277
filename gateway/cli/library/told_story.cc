#include "gateway/cli/library/told_story.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gateway/cli/output.h"

namespace pcsp::cli {

using planning::v1::SiteStory;

std::string ResultOf(const SiteStory& story) {
  return Word(planning::v1::StoryResult_Name(story.result()), "STORY_RESULT_");
}

std::string TellerOf(const SiteStory& story) {
  std::string teller = story.teller();
  if (story.likeness_size() > 0) {
    absl::StrAppend(&teller, ", ", absl::StrJoin(story.likeness(), ", "));
  }
  return teller;
}

std::string InLines(const SiteStory& story) {
  std::string lines =
      absl::StrCat(IdOf(story.solution()), " on ", story.issue(), ": ", ResultOf(story), ", says ",
                   TellerOf(story), "\n  What we did: ", story.did(),
                   "\n  What happened: ", story.happened(), "\n");
  if (!story.differently().empty()) {
    absl::StrAppend(&lines, "  What we would do differently: ", story.differently(), "\n");
  }
  return lines;
}

}  // namespace pcsp::cli
