#include "services/assessments/domain/instruments/translation_rules.h"

#include <map>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/assessments/domain/instruments/instrument_rules.h"

namespace pcsp::assessments {
namespace {

constexpr size_t kLongest = 4000;

using Texts = std::map<std::string, std::string>;

// A position that is called by its number is called so in every language.
bool HasWords(const AnswerOption& option) { return option.label != option.code; }

// Texts by the codes of what they stand at; `needed` all of them, and no others.
void CheckTexts(const std::string& at, const Texts& texts, const std::set<std::string>& needed,
                Violations& violations) {
  for (const std::string& code : needed) {
    if (!texts.contains(code)) violations.Add(absl::StrCat(at, ".", code), "nothing", "text");
  }
  for (const auto& [code, text] : texts) {
    const std::string field = absl::StrCat(at, ".", code);
    if (!needed.contains(code)) violations.Add(field, code, "a code that the instrument has");
    if (text.empty() || text.size() > kLongest) {
      violations.Add(field, text, "1 to 4000 bytes of text");
    }
  }
}

struct Needed {
  std::set<std::string> items, sections, introductions, options;
};

Needed NeededBy(const Instrument& instrument) {
  Needed needed;
  for (const Item& item : instrument.items) needed.items.insert(item.code);
  for (const Section& section : instrument.sections) {
    needed.sections.insert(section.code);
    if (!section.introduction.empty()) needed.introductions.insert(section.code);
  }
  for (const Scale& scale : instrument.scales) {
    for (const auto* options : {&scale.options, &scale.not_relevant}) {
      for (const AnswerOption& option : *options) {
        if (HasWords(option)) needed.options.insert(OptionKey(scale, option));
      }
    }
  }
  return needed;
}

void Replace(const Texts& texts, const std::string& code, std::string& text) {
  const auto found = texts.find(code);
  if (found != texts.end()) text = found->second;
}

}  // namespace

std::string PrimaryOf(absl::string_view tag) {
  return absl::AsciiStrToLower(*absl::StrSplit(tag, '-').begin());
}

std::string OptionKey(const Scale& scale, const AnswerOption& option) {
  return absl::StrCat(scale.id, "/", option.code);
}

void CheckTranslations(const Instrument& instrument, Violations& violations) {
  const Needed needed = NeededBy(instrument);
  for (const auto& [tag, translation] : instrument.translations) {
    const std::string at = absl::StrCat("translations.", tag);
    if (!IsLanguageTag(tag) || absl::EqualsIgnoreCase(tag, instrument.language)) {
      violations.Add(at, tag, absl::StrCat(kLanguageRule, ", other than the instrument's own"));
    }
    if (translation.title.empty()) violations.Add(at + ".title", "nothing", "text");
    if (translation.introduction.empty() != instrument.introduction.empty()) {
      violations.Add(at + ".introduction", translation.introduction,
                     instrument.introduction.empty() ? "nothing, as in the instrument" : "text");
    }
    CheckTexts(at + ".items", translation.items, needed.items, violations);
    CheckTexts(at + ".sections", translation.sections, needed.sections, violations);
    CheckTexts(at + ".section_introductions", translation.section_introductions,
               needed.introductions, violations);
    CheckTexts(at + ".options", translation.options, needed.options, violations);
  }
}

std::vector<std::string> LanguagesOf(const Instrument& instrument) {
  std::vector<std::string> tags = {instrument.language};
  for (const auto& [tag, translation] : instrument.translations) tags.push_back(tag);
  return tags;
}

std::string BestLanguage(const Instrument& instrument, absl::string_view wanted) {
  const std::vector<std::string> tags = LanguagesOf(instrument);
  for (const std::string& tag : tags) {
    if (absl::EqualsIgnoreCase(tag, wanted)) return tag;
  }
  for (const std::string& tag : tags) {
    if (PrimaryOf(tag) == PrimaryOf(wanted)) return tag;
  }
  return "";
}

Instrument InLanguage(const Instrument& instrument, absl::string_view tag) {
  Instrument translated = instrument;
  translated.translations.clear();
  const auto found = instrument.translations.find(std::string(tag));
  if (found == instrument.translations.end()) return translated;
  const Translation& texts = found->second;
  translated.language = found->first;
  translated.title = texts.title;
  translated.introduction = texts.introduction;
  for (Item& item : translated.items) Replace(texts.items, item.code, item.text);
  for (Section& section : translated.sections) {
    Replace(texts.sections, section.code, section.title);
    Replace(texts.section_introductions, section.code, section.introduction);
  }
  for (Scale& scale : translated.scales) {
    for (auto* options : {&scale.options, &scale.not_relevant}) {
      for (AnswerOption& option : *options) {
        Replace(texts.options, OptionKey(scale, option), option.label);
      }
    }
  }
  return translated;
}

}  // namespace pcsp::assessments
