// An instrument with a scale of every kind, sections and two languages.
#pragma once

#include "services/assessments/domain/instrument_loader.h"

namespace pcsp::assessments::testing {

inline constexpr char kManyScales[] = R"(
id: many
version: 3
levels: [practice, steering_group]
title: Many scales
language: en-GB
licence: ours
attribution: us
introduction: Hello.
source_url: https://example.org/many
derived_from: https://example.org/few
scales:
  agreement:
    kind: agreement
    first_value: 0
    options:
      - { code: "1", label: No, score: 2 }
      - { code: "2", label: Yes, score: 1 }
    not_relevant:
      - { code: nr_role, label: Not mine }
  ten:
    kind: zero_to_ten
    anchors: { "0": Not at all, "10": Completely }
    not_relevant:
      - { code: nr_stage, label: Too early }
  slider: { kind: slider, low: 0, high: 100, step: 2, anchors: { "50": The middle } }
  steps:
    kind: ordinal
    options:
      - { code: none, label: Nobody, score: 1 }
      - { code: some, label: Some of us, score: 2 }
      - { code: all, label: All of us, score: 3 }
  done:
    kind: yes_no
    evidence: true
    options:
      - { code: "yes", label: "Yes", score: 2 }
      - { code: "no", label: "No", score: 1 }
  letters: { kind: number, low: 0, high: 500 }
  words: { kind: text }
sections:
  - code: everybody
    title: For everybody
  - code: clinical
    title: For clinicians
    introduction: About the conversation.
    shown_to: { levels: [practice], staff_groups: [gp, nurse], milestones: [live, normalising] }
items:
  - { code: Q1, construct: coherence, subcomponent: differentiation, concept: difference,
      scale: agreement, reverse: true, success_factors: [pr1], section: everybody, text: One. }
  - { code: q2, scale: ten, text: Two. }
  - { code: q3, construct: collective_action, scale: slider, section: clinical, text: Three. }
  - { code: q4, construct: cognitive_participation, scale: steps, section: clinical, text: Four. }
  - { code: q5, construct: reflexive_monitoring, scale: done, text: Five. }
  - { code: q6, scale: letters, text: Six. }
  - { code: q7, scale: words, text: Seven. }
translations:
  cy:
    title: Llawer o raddfeydd
    introduction: Helo.
    items: { Q1: Un., q2: Dau., q3: Tri., q4: Pedwar., q5: Pump., q6: Chwech., q7: Saith. }
    sections: { everybody: I bawb, clinical: I glinigwyr }
    section_introductions: { clinical: Am y sgwrs. }
    options:
      agreement: { "1": Na, "2": Ie, nr_role: Nid fi }
      ten: { "0": Dim o gwbl, "10": Yn llwyr, nr_stage: Rhy gynnar }
      slider: { "50": Y canol }
      steps: { none: Neb, some: Rhai, all: Pawb }
      done: { "yes": Do, "no": Naddo }
)";

inline Instrument ManyScales() { return ParseInstrument(kManyScales, "many.yaml").value(); }

}  // namespace pcsp::assessments::testing
