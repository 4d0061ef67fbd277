// Instruments as FHIR R4 Questionnaires.
//
// A linkId is the code of an item. Groups are sections, the display that begins one its
// introduction. Choices whose options have ordinalValue are ordered by it; options without one say
// "not relevant". Integers are sliders or numbers, booleans a yes or no, texts words. What FHIR has
// no word for stands in codings and extensions of our own (fhir_words.h), which others may ignore:
// constructs, concepts, reverse keys, whom a section is for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/assessments/domain/fhir/nomad.h"
#include "services/assessments/domain/instrument.h"
#include "services/assessments/domain/instruments/edition.h"

namespace pcsp::assessments {

// The resource as JSON. ReadQuestionnaire() makes the same instrument from it, but for its name.
std::string WriteQuestionnaire(const Instrument& instrument, EditionState state);

// The address that it has as a resource, whatever the version.
std::string CanonicalUrl(const Instrument& instrument);

struct QuestionnaireOptions {
  Level level = Level::kPractice;         // if the resource does not say
  bool nomad = false;                     // its shape is NoMAD's
  std::optional<CodingDirection> coding;  // required if `nomad`
};

struct ReadQuestionnaireResult {
  Instrument instrument;             // without programme, id and version
  std::vector<std::string> ignored;  // paths of what means nothing here
};

// INVALID_ARGUMENT, INVALID_QUESTIONNAIRE with every violation, by the path in the resource or, of
// what it comes to, in the instrument: modifier extensions, none of which is known; conditions and
// repetitions; types and options that no scale is for; everything of CheckInstrument(). With
// CODING_REVERSED, if nothing is wrong but that labels or ordinal values contradict `coding`.
absl::StatusOr<ReadQuestionnaireResult> ReadQuestionnaire(absl::string_view json,
                                                          const QuestionnaireOptions& options);

}  // namespace pcsp::assessments
