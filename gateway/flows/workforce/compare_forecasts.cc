#include "gateway/flows/workforce/compare_forecasts.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/flows/workforce/differences.h"
#include "gateway/flows/workforce/question.h"
#include "gateway/flows/workforce/workforce_forecast.h"

namespace pcsp::gateway {
namespace {

using v1::GetWorkforceForecastRequest;

constexpr int kMostVariants = 4;
constexpr size_t kLongestTitle = 100;
constexpr double kUsualConfidence = .9;
constexpr char kCompared[] = "central";  // the scenario that the others of a variant differ from

void CheckAlike(const std::string& field, const GetWorkforceForecastRequest& one,
                const GetWorkforceForecastRequest& first, Violations& violations) {
  const auto check = [&](const char* name, const std::string& given, const std::string& wanted) {
    if (given != wanted) {
      violations.Add(absl::StrCat(field, name), given,
                     absl::StrCat("as in the first variant, ", wanted));
    }
  };
  check("competence", one.competence(), first.competence());
  check("as_of_date", one.as_of_date(), first.as_of_date());
  check("months", absl::StrCat(one.months()), absl::StrCat(first.months()));
}

// The questions, as they are asked. What all have in common is that of the first.
std::vector<GetWorkforceForecastRequest> QuestionsOf(
    const v1::CompareWorkforceForecastsRequest& request) {
  std::vector<GetWorkforceForecastRequest> questions;
  for (const v1::ForecastVariant& variant : request.variants()) {
    GetWorkforceForecastRequest& one = questions.emplace_back(variant.question());
    if (one.parent().empty()) one.set_parent(request.parent());
    if (!one.has_paths()) one.set_paths(0);  // bands are not compared
    const GetWorkforceForecastRequest& first = questions.front();
    if (one.competence().empty()) one.set_competence(first.competence());
    if (one.as_of_date().empty()) one.set_as_of_date(first.as_of_date());
    if (one.months() == 0) one.set_months(first.months());
  }
  return questions;
}

absl::Status CheckRequest(const v1::CompareWorkforceForecastsRequest& request,
                          const std::vector<GetWorkforceForecastRequest>& questions,
                          absl::Time now) {
  Violations violations;
  const int size = request.variants_size();
  if (size < 1 || size > kMostVariants) {
    violations.Add("variants", absl::StrCat(size), absl::StrCat("1 to ", kMostVariants));
  }
  std::set<std::string> titles;
  for (int i = 0; i < size; ++i) {
    const std::string field = absl::StrCat("variants[", i, "].");
    const std::string& title = request.variants(i).title();
    if (title.empty() || title.size() > kLongestTitle) {
      violations.Add(field + "title", title, absl::StrCat("1 to ", kLongestTitle, " characters"));
    }
    if (!titles.insert(title).second) violations.Add(field + "title", title, "each title once");
    const GetWorkforceForecastRequest& question = questions[static_cast<size_t>(i)];
    if (question.parent() != request.parent()) {
      violations.Add(field + "question.parent", question.parent(), request.parent());
    }
    if (question.training_plan()) {
      violations.Add(field + "question.training_plan", "true", "false: it is not compared");
    }
    CheckAlike(field + "question.", question, questions.front(), violations);
    violations.Merge(field + "question.", CheckQuestion(question, now).status());
  }
  return violations.ToStatus();
}

void AddMonths(const v1::WorkforceForecast& forecast,
               const planning::v1::ScenarioForecast& scenario, v1::ForecastColumn& column) {
  const planning::v1::WorkforceProblem& problem = forecast.problem();
  const double confidence = problem.has_confidence() ? problem.confidence() : kUsualConfidence;
  absl::CivilMonth first;
  // What the forecast calls month 0 is a month.
  (void)absl::ParseCivilTime(problem.first_month(), &first);
  for (int t = 0; t < problem.months(); ++t) {
    v1::ComparedMonth& month = *column.add_months();
    month.set_month(absl::FormatCivilTime(first + t));
    month.set_posts(scenario.posts_size());
    for (const planning::v1::PostForecast& post : scenario.posts()) {
      month.set_trained(month.trained() + post.months(t).mean());
      month.set_needed(month.needed() + post.needed());
      month.set_met(month.met() + (post.months(t).reach() >= confidence ? 1 : 0));
    }
  }
}

std::vector<v1::ForecastColumn> ColumnsOf(const std::string& title,
                                          const v1::WorkforceForecast& forecast) {
  std::vector<v1::ForecastColumn> columns;
  for (const planning::v1::ScenarioForecast& scenario : forecast.forecast().scenarios()) {
    v1::ForecastColumn& column = columns.emplace_back();
    column.set_title(title);
    column.set_scenario(scenario.id());
    AddMonths(forecast, scenario, column);
    *column.mutable_earliest_starts() = scenario.earliest_starts();
    *column.mutable_recruit() = scenario.recruit();
    *column.mutable_unmet() = scenario.unmet();
  }
  return columns;
}

const v1::ForecastColumn* Named(const std::vector<v1::ForecastColumn>& columns,
                                const std::string& scenario) {
  for (const v1::ForecastColumn& column : columns) {
    if (column.scenario() == scenario) return &column;
  }
  return nullptr;
}

}  // namespace

absl::StatusOr<v1::WorkforceComparison> CompareWorkforceForecasts(
    Clients& clients, const rpc::Call& call, const v1::CompareWorkforceForecastsRequest& request) {
  const std::vector<GetWorkforceForecastRequest> questions = QuestionsOf(request);
  RETURN_IF_ERROR(CheckRequest(request, questions, call.now));
  v1::WorkforceComparison reply;
  std::vector<v1::ForecastColumn> first;
  for (int i = 0; i < request.variants_size(); ++i) {
    const std::string& title = request.variants(i).title();
    ASSIGN_OR_RETURN(const v1::WorkforceForecast forecast,
                     GetWorkforceForecast(clients, call, questions[static_cast<size_t>(i)]));
    std::vector<v1::ForecastColumn> columns = ColumnsOf(title, forecast);
    if (i == 0) first = columns;
    for (v1::ForecastColumn& column : columns) {
      const v1::ForecastColumn* const from = Named(first, i == 0 ? kCompared : column.scenario());
      const bool itself = i == 0 && column.scenario() == kCompared;
      if (from != nullptr && !itself) AddDifferences(*from, column);
      *reply.add_columns() = std::move(column);
    }
    v1::VariantBasis& basis = *reply.add_basis();
    basis.set_title(title);
    *basis.mutable_assumed() = forecast.assumed();
    *basis.mutable_missing() = forecast.missing();
    reply.set_competence(forecast.competence());
    reply.set_as_of_date(forecast.as_of_date());
  }
  return reply;
}

}  // namespace pcsp::gateway
