// Forty-four made-up people in seven teams who answered five items of one construct, with gaps.
// What R makes of them (psych 2.2.9, aov) stands in the tests.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/assessments/domain/instrument_loader.h"

namespace pcsp::assessments::testing {

inline std::vector<std::pair<int, std::string>> TeamAnswers() {
  return {{1, "33434"}, {1, "24250"}, {1, "21322"}, {1, "24024"}, {1, "32333"}, {2, "20221"},
          {2, "30344"}, {2, "03331"}, {2, "33533"}, {2, "31343"}, {2, "55545"}, {2, "33132"},
          {2, "12354"}, {3, "23243"}, {3, "44313"}, {3, "13034"}, {3, "24444"}, {4, "23444"},
          {4, "31451"}, {4, "33213"}, {4, "22233"}, {4, "22241"}, {4, "22101"}, {5, "43403"},
          {5, "33303"}, {5, "45335"}, {5, "32314"}, {5, "24243"}, {5, "55454"}, {5, "44435"},
          {6, "55434"}, {6, "24342"}, {6, "23023"}, {6, "33212"}, {6, "22341"}, {7, "45434"},
          {7, "42432"}, {7, "45443"}, {7, "33544"}, {7, "32331"}, {7, "45540"}, {7, "54534"},
          {7, "42445"}, {7, "54544"}};
}

// `items` items of coherence, then one of each other construct; those named in `reverse` (a digit
// each) are reversed.
inline Instrument ItemsOfCoherence(int items, const std::string& reverse = "") {
  std::string yaml = R"(id: five
version: 1
level: practice
title: Five
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
items:)";
  static const std::map<std::string, std::string> kSubcomponentOf = {
      {"coherence", "differentiation"},
      {"cognitive_participation", "initiation"},
      {"collective_action", "skill_set_workability"},
      {"reflexive_monitoring", "systematisation"}};
  const auto add = [&yaml](const std::string& code, const std::string& construct, bool reversed) {
    absl::StrAppend(&yaml, "\n  - { code: ", code, ", construct: ", construct,
                    ", subcomponent: ", kSubcomponentOf.at(construct), ", concept: ", code,
                    ", scale: agreement, reverse: ", reversed ? "true" : "false",
                    ", success_factors: [pr1], text: t }");
  };
  for (int i = 1; i <= items; ++i) {
    const std::string number = absl::StrCat(i);
    add("i" + number, "coherence", reverse.find(number) != std::string::npos);
  }
  for (const char* other :
       {"cognitive_participation", "collective_action", "reflexive_monitoring"}) {
    add(absl::StrCat("o_", other), other, false);
  }
  return ParseInstrument(yaml, "five.yaml").value();
}

}  // namespace pcsp::assessments::testing
