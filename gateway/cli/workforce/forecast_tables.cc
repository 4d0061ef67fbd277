#include "gateway/cli/workforce/forecast_tables.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/civil_time.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;
using gateway::v1::WorkforceForecast;

constexpr int kMonthsAStep = 6;  // of tables over time

std::string MonthName(const WorkforceForecast& forecast, int month) {
  absl::CivilMonth first;
  if (!absl::ParseCivilTime(forecast.problem().first_month(), &first)) return absl::StrCat(month);
  return absl::FormatCivilTime(first + month);
}

std::string RoleInWords(const std::string& role) {
  return role.empty() ? "all" : absl::StrReplaceAll(role, {{"_", " "}});
}

std::string OrTooFew(bool known, int people) {
  return known ? absl::StrCat(people) : std::string("too few");
}

// The last month of every post, with what would be enough.
Table Cover(const WorkforceForecast& forecast) {
  Table table({"STEERING GROUP", "STAFF GROUP", "POSTS", "TRAINED NOW", "NEEDED", "EXPECTED",
               "10 %", "CHANCE", "TRAIN A MONTH", "OR ONCE"});
  for (int i = 0; i < forecast.forecast().posts_size(); ++i) {
    const pb::PostForecast& post = forecast.forecast().posts(i);
    const pb::CoverMonth& last = post.months(post.months_size() - 1);
    const pb::SmallestIntake& smallest = post.smallest_intake();
    table.Add({post.site(), RoleInWords(post.role()), absl::StrCat(post.posts()),
               absl::StrCat(forecast.problem().posts(i).trained()), absl::StrCat(post.needed()),
               Fixed(last.mean(), 1), absl::StrCat(last.low()), Fixed(last.reach(), 2),
               OrTooFew(smallest.has_a_month(), smallest.a_month()),
               OrTooFew(smallest.has_once(), smallest.once())});
  }
  return table;
}

// Everybody who is trained, in each scenario: median and the band that holds four fifths.
Table Scenarios(const WorkforceForecast& forecast) {
  Table table({"SCENARIO", "MONTH", "TRAINED: LOW", "MEDIAN", "HIGH"});
  for (const pb::ScenarioForecast& scenario : forecast.forecast().scenarios()) {
    if (scenario.bands().empty()) continue;
    const pb::CoverBand& all = scenario.bands(0);
    for (int t = kMonthsAStep - 1; t < all.median_size(); t += kMonthsAStep) {
      table.Add({scenario.id(), MonthName(forecast, t), Fixed(all.low(t), 0),
                 Fixed(all.median(t), 0), Fixed(all.high(t), 0)});
    }
  }
  return table;
}

void AddSupply(const WorkforceForecast& forecast, const pb::PoolForecast& pool, Table& table) {
  for (int t = 0; t < pool.months_size(); t += kMonthsAStep) {
    table.Add({pool.id(), MonthName(forecast, t), Fixed(pool.months(t).mean(), 1),
               absl::StrCat(pool.months(t).low())});
  }
}

Table Supply(const WorkforceForecast& forecast) {
  Table table({"POOL", "MONTH", "EXPECTED", "10 %"});
  for (const auto& pool : forecast.forecast().facilitators()) AddSupply(forecast, pool, table);
  for (const auto& pool : forecast.forecast().trainers()) AddSupply(forecast, pool, table);
  return table;
}

template <typename Sentences>
void PrintList(const char* heading, const Sentences& sentences, std::ostream& out) {
  if (sentences.empty()) return;
  out << "\n" << heading << "\n";
  for (const std::string& sentence : sentences) out << "- " << sentence << "\n";
}

}  // namespace

void PrintForecast(const WorkforceForecast& forecast, std::ostream& out) {
  const int months = forecast.problem().months();
  out << "Competence " << forecast.competence() << ", from " << forecast.as_of_date()
      << " to the end of " << MonthName(forecast, months - 1) << "\n";
  PrintList("Answers", forecast.answers(), out);
  if (forecast.forecast().has_training_plan()) {
    PrintList("What binds the training plan", forecast.forecast().training_plan().binding(), out);
  }
  out << "\nTrained at the end of " << MonthName(forecast, months - 1) << "\n"
      << Cover(forecast).AsText() << "\nScenarios, all steering groups and staff groups\n"
      << Scenarios(forecast).AsText() << "\nFacilitators and trainers\n"
      << Supply(forecast).AsText();
  PrintList("Assumed", forecast.assumed(), out);
  PrintList("Missing", forecast.missing(), out);
}

Table ForecastMonths(const WorkforceForecast& forecast) {
  Table table({"steering_group", "staff_group", "month", "posts", "needed", "mean", "deviation",
               "low", "reach", "refreshers_due"});
  for (const pb::PostForecast& post : forecast.forecast().posts()) {
    for (const pb::CoverMonth& month : post.months()) {
      table.Add({post.site(), post.role(), MonthName(forecast, month.month()),
                 absl::StrCat(post.posts()), absl::StrCat(post.needed()), Fixed(month.mean(), 3),
                 Fixed(month.deviation(), 3), absl::StrCat(month.low()), Fixed(month.reach(), 4),
                 Fixed(month.refreshers_due(), 2)});
    }
  }
  return table;
}

}  // namespace pcsp::cli
