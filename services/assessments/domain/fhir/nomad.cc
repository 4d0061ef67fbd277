#include "services/assessments/domain/fhir/nomad.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/assessments/domain/fhir/agreement_labels.h"

namespace pcsp::assessments {
namespace {

constexpr int kGeneral = 3;
constexpr int kSteps = 5;

struct Place {
  Construct construct;
  const char* subcomponent;
  bool reverse = false;
};

// In the published order; the sub-components are those of the published item table.
constexpr Place kPlaces[] = {
    {Construct::kCoherence, "differentiation"},
    {Construct::kCoherence, "communal_specification"},
    {Construct::kCoherence, "individual_specification"},
    {Construct::kCoherence, "internalisation"},
    {Construct::kCognitiveParticipation, "initiation"},
    {Construct::kCognitiveParticipation, "legitimation"},
    {Construct::kCognitiveParticipation, "enrolment"},
    {Construct::kCognitiveParticipation, "activation"},
    {Construct::kCollectiveAction, "interactional_workability"},
    {Construct::kCollectiveAction, "relational_integration", true},
    {Construct::kCollectiveAction, "relational_integration"},
    {Construct::kCollectiveAction, "skill_set_workability"},
    {Construct::kCollectiveAction, "skill_set_workability"},
    {Construct::kCollectiveAction, "contextual_integration"},
    {Construct::kCollectiveAction, "contextual_integration"},
    {Construct::kReflexiveMonitoring, "systematisation"},
    {Construct::kReflexiveMonitoring, "communal_appraisal"},
    {Construct::kReflexiveMonitoring, "individual_appraisal"},
    {Construct::kReflexiveMonitoring, "reconfiguration"},
    {Construct::kReflexiveMonitoring, "reconfiguration"},
};
constexpr size_t kItems = kGeneral + std::size(kPlaces);

absl::string_view WordOf(CodingDirection coding) {
  return coding == CodingDirection::kAgreeIsHigh ? "AGREE_IS_HIGH" : "AGREE_IS_LOW";
}

// The score that a code from 1 to 5 stands for.
int ScoreOf(const std::string& code, CodingDirection coding) {
  const int number = code[0] - '0';
  return coding == CodingDirection::kAgreeIsHigh ? number : kSteps + 1 - number;
}

bool IsOneOf(const std::string& code, char first, char last) {
  return code.size() == 1 && code[0] >= first && code[0] <= last;
}

// The other direction, if the labels of the ends say that the codes run that way.
void CheckLabels(CodingDirection coding, const Scale& scale, Violations& violations) {
  std::string ends[2];
  for (const AnswerOption& option : scale.options) {
    if (option.code == "1") ends[0] = option.label;
    if (option.code == "5") ends[1] = option.label;
  }
  const auto told = DirectionOfLabels(ends[0], ends[1]);
  if (!told || *told == coding) return;
  violations.Add("coding", WordOf(coding),
                 absl::StrCat(WordOf(*told), ", because 1 is called \"", ends[0], "\" and 5 \"",
                              ends[1], "\" on the scale ", scale.id));
}

// Options that came with an order must have it by `coding` too.
void ScoreScale(std::optional<CodingDirection> coding, Scale& scale, Violations& violations) {
  const std::string field = absl::StrCat("scales.", scale.id, ".options");
  std::vector<AnswerOption> all = std::move(scale.options);
  all.insert(all.end(), scale.not_relevant.begin(), scale.not_relevant.end());
  scale.kind = ScaleKind::kAgreement;
  scale.options.clear();
  scale.not_relevant.clear();
  scale.first_value = 1;
  bool contradicted = false;
  for (AnswerOption& option : all) {
    if (IsOneOf(option.code, '1', '5')) {
      const int score = ScoreOf(option.code, coding.value_or(CodingDirection::kAgreeIsHigh));
      contradicted |= coding && option.score != 0 && option.score != score;
      option.score = score;
      scale.options.push_back(std::move(option));
    } else if (IsOneOf(option.code, '6', '8')) {
      option.score = 0;
      scale.not_relevant.push_back(std::move(option));
    } else {
      violations.Add(field, option.code, "the codes 1 to 5, and 6, 7 and 8 for \"not relevant\"");
    }
  }
  if (scale.steps() != kSteps) {
    violations.Add(field, absl::StrCat(scale.steps(), " codes of agreement"), "the codes 1 to 5");
  }
  if (contradicted) {
    violations.Add("coding", WordOf(*coding),
                   absl::StrCat("the direction that the ordinal values of the options have on the "
                                "scale ",
                                scale.id));
  } else if (coding) {
    CheckLabels(*coding, scale, violations);
  }
}

}  // namespace

void MakeNomad(std::optional<CodingDirection> coding, Instrument& instrument,
               Violations& violations) {
  if (!coding) {
    violations.Add("coding", "", "AGREE_IS_HIGH or AGREE_IS_LOW: which way the codes run");
  }
  if (instrument.items.size() != kItems) {
    violations.Add("items", absl::StrCat(instrument.items.size(), " items"),
                   "23 items: 3 general ones, then 4, 4, 7 and 5");
    return;
  }
  std::vector<bool> agreement(instrument.scales.size());
  for (size_t i = 0; i < kItems; ++i) {
    Item& item = instrument.items[i];
    if (i < kGeneral) {
      item.construct.reset();
      item.subcomponent.clear();
      if (instrument.ScaleOf(item).kind == ScaleKind::kZeroToTen) continue;
      violations.Add(absl::StrCat("items[", i, "].scale"), instrument.ScaleOf(item).id,
                     "a scale from 0 to 10, because it is one of the 3 general items");
      continue;
    }
    const Place& place = kPlaces[i - kGeneral];
    item.construct = place.construct;
    item.subcomponent = place.subcomponent;
    item.reverse = place.reverse;
    agreement[item.scale] = true;
  }
  for (size_t i = 0; i < agreement.size(); ++i) {
    if (agreement[i]) ScoreScale(coding, instrument.scales[i], violations);
  }
}

}  // namespace pcsp::assessments
