#include "services/assessments/rpc/measures/value_methods.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "absl/strings/numbers.h"
#include "common/base/status_macros.h"
#include "services/assessments/rpc/convert.h"
#include "services/assessments/rpc/measures/convert_chart.h"
#include "services/assessments/rpc/measures/convert_measure.h"
#include "services/assessments/rpc/measures/requests.h"

namespace pcsp::assessments {
namespace {

constexpr int kMostRows = 10'000;
constexpr int kMostOrganisations = 1'000;

// The rows of a request that are sound in themselves, with their numbers, and what is wrong with
// the others.
struct Checked {
  std::vector<MeasureRow> rows;
  std::vector<int> numbers;
  std::vector<std::pair<int, absl::Status>> faulty;
};

Checked Check(const std::string& programme, const pb::RecordMeasuresRequest& request,
              const MeasureBook& book, Month now) {
  Checked checked;
  std::set<std::tuple<std::string, std::string, Month>> seen;
  for (int i = 0; i < request.rows_size(); ++i) {
    Violations violations;
    MeasureRow row = FromProto(programme, request.rows(i), now, violations);
    const auto measure = book.find(row.measure);
    if (measure == book.end()) {
      violations.Add("measure", request.rows(i).measure(), "a measure of the programme");
    } else {
      CheckRow(row, measure->second, now, violations);
    }
    if (violations.empty() && !seen.emplace(row.organisation, row.measure, row.month).second) {
      violations.Add("month", spc::FormatMonth(row.month), "each site, measure and month once");
    }
    if (violations.empty()) {
      checked.rows.push_back(std::move(row));
      checked.numbers.push_back(i + 1);
    } else {
      checked.faulty.emplace_back(i + 1, violations.ToStatus());
    }
  }
  return checked;
}

// Whether nothing is withheld; OWN_SITE is for one organisation.
bool IsOwnSite(pb::MeasureView view, bool one_site, Violations& violations) {
  if (view != pb::MEASURE_VIEW_OWN_SITE) return false;
  if (!one_site) violations.Add("view", "OWN_SITE", "SHARED, except for one organisation");
  return true;
}

ValueQuery QueryFrom(const pb::ListMeasureValuesRequest& request, Violations& violations) {
  const OrganisationName parent = OrganisationOrAllFrom("parent", request.parent(), violations);
  ValueQuery query{.programme = parent.programme, .organisation = parent.organisation};
  if (!request.measure().empty()) {
    const MeasureName measure = MeasureFrom("measure", request.measure(), violations);
    if (!measure.programme.empty() && measure.programme != parent.programme) {
      violations.Add("measure", request.measure(), "a measure of the parent's programme");
    }
    query.measure = measure.measure;
  }
  query.from = MonthFrom("from_month", request.from_month(), violations);
  query.until = MonthFrom("until_month", request.until_month(), violations);
  CheckOrder(query.from, query.until, "until_month", violations);
  query.withdrawn_too = request.show_history();
  return query;
}

MonthValue After(const std::vector<std::string>& cursor) {
  MonthValue after{.organisation = cursor[0], .measure = cursor[1]};
  int month = 0;
  if (absl::SimpleAtoi(cursor[2], &month)) after.month = MonthFrom(month);
  return after;
}

// Puts what a page's values were before with them.
void AddHistory(const std::vector<MonthValue>& history, const std::vector<MonthValue>& values,
                const MeasureBook& book, bool own_site, pb::ListMeasureValuesResponse& reply) {
  std::map<std::tuple<std::string, std::string, Month>, pb::MeasureValue*> place;
  for (size_t i = 0; i < values.size(); ++i) {
    const auto measure = book.find(values[i].measure);
    if (!own_site && (measure == book.end() || measure->second.about_patients)) continue;
    place[{values[i].organisation, values[i].measure, values[i].month}] =
        reply.mutable_values(static_cast<int>(i));
  }
  for (const MonthValue& before : history) {
    const auto value = place.find({before.organisation, before.measure, before.month});
    if (value != place.end()) *value->second->add_history() = HistoryToProto(before);
  }
}

void CheckKind(const MeasureDefinition& measure, const pb::GetMeasureChartRequest& request,
               const spc::RuleSet* rules, Violations& violations) {
  const auto kind = request.kind();
  if (kind == pb::MEASURE_CHART_KIND_P && measure.kind != MeasureKind::kProportion) {
    violations.Add("kind", "P", "XMR, RUN or nothing: the measure is no proportion");
  }
  if (kind == pb::MEASURE_CHART_KIND_U && measure.kind != MeasureKind::kRatio) {
    violations.Add("kind", "U", "XMR, RUN or nothing: the measure is no ratio");
  }
  if (rules == nullptr || kind == pb::MEASURE_CHART_KIND_UNSPECIFIED) return;
  if (rules->run_chart != (kind == pb::MEASURE_CHART_KIND_RUN)) {
    violations.Add("rule_set", request.rule_set(),
                   rules->run_chart ? "one for charts with limits" : "anhoej-2014 or nothing");
  }
}

// Everything of the request but the kind, which depends on the measure.
struct ChartQuestion {
  MeasureName name;
  ValueQuery query;
  spc::ChartOptions options;
  bool own_site = false;
};

ChartQuestion QuestionFrom(const pb::GetMeasureChartRequest& request, Violations& violations) {
  ChartQuestion question;
  question.name = MeasureFrom("name", request.name(), violations);
  ValueQuery& query = question.query;
  query.programme = question.name.programme;
  query.measure = question.name.measure;
  if (request.organisations_size() > kMostOrganisations) {
    violations.Add("organisations", absl::StrCat(request.organisations_size()), "at most 1000");
  }
  std::set<std::string> organisations;
  for (int i = 0; i < request.organisations_size(); ++i) {
    organisations.insert(OrganisationOf(query.programme, absl::StrCat("organisations[", i, "]"),
                                        request.organisations(i), violations));
  }
  query.organisations.assign(organisations.begin(), organisations.end());
  query.from = MonthFrom("from_month", request.from_month(), violations);
  query.until = MonthFrom("until_month", request.until_month(), violations);
  CheckOrder(query.from, query.until, "until_month", violations);
  spc::ChartOptions& options = question.options;
  options.kind = static_cast<spc::ChartKind>(request.kind());
  if (request.kind() < 0 || request.kind() > pb::MEASURE_CHART_KIND_RUN) {
    violations.Add("kind", absl::StrCat(request.kind()), "a value of the enumeration");
  }
  if (!request.rule_set().empty()) {
    options.rules = spc::FindRuleSet(request.rule_set());
    if (options.rules == nullptr) {
      violations.Add("rule_set", request.rule_set(), spc::kRuleSetRule);
    }
  }
  options.baseline = request.baseline_months();
  if (options.baseline != 0 &&
      (options.baseline < spc::kFewestForLimits || options.baseline > 60)) {
    violations.Add("baseline_months", absl::StrCat(options.baseline), "12 to 60, or 0 for all");
  }
  question.own_site = IsOwnSite(request.view(), query.organisations.size() == 1, violations);
  return question;
}

std::vector<spc::MonthFigure> FiguresOf(const std::vector<MonthSum>& sums) {
  std::vector<spc::MonthFigure> figures;
  for (const MonthSum& sum : sums) {
    const bool shown = sum.sites > 0;
    figures.push_back({sum.month, shown ? static_cast<double>(sum.count) : std::nan(""),
                       static_cast<double>(sum.denominator)});
  }
  return figures;
}

}  // namespace

absl::StatusOr<MeasureBook> BookOf(const EvidenceTools& tools, const std::string& programme) {
  ASSIGN_OR_RETURN(std::vector<MeasureDefinition> all, AllMeasures(tools, programme));
  MeasureBook book;
  for (MeasureDefinition& measure : all) {
    std::string id = measure.name.measure;
    book.emplace(std::move(id), std::move(measure));
  }
  return book;
}

absl::StatusOr<pb::RecordMeasuresResponse> ValueMethods::RecordMeasures(
    const rpc::Call& call, const pb::RecordMeasuresRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  RequestIdFrom("request_id", request.request_id(), violations);
  if (request.rows().empty() || request.rows_size() > kMostRows) {
    violations.Add("rows", absl::StrCat(request.rows_size()), "1 to 10000 rows");
  }
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const MeasureBook book, BookOf(tools_, programme));
  const Checked checked = Check(programme, request, book, MonthOf(call.now));
  const auto encode = [&checked](const std::vector<Recording>& recordings) {
    RowReports reports(false);
    for (const auto& [number, faults] : checked.faulty) {
      reports.Add(number, 0, MeasureVerdict::kRejected, faults);
    }
    for (size_t i = 0; i < recordings.size(); ++i) {
      reports.Add(checked.numbers[i], 0, recordings[i].verdict, recordings[i].faults);
    }
    return reports.Take().SerializeAsString();
  };
  auto reply = ReplyFrom<pb::RecordMeasuresResponse>(
      tools_.store->RecordValues(ChangeKey("RecordMeasures", request), programme, call.now,
                                 request.validate_only(), checked.rows, encode));
  if (reply.ok() && !request.validate_only()) {
    tools_.Ring(absl::StrCat(request.parent(), "/measureValues"));
  }
  return reply;
}

