#include "services/assessments/domain/measures/measure.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/errors.h"

namespace pcsp::assessments {
namespace {

void CheckText(absl::string_view field, absl::string_view text, size_t fewest, size_t most,
               Violations& violations) {
  if (text.size() >= fewest && text.size() <= most && IsPlain(text)) return;
  violations.Add(absl::StrCat("measure.", field), text,
                 absl::StrCat(fewest, " to ", most, " bytes of text without control characters"));
}

bool IsPowerOfTen(int number) {
  while (number >= 10 && number % 10 == 0) number /= 10;
  return number == 1;
}

// Letters, digits and underscores: the ids of a knowledge base.
bool IsCode(absl::string_view text) {
  return !text.empty() && text.size() <= 63 && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '_';
  });
}

void CheckKind(const MeasureDefinition& measure, Violations& violations) {
  if (measure.kind == MeasureKind::kUnspecified) {
    violations.Add("measure.kind", "", "a count, a proportion or a ratio");
  }
  if (measure.direction == Direction::kUnspecified) {
    violations.Add("measure.direction", "", "higher, lower or neither");
  }
  if (measure.kind == MeasureKind::kCount && !measure.denominator.empty()) {
    violations.Add("measure.denominator", measure.denominator, "nothing, since it is a count");
  }
  const bool rate = measure.kind == MeasureKind::kProportion || measure.kind == MeasureKind::kRatio;
  if (rate) CheckText("denominator", measure.denominator, 1, 60, violations);
  const int most = measure.kind == MeasureKind::kRatio ? 1'000'000 : 1;
  if (!IsPowerOfTen(measure.per) || measure.per > most) {
    violations.Add("measure.per", absl::StrCat(measure.per),
                   most > 1 ? "1, 10, 100 and so on up to 1000000" : "nothing, except for ratios");
  }
}

void CheckFact(const MeasureFact& fact, Violations& violations) {
  if (!IsCode(fact.fact)) {
    violations.Add("measure.fact.fact", fact.fact, "the id of a fact: a-z, 0-9 and _");
  }
  if (fact.bands.size() < 2 || fact.bands.size() > kMostBands) {
    violations.Add("measure.fact.bands", absl::StrCat(fact.bands.size()), "2 to 20 bands");
  }
  for (size_t i = 0; i < fact.bands.size(); ++i) {
    const FactBand& band = fact.bands[i];
    const std::string at = absl::StrCat("measure.fact.bands[", i, "].");
    if (!IsCode(band.category)) {
      violations.Add(at + "category", band.category, "the id of a category: a-z, 0-9 and _");
    }
    const bool last = i + 1 == fact.bands.size();
    const bool rises =
        i == 0 || !band.below || !fact.bands[i - 1].below || *band.below > *fact.bands[i - 1].below;
    if (band.below.has_value() == last || !rises || !std::isfinite(band.below.value_or(0))) {
      violations.Add(at + "below", band.below ? absl::StrCat(*band.below) : "",
                     last ? "nothing, since it takes the rest" : "a bound above the one before");
    }
  }
}

void CheckPhases(const std::vector<MeasurePhase>& phases, Violations& violations) {
  if (phases.size() > kMostPhases) {
    violations.Add("measure.phases", absl::StrCat(phases.size()), "at most 1000 changes");
  }
  for (size_t i = 0; i < phases.size(); ++i) {
    const std::string at = absl::StrCat("phases[", i, "].");
    CheckText(at + "reason", phases[i].reason, 1, 300, violations);
    const bool again = i > 0 && phases[i - 1].month == phases[i].month &&
                       phases[i - 1].organisation == phases[i].organisation;
    if (again) {
      violations.Add(absl::StrCat("measure.", at, "month"), spc::FormatMonth(phases[i].month),
                     "one change a month and organisation");
    }
  }
}

absl::Status CheckEtag(const MeasureDefinition& measure, absl::string_view etag) {
  if (etag.empty() || etag == measure.etag()) return absl::OkStatus();
  return EtagMismatch("measure", measure.name.ToString(), etag, measure.etag());
}

}  // namespace

std::string MeasureDefinition::etag() const { return absl::StrCat("\"", revision, "\""); }

MeasureDefinition Tidied(MeasureDefinition measure) {
  for (std::string* text :
       {&measure.display_name, &measure.description, &measure.unit, &measure.denominator}) {
    absl::StripAsciiWhitespace(text);
  }
  if (measure.per == 0) measure.per = 1;
  std::sort(measure.levels.begin(), measure.levels.end());
  measure.levels.erase(std::unique(measure.levels.begin(), measure.levels.end()),
                       measure.levels.end());
  std::sort(measure.phases.begin(), measure.phases.end(), [](const auto& a, const auto& b) {
    return std::tie(a.month, a.organisation) < std::tie(b.month, b.organisation);
  });
  return measure;
}

void Validate(const MeasureDefinition& measure, Violations& violations) {
  CheckText("display_name", measure.display_name, 1, 200, violations);
  CheckText("description", measure.description, 0, 2000, violations);
  CheckText("unit", measure.unit, 1, 60, violations);
  CheckKind(measure, violations);
  if (measure.fact) CheckFact(*measure.fact, violations);
  CheckPhases(measure.phases, violations);
}

const std::set<std::string>& UpdatableFields() {
  static const auto* const fields = new std::set<std::string>{
      "display_name", "description", "unit",   "denominator", "per",
      "direction",    "levels",      "phases", "fact",        "about_patients"};
  return *fields;
}

absl::StatusOr<MeasureDefinition> Updated(MeasureDefinition before, const MeasureDefinition& given,
                                          const std::set<std::string>& fields,
                                          absl::string_view etag, absl::Time now) {
  RETURN_IF_ERROR(CheckEtag(before, etag));
  if (before.retire_time) return MeasureRetired(before.name.ToString());
  const auto take = [&](const char* field, auto member) {
    if (fields.count(field) > 0) before.*member = given.*member;
  };
  take("display_name", &MeasureDefinition::display_name);
  take("description", &MeasureDefinition::description);
  take("unit", &MeasureDefinition::unit);
  take("denominator", &MeasureDefinition::denominator);
  take("per", &MeasureDefinition::per);
  take("direction", &MeasureDefinition::direction);
  take("levels", &MeasureDefinition::levels);
  take("about_patients", &MeasureDefinition::about_patients);
  take("fact", &MeasureDefinition::fact);
  take("phases", &MeasureDefinition::phases);
  MeasureDefinition after = Tidied(std::move(before));
  Violations violations;
  Validate(after, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ++after.revision;
  after.update_time = now;
  return after;
}

absl::StatusOr<MeasureDefinition> Retired(MeasureDefinition before, absl::string_view etag,
                                          absl::Time now) {
  if (before.retire_time) return before;
  RETURN_IF_ERROR(CheckEtag(before, etag));
  before.retire_time = before.update_time = now;
  ++before.revision;
  return before;
}

const std::string& CategoryOf(const MeasureFact& fact, double figure) {
  for (const FactBand& band : fact.bands) {
    if (!band.below || figure < *band.below) return band.category;
  }
  return fact.bands.back().category;
}

std::vector<spc::Change> ChangesFor(const MeasureDefinition& measure,
                                    const std::vector<std::string>& organisations) {
  std::vector<spc::Change> changes;
  for (const MeasurePhase& phase : measure.phases) {
    const bool everywhere = phase.organisation.empty();
    const bool here = organisations.size() == 1 && organisations[0] == phase.organisation;
    if (everywhere || here) changes.push_back({phase.month, phase.reason});
  }
  return changes;
}

}  // namespace pcsp::assessments
