// pcspctl measure chart
#include <iostream>

#include "common/base/status_macros.h"
#include "gateway/cli/evidence/commands.h"

namespace pcsp::cli {
namespace {

using assessments::v1::MeasureChart;
using Stub = assessments::v1::AssessmentService::Stub;

const std::map<std::string, assessments::v1::MeasureChartKind> kKinds = {
    {"xmr", assessments::v1::MEASURE_CHART_KIND_XMR},
    {"p", assessments::v1::MEASURE_CHART_KIND_P},
    {"u", assessments::v1::MEASURE_CHART_KIND_U},
    {"run", assessments::v1::MEASURE_CHART_KIND_RUN}};

struct ChartFlags {
  std::string measure, from, until, rules;
  std::vector<std::string> sites;
  assessments::v1::MeasureChartKind kind = assessments::v1::MEASURE_CHART_KIND_UNSPECIFIED;
  int baseline = 0;
  bool own_site = false;
};

std::string Number(bool given, double value) { return given ? Fixed(value, 1) : ""; }

Table AsTable(const MeasureChart& chart) {
  Table table({"MONTH", "FIGURE", "CENTRE", "LOWER", "UPPER", "SITES", "RULES"});
  for (const auto& point : chart.points()) {
    const auto& phase = chart.phases(point.phase());
    std::vector<std::string> rules;
    for (const int rule : point.rules()) {
      rules.push_back(
          Word(assessments::v1::MeasureRule_Name(static_cast<assessments::v1::MeasureRule>(rule)),
               "MEASURE_RULE_"));
    }
    const bool withheld = point.suppression() != assessments::v1::MEASURE_SUPPRESSION_UNSPECIFIED;
    table.Add({point.month(), withheld ? "withheld" : Number(point.has_value(), point.value()),
               Number(phase.has_centre(), phase.centre()),
               Number(point.has_lower_limit(), point.lower_limit()),
               Number(point.has_upper_limit(), point.upper_limit()), absl::StrCat(point.sites()),
               absl::StrJoin(rules, ", ")});
  }
  return table;
}

absl::Status Chart(Session& session, const ChartFlags& flags) {
  assessments::v1::GetMeasureChartRequest request;
  request.set_name(session.NameOf("measures", flags.measure));
  for (const std::string& site : flags.sites) {
    request.add_organisations(session.NameOf("organisations", site));
  }
  request.set_from_month(flags.from);
  request.set_until_month(flags.until);
  request.set_kind(flags.kind);
  request.set_rule_set(flags.rules);
  request.set_baseline_months(flags.baseline);
  request.set_view(ViewOf(flags.own_site));
  ASSIGN_OR_RETURN(const MeasureChart chart,
                   gateway::Ask(*session.clients().assessments, &Stub::GetMeasureChart, request,
                                session.deadline()));
  if (session.format == Format::kTable) {
    std::cout << chart.sentence() << "\n\n"
              << chart.unit() << "; rules of " << chart.rule_set() << "\n\n";
  }
  Print(session.format, AsTable(chart), chart);
  if (session.format != Format::kTable) return absl::OkStatus();
  for (const auto& signal : chart.signals()) std::cout << "\n" << signal.sentence();
  for (const auto& phase : chart.phases()) {
    if (!phase.reason().empty()) {
      std::cout << "\n" << phase.first_month() << ": begins anew, " << phase.reason();
    }
  }
  std::cout << "\n";
  return absl::OkStatus();
}

void SetUpChart(Command command, ChartFlags& flags) {
  command.AddOption("measure", flags.measure, "Id or full name of the measure").Required();
  command.AddOption("sites", flags.sites,
                    "One site, or several to add up; the whole programme when none is given");
  command.AddOption("--from", flags.from, "From this month on, yyyy-mm");
  command.AddOption("--until", flags.until, "Until this month");
  AddWord(command, "--kind", flags.kind, kKinds, "How it is drawn; what suits when not given");
  command.AddOption("--rules", flags.rules,
                    "mdc-2019 (default), mdc-2019-trend-6, mdc-2025, or anhoej-2014");
  command.AddOption("--baseline", flags.baseline,
                    "Months at the start of each phase that limits come from, 12 to 60");
  AddOwnSite(command, flags.own_site);
}

}  // namespace

void AddMeasureChart(Command noun, Session& session) {
  AddCommand(noun, session, "chart", "How a measure runs over time, and what to make of it",
             SetUpChart, Chart);
}

}  // namespace pcsp::cli