absl::StatusOr<pb::ListMeasureValuesResponse> ValueMethods::ListMeasureValues(
    const rpc::Call&, const pb::ListMeasureValuesRequest& request) const {
  pb::ListMeasureValuesRequest filter = request;
  filter.clear_page_size();
  filter.clear_page_token();
  const std::vector<std::string> arguments = {"ListMeasureValues", filter.SerializeAsString()};
  Violations violations;
  ValueQuery query = QueryFrom(request, violations);
  const bool own_site = IsOwnSite(request.view(), !query.organisation.empty(), violations);
  const ListPage page =
      PageFrom(request.page_size(), request.page_token(), *tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  if (page.cursor.size() == 3) query.after = After(page.cursor);
  query.limit = page.size + 1;
  ASSIGN_OR_RETURN(const MeasureBook book, BookOf(tools_, query.programme));
  if (!query.measure.empty()) {
    RETURN_IF_ERROR(FindMeasure(tools_, {query.programme, query.measure}).status());
  }
  ASSIGN_OR_RETURN(const MeasurePolicy policy, tools_.store->GetPolicy(query.programme));
  ASSIGN_OR_RETURN(std::vector<MonthValue> values, tools_.store->ListValues(query));
  pb::ListMeasureValuesResponse reply;
  if (values.size() > static_cast<size_t>(page.size)) {
    values.pop_back();
    const MonthValue& last = values.back();
    reply.set_next_page_token(tokens_->Encode(
        {last.organisation, last.measure, absl::StrCat(NumberOf(last.month))}, arguments));
  }
  // A measure that came with an earlier release and is not known any more is taken to be of
  // patients.
  const MeasureDefinition unknown{.kind = MeasureKind::kProportion, .about_patients = true};
  for (const MonthValue& value : values) {
    const auto measure = book.find(value.measure);
    MeasureDefinition definition = measure == book.end() ? unknown : measure->second;
    definition.name = {query.programme, value.measure};
    *reply.add_values() =
        ToProto(query.programme, value, definition, own_site ? 0 : policy.threshold);
  }
  if (!request.show_history() || values.empty()) return reply;
  std::set<std::string> organisations;
  for (const MonthValue& value : values) organisations.insert(value.organisation);
  query.organisations.assign(organisations.begin(), organisations.end());
  ASSIGN_OR_RETURN(const std::vector<MonthValue> history, tools_.store->ListHistory(query));
  AddHistory(history, values, book, own_site, reply);
  return reply;
}

absl::StatusOr<pb::MeasureChart> ValueMethods::GetMeasureChart(
    const rpc::Call&, const pb::GetMeasureChartRequest& request) const {
  Violations violations;
  ChartQuestion question = QuestionFrom(request, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const MeasureDefinition measure, FindMeasure(tools_, question.name));
  CheckKind(measure, request, question.options.rules, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const MeasurePolicy policy, tools_.store->GetPolicy(question.name.programme));
  ASSIGN_OR_RETURN(const std::vector<MonthValue> values, tools_.store->ListValues(question.query));
  const std::vector<MonthSum> sums =
      SumUp(measure, values, question.own_site ? 0 : policy.threshold);
  question.options.figure = measure.kind;
  question.options.per = measure.per;
  question.options.direction = measure.direction;
  const std::vector<spc::Change> changes = ChangesFor(measure, question.query.organisations);
  pb::MeasureChart chart =
      ToProto(measure, spc::DrawChart(FiguresOf(sums), changes, question.options), sums);
  for (const std::string& id : question.query.organisations) {
    chart.add_organisations(OrganisationName{question.name.programme, id}.ToString());
  }
  return chart;
}

}  // namespace pcsp::assessments
