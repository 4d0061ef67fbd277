#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/planning/store/library/library_rows.h"
#include "services/planning/store/words.h"

namespace pcsp::planning {
namespace {

// "id=form other=dose".
std::string ChangesText(const std::map<std::string, CoreChange>& changes) {
  return absl::StrJoin(changes, " ", [](std::string* out, const auto& change) {
    absl::StrAppend(out, change.first, "=", WordOf(change.second, kCoreChangeWords));
  });
}

std::map<std::string, CoreChange> Changes(const std::vector<std::string>& words) {
  std::map<std::string, CoreChange> changes;
  for (const std::string& word : words) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(word, '=');
    changes[parts.first] = MeaningOf(parts.second, kCoreChangeWords);
  }
  return changes;
}

}  // namespace

const sql::Table& TableOf(sql::Of<SiteAdaptation>) {
  static const sql::Table& table = *new sql::Table{
      "adaptation",
      sql::Columns(
          "programme organisation id solution adapted_when decided_by part adapted_for what "
          "core_changes why sharing state signed_by note",
          "planned revision create_time update_time"),
      {"programme", "organisation", "id"}};
  return table;
}

sql::Cells ToCells(const SiteAdaptation& one) {
  const Adaptation& a = one.adaptation;
  return {one.programme,
          one.organisation,
          one.id,
          a.solution,
          WordOf(a.when, kAdaptedWhenWords),
          absl::StrJoin(a.decided_by, "\n"),
          WordOf(a.part, kAdaptedPartWords),
          WordOf(a.level, kAdaptedForWords),
          a.what,
          ChangesText(a.core_changes),
          a.why,
          WordOf(one.sharing, kSharingWords),
          WordOf(one.state, kAdaptationStateWords),
          one.signed_by,
          one.note,
          sql::NumberText(a.planned ? 1 : 0),
          sql::NumberText(one.revision),
          sql::TimeText(one.create_time),
          sql::TimeText(one.update_time)};
}

SiteAdaptation FromCells(sql::Of<SiteAdaptation>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  SiteAdaptation one;
  Adaptation& a = one.adaptation;
  one.programme = in.Text();
  one.organisation = in.Text();
  one.id = in.Text();
  a.solution = in.Text();
  a.when = MeaningOf(in.Text(), kAdaptedWhenWords);
  a.decided_by = absl::StrSplit(in.Text(), '\n', absl::SkipEmpty());
  a.part = MeaningOf(in.Text(), kAdaptedPartWords);
  a.level = MeaningOf(in.Text(), kAdaptedForWords);
  a.what = in.Text();
  a.core_changes = Changes(in.Words());
  a.why = in.Text();
  one.sharing = MeaningOf(in.Text(), kSharingWords);
  one.state = MeaningOf(in.Text(), kAdaptationStateWords);
  one.signed_by = in.Text();
  one.note = in.Text();
  a.planned = in.Flag();
  one.revision = in.Number();
  one.create_time = in.Time();
  one.update_time = in.Time();
  return one;
}

}  // namespace pcsp::planning
