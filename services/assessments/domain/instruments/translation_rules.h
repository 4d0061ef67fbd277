// Instruments in more than one language.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/base/error.h"
#include "services/assessments/domain/instrument.h"

namespace pcsp::assessments {

// Adds every violation, under `translations.{tag}`: a translation leaves nothing out that a
// respondent reads, and has nothing that the instrument has not.
void CheckTranslations(const Instrument& instrument, Violations& violations);

// The language of `instrument` that serves `wanted` best: the same tag, or else one of the same
// language (`cy` for `cy-GB`). "" when there is none.
std::string BestLanguage(const Instrument& instrument, absl::string_view wanted);

// The language of a tag without its variety, in small letters: `en` of `en-GB`.
std::string PrimaryOf(absl::string_view tag);

// All tags, the instrument's own first.
std::vector<std::string> LanguagesOf(const Instrument& instrument);

// The instrument with the texts of `tag`, one of LanguagesOf(), and no translations. Nothing else
// changes.
Instrument InLanguage(const Instrument& instrument, absl::string_view tag);

// The key of an option's label in a translation.
std::string OptionKey(const Scale& scale, const AnswerOption& option);

}  // namespace pcsp::assessments
