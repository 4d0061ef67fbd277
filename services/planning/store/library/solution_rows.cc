#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/planning/store/library/library_rows.h"
#include "services/planning/store/words.h"

namespace pcsp::planning {
namespace {

using Pair = std::pair<std::string, std::string>;

// No text of a solution has a line break, and no id or address a tab.
std::string LinesText(const std::vector<std::string>& lines) { return absl::StrJoin(lines, "\n"); }
std::vector<std::string> Lines(absl::string_view text) {
  return absl::StrSplit(text, '\n', absl::SkipEmpty());
}

std::string CoreText(const Solution& solution) {
  return absl::StrJoin(
      solution.core_functions, "\n", [&](std::string* out, const CoreFunction& core) {
        const auto boundary = solution.boundaries.find(core.id);
        const Negotiable negotiable = boundary == solution.boundaries.end()
                                          ? Negotiable::kFormOnly
                                          : boundary->second.negotiable;
        absl::StrAppend(out, core.id, "\t", WordOf(negotiable, kNegotiableWords), "\t", core.text);
      });
}

void ReadCoreFunctions(absl::string_view text, Solution& solution) {
  for (const std::string& line : Lines(text)) {
    const std::vector<std::string> parts = absl::StrSplit(line, absl::MaxSplits('\t', 2));
    solution.core_functions.push_back({.id = parts.at(0), .text = parts.at(2)});
    solution.boundaries[parts.at(0)].negotiable = MeaningOf(parts.at(1), kNegotiableWords);
  }
}

std::string ProtectsText(const Solution& solution) {
  std::vector<std::string> lines;
  for (const auto& [core, boundary] : solution.boundaries) {
    if (boundary.protects.text.empty()) continue;
    lines.push_back(absl::StrCat(core, "\t", boundary.protects.text));
  }
  return LinesText(lines);
}

void ReadProtects(absl::string_view text, Solution& solution) {
  for (const std::string& line : Lines(text)) {
    const Pair parts = absl::StrSplit(line, absl::MaxSplits('\t', 1));
    solution.boundaries[parts.first].protects.text = parts.second;
  }
}

std::string MaterialsText(const std::vector<Material>& materials) {
  return absl::StrJoin(materials, "\n", [](std::string* out, const Material& material) {
    absl::StrAppend(out, material.url, "\t", material.title);
  });
}

std::vector<Material> Materials(absl::string_view text) {
  std::vector<Material> materials;
  for (const std::string& line : Lines(text)) {
    const Pair parts = absl::StrSplit(line, absl::MaxSplits('\t', 1));
    materials.push_back({.title = parts.second, .url = parts.first});
  }
  return materials;
}

std::string SettingsText(const std::vector<SiteSetting>& settings) {
  return absl::StrJoin(settings, " ", [](std::string* out, SiteSetting setting) {
    absl::StrAppend(out, WordOf(setting, kSiteSettingWords));
  });
}

std::vector<SiteSetting> Settings(const std::vector<std::string>& words) {
  std::vector<SiteSetting> settings;
  for (const std::string& word : words) settings.push_back(MeaningOf(word, kSiteSettingWords));
  return settings;
}

}  // namespace

const sql::Table& TableOf(sql::Of<OwnSolution>) {
  static const sql::Table& table = *new sql::Table{
      "programme_solution",
      sql::Columns("programme id title answers level actor action target dose timing justification "
                   "expected_outcome cost hours owner_role effect prerequisites core_functions "
                   "adaptable_forms materials source organisation sharing settings "
                   "protects",
                   "duration_weeks review_weeks repeat_weeks training retired revision create_time "
                   "update_time"),
      {"programme", "id"}};
  return table;
}

sql::Cells ToCells(const OwnSolution& own) {
  const Solution& s = own.solution;
  return {own.programme,
          s.id,
          s.title,
          sql::WordsText(s.answers),
          std::string(LevelWord(s.level)),
          s.actor,
          s.action,
          s.target,
          s.dose,
          s.timing,
          s.justification,
          s.expected_outcome,
          sql::RealText(s.cost),
          sql::RealText(s.hours),
          s.owner_role,
          sql::RealText(s.effect),
          sql::WordsText(s.prerequisites),
          CoreText(s),
          LinesText(s.adaptable_forms),
          MaterialsText(s.materials),
          s.source,
          own.organisation,
          WordOf(own.sharing, kSharingWords),
          SettingsText(s.settings),
          ProtectsText(s),
          sql::NumberText(s.duration_weeks),
          sql::NumberText(s.review_weeks),
          sql::NumberText(s.repeat_weeks),
          sql::NumberText(s.training ? 1 : 0),
          sql::NumberText(own.retired ? 1 : 0),
          sql::NumberText(own.revision),
          sql::TimeText(own.create_time),
          sql::TimeText(own.update_time)};
}

OwnSolution FromCells(sql::Of<OwnSolution>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  OwnSolution own;
  Solution& s = own.solution;
  own.programme = in.Text();
  s.id = in.Text();
  s.title = in.Text();
  s.answers = in.Words();
  s.level = LevelFromWord(in.Text()).value_or(Level::kPractice);
  s.actor = in.Text();
  s.action = in.Text();
  s.target = in.Text();
  s.dose = in.Text();
  s.timing = in.Text();
  s.justification = in.Text();
  s.expected_outcome = in.Text();
  s.cost = in.Real();
  s.hours = in.Real();
  s.owner_role = in.Text();
  s.effect = in.Real();
  s.prerequisites = in.Words();
  ReadCoreFunctions(in.Text(), s);
  s.adaptable_forms = Lines(in.Text());
  s.materials = Materials(in.Text());
  s.source = in.Text();
  own.organisation = in.Text();
  own.sharing = MeaningOf(in.Text(), kSharingWords);
  s.settings = Settings(in.Words());
  ReadProtects(in.Text(), s);
  s.duration_weeks = in.Int();
  s.review_weeks = in.Int();
  s.repeat_weeks = in.Int();
  s.training = in.Flag();
  own.retired = in.Flag();
  own.revision = in.Number();
  own.create_time = in.Time();
  own.update_time = in.Time();
  s.local = true;
  return own;
}

const sql::Table& TableOf(sql::Of<LibraryRevision>) {
  static const sql::Table& table =
      *new sql::Table{"library_revision", sql::Columns("programme", "revision"), {"programme"}};
  return table;
}

sql::Cells ToCells(const LibraryRevision& revision) {
  return {revision.programme, sql::NumberText(revision.revision)};
}

LibraryRevision FromCells(sql::Of<LibraryRevision>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  LibraryRevision revision;
  revision.programme = in.Text();
  revision.revision = in.Number();
  return revision;
}

}  // namespace pcsp::planning
