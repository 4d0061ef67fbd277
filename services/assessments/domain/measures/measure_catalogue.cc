#include "services/assessments/domain/measures/measure_catalogue.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/text/yaml.h"

namespace pcsp::assessments {
namespace {

using text::Node;

constexpr Word<MeasureKind> kKinds[] = {{"count", MeasureKind::kCount},
                                        {"proportion", MeasureKind::kProportion},
                                        {"ratio", MeasureKind::kRatio}};
constexpr Word<Direction> kDirections[] = {
    {"higher", Direction::kHigher}, {"lower", Direction::kLower}, {"neither", Direction::kNeither}};

MeasureFact ReadFact(const Node& node) {
  MeasureFact fact{.fact = node["id"].String()};
  for (const Node& band : node["bands"].List()) {
    FactBand& read = fact.bands.emplace_back();
    if (band["below"].present()) read.below = band["below"].Double();
    read.category = band["category"].String();
  }
  return fact;
}

MeasureDefinition ReadMeasure(const Node& node) {
  MeasureDefinition measure{.name = {"", node["id"].String()},
                            .display_name = node["display_name"].String(),
                            .description = node["description"].String(),
                            .unit = node["unit"].String(),
                            .denominator = node["denominator"].StringOr("")};
  measure.kind = node["kind"].Enum(kKinds);
  measure.direction = node["direction"].Enum(kDirections);
  measure.per = static_cast<int>(node["per"].IntOr(1, 1, 1'000'000));
  for (const Node& level : node["levels"].ListOr()) {
    measure.levels.push_back(level.Enum(kLevelWords));
  }
  measure.about_patients = node["about_patients"].Bool();
  if (const Node fact = node["fact"]; fact.present()) measure.fact = ReadFact(fact);
  measure.built_in = true;
  return Tidied(std::move(measure));
}

absl::StatusOr<std::vector<MeasureDefinition>> Read(text::Document document) {
  std::vector<MeasureDefinition> measures;
  for (const Node& node : document.root()["measures"].List()) {
    MeasureDefinition measure = ReadMeasure(node);
    if (!IsResourceId(measure.name.measure)) node["id"].Fault(kResourceIdRule);
    const bool again = std::any_of(measures.begin(), measures.end(), [&](const auto& other) {
      return other.name.measure == measure.name.measure;
    });
    if (again) node["id"].Fault("an id that the file has once");
    Violations violations;
    Validate(measure, violations);
    for (const Violation& fault : violations.list()) {
      document.violations().Add(absl::StrCat(node.path(), ": ", fault.field), fault.given,
                                fault.expected);
    }
    measures.push_back(std::move(measure));
  }
  RETURN_IF_ERROR(document.Finish());
  return measures;
}

bool ById(const MeasureDefinition& a, const MeasureDefinition& b) {
  return a.name.measure < b.name.measure;
}

}  // namespace

absl::StatusOr<MeasureCatalogue> MeasureCatalogue::Parse(absl::string_view yaml,
                                                         absl::string_view source) {
  ASSIGN_OR_RETURN(text::Document document, text::ParseYaml(yaml, source));
  MeasureCatalogue catalogue;
  ASSIGN_OR_RETURN(catalogue.measures_, Read(std::move(document)));
  std::sort(catalogue.measures_.begin(), catalogue.measures_.end(), ById);
  return catalogue;
}

absl::StatusOr<MeasureCatalogue> MeasureCatalogue::Load(const std::string& path) {
  ASSIGN_OR_RETURN(text::Document document, text::ReadContentFile(path));
  MeasureCatalogue catalogue;
  ASSIGN_OR_RETURN(catalogue.measures_, Read(std::move(document)));
  std::sort(catalogue.measures_.begin(), catalogue.measures_.end(), ById);
  return catalogue;
}

std::optional<MeasureDefinition> MeasureCatalogue::Find(const MeasureName& name) const {
  for (const MeasureDefinition& measure : measures_) {
    if (measure.name.measure != name.measure) continue;
    MeasureDefinition found = measure;
    found.name = name;
    return found;
  }
  return std::nullopt;
}

std::vector<MeasureDefinition> MeasureCatalogue::All(const std::string& programme,
                                                     std::vector<MeasureDefinition> stored) const {
  const size_t own = stored.size();
  for (const MeasureDefinition& measure : measures_) {
    const bool changed = std::any_of(stored.begin(), stored.begin() + own, [&](const auto& other) {
      return other.name.measure == measure.name.measure;
    });
    if (!changed) stored.push_back(*Find({programme, measure.name.measure}));
  }
  std::sort(stored.begin(), stored.end(), ById);
  return stored;
}

}  // namespace pcsp::assessments
