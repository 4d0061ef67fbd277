// The sixteen sub-components of Normalisation Process Theory, four to a construct (domain.md 1.1).
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "services/assessments/domain/vocabulary.h"

namespace pcsp::assessments {

struct Subcomponent {
  absl::string_view word;
  Construct construct;
  absl::string_view meaning;
};

inline constexpr Subcomponent kSubcomponents[] = {
    {"differentiation", Construct::kCoherence, "how it differs from what was done before"},
    {"communal_specification", Construct::kCoherence, "one shared understanding of what it is for"},
    {"individual_specification", Construct::kCoherence, "everybody knows their own part"},
    {"internalisation", Construct::kCoherence, "everybody sees what it is worth"},
    {"initiation", Construct::kCognitiveParticipation, "key people drive it and win others"},
    {"enrolment", Construct::kCognitiveParticipation, "people join and arrange their work anew"},
    {"legitimation", Construct::kCognitiveParticipation, "it is right that they take part"},
    {"activation", Construct::kCognitiveParticipation, "they go on supporting it"},
    {"interactional_workability", Construct::kCollectiveAction, "it can be done in daily work"},
    {"relational_integration", Construct::kCollectiveAction,
     "people trust it and each other in it"},
    {"skill_set_workability", Construct::kCollectiveAction, "those with the skills do the work"},
    {"contextual_integration", Construct::kCollectiveAction,
     "the organisation gives what it needs"},
    {"systematisation", Construct::kReflexiveMonitoring, "what it does is known"},
    {"communal_appraisal", Construct::kReflexiveMonitoring,
     "the team judges whether it is worth it"},
    {"individual_appraisal", Construct::kReflexiveMonitoring,
     "each judges what it does to their work"},
    {"reconfiguration", Construct::kReflexiveMonitoring, "practice changes by what was learnt"},
};

// Null when there is no such word.
const Subcomponent* FindSubcomponent(absl::string_view word);

// "one of differentiation, ...": the four of a construct.
std::string SubcomponentRule(Construct construct);

}  // namespace pcsp::assessments
