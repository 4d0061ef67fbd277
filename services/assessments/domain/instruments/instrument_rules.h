// What makes an instrument fit to be used, wherever it came from: a file, a message, a FHIR
// Questionnaire.
#pragma once

#include "common/base/error.h"
#include "services/assessments/domain/instrument.h"

namespace pcsp::assessments {

// Most items of a construct: the common unit of person means is lcm(1..J), which must let sums of
// squares of a million respondents fit 64 bits (methods.md 1.1).
inline constexpr int kMostItemsOfConstruct = 12;

// The fields of the words of an instrument's scale kinds in files.
inline constexpr Word<ScaleKind> kScaleKindWords[] = {{"agreement", ScaleKind::kAgreement},
                                                      {"ordinal", ScaleKind::kOrdinal},
                                                      {"yes_no", ScaleKind::kYesNo},
                                                      {"zero_to_ten", ScaleKind::kZeroToTen},
                                                      {"slider", ScaleKind::kSlider},
                                                      {"number", ScaleKind::kNumber},
                                                      {"text", ScaleKind::kText}};

// Adds every violation, by field: `items[3].code`, `scales.agreement.options[1].score`. Scales go
// by their ids, everything else by its place. Indices within the instrument must be good; an item
// whose scale is not known has 0.
void CheckInstrument(const Instrument& instrument, Violations& violations);

// What a later version may not do with the items of a published one: give a code another meaning.
// Answers would be compared that cannot be.
void CheckSuccession(const Instrument& earlier, const Instrument& later, Violations& violations);

// A language tag such as `en-GB` or `cy`, by its form (BCP 47).
bool IsLanguageTag(absl::string_view tag);
inline constexpr absl::string_view kLanguageRule = "a BCP 47 language tag such as en-GB or cy";

// Codes of items, sections, scales and answers.
bool IsCode(absl::string_view code);
inline constexpr absl::string_view kCodeRule =
    "1 to 63 characters: letters, digits and _ - . / without any other";

}  // namespace pcsp::assessments
