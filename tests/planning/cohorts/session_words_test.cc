#include "services/planning/domain/cohorts/explain/session_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/planning/domain/cohorts/explain/attendance.h"
#include "services/planning/domain/cohorts/explain/changes.h"
#include "services/planning/domain/cohorts/explain/shortages.h"

namespace pcsp::planning {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A session of the third fortnight, and one that has a day.
CohortProblem Named() {
  CohortProblem problem;
  problem.fortnights = 4;
  problem.courses = {{"core"}};
  problem.regions = {{"north", {2, 2, 2, 2}}};
  problem.venues = {{"hall", 0}};
  problem.sessions = {{.id = "core@hall#2", .fortnight = 2}, {.id = "0189", .fortnight = 1}};
  problem.practices = {{.id = "z90001"}};
  problem.titles = {.courses = {"Core training day"},
                    .regions = {"Norrowdale"},
                    .venues = {"Wolds hall"},
                    .practices = {"Alderbrook Surgery"},
                    .starts = {"", "2026-03-17T09:05"},
                    .first_day = absl::CivilDay(2026, 3, 2)};
  return problem;
}

TEST(SessionWordsTest, SaysCourseVenueAndWhen) {
  const CohortProblem problem = Named();
  const SessionWords planned = InWords(problem, 0);
  EXPECT_EQ(planned.region, "Norrowdale");
  EXPECT_EQ(planned.start, "");
  EXPECT_EQ(planned.from, absl::CivilDay(2026, 3, 30));
  EXPECT_EQ(planned.until, absl::CivilDay(2026, 4, 12));
  EXPECT_EQ(TextOf(planned),
            "Core training day at Wolds hall, in the fortnight from Mon 30 Mar 2026");
  const SessionWords dated = InWords(problem, 1);
  EXPECT_EQ(dated.start, "2026-03-17T09:05");
  EXPECT_EQ(dated.from, absl::CivilDay(2026, 3, 17));
  EXPECT_EQ(dated.until, absl::CivilDay(2026, 3, 17));
  EXPECT_EQ(TextOf(dated), "Core training day at Wolds hall, Tue 17 Mar 2026 09:05");
}

TEST(SessionWordsTest, IdsAndNumbersStandInForWhatIsNotKnown) {
  CohortProblem problem = Named();
  problem.titles = {};
  const SessionWords words = InWords(problem, 1);
  EXPECT_EQ(words.region, "north");
  EXPECT_FALSE(words.from.has_value());
  EXPECT_EQ(TextOf(words), "core at hall, in fortnight 1");
  EXPECT_EQ(PracticeTitle(problem, 0), "z90001");
}

TEST(SessionWordsTest, SentencesNameThingsAsPeopleDo) {
  const CohortProblem problem = Named();
  const UnmetPeople unmet{.practice = 0, .course = 0, .people = 2};
  EXPECT_THAT(WordsFor(problem, unmet), HasSubstr("Alderbrook Surgery"));
  const CohortShortage trainers{.fortnight = 1, .units = 2};
  EXPECT_THAT(WordsFor(problem, trainers),
              HasSubstr("2 more trainers of Norrowdale in the fortnight from Mon 16 Mar 2026"));
  const CohortShortage seats{.what = CohortShortage::What::kSeats, .course = 0, .venue = 0};
  EXPECT_THAT(WordsFor(problem, seats),
              HasSubstr("1 more seat in every session of Core training day at Wolds hall"));
  EXPECT_THAT(WordsFor(CohortMove{.from = 0, .why = CohortMove::Why::kTrainers}),
              Not(HasSubstr("core@hall")));
}

}  // namespace
}  // namespace pcsp::planning
