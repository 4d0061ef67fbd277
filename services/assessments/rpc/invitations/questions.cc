#include "services/assessments/rpc/invitations/questions.h"

#include <algorithm>
#include <set>

#include "services/assessments/domain/instruments/translation_rules.h"
#include "services/assessments/rpc/instruments/convert_instruments.h"

namespace pcsp::assessments {

v1::Instrument QuestionsFor(const Instrument& instrument, const Respondent& respondent,
                            const std::string& language) {
  const std::string tag = language.empty() ? "" : BestLanguage(instrument, language);
  Instrument asked = InLanguage(instrument, tag.empty() ? instrument.language : tag);
  std::erase_if(asked.items,
                [&](const Item& item) { return !IsAsked(instrument, item, respondent); });
  v1::Instrument questions = ToProto(asked);
  std::set<std::string> sections;
  for (const v1::Item& item : questions.items()) sections.insert(item.section());
  auto& shown = *questions.mutable_sections();
  shown.erase(std::remove_if(shown.begin(), shown.end(),
                             [&](const v1::Section& s) { return !sections.contains(s.code()); }),
              shown.end());
  questions.clear_languages();
  for (const std::string& other : LanguagesOf(instrument)) questions.add_languages(other);
  return questions;
}

}  // namespace pcsp::assessments
