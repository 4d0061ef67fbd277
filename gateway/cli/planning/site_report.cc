#include "gateway/cli/planning/site_report.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "services/planning/domain/site_plan/arrange/benefit.h"

namespace pcsp::offline {
namespace {

using namespace planning::site;  // NOLINT: a page of its vocabulary
using Json = nlohmann::ordered_json;

Json StepsJson(const SiteReport& report) {
  Json list = Json::array();
  for (const Step& step : report.steps) {
    const Option& option = report.problem.options[step.option];
    list.push_back({{"action", option.id},
                    {"quarter", step.quarter + 1},
                    {"hours", option.hours},
                    {"cost", option.cost},
                    {"gain", step.gain},
                    {"reason", step.reason}});
  }
  return list;
}

Json QuartersJson(const SiteReport& report) {
  Json list = Json::array();
  for (int t = 0; t < report.problem.quarters(); ++t) {
    double hours = 0;
    Json started = Json::array();
    for (const Step& step : report.steps) {
      if (step.quarter != t) continue;
      hours += report.problem.options[step.option].hours;
      started.push_back(report.problem.options[step.option].id);
    }
    list.push_back({{"quarter", t + 1},
                    {"hours", report.problem.hours[t]},
                    {"hours_used", hours},
                    {"hours_left", report.problem.hours[t] - hours},
                    {"most_new_actions", report.problem.most_new},
                    {"new_actions", started.size()},
                    {"actions", started}});
  }
  return list;
}

Json BudgetJson(const SiteReport& report) {
  double cost = 0;
  for (const Step& step : report.steps) cost += report.problem.options[step.option].cost;
  const double budget = report.problem.budget;
  return {{"used", cost}, {"limit", budget == kUnlimited ? Json(nullptr) : Json(budget)}};
}

Json IssuesJson(const SiteReport& report) {
  Remaining remaining(report.problem);
  for (const Step& step : report.steps) remaining.Start(step.option, step.quarter);
  Json list = Json::array();
  for (int i = 0; i < static_cast<int>(report.problem.issues.size()); ++i) {
    Json closed = Json::array();
    for (int t = 0; t < report.problem.quarters(); ++t) closed.push_back(1 - remaining.Open(i, t));
    list.push_back({{"issue", report.problem.issues[i].id},
                    {"weight", report.problem.issues[i].weight},
                    {"closed_by_quarter", closed}});
  }
  return list;
}

Json NotStartedJson(const SiteReport& report) {
  Json list = Json::array();
  for (size_t option = 0; option < report.problem.options.size(); ++option) {
    const bool started = std::any_of(report.steps.begin(), report.steps.end(), [&](const Step& s) {
      return s.option == static_cast<int>(option);
    });
    if (!started) list.push_back(report.problem.options[option].id);
  }
  return list;
}

// What names a limit for programs.
Json LimitJson(const Problem& problem, const PlanLimit& limit) {
  switch (limit.kind) {
    case PlanLimit::Kind::kHours:
      return {{"limit", "hours_per_quarter"}, {"quarter", limit.index + 1}};
    case PlanLimit::Kind::kPlaces:
      return {{"limit", "most_new_actions"}};
    case PlanLimit::Kind::kBudget:
      return {{"limit", "budget"}};
    case PlanLimit::Kind::kPin:
      return {{"limit", "pinned"},
              {"action", problem.options[problem.pins[limit.index].option].id}};
    case PlanLimit::Kind::kForbidden:
      return {{"limit", "forbidden"},
              {"action", problem.options[problem.forbidden[limit.index]].id}};
  }
  return {};
}

Json BindsJson(const SiteReport& report) {
  Json list = Json::array();
  for (const Binding& binding : report.bindings) {
    Json one = LimitJson(report.problem, binding.limit);
    one["short_by"] = binding.short_by;
    for (const int option : binding.keeps_out) {
      one["keeps_out"].push_back(report.problem.options[option].id);
    }
    list.push_back(std::move(one));
  }
  return list;
}

Json RelaxJson(const SiteReport& report) {
  Json list = Json::array();
  for (const Relief& relief : report.reliefs) {
    Json one = {{"change", InWords(report.problem, relief.change)}};
    one.update(LimitJson(report.problem, relief.change.limit));
    if (relief.change.amount > 0) one["amount"] = relief.change.amount;
    one["value"] = relief.found.value;
    one["gain"] = relief.found.value - report.found.value;
    one["proven"] = relief.found.proven;
    list.push_back(std::move(one));
  }
  return list;
}

double ClosedAtEnd(const SiteReport& report) {
  Remaining remaining(report.problem);
  for (const Step& step : report.steps) remaining.Start(step.option, step.quarter);
  double closed = 0, whole = 0;
  for (int i = 0; i < static_cast<int>(report.problem.issues.size()); ++i) {
    const double weight = report.problem.issues[i].weight;
    closed += weight * (1 - remaining.Open(i, report.problem.quarters() - 1));
    whole += weight;
  }
  return whole > 0 ? closed / whole : 0;
}

}  // namespace

SiteReport MakeSiteReport(Problem problem, const std::function<bool()>& solving,
                          const std::function<bool()>& relaxing) {
  SiteReport report;
  report.problem = std::move(problem);
  Limits limits;
  limits.stop = solving;
  report.found = Solve(report.problem, limits);
  if (!report.found.schedule) return report;
  report.steps = StepsOf(report.problem, *report.found.schedule);
  report.bindings = BindingLimits(report.problem, *report.found.schedule);
  limits.stop = relaxing;
  std::multimap<double, Relief, std::greater<>> by_value;
  for (const Change& change : ChangesWorthTrying(report.problem, report.bindings)) {
    Found found = Solve(Changed(report.problem, change), limits);
    if (found.value <= report.found.value * (1 + kProvenWithin)) continue;
    by_value.emplace(found.value, Relief{change, found});
  }
  for (const auto& [value, relief] : by_value) report.reliefs.push_back(relief);
  return report;
}

Json ToJson(const SiteReport& report) {
  const double whole = WholeValue(report.problem);
  Json json = {{"value", report.found.value},
               {"bound", report.found.bound},
               {"gap", report.found.gap()},
               {"proven", report.found.proven},
               {"share_closed", whole > 0 ? report.found.value / whole : 0},
               {"share_closed_at_end", ClosedAtEnd(report)},
               {"nodes", report.found.nodes}};
  json["plan"] = StepsJson(report);
  json["quarters"] = QuartersJson(report);
  json["budget"] = BudgetJson(report);
  json["issues"] = IssuesJson(report);
  json["not_started"] = NotStartedJson(report);
  json["binds"] = BindsJson(report);
  json["relax"] = RelaxJson(report);
  return json;
}

}  // namespace pcsp::offline
