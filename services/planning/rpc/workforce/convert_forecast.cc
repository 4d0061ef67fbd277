#include "services/planning/rpc/workforce/convert_forecast.h"

#include <string>
#include <vector>

#include "services/planning/domain/workforce/answers.h"

namespace pcsp::planning {
namespace {

using namespace workforce;  // NOLINT: a page of its vocabulary

v1::WorkforceNeed NeedOf(Need need) {
  switch (need) {
    case Need::kFacilitatorHours:
      return v1::WORKFORCE_NEED_FACILITATOR_HOURS;
    case Need::kCaseload:
      return v1::WORKFORCE_NEED_PRACTICES_A_FACILITATOR;
    case Need::kTrainingSeats:
      break;
  }
  return v1::WORKFORCE_NEED_TRAINING_SEATS;
}

void Write(const Problem& problem, size_t index, const CoverForecast& forecast,
           v1::PostForecast* proto) {
  const Post& post = problem.posts[index];
  proto->set_site(post.site);
  proto->set_role(problem.roles[post.role].id);
  proto->set_posts(post.posts);
  proto->set_needed(NeededOf(post));
  proto->set_exact(forecast.exact);
  for (size_t t = 0; t < forecast.months.size(); ++t) {
    const CoverMonth& month = forecast.months[t];
    v1::CoverMonth* const added = proto->add_months();
    added->set_month(static_cast<int>(t));
    added->set_mean(month.mean);
    added->set_deviation(month.deviation);
    added->set_low(month.low);
    added->set_reach(month.reach);
    added->set_refreshers_due(month.refreshers_due);
  }
  for (const Distribution& distribution : forecast.distributions) {
    v1::WorkforceDistribution* const added = proto->add_distributions();
    added->set_first(distribution.first);
    added->mutable_mass()->Add(distribution.mass.begin(), distribution.mass.end());
  }
}

void Write(const SmallestIntake& smallest, v1::SmallestIntake* proto) {
  if (smallest.a_month) proto->set_a_month(*smallest.a_month);
  if (smallest.once) proto->set_once(*smallest.once);
  proto->set_reach_without(smallest.reach_without);
  proto->set_reach_a_month(smallest.reach_a_month);
  proto->set_reach_once(smallest.reach_once);
}

void Write(const std::string& role, const Band& band, v1::CoverBand* proto) {
  proto->set_role(role);
  proto->mutable_low()->Add(band.low.begin(), band.low.end());
  proto->mutable_median()->Add(band.median.begin(), band.median.end());
  proto->mutable_high()->Add(band.high.begin(), band.high.end());
}

void Write(const Check& check, v1::StartCheck* proto) {
  proto->set_need(NeedOf(check.need));
  proto->set_pool(check.pool);
  proto->set_month(check.month);
  proto->set_people_needed(check.people_needed);
  proto->set_people_expected(check.people_expected);
  proto->set_chance(check.chance);
  proto->set_holds(check.holds);
  proto->set_sentence(check.sentence);
}

void Write(const Problem& problem, const EarliestStart& start, v1::EarliestStart* proto) {
  proto->set_wave(start.wave);
  proto->set_practices(problem.waves[start.wave].practices);
  if (start.month) proto->set_month(*start.month);
  if (start.month && problem.first_month) {
    proto->set_month_name(absl::FormatCivilTime(*problem.first_month + *start.month));
  }
  proto->set_binding(start.binding);
  for (const StartMonth& month : start.months) {
    v1::StartMonth* const added = proto->add_months();
    added->set_month(month.month);
    added->set_possible(month.possible);
    for (const Check& check : month.checks) Write(check, added->add_checks());
  }
  proto->set_sentence(SentenceOf(problem, start));
}

void Write(const Problem& problem, const Recruitment& one, v1::Recruitment* proto) {
  proto->set_pool(one.pool);
  proto->set_need(NeedOf(one.need));
  proto->set_people(one.people);
  proto->set_begin_by(one.begin_by);
  proto->set_needed_from(one.needed_from);
  proto->set_too_late(one.too_late);
  proto->set_because(one.because);
  proto->set_sentence(SentenceOf(problem, one));
}

// The two answers, in a reply or in one of its scenarios.
template <typename Proto>
void WriteAnswers(const Problem& problem, const std::vector<EarliestStart>& starts,
                  const RecruitPlan& recruit, Proto* proto) {
  for (const EarliestStart& start : starts) Write(problem, start, proto->add_earliest_starts());
  for (const Recruitment& one : recruit.recruitments) Write(problem, one, proto->add_recruit());
  for (const Unmet& one : recruit.unmet) {
    v1::UnmetMonth* const added = proto->add_unmet();
    added->set_pool(one.pool);
    added->set_month(one.month);
    added->set_chance(one.chance);
  }
}

void Write(const Problem& problem, const Scenario& scenario, const ScenarioForecast& forecast,
           v1::ScenarioForecast* proto) {
  proto->set_id(scenario.id);
  for (size_t i = 0; i < forecast.posts.size(); ++i) {
    Write(problem, i, forecast.posts[i], proto->add_posts());
  }
  WriteAnswers(problem, forecast.starts, forecast.recruit, proto);
  const ScenarioBands& bands = forecast.bands;
  if (bands.by_role.empty()) return;
  Write("", bands.all, proto->add_bands());
  for (size_t r = 0; r < bands.by_role.size(); ++r) {
    Write(problem.roles[r].id, bands.by_role[r], proto->add_bands());
  }
}

void Write(const std::string& id, const std::vector<PoolMonth>& months, v1::PoolForecast* proto) {
  proto->set_id(id);
  for (size_t t = 0; t < months.size(); ++t) {
    v1::PoolMonth* const added = proto->add_months();
    added->set_month(static_cast<int>(t));
    added->set_mean(months[t].mean);
    added->set_low(months[t].low);
  }
}

void Write(const Problem& problem, size_t index, const PostPlan& plan,
           v1::PostTrainingPlan* proto) {
  const Post& post = problem.posts[index];
  proto->set_site(post.site);
  proto->set_role(problem.roles[post.role].id);
  proto->mutable_intakes()->Add(plan.intakes.begin(), plan.intakes.end());
  proto->mutable_reach()->Add(plan.reach.begin(), plan.reach.end());
  proto->mutable_reach_before()->Add(plan.reach_before.begin(), plan.reach_before.end());
  proto->set_shortfall(plan.shortfall);
}

void Write(const std::string& id, const PoolPlan& plan, v1::TrainersPlan* proto) {
  proto->set_id(id);
  proto->mutable_recruits()->Add(plan.recruits.begin(), plan.recruits.end());
  proto->mutable_seats()->Add(plan.seats.begin(), plan.seats.end());
  proto->mutable_used()->Add(plan.used.begin(), plan.used.end());
  for (const SeatShortage& shortage : plan.shortages) {
    v1::SeatShortage* const added = proto->add_shortages();
    added->set_first(shortage.first);
    added->set_last(shortage.last);
    added->set_price(shortage.price);
  }
}

void Write(const Problem& problem, const TrainingPlan& plan, v1::WorkforceTrainingPlan* proto) {
  proto->set_cost(plan.cost);
  for (size_t i = 0; i < plan.posts.size(); ++i) {
    Write(problem, i, plan.posts[i], proto->add_posts());
  }
  for (size_t p = 0; p < plan.trainers.size(); ++p) {
    Write(problem.trainers[p].people.id, plan.trainers[p], proto->add_trainers());
  }
  for (const std::string& sentence : plan.binding) proto->add_binding(sentence);
}

}  // namespace

v1::ForecastWorkforceResponse ToProto(const Problem& problem, const Forecast& forecast) {
  v1::ForecastWorkforceResponse proto;
  for (size_t i = 0; i < forecast.posts.size(); ++i) {
    v1::PostForecast* const post = proto.add_posts();
    Write(problem, i, forecast.posts[i], post);
    if (!forecast.smallest.empty()) Write(forecast.smallest[i], post->mutable_smallest_intake());
  }
  for (size_t s = 0; s < forecast.scenarios.size(); ++s) {
    Write(problem, problem.scenarios[s], forecast.scenarios[s], proto.add_scenarios());
  }
  for (size_t p = 0; p < forecast.facilitators.size(); ++p) {
    Write(problem.facilitators[p].people.id, forecast.facilitators[p], proto.add_facilitators());
  }
  for (size_t p = 0; p < forecast.trainers.size(); ++p) {
    Write(problem.trainers[p].people.id, forecast.trainers[p], proto.add_trainers());
  }
  WriteAnswers(problem, forecast.starts, forecast.recruit, &proto);
  if (forecast.training) Write(problem, *forecast.training, proto.mutable_training_plan());
  return proto;
}

}  // namespace pcsp::planning
