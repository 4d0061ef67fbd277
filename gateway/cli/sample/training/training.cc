#include "gateway/cli/sample/training/training.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "gateway/cli/sample/random.h"
#include "gateway/cli/sample/training/team_days.h"

namespace pcsp::gateway::sample {
namespace {

constexpr int kCoreDays = 3;      // a steering group
constexpr int kDaysBetween = 28;  // of these
constexpr int kQuarterDays = 91;
constexpr int kValidMonths = 36;
constexpr int kTasterPlaces = 12, kCorePlaces = 20;

absl::CivilDay DayOf(const std::string& text) {
  absl::CivilDay day;
  absl::ParseCivilTime(text, &day);
  return day;
}

std::vector<CourseSample> Courses() {
  return {
      {"taster", "Preparing for care and support planning", "taster", 120, 24, "introduction", {}},
      {"core-day", "Core training day", "core_day", 420, kValidMonths, "conversation", {}},
      {"follow-up",
       "Follow-up half day",
       "follow_up",
       210,
       kValidMonths,
       "conversation",
       {"core-day"}},
      {"train-the-trainer", "Train the trainer", "train_the_trainer", 840, 0, "", {"core-day"}},
      {"refresher", "Refresher", "refresher", 120, 12, "conversation", {"core-day"}},
      {"e-learning",
       "Care and support planning in an hour",
       "e_learning",
       60,
       12,
       "introduction",
       {}}};
}

// The first milestone of each practice in `state`.
std::map<std::string, std::string> FirstDays(const SampleProgramme& programme,
                                             const std::string& state) {
  std::map<std::string, std::string> days;
  for (const Milestone& milestone : programme.milestones) {
    if (milestone.state == state) days.emplace(milestone.organisation, milestone.date);
  }
  return days;
}

void AddCoreDays(const std::string& group, int turn, const Options& options,
                 TrainingSample& sample) {
  absl::CivilDay day =
      absl::NextWeekday(DayOf(options.start_date) + options.days, absl::Weekday::tuesday);
  day += turn * kDaysBetween / 2;
  for (int i = 1; i <= kCoreDays; ++i, day += kDaysBetween) {
    sample.core_days.push_back({absl::StrCat("core-", group, "-", i), "core-day", group, "",
                                absl::FormatCivilTime(day), kCorePlaces});
  }
}

void AddVisits(const Organisation& practice, absl::CivilDay from, const Options& options,
               Random random, TrainingSample& sample) {
  const absl::CivilDay end = DayOf(options.start_date) + options.days;
  for (absl::CivilDay quarter = from; quarter < end; quarter += kQuarterDays) {
    const absl::CivilDay day = quarter + random.Below(kQuarterDays);
    const bool call = random.Chance(0.3);
    sample.visits.push_back({practice.id, practice.parent, absl::FormatCivilTime(day), call,
                             call ? 15 + 15 * random.Below(2) : 60 + 30 * random.Below(4)});
  }
}

}  // namespace

std::map<std::string, int> TurnsOfGroups(const SampleProgramme& programme) {
  std::map<std::string, int> groups, turns;
  for (const Organisation& organisation : programme.organisations) {
    if (organisation.kind != "steering_group") continue;
    turns[organisation.id] = groups[organisation.parent]++ % 2;
  }
  return turns;
}

TrainingSample MakeTraining(const SampleProgramme& programme, const Options& options,
                            const Random& random) {
  TrainingSample sample;
  sample.courses = Courses();
  const std::map<std::string, int> turns = TurnsOfGroups(programme);
  sample.team_days = MakeTeamDays(programme, options);
  const auto tasters = FirstDays(programme, "taster");
  const auto committed = FirstDays(programme, "committed");
  for (const Organisation& organisation : programme.organisations) {
    if (organisation.kind == "steering_group") {
      AddCoreDays(organisation.id, turns.at(organisation.id), options, sample);
    }
    if (organisation.kind != "practice") continue;
    if (const auto day = tasters.find(organisation.id); day != tasters.end()) {
      sample.tasters.push_back({"taster-" + organisation.id, "taster", organisation.parent,
                                organisation.id, day->second, kTasterPlaces});
    }
    if (const auto day = committed.find(organisation.id); day != committed.end()) {
      AddVisits(organisation, DayOf(day->second), options,
                random.Fork("visits to " + organisation.id), sample);
    }
  }
  return sample;
}

}  // namespace pcsp::gateway::sample
