#include "services/assessments/domain/instruments/instrument_rules.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/assessments/domain/instruments/scale_rules.h"
#include "services/assessments/domain/instruments/subcomponents.h"
#include "services/assessments/domain/instruments/translation_rules.h"

namespace pcsp::assessments {
namespace {

constexpr size_t kMostItems = 200;
constexpr size_t kMostScales = 50;
constexpr size_t kMostSections = 50;
constexpr size_t kLongestTitle = 200;
constexpr size_t kLongestText = 1000;
constexpr size_t kLongestIntroduction = 4000;
constexpr size_t kLongestUrl = 500;

// Codes, each once. Case alone tells no two apart: spreadsheets do not keep it.
class Codes {
 public:
  explicit Codes(absl::string_view what) : what_(what) {}

  void Check(const std::string& field, const std::string& code, Violations& violations) {
    if (!IsCode(code)) violations.Add(field, code, kCodeRule);
    if (!seen_.insert(absl::AsciiStrToLower(code)).second) violations.Add(field, code, what_);
  }

 private:
  absl::string_view what_;
  absl::flat_hash_set<std::string> seen_;
};

void CheckText(const std::string& field, const std::string& text, size_t longest,
               Violations& violations) {
  if (!text.empty() && text.size() <= longest) return;
  violations.Add(field, text, absl::StrCat("1 to ", longest, " bytes of text"));
}

void CheckAtMost(const std::string& field, const std::string& text, size_t longest,
                 Violations& violations) {
  if (text.size() > longest) {
    violations.Add(field, text, absl::StrCat("at most ", longest, " bytes of text"));
  }
}

void CheckHead(const Instrument& instrument, Violations& violations) {
  CheckText("title", instrument.title, kLongestTitle, violations);
  CheckText("licence", instrument.licence, kLongestText, violations);
  CheckText("attribution", instrument.attribution, kLongestText, violations);
  CheckAtMost("introduction", instrument.introduction, kLongestIntroduction, violations);
  CheckAtMost("source_url", instrument.source_url, kLongestUrl, violations);
  CheckAtMost("derived_from", instrument.derived_from, kLongestUrl, violations);
  if (!IsLanguageTag(instrument.language)) {
    violations.Add("language", instrument.language, kLanguageRule);
  }
  std::set<Level> levels = {instrument.level};
  for (Level level : instrument.more_levels) {
    if (levels.insert(level).second) continue;
    violations.Add("levels", ToWord(level, kLevelWords), "each level once");
  }
}

void CheckScales(const Instrument& instrument, Violations& violations) {
  if (instrument.scales.empty() || instrument.scales.size() > kMostScales) {
    violations.Add("scales", absl::StrCat(instrument.scales.size(), " scales"), "1 to 50 scales");
  }
  Codes ids("an id that the instrument has once");
  for (const Scale& scale : instrument.scales) {
    ids.Check(absl::StrCat("scales.", scale.id), scale.id, violations);
    CheckScale(scale, violations);
  }
}

// Sections are shown in their order, each in one piece.
void CheckOrder(const Instrument& instrument, Violations& violations) {
  int current = -1, furthest = -1;
  for (size_t i = 0; i < instrument.items.size(); ++i) {
    const int section = instrument.items[i].section;
    if (section >= 0 && section != current && section <= furthest) {
      violations.Add(absl::StrCat("items[", i, "].section"), instrument.sections[section].code,
                     "items of a section together, and sections in the order of their items");
    }
    furthest = std::max(furthest, section);
    current = section;
  }
}

void CheckAudience(const std::string& at, const Audience& audience, const Instrument& instrument,
                   Violations& violations) {
  for (size_t i = 0; i < audience.levels.size(); ++i) {
    if (instrument.Serves(audience.levels[i])) continue;
    violations.Add(absl::StrCat(at, "levels[", i, "]"), ToWord(audience.levels[i], kLevelWords),
                   "a level that the instrument is for");
  }
  for (size_t i = 0; i < audience.milestones.size(); ++i) {
    const auto end = std::end(kMilestoneWords);
    if (std::find(std::begin(kMilestoneWords), end, audience.milestones[i]) != end) continue;
    violations.Add(absl::StrCat(at, "milestones[", i, "]"), audience.milestones[i], kMilestoneRule);
  }
}

void CheckSections(const Instrument& instrument, Violations& violations) {
  if (instrument.sections.size() > kMostSections) {
    violations.Add("sections", absl::StrCat(instrument.sections.size()), "at most 50 sections");
  }
  Codes codes("a code that the instrument has once");
  std::vector<bool> used(instrument.sections.size());
  for (const Item& item : instrument.items) {
    if (item.section >= 0) used[item.section] = true;
  }
  for (size_t i = 0; i < instrument.sections.size(); ++i) {
    const Section& section = instrument.sections[i];
    const std::string at = absl::StrCat("sections[", i, "].");
    codes.Check(at + "code", section.code, violations);
    CheckText(at + "title", section.title, kLongestTitle, violations);
    CheckAtMost(at + "introduction", section.introduction, kLongestIntroduction, violations);
    CheckAudience(at + "shown_to.", section.shown_to, instrument, violations);
    if (!used[i]) violations.Add(at + "code", section.code, "a section with at least one item");
  }
}

void CheckMeaning(const std::string& at, const Item& item, const Instrument& instrument,
                  Violations& violations) {
  if (!item.subcomponent.empty()) {
    const Subcomponent* const found = FindSubcomponent(item.subcomponent);
    if (!item.construct) {
      violations.Add(at + "subcomponent", item.subcomponent, "none, because it has no construct");
    } else if (found == nullptr || found->construct != *item.construct) {
      violations.Add(at + "subcomponent", item.subcomponent, SubcomponentRule(*item.construct));
    }
  }
  if (item.reverse && !instrument.scales.empty() && !instrument.ScaleOf(item).ordered()) {
    violations.Add(at + "reverse", "true", "false, because its scale has no order");
  }
  if (!item.concept_word.empty() && !IsCode(item.concept_word)) {
    violations.Add(at + "concept", item.concept_word, kCodeRule);
  }
}

void CheckItems(const Instrument& instrument, Violations& violations) {
  if (instrument.items.empty() || instrument.items.size() > kMostItems) {
    violations.Add("items", absl::StrCat(instrument.items.size(), " items"), "1 to 200 items");
  }
  Codes codes("a code that the instrument has once");
  std::set<std::string> concepts;
  for (size_t i = 0; i < instrument.items.size(); ++i) {
    const Item& item = instrument.items[i];
    const std::string at = absl::StrCat("items[", i, "].");
    codes.Check(at + "code", item.code, violations);
    CheckText(at + "text", item.text, kLongestText, violations);
    CheckMeaning(at, item, instrument, violations);
    // A gap between levels is one item against one item.
    if (!item.concept_word.empty() && !concepts.insert(item.concept_word).second) {
      violations.Add(at + "concept", item.concept_word, "a concept that the instrument has once");
    }
  }
}

// A person's mean over a construct is only a number if all its items have as many steps.
void CheckConstructs(const Instrument& instrument, Violations& violations) {
  if (instrument.scales.empty()) return;
  std::array<int, kConstructs> count{}, steps{};
  bool mixed = false;
  for (const Item& item : instrument.items) {
    if (!instrument.IsScored(item)) continue;
    const int c = static_cast<int>(*item.construct);
    const int now = instrument.ScaleOf(item).steps();
    mixed |= ++count[c] > 1 && steps[c] != now;
    steps[c] = now;
  }
  if (mixed) violations.Add("items", "", "scales of the same length for all items of a construct");
  for (const auto& [word, construct] : kConstructWords) {
    const int n = count[static_cast<int>(construct)];
    if (n <= kMostItemsOfConstruct) continue;
    violations.Add("items", absl::StrCat(n, " items"),
                   absl::StrCat("at most 12 scored items for the construct ", word));
  }
}

}  // namespace

bool IsCode(absl::string_view code) {
  if (code.empty() || code.size() > 63) return false;
  return std::all_of(code.begin(), code.end(), [](char c) {
    return absl::ascii_isalnum(c) || absl::StrContains("_-./", absl::string_view(&c, 1));
  });
}

bool IsLanguageTag(absl::string_view tag) {
  bool first = true;
  for (absl::string_view part : absl::StrSplit(tag, '-')) {
    if (part.empty() || part.size() > 8 || (first && part.size() < 2)) return false;
    for (char c : part) {
      if (!(first ? absl::ascii_isalpha(c) : absl::ascii_isalnum(c))) return false;
    }
    first = false;
  }
  return true;
}

void CheckInstrument(const Instrument& instrument, Violations& violations) {
  CheckHead(instrument, violations);
  CheckScales(instrument, violations);
  CheckSections(instrument, violations);
  CheckItems(instrument, violations);
  CheckOrder(instrument, violations);
  CheckConstructs(instrument, violations);
  CheckTranslations(instrument, violations);
}

void CheckSuccession(const Instrument& earlier, const Instrument& later, Violations& violations) {
  for (size_t i = 0; i < later.items.size(); ++i) {
    const Item& item = later.items[i];
    const auto found = earlier.item_index.find(item.code);
    if (found == earlier.item_index.end()) continue;
    const Item& before = earlier.items[found->second];
    const bool same = before.construct == item.construct && before.reverse == item.reverse &&
                      before.concept_word == item.concept_word &&
                      earlier.ScaleOf(before).options.size() == later.ScaleOf(item).options.size();
    if (same) continue;
    violations.Add(absl::StrCat("items[", i, "].code"), item.code,
                   absl::StrCat("a new code, because in ", earlier.name(),
                                " it has another construct, concept, direction or scale length"));
  }
}

}  // namespace pcsp::assessments
