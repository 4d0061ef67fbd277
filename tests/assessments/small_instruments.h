// Instruments small enough to be worked out by hand, one for each level.
#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/assessments/domain/catalogue.h"
#include "services/assessments/domain/instrument_loader.h"

namespace pcsp::assessments::testing {

// Four constructs; coherence has three items, the second one reversed, the others have one each.
inline std::string SmallYaml(absl::string_view id, absl::string_view level,
                             absl::string_view prefix) {
  const std::string item = R"(
  - { code: $p_$c, construct: $k, subcomponent: $s, concept: $c, scale: agreement, reverse: $r,
      success_factors: [pr1], text: "A text." })";
  std::string yaml = absl::StrCat("id: ", id, "\nversion: 1\nlevel: ", level, R"(
title: Small
language: en-GB
licence: none
attribution: nobody
scales:
  agreement:
    kind: agreement
    options:
      - { code: "1", label: a, score: 1 }
      - { code: "2", label: b, score: 2 }
      - { code: "3", label: c, score: 3 }
      - { code: "4", label: d, score: 4 }
      - { code: "5", label: e, score: 5 }
    not_relevant:
      - { code: nr_role, label: x }
      - { code: nr_stage, label: y }
      - { code: nr_work, label: z }
items:)");
  const auto add = [&](absl::string_view code, absl::string_view construct,
                       absl::string_view subcomponent, bool reverse) {
    yaml += absl::StrReplaceAll(item, {{"$p", prefix},
                                       {"$c", code},
                                       {"$k", construct},
                                       {"$s", subcomponent},
                                       {"$r", reverse ? "true" : "false"}});
  };
  add("purpose", "coherence", "communal_specification", false);
  add("already", "coherence", "differentiation", true);
  add("value", "coherence", "internalisation", false);
  add("drive", "cognitive_participation", "initiation", false);
  add("skills", "collective_action", "skill_set_workability", false);
  add("feedback", "reflexive_monitoring", "systematisation", false);
  return yaml;
}

inline Instrument SmallInstrument(absl::string_view id = "practice",
                                  absl::string_view level = "practice",
                                  absl::string_view prefix = "pr") {
  return ParseInstrument(SmallYaml(id, level, prefix), "small.yaml").value();
}

// instruments/{practice,steering_group,whole_system}/versions/1.
inline Catalogue SmallCatalogue() {
  std::vector<Instrument> instruments;
  instruments.push_back(SmallInstrument());
  instruments.push_back(SmallInstrument("steering_group", "steering_group", "sg"));
  instruments.push_back(SmallInstrument("whole_system", "whole_system", "ws"));
  return Catalogue::Make(std::move(instruments)).value();
}

// A count, and a proportion that settles a fact; both of patients.
inline constexpr char kSmallMeasures[] = R"(
measures:
  - {id: talks, display_name: Talks, description: Held., unit: talks, kind: count,
     direction: higher, levels: [practice], about_patients: true}
  - {id: letters, display_name: Letters, description: Sent., unit: letters, kind: proportion,
     denominator: talks, direction: higher, about_patients: true,
     fact: {id: fact_letters, bands: [{below: 50, category: few}, {below: 80, category: some},
                                      {category: most}]}}
)";

}  // namespace pcsp::assessments::testing
