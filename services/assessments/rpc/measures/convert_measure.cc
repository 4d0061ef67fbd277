#include "services/assessments/rpc/measures/convert_measure.h"

#include <algorithm>

#include "services/assessments/rpc/measures/requests.h"

namespace pcsp::assessments {
namespace {

constexpr int kMostReports = 10'000;
constexpr int kMostFaults = 20'000;

// The enums of messages and domain have the same numbers, up to `last`.
template <typename Domain, typename Proto>
Domain EnumFrom(const std::string& field, Proto value, Domain last, Violations& violations) {
  const int number = static_cast<int>(value);
  if (number >= 0 && number <= static_cast<int>(last)) return static_cast<Domain>(number);
  violations.Add(field, absl::StrCat(number), "a value of the enumeration");
  return Domain::kUnspecified;
}

pb::MeasureFact ToProto(const MeasureFact& fact) {
  pb::MeasureFact message;
  message.set_fact(fact.fact);
  for (const FactBand& band : fact.bands) {
    auto* added = message.add_bands();
    if (band.below) added->set_below(*band.below);
    added->set_category(band.category);
  }
  return message;
}

MeasureFact FromProto(const pb::MeasureFact& message) {
  MeasureFact fact{.fact = message.fact()};
  for (const auto& band : message.bands()) {
    FactBand& added = fact.bands.emplace_back();
    if (band.has_below()) added.below = band.below();
    added.category = band.category();
  }
  return fact;
}

void AddPhases(const std::string& programme, const pb::MeasureDefinition& message,
               MeasureDefinition& measure, Violations& violations) {
  for (int i = 0; i < message.phases_size(); ++i) {
    const auto& phase = message.phases(i);
    const std::string at = absl::StrCat("measure.phases[", i, "].");
    MeasurePhase& added = measure.phases.emplace_back();
    added.reason = phase.reason();
    if (phase.month().empty()) violations.Add(at + "month", "", kMonthRule);
    added.month = MonthFrom(at + "month", phase.month(), violations).value_or(Month());
    if (phase.organisation().empty()) continue;
    added.organisation =
        OrganisationOf(programme, at + "organisation", phase.organisation(), violations);
  }
}

std::string Organisation(const std::string& programme, const std::string& id) {
  return OrganisationName{programme, id}.ToString();
}

}  // namespace

pb::MeasureDefinition ToProto(const MeasureDefinition& measure) {
  pb::MeasureDefinition message;
  message.set_name(measure.name.ToString());
  message.set_display_name(measure.display_name);
  message.set_description(measure.description);
  message.set_unit(measure.unit);
  message.set_kind(static_cast<pb::MeasureKind>(measure.kind));
  message.set_denominator(measure.denominator);
  if (measure.kind == MeasureKind::kRatio) message.set_per(measure.per);
  message.set_direction(static_cast<pb::MeasureDirection>(measure.direction));
  for (Level level : measure.levels) {
    message.add_levels(static_cast<pcsp::type::v1::Level>(static_cast<int>(level)));
  }
  message.set_about_patients(measure.about_patients);
  if (measure.fact) *message.mutable_fact() = ToProto(*measure.fact);
  for (const MeasurePhase& phase : measure.phases) {
    auto* added = message.add_phases();
    added->set_month(spc::FormatMonth(phase.month));
    added->set_reason(phase.reason);
    if (phase.organisation.empty()) continue;
    added->set_organisation(Organisation(measure.name.programme, phase.organisation));
  }
  message.set_built_in(measure.built_in);
  if (measure.retire_time) SetTime(*measure.retire_time, message.mutable_retire_time());
  if (measure.create_time) SetTime(*measure.create_time, message.mutable_create_time());
  if (measure.update_time) SetTime(*measure.update_time, message.mutable_update_time());
  message.set_etag(measure.etag());
  return message;
}

pb::MeasurePolicy ToProto(const MeasurePolicy& policy) {
  pb::MeasurePolicy message;
  message.set_name(absl::StrCat("programmes/", policy.programme, "/measurePolicy"));
  message.set_disclosure_threshold(policy.threshold);
  message.set_etag(policy.etag());
  return message;
}

MeasureDefinition FromProto(const std::string& programme, const pb::MeasureDefinition& message,
                            Violations& violations) {
  MeasureDefinition measure{.display_name = message.display_name(),
                            .description = message.description(),
                            .unit = message.unit(),
                            .denominator = message.denominator()};
  measure.kind = EnumFrom("measure.kind", message.kind(), MeasureKind::kRatio, violations);
  measure.direction =
      EnumFrom("measure.direction", message.direction(), Direction::kNeither, violations);
  measure.per = message.per();
  for (int i = 0; i < message.levels_size(); ++i) {
    const int level = message.levels(i);
    if (level >= 1 && level <= static_cast<int>(Level::kPractice)) {
      measure.levels.push_back(static_cast<Level>(level));
    } else {
      violations.Add(absl::StrCat("measure.levels[", i, "]"), absl::StrCat(level), "a level");
    }
  }
  measure.about_patients = message.about_patients();
  if (message.has_fact()) measure.fact = FromProto(message.fact());
  AddPhases(programme, message, measure, violations);
  return Tidied(std::move(measure));
}

MeasureRow FromProto(const std::string& programme, const pb::MeasureRow& message, Month now,
                     Violations& violations) {
  MeasureRow row{.count = message.count(), .withdraw = message.withdraw(), .etag = message.etag()};
  row.organisation = OrganisationOf(programme, "organisation", message.organisation(), violations);
  const auto measure = ParseMeasureName(message.measure());
  if (measure && measure->programme == programme) row.measure = measure->measure;
  if (message.month().empty()) violations.Add("month", "", kMonthRule);
  row.month = MonthFrom("month", message.month(), violations).value_or(now);
  if (message.has_denominator()) row.denominator = message.denominator();
  return row;
}

pb::MeasureValue ToProto(const std::string& programme, const MonthValue& value,
                         const MeasureDefinition& measure, int threshold) {
  pb::MeasureValue message;
  message.set_organisation(Organisation(programme, value.organisation));
  message.set_measure(measure.name.ToString());
  message.set_month(spc::FormatMonth(value.month));
  message.set_withdrawn(value.withdrawn);
  if (!MayBeShown(measure, value, threshold)) {
    message.set_suppression(pb::MEASURE_SUPPRESSION_SMALL_COUNT);
  } else if (!value.withdrawn) {
    message.set_count(value.count);
    if (value.denominator) message.set_denominator(*value.denominator);
  }
  SetTime(value.record_time, message.mutable_record_time());
  message.set_etag(value.etag());
  return message;
}

pb::SupersededValue HistoryToProto(const MonthValue& value) {
  pb::SupersededValue message;
  message.set_withdrawn(value.withdrawn);
  message.set_count(value.count);
  if (value.denominator) message.set_denominator(*value.denominator);
  SetTime(value.record_time, message.mutable_record_time());
  message.set_etag(value.etag());
  return message;
}

void RowReports::Add(int row, int64_t line, MeasureVerdict verdict, const absl::Status& faults) {
  response_.set_rows(response_.rows() + 1);
  switch (verdict) {
    case MeasureVerdict::kRecorded:
      response_.set_recorded(response_.recorded() + 1);
      break;
    case MeasureVerdict::kCorrected:
      response_.set_corrected(response_.corrected() + 1);
      break;
    case MeasureVerdict::kUnchanged:
      response_.set_unchanged(response_.unchanged() + 1);
      break;
    case MeasureVerdict::kWithdrawn:
      response_.set_withdrawn(response_.withdrawn() + 1);
      break;
    case MeasureVerdict::kRejected:
      response_.set_rejected(response_.rejected() + 1);
      break;
  }
  if (sparing_ && (verdict == MeasureVerdict::kRecorded || verdict == MeasureVerdict::kUnchanged)) {
    return;
  }
  if (response_.reports_size() >= kMostReports || faults_ >= kMostFaults) {
    response_.set_truncated(true);
    return;
  }
  auto* report = response_.add_reports();
  report->set_row(row);
  report->set_line(static_cast<int32_t>(line));
  report->set_verdict(static_cast<pb::MeasureVerdict>(verdict));
  const auto detail = ErrorDetailOf(faults);
  if (!detail) return;
  for (const Violation& violation : detail->violations) {
    ++faults_;
    auto* fault = report->add_faults();
    fault->set_column(violation.field);
    fault->set_given(violation.given);
    fault->set_expected(violation.expected);
  }
}

pb::RecordMeasuresResponse RowReports::Take() {
  std::sort(response_.mutable_reports()->begin(), response_.mutable_reports()->end(),
            [](const auto& a, const auto& b) { return a.row() < b.row(); });
  return std::move(response_);
}

}  // namespace pcsp::assessments
