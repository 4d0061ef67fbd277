#include "services/assessments/domain/fhir/nomad.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace pcsp::assessments {
namespace {

constexpr int kGeneral = 3;
constexpr int kSteps = 5;
constexpr int kFewestRespondents = 10;
constexpr double kNormal99 = 2.5758293035489004;

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

// The score that a code from 1 to 5 stands for.
int ScoreOf(const std::string& code, CodingDirection coding) {
  const int number = code[0] - '0';
  return coding == CodingDirection::kAgreeIsHigh ? number : kSteps + 1 - number;
}

bool IsOneOf(const std::string& code, char first, char last) {
  return code.size() == 1 && code[0] >= first && code[0] <= last;
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
    violations.Add("coding", "", "the direction that the ordinal values of the options have");
  }
}

// The mean score of the items that count, as a share of the way from worst to best.
class Mean {
 public:
  void Add(const Instrument& instrument, const Item& item, char packed) {
    const int steps = instrument.ScaleOf(item).steps();
    const int slot = SlotOf(instrument.ScaleOf(item), packed);
    if (slot < 1 || slot > steps) return;
    sum_ += (ScoreOfSlot(instrument, item, slot) - 1.0) / (steps - 1);
    ++count_;
  }
  std::optional<double> value() const {
    if (count_ == 0) return std::nullopt;
    return sum_ / count_;
  }

 private:
  double sum_ = 0;
  int count_ = 0;
};

double Correlation(const std::vector<double>& x, const std::vector<double>& y) {
  const double n = static_cast<double>(x.size());
  double mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    mx += x[i] / n;
    my += y[i] / n;
  }
  for (size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - mx) * (x[i] - mx);
    yy += (y[i] - my) * (y[i] - my);
    xy += (x[i] - mx) * (y[i] - my);
  }
  // Sums of squares of people who all say the same come out as something tiny.
  constexpr double kSame = 1e-12;
  return xx > kSame && yy > kSame ? xy / std::sqrt(xx * yy) : 0;
}

bool IsGeneral(const Instrument& instrument, const Item& item) {
  return !item.construct && instrument.ScaleOf(item).kind == ScaleKind::kZeroToTen;
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

DirectionCheck CheckDirection(const Instrument& instrument,
                              absl::Span<const absl::string_view> rows) {
  std::vector<double> general, others;
  for (absl::string_view row : rows) {
    Mean in_general, of_constructs;
    for (size_t i = 0; i < instrument.items.size() && i < row.size(); ++i) {
      const Item& item = instrument.items[i];
      if (IsGeneral(instrument, item)) in_general.Add(instrument, item, row[i]);
      if (instrument.IsScored(item)) of_constructs.Add(instrument, item, row[i]);
    }
    if (!in_general.value() || !of_constructs.value()) continue;
    general.push_back(*in_general.value());
    others.push_back(*of_constructs.value());
  }
  DirectionCheck check{.respondents = static_cast<int>(general.size())};
  if (check.respondents < kFewestRespondents) return check;
  check.correlation = Correlation(general, others);
  const double r = std::clamp(check.correlation, -.999999, .999999);
  check.reversed = std::atanh(r) + kNormal99 / std::sqrt(check.respondents - 3.0) < 0;
  return check;
}

}  // namespace pcsp::assessments
