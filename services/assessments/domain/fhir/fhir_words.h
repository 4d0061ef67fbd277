// Addresses of extensions and code systems: FHIR's and ours.
#pragma once

#include "absl/strings/string_view.h"

namespace pcsp::assessments::fhir {

// FHIR R4.
inline constexpr char kOrdinalValue[] = "http://hl7.org/fhir/StructureDefinition/ordinalValue";
inline constexpr char kTranslation[] = "http://hl7.org/fhir/StructureDefinition/translation";
inline constexpr char kItemControl[] =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl";
inline constexpr char kItemControls[] = "http://hl7.org/fhir/questionnaire-item-control";
inline constexpr char kSliderStep[] =
    "http://hl7.org/fhir/StructureDefinition/questionnaire-sliderStepValue";
inline constexpr char kMinValue[] = "http://hl7.org/fhir/StructureDefinition/minValue";
inline constexpr char kMaxValue[] = "http://hl7.org/fhir/StructureDefinition/maxValue";

// Extensions of ours.
inline constexpr char kLevel[] = "urn:pcsp:level";
inline constexpr char kSource[] = "urn:pcsp:source";
inline constexpr char kScale[] = "urn:pcsp:scale";               // its id and kind
inline constexpr char kAnchor[] = "urn:pcsp:anchor";             // words at a value of a slider
inline constexpr char kNotRelevant[] = "urn:pcsp:not-relevant";  // where options are not listed
inline constexpr char kReverse[] = "urn:pcsp:reverse";
inline constexpr char kShownTo[] = "urn:pcsp:shown-to";

// Code systems of ours, in Questionnaire.item.code.
inline constexpr char kConstructs[] = "urn:pcsp:construct";
inline constexpr char kSubcomponents[] = "urn:pcsp:subcomponent";
inline constexpr char kConcepts[] = "urn:pcsp:concept";
inline constexpr char kSuccessFactors[] = "urn:pcsp:success-factor";

// Behind the code of a section, for the display that introduces it; behind that of an item, for the
// words beside it.
inline constexpr char kIntroduction[] = ".introduction";
inline constexpr char kEvidence[] = ".evidence";

}  // namespace pcsp::assessments::fhir
