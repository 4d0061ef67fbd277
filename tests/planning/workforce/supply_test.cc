#include <cmath>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/domain/workforce/supply/earliest_start.h"
#include "services/planning/domain/workforce/supply/pool_supply.h"
#include "services/planning/domain/workforce/supply/recruit_by.h"

namespace pcsp::planning::workforce {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(PoolSupply, IsASumOfBinomials) {
  Pool pool;
  pool.active = 5;
  pool.joining = {0, 2};
  pool.recruits = {3};
  pool.lead_months = 2;
  pool.completes = .5;
  const std::vector<Distribution> active = ActiveOf(pool, {.1}, 4, {1});
  const auto expected = [](int t) {
    Distribution sum = Binomial(5, std::pow(.9, t));
    if (t >= 1) sum = Sum(sum, Binomial(2, .5 * std::pow(.9, t - 1)));
    if (t >= 2) sum = Sum(sum, Binomial(4, .5 * std::pow(.9, t - 2)));
    return sum;
  };
  for (int t = 0; t < 4; ++t) {
    for (int n = 0; n <= 11; ++n) EXPECT_NEAR(active[t].At(n), expected(t).At(n), 1e-14) << t << n;
  }
}

// Of three, one leaves at the end of month 1 at the latest, and before as anybody may.
TEST(PoolSupply, KnowsWhoWillLeave) {
  Pool pool;
  pool.active = 3;
  pool.leaving = {0, 1};
  const std::vector<Distribution> active = ActiveOf(pool, {.1}, 3);
  for (int t = 0; t < 3; ++t) {
    const Distribution expected = Binomial(t < 2 ? 3 : 2, std::pow(.9, t));
    for (int n = 0; n <= 3; ++n) EXPECT_NEAR(active[t].At(n), expected.At(n), 1e-14) << t << n;
  }
}

TEST(PoolSupply, LearnsTurnoverAcrossPools) {
  Pool one, other;
  one.leavers = 3;
  one.person_months = 100;
  other.person_months = 50;
  EXPECT_EQ(TurnoverOf(one, {&one, &other}), TurnoverOf(other, {&one, &other}));
  EXPECT_LT(TurnoverOf(one, {&one, &other})[20], TurnoverOf(one, {&one})[20]);
  other.turnover = .2;
  EXPECT_EQ(TurnoverOf(other, {&one, &other}), std::vector<double>{.2});
}

// Two facilitators of 10 hours a month, one more in month 4; nobody leaves.
Problem Facilitated() {
  Problem problem;
  problem.months = 12;
  problem.facilitators.resize(1);
  FacilitatorPool& pool = problem.facilitators[0];
  pool.people.id = "north";
  pool.people.active = 2;
  pool.people.turnover = 0;
  pool.people.joining = {0, 0, 0, 0, 1};
  pool.people.lead_months = 3;
  pool.hours_a_month = 10;
  pool.practices.assign(12, 12);
  pool.hours_a_practice = 1.25;
  Wave wave;
  wave.practices = 8;  // 10 hours a month beside the 15 promised
  wave.hours_a_practice = 15;
  wave.facilitators = 0;
  problem.waves = {wave};
  return problem;
}

TEST(EarliestStart, WaitsForPeopleAndSaysForWhom) {
  const EarliestStart start = EarliestStartOf(Facilitated(), 0);
  EXPECT_EQ(start.month, 4);
  ASSERT_THAT(start.months, SizeIs(5));
  EXPECT_FALSE(start.months[3].possible);
  EXPECT_THAT(start.binding, HasSubstr("A start in month 3 fails: Short: in month 3, 10 contact "
                                       "hours beside the 15 promised need 3 of north; 2 are"));
}

TEST(EarliestStart, LooksAtTheCaseload) {
  Problem problem = Facilitated();
  problem.facilitators[0].hours_a_month = 100;
  EXPECT_EQ(EarliestStartOf(problem, 0).month, 0);
  EXPECT_THAT(EarliestStartOf(problem, 0).binding, HasSubstr("Nothing binds"));
  problem.waves[0].practices = 15;  // 27 practices at 13 a facilitator
  const EarliestStart start = EarliestStartOf(problem, 0);
  EXPECT_EQ(start.month, 4);
  EXPECT_THAT(start.binding, HasSubstr("practices at most 13 a facilitator"));
  problem.waves[0].practices = 28;
  EXPECT_EQ(EarliestStartOf(problem, 0).month, std::nullopt);
  EXPECT_THAT(EarliestStartOf(problem, 0).binding, HasSubstr("in month 11"));
}

TEST(EarliestStart, LooksAtSeats) {
  Problem problem = Facilitated();
  problem.facilitators[0].hours_a_month = 1000;
  problem.trainers.resize(1);
  TrainerPool& trainers = problem.trainers[0];
  trainers.people.id = "school";
  trainers.people.active = 2;
  trainers.people.turnover = 0;
  trainers.sessions_a_month = 1;
  trainers.trainers_a_session = 2;
  trainers.seats_a_session = 20;
  Post post;
  post.posts = 100;
  post.trainers = 0;
  post.intakes = {12, 12, 12, 12, 12};
  problem.posts = {post};
  problem.roles.resize(1);
  Wave& wave = problem.waves[0];
  wave.trainers = 0;
  wave.people_a_practice = 6;
  wave.training_months = 3;  // 16 seats a month beside the 12, of 20
  const EarliestStart start = EarliestStartOf(problem, 0);
  EXPECT_EQ(start.month, 5);
  EXPECT_THAT(start.binding,
              HasSubstr("16 training seats beside the 12 promised need 4 of school"));
}

TEST(EarliestStart, NeedsConfidence) {
  Problem problem = Facilitated();
  problem.facilitators[0].people.turnover = .05;
  const EarliestStart likely = EarliestStartOf(problem, 0);
  EXPECT_EQ(likely.month, std::nullopt) << "three people rarely all stay";
  problem.confidence = .05;
  EXPECT_NE(EarliestStartOf(problem, 0).month, std::nullopt);
}

TEST(RecruitBy, BeginsALeadTimeBefore) {
  Problem problem = Facilitated();
  problem.facilitators[0].people.joining.clear();
  problem.waves[0].start = 6;
  const RecruitPlan plan = RecruitBy(problem);
  ASSERT_THAT(plan.recruitments, SizeIs(1));
  EXPECT_EQ(plan.recruitments[0].people, 1);
  EXPECT_EQ(plan.recruitments[0].begin_by, 3);
  EXPECT_EQ(plan.recruitments[0].needed_from, 6);
  EXPECT_FALSE(plan.recruitments[0].too_late);
  EXPECT_THAT(plan.recruitments[0].because, HasSubstr("25 contact hours need 3 of north; 2 are"));
  EXPECT_THAT(plan.unmet, IsEmpty());
}

TEST(RecruitBy, IsEnoughAndNotMore) {
  Problem problem = Facilitated();
  FacilitatorPool& pool = problem.facilitators[0];
  pool.people.turnover = .03;
  pool.people.active = 4;
  pool.people.completes = .6;
  problem.waves[0].start = 6;
  problem.waves[0].practices = 30;
  const RecruitPlan plan = RecruitBy(problem);
  ASSERT_FALSE(plan.recruitments.empty());
  std::vector<int> more(12);
  for (const Recruitment& one : plan.recruitments) more[one.begin_by] += one.people;
  const std::vector<Demand> demands = DemandsOf(problem, {6});
  const auto unmet = [&](const std::vector<int>& recruits) {
    std::vector<int> months;
    const auto active = ActiveOf(pool.people, {.03}, 12, recruits);
    for (int t = 0; t < 12; ++t) {
      for (const Demand& demand : demands) {
        if (active[t].AtLeast(PeopleNeeded(problem, demand, t)) < .9) months.push_back(t);
      }
    }
    return months;
  };
  EXPECT_THAT(unmet(more), IsEmpty());
  for (const Recruitment& one : plan.recruitments) {
    std::vector<int> fewer = more;
    --fewer[one.begin_by];
    EXPECT_FALSE(unmet(fewer).empty()) << one.begin_by;
  }
}

TEST(RecruitBy, SaysWhatIsTooLate) {
  Problem problem = Facilitated();
  problem.facilitators[0].people.joining.clear();
  problem.waves[0].start = 1;
  const RecruitPlan plan = RecruitBy(problem);
  ASSERT_THAT(plan.recruitments, SizeIs(1));
  EXPECT_TRUE(plan.recruitments[0].too_late);
  EXPECT_EQ(plan.recruitments[0].begin_by, 0);
  EXPECT_EQ(plan.recruitments[0].needed_from, 3);
  ASSERT_THAT(plan.unmet, SizeIs(2));
  EXPECT_EQ(plan.unmet[0].month, 1);
  problem.facilitators[0].people.completes = 0;
  EXPECT_THAT(RecruitBy(problem).recruitments, IsEmpty()) << "nobody ever arrives";
  EXPECT_THAT(RecruitBy(problem).unmet, SizeIs(11));
}

}  // namespace
}  // namespace pcsp::planning::workforce
