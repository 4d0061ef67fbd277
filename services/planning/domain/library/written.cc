#include "services/planning/domain/library/written.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace pcsp::planning {
namespace {

using Best = std::optional<Retold>;

// They come by id, so that the first of equals stays.
void Keep(Retold one, Best& best) {
  if (!best || one.by.likeness.size() > best->by.likeness.size()) best = std::move(one);
}

}  // namespace

Written WrittenOf(const Library& library, const std::string& solution,
                  absl::Span<const std::string> issues, const SiteFacts& listener) {
  Written written;
  Best helped, persisted, unclear;
  for (const size_t place : library.WrittenAbout(solution)) {
    const SiteStory& story = library.written()[place];
    if (std::ranges::count(issues, story.issue) == 0) continue;
    auto by = library.stories().TellerOf(story, listener);
    if (!by) continue;
    ++written.count;
    Best& best = story.result == Story::kHelped      ? helped
                 : story.result == Story::kPersisted ? persisted
                                                     : unclear;
    Keep({&story, *std::move(by)}, best);
  }
  for (Best* best : {&helped, &persisted}) {
    if (*best) written.told.push_back(*std::move(*best));
  }
  if (written.told.empty() && unclear) written.told.push_back(*std::move(unclear));
  return written;
}

}  // namespace pcsp::planning
