#include "gateway/cli/sample/training/training.h"

#include <map>
#include <set>

#include "absl/time/civil_time.h"
#include "gateway/cli/sample/random.h"
#include "gateway/cli/sample/training/teams.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/gateway/sample/small_blueprint.h"

namespace pcsp::gateway::sample {
namespace {

using ::testing::AllOf;
using ::testing::Gt;
using ::testing::Le;
using ::testing::SizeIs;

const SampleProgramme& Programme() {
  static const auto* programme =
      new SampleProgramme(GenerateProgramme(SmallBlueprint(), Options{}));
  return *programme;
}
const TrainingSample& Sample() {
  static const auto* sample =
      new TrainingSample(MakeTraining(Programme(), Options{}, Random(Options{}.seed)));
  return *sample;
}

TEST(SampleTrainingTest, TastersAreHeldOnTheDaysOfTheirMilestones) {
  std::map<std::string, std::string> tasters;
  for (const Milestone& milestone : Programme().milestones) {
    if (milestone.state == "taster") tasters.emplace(milestone.organisation, milestone.date);
  }
  EXPECT_THAT(Sample().tasters, SizeIs(tasters.size()));
  for (const SessionSample& taster : Sample().tasters) {
    EXPECT_EQ(taster.date, tasters.at(taster.practice));
  }
}

TEST(SampleTrainingTest, EachSteeringGroupHasCoreDaysToCome) {
  std::map<std::string, int> days;
  for (const SessionSample& session : Sample().core_days) {
    ++days[session.group];
    absl::CivilDay day;
    ASSERT_TRUE(absl::ParseCivilTime(session.date, &day));
    EXPECT_EQ(absl::GetWeekday(day), absl::Weekday::tuesday);
    EXPECT_GT(day, absl::CivilDay(2024, 4, 1) + 900);
  }
  EXPECT_THAT(days, SizeIs(4));
  for (const auto& [group, count] : days) EXPECT_EQ(count, 3) << group;
}

TEST(SampleTrainingTest, WholeTeamsGoInPartiesUpToTheirMilestone) {
  std::map<std::string, int> core, follow_up;
  std::map<std::string, std::string> last;
  std::set<std::pair<std::string, std::string>> away;
  for (const TeamDay& day : Sample().team_days) {
    int people = 0;
    for (const Party& party : day.parties) {
      EXPECT_THAT(party.people, AllOf(Gt(0), Le(10))) << "the practice stays open";
      EXPECT_TRUE(away.emplace(party.practice, day.session.date).second);
      int& gone = (day.session.course == "core-day" ? core : follow_up)[party.practice];
      gone += party.people;
      if (day.session.course == "core-day") last[party.practice] = day.session.date;
      people += party.people;
    }
    EXPECT_LE(people, day.session.capacity) << day.session.id;
  }
  ASSERT_THAT(Programme().teams, SizeIs(Gt(30u)));
  for (const Team& team : Programme().teams) {
    EXPECT_EQ(core[team.practice], team.people());
    EXPECT_EQ(follow_up[team.practice], team.follow_up_date.empty() ? 0 : team.people());
    EXPECT_LE(last[team.practice], team.trained_date);
  }
  EXPECT_THAT(core, SizeIs(Programme().teams.size()));
}

TEST(SampleTrainingTest, TeamsAreOfTheStaffThatThereIs) {
  std::map<std::string, const SiteContext*> contexts;
  for (const SiteContext& context : Programme().contexts) contexts[context.organisation] = &context;
  int trained = 0, staff = 0;
  for (const Team& team : Programme().teams) {
    std::map<std::string, int> groups = {{"admin", 1}, {"gp", team.champion_goes ? 1 : 0}};
    for (const std::string& group : team.staff) ++groups[group];
    for (const auto& [group, people] : groups) {
      EXPECT_LE(people, contexts.at(team.practice)->headcount.at(group)) << team.practice;
    }
    for (const auto& [group, people] : contexts.at(team.practice)->headcount) staff += people;
    trained += team.people();
    for (const auto& [group, day] : team.left) EXPECT_GT(day, "2024-04-01");
  }
  EXPECT_THAT(static_cast<double>(trained) / staff, AllOf(Gt(.6), Le(.98)));
}

// In a world in which an issue keeps people from being trained.
TEST(SampleTrainingTest, FewerAreTrainedWhereTheIssueIs) {
  Blueprint blueprint = SmallBlueprint();
  blueprint.facts.push_back({kTrainedShare,
                             "practice",
                             {"under_50_percent", "50_to_79_percent", "80_to_94_percent", "all"},
                             {{"p1", .9}}});
  const SampleProgramme sample = GenerateProgramme(blueprint, Options{});
  std::map<bool, std::pair<double, double>> shares;  // by whether it is there: trained, staff
  for (const Team& team : sample.teams) {
    for (size_t i = 0; i < sample.contexts.size(); ++i) {
      if (sample.contexts[i].organisation != team.practice) continue;
      auto& [trained, staff] = shares[sample.sites_later[i].planted.contains("p1")];
      trained += team.people();
      for (const auto& [group, people] : sample.contexts[i].headcount) staff += people;
    }
  }
  ASSERT_THAT(shares, SizeIs(2));
  EXPECT_LT(shares[true].first / shares[true].second,
            shares[false].first / shares[false].second - .2);
}

TEST(SampleTrainingTest, VisitsComeOnceAQuarterAfterTheCommitment) {
  std::map<std::string, std::string> committed;
  for (const Milestone& milestone : Programme().milestones) {
    if (milestone.state == "committed") committed.emplace(milestone.organisation, milestone.date);
  }
  ASSERT_THAT(Sample().visits, SizeIs(Gt(100u)));
  std::set<std::string> visited;
  for (const VisitSample& visit : Sample().visits) {
    visited.insert(visit.practice);
    EXPECT_GE(visit.date, committed.at(visit.practice));
    EXPECT_GT(visit.minutes, 0);
  }
  EXPECT_THAT(visited, SizeIs(committed.size()));
}

}  // namespace
}  // namespace pcsp::gateway::sample
