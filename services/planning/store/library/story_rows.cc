#include "services/planning/store/library/library_rows.h"
#include "services/planning/store/words.h"

namespace pcsp::planning {
namespace {

constexpr std::pair<absl::string_view, Story> kStoryWords[] = {
    {"unclear", Story::kUnclear}, {"helped", Story::kHelped}, {"persisted", Story::kPersisted}};

}  // namespace

const sql::Table& TableOf(sql::Of<SiteStory>) {
  static const sql::Table& table = *new sql::Table{
      "site_story",
      sql::Columns("programme id organisation solution issue level result did happened differently "
                   "sharing agreed_by display_name",
                   "create_time"),
      {"programme", "id"}};
  return table;
}

sql::Cells ToCells(const SiteStory& story) {
  return {story.programme,
          story.id,
          story.organisation,
          story.solution,
          story.issue,
          WordOf(story.level, kLevelWords),
          WordOf(story.result, kStoryWords),
          story.did,
          story.happened,
          story.differently,
          WordOf(story.sharing, kSharingWords),
          story.agreed_by,
          story.display_name,
          sql::TimeText(story.create_time)};
}

SiteStory FromCells(sql::Of<SiteStory>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  SiteStory story;
  story.programme = in.Text();
  story.id = in.Text();
  story.organisation = in.Text();
  story.solution = in.Text();
  story.issue = in.Text();
  story.level = MeaningOf(in.Text(), kLevelWords);
  story.result = MeaningOf(in.Text(), kStoryWords);
  story.did = in.Text();
  story.happened = in.Text();
  story.differently = in.Text();
  story.sharing = MeaningOf(in.Text(), kSharingWords);
  story.agreed_by = in.Text();
  story.display_name = in.Text();
  story.create_time = in.Time();
  return story;
}

}  // namespace pcsp::planning
