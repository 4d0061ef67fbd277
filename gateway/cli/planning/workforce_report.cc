#include "gateway/cli/planning/workforce_report.h"

#include <string>
#include <utility>

namespace pcsp::offline {
namespace {

using Json = nlohmann::ordered_json;
using namespace planning::workforce;  // NOLINT: a page of its vocabulary

template <typename T>
Json Maybe(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

const char* WordOf(Need need) {
  switch (need) {
    case Need::kFacilitatorHours:
      return "facilitator_hours";
    case Need::kCaseload:
      return "practices_a_facilitator";
    case Need::kTrainingSeats:
      break;
  }
  return "training_seats";
}

Json Months(const std::vector<CoverMonth>& months) {
  Json all = Json::array();
  for (size_t t = 0; t < months.size(); ++t) {
    all.push_back({{"month", t},
                   {"mean", months[t].mean},
                   {"deviation", months[t].deviation},
                   {"low", months[t].low},
                   {"reach", months[t].reach},
                   {"refreshers_due", months[t].refreshers_due}});
  }
  return all;
}

Json ToJson(const SmallestIntake& smallest) {
  return {{"a_month", Maybe(smallest.a_month)},
          {"once", Maybe(smallest.once)},
          {"reach_without", smallest.reach_without},
          {"reach_a_month", smallest.reach_a_month},
          {"reach_once", smallest.reach_once}};
}

Json ToJson(const Band& band) {
  return {{"low", band.low}, {"median", band.median}, {"high", band.high}};
}

// The site and role that a post is.
Json Named(const Problem& problem, size_t post) {
  return {{"site", problem.posts[post].site}, {"role", problem.roles[problem.posts[post].role].id}};
}

Json Posts(const Problem& problem, const Forecast& forecast) {
  Json all = Json::array();
  for (size_t i = 0; i < forecast.posts.size(); ++i) {
    Json post = Named(problem, i);
    post["posts"] = problem.posts[i].posts;
    post["needed"] = NeededOf(problem.posts[i]);
    post["exact"] = forecast.posts[i].exact;
    if (!forecast.smallest.empty()) post["smallest_intake"] = ToJson(forecast.smallest[i]);
    post["months"] = Months(forecast.posts[i].months);
    for (const Distribution& d : forecast.posts[i].distributions) {
      post["distributions"].push_back({{"first", d.first}, {"mass", d.mass}});
    }
    all.push_back(std::move(post));
  }
  return all;
}

Json Scenarios(const Problem& problem, const Forecast& forecast) {
  Json all = Json::array();
  for (size_t s = 0; s < forecast.scenarios.size(); ++s) {
    const ScenarioForecast& scenario = forecast.scenarios[s];
    Json json = {{"id", problem.scenarios[s].id}, {"posts", Json::array()}};
    for (size_t i = 0; i < scenario.posts.size(); ++i) {
      json["posts"].push_back(Named(problem, i));
      json["posts"].back()["months"] = Months(scenario.posts[i].months);
    }
    if (!scenario.bands.by_role.empty()) {
      json["bands"]["all"] = ToJson(scenario.bands.all);
      for (size_t r = 0; r < problem.roles.size(); ++r) {
        json["bands"]["roles"][problem.roles[r].id] = ToJson(scenario.bands.by_role[r]);
      }
    }
    all.push_back(std::move(json));
  }
  return all;
}

template <typename Pools>
Json Supply(const Pools& pools, const std::vector<std::vector<PoolMonth>>& supply) {
  Json all = Json::array();
  for (size_t p = 0; p < pools.size(); ++p) {
    Json months = Json::array();
    for (size_t t = 0; t < supply[p].size(); ++t) {
      months.push_back({{"month", t}, {"mean", supply[p][t].mean}, {"low", supply[p][t].low}});
    }
    all.push_back({{"id", pools[p].people.id}, {"months", std::move(months)}});
  }
  return all;
}

Json ToJson(const Check& check) {
  return {{"need", WordOf(check.need)},
          {"pool", check.pool},
          {"month", check.month},
          {"people_needed", check.people_needed},
          {"people_expected", check.people_expected},
          {"chance", check.chance},
          {"holds", check.holds},
          {"sentence", check.sentence}};
}

Json ToJson(const Problem& problem, const EarliestStart& start) {
  Json months = Json::array();
  for (const StartMonth& month : start.months) {
    Json checks = Json::array();
    for (const Check& check : month.checks) checks.push_back(ToJson(check));
    months.push_back({{"month", month.month}, {"possible", month.possible}, {"checks", checks}});
  }
  return {{"wave", start.wave},
          {"practices", problem.waves[start.wave].practices},
          {"month", Maybe(start.month)},
          {"month_name", start.month ? Json(MonthName(problem, *start.month)) : Json()},
          {"binding", start.binding},
          {"months", std::move(months)}};
}

Json ToJson(const RecruitPlan& plan) {
  Json json = {{"recruit", Json::array()}, {"unmet", Json::array()}};
  for (const Recruitment& one : plan.recruitments) {
    json["recruit"].push_back({{"pool", one.pool},
                               {"need", WordOf(one.need)},
                               {"people", one.people},
                               {"begin_by", one.begin_by},
                               {"needed_from", one.needed_from},
                               {"too_late", one.too_late},
                               {"because", one.because}});
  }
  for (const Unmet& one : plan.unmet) {
    json["unmet"].push_back({{"pool", one.pool}, {"month", one.month}, {"chance", one.chance}});
  }
  return json;
}

Json ToJson(const Problem& problem, const TrainingPlan& plan) {
  Json json = {{"cost", plan.cost},
               {"posts", Json::array()},
               {"trainers", Json::array()},
               {"binding", plan.binding}};
  for (size_t i = 0; i < plan.posts.size(); ++i) {
    const PostPlan& post = plan.posts[i];
    Json one = Named(problem, i);
    one["intakes"] = post.intakes;
    one["reach"] = post.reach;
    one["reach_before"] = post.reach_before;
    one["shortfall"] = post.shortfall;
    json["posts"].push_back(std::move(one));
  }
  for (size_t p = 0; p < plan.trainers.size(); ++p) {
    const PoolPlan& pool = plan.trainers[p];
    Json shortages = Json::array();
    for (const SeatShortage& s : pool.shortages) {
      shortages.push_back({{"first", s.first}, {"last", s.last}, {"price", s.price}});
    }
    json["trainers"].push_back({{"id", problem.trainers[p].people.id},
                                {"recruits", pool.recruits},
                                {"seats", pool.seats},
                                {"used", pool.used},
                                {"shortages", std::move(shortages)}});
  }
  return json;
}

}  // namespace

Json WorkforceReport(const Problem& problem, const Forecast& forecast) {
  Json json = {{"months", problem.months},
               {"first_month",
                problem.first_month ? Json(absl::FormatCivilTime(*problem.first_month)) : Json()},
               {"posts", Posts(problem, forecast)},
               {"scenarios", Scenarios(problem, forecast)},
               {"facilitators", Supply(problem.facilitators, forecast.facilitators)},
               {"trainers", Supply(problem.trainers, forecast.trainers)},
               {"earliest_starts", Json::array()}};
  for (const EarliestStart& start : forecast.starts) {
    json["earliest_starts"].push_back(ToJson(problem, start));
  }
  json.update(ToJson(forecast.recruit));
  json["training_plan"] = forecast.training ? ToJson(problem, *forecast.training) : Json();
  return json;
}

}  // namespace pcsp::offline
