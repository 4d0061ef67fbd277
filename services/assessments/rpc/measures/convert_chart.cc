#include "services/assessments/rpc/measures/convert_chart.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "services/assessments/domain/spc/rules.h"

namespace pcsp::assessments {
namespace {

std::string UnitOf(const MeasureDefinition& measure) {
  switch (measure.kind) {
    case MeasureKind::kProportion:
      return absl::StrCat("per cent of ", measure.denominator);
    case MeasureKind::kRatio:
      return absl::StrCat(measure.unit, " for every ", measure.per, " ", measure.denominator);
    default:
      return absl::StrCat(measure.unit, " a month");
  }
}

void AddPoint(const MeasureDefinition& measure, const spc::ChartPoint& point,
              const std::map<Month, MonthSum>& sums, pb::MeasureChart& message) {
  auto* added = message.add_points();
  added->set_month(spc::FormatMonth(point.month));
  added->set_phase(point.phase);
  if (point.lower) added->set_lower_limit(*point.lower);
  if (point.upper) added->set_upper_limit(*point.upper);
  for (spc::Rule rule : point.rules) added->add_rules(static_cast<pb::MeasureRule>(rule));
  const auto sum = sums.find(point.month);
  if (sum != sums.end()) {
    added->set_sites(sum->second.sites);
    added->set_sites_left_out(sum->second.left_out);
    if (sum->second.sites == 0 && sum->second.left_out > 0) {
      added->set_suppression(pb::MEASURE_SUPPRESSION_SMALL_COUNT);
    }
  }
  if (!point.value) return;
  added->set_value(*point.value);
  added->set_count(sum->second.count);
  if (measure.kind != MeasureKind::kCount) added->set_denominator(sum->second.denominator);
}

void AddPhase(const spc::ChartPhase& phase, pb::MeasureChart& message) {
  auto* added = message.add_phases();
  added->set_first_month(spc::FormatMonth(phase.first));
  added->set_last_month(spc::FormatMonth(phase.last));
  added->set_reason(phase.reason);
  added->set_points(phase.points);
  if (phase.centre) added->set_centre(*phase.centre);
  added->set_has_limits(phase.has_limits);
  added->set_note(phase.note);
}

}  // namespace

pb::MeasureChart ToProto(const MeasureDefinition& measure, const spc::Chart& chart,
                         const std::vector<MonthSum>& sums) {
  pb::MeasureChart message;
  message.set_measure(measure.name.ToString());
  message.set_unit(UnitOf(measure));
  message.set_kind(static_cast<pb::MeasureChartKind>(chart.kind));
  message.set_rule_set(std::string(chart.rules->name));
  std::map<Month, MonthSum> by_month;
  for (const MonthSum& sum : sums) by_month[sum.month] = sum;
  for (const spc::ChartPoint& point : chart.points) AddPoint(measure, point, by_month, message);
  for (const spc::ChartPhase& phase : chart.phases) AddPhase(phase, message);
  for (const spc::Signal& signal : chart.signals) {
    auto* added = message.add_signals();
    added->set_rule(static_cast<pb::MeasureRule>(signal.rule));
    added->set_rule_name(spc::NameOf(signal.rule, *chart.rules));
    added->set_first_month(spc::FormatMonth(signal.first));
    added->set_last_month(spc::FormatMonth(signal.last));
    added->set_meaning(static_cast<pb::MeasureMeaning>(signal.meaning));
    added->set_sentence(signal.sentence);
  }
  message.set_sentence(chart.sentence);
  message.set_missing_months(chart.missing);
  return message;
}

}  // namespace pcsp::assessments
