// The scale that a question of a FHIR Questionnaire is answered on.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/text/yaml.h"
#include "services/assessments/domain/fhir/fhir_node.h"
#include "services/assessments/domain/instrument.h"

namespace pcsp::assessments::fhir {

// A scale, with the labels of its options in other languages: by language and answer code.
struct ReadScaleResult {
  Scale scale;  // its id is "" if the resource gives none
  std::map<std::string, std::map<std::string, std::string>> labels;
};

// `contained` holds the resource's own value sets by id. Faults for what no scale can be.
ReadScaleResult ReadScale(const Node& question, Extensions& extensions,
                          const std::map<std::string, Node>& contained,
                          std::vector<std::string>& ignored);

}  // namespace pcsp::assessments::fhir
