#include "services/diagnosis/domain/comparison/readable.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"

namespace pcsp::diagnosis {
namespace {

bool Knows(const Model& model, IndicatorType type, const std::string& id,
           std::optional<Level> level, const std::vector<std::string>& codes) {
  const auto found = model.indicator_by_id.find(id);
  if (found == model.indicator_by_id.end()) return false;
  const Indicator& indicator = model.kb.indicators[found->second];
  return indicator.type == type && indicator.level == level &&
         std::all_of(codes.begin(), codes.end(), [&](const std::string& code) {
           return model.CategoryOf(found->second, code) >= 0;
         });
}

std::vector<std::string> CodesOf(const ItemEvidence& item) {
  std::vector<std::string> codes;
  for (const auto& [code, people] : item.answers) codes.push_back(code);
  return codes;
}

}  // namespace

Evidence ReadablePart(const Model& model, Evidence evidence, std::set<std::string>* left_out) {
  const auto unreadable = [&](IndicatorType type, const std::string& id, std::optional<Level> level,
                              const std::vector<std::string>& codes) {
    const bool known = Knows(model, type, id, level, codes);
    if (!known) left_out->insert(absl::StrCat(id, " (not in ", model.kb.Name(), ")"));
    return !known;
  };
  for (LevelEvidence& level : evidence.levels) {
    std::erase_if(level.items, [&](const ItemEvidence& item) {
      return unreadable(IndicatorType::kItem, item.item, level.level, CodesOf(item));
    });
    std::erase_if(level.facts, [&](const FactEvidence& fact) {
      return unreadable(IndicatorType::kFact, fact.fact, level.level, {fact.category});
    });
    std::erase_if(level.texts, [&](const ItemEvidence& text) {
      return unreadable(IndicatorType::kText, text.item, level.level, CodesOf(text));
    });
    // Notes are read by cues, which belong to no version.
    if (!level.notes.empty()) left_out->insert("notes");
    level.notes.clear();
  }
  std::erase_if(evidence.earlier, [&](const EarlierFinding& earlier) {
    const bool known =
        std::any_of(model.kb.issues.begin(), model.kb.issues.end(), [&](const Issue& issue) {
          return issue.id == earlier.issue && issue.level == evidence.subject;
        });
    if (!known) left_out->insert(absl::StrCat(earlier.issue, " (not in ", model.kb.Name(), ")"));
    return !known;
  });
  // Worked out by the numbers and the causes of one version.
  if (evidence.around) left_out->insert("what the other sites of the programme say");
  evidence.around.reset();
  return evidence;
}

}  // namespace pcsp::diagnosis
