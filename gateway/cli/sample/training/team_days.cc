#include "gateway/cli/sample/training/team_days.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"

namespace pcsp::gateway::sample {
namespace {

constexpr int kParty = 10;  // of a practice, away at a time
constexpr int kPlaces = 24;
constexpr int kDaysBetween = 14;

absl::CivilDay DayOf(const std::string& text) {
  absl::CivilDay day;
  absl::ParseCivilTime(text, &day);
  return day;
}

// The days of one course at one steering group.
class Calendar {
 public:
  Calendar(std::string course, std::string group, absl::CivilDay first)
      : course_(std::move(course)), group_(std::move(group)), first_(first) {}

  void Teach(const std::string& practice, int people, absl::CivilDay until) {
    const auto days = std::max<absl::civil_diff_t>(0, until - first_);
    int slot = static_cast<int>(days / kDaysBetween);
    const int parties = (people + kParty - 1) / kParty;
    for (int i = parties - 1; i >= 0; --i) {
      const int from = i * people / parties;
      slot = Seat({practice, from, (i + 1) * people / parties - from}, slot) - 1;
    }
  }

  void AddTo(std::vector<TeamDay>& days) const {
    for (const auto& [slot, parties] : parties_) {
      const std::string date = absl::FormatCivilTime(first_ + slot * kDaysBetween);
      days.push_back({{absl::StrCat("team-", course_, "-", group_, "-", date), course_, group_, "",
                       date, kPlaces},
                      parties});
    }
  }

 private:
  // The day on which there is room: the latest up to `slot`, or else the first after it.
  int Seat(const Party& party, int slot) {
    int at = std::max(slot, 0);
    while (at > 0 && !HasRoom(party, at)) --at;
    while (!HasRoom(party, at)) ++at;
    parties_[at].push_back(party);
    return at;
  }

  bool HasRoom(const Party& party, int slot) const {
    const auto known = parties_.find(slot);
    if (known == parties_.end()) return true;
    int people = party.people;
    for (const Party& other : known->second) {
      if (other.practice == party.practice) return false;
      people += other.people;
    }
    return people <= kPlaces;
  }

  const std::string course_, group_;
  const absl::CivilDay first_;
  std::map<int, std::vector<Party>> parties_;  // by day
};

}  // namespace

std::vector<TeamDay> MakeTeamDays(const SampleProgramme& programme, const Options& options) {
  const absl::CivilDay start = DayOf(options.start_date);
  std::vector<Team> teams = programme.teams;
  std::ranges::stable_sort(teams, {}, &Team::trained_date);
  std::map<std::string, std::pair<Calendar, Calendar>> calendars;
  const std::map<std::string, int> turns = TurnsOfGroups(programme);
  for (const Team& team : teams) {
    const absl::CivilDay first = start + turns.at(team.group) * kDaysBetween / 2;
    auto& [core, follow_up] =
        calendars
            .try_emplace(
                team.group,
                Calendar("core-day", team.group, absl::NextWeekday(first, absl::Weekday::tuesday)),
                Calendar("follow-up", team.group,
                         absl::NextWeekday(first, absl::Weekday::thursday)))
            .first->second;
    core.Teach(team.practice, team.people(), DayOf(team.trained_date));
    if (team.follow_up_date.empty()) continue;
    follow_up.Teach(team.practice, team.people(), DayOf(team.follow_up_date));
  }
  std::vector<TeamDay> days;
  for (const auto& [group, both] : calendars) {
    both.first.AddTo(days);
    both.second.AddTo(days);
  }
  std::ranges::stable_sort(days, {}, [](const TeamDay& day) { return day.session.date; });
  return days;
}

}  // namespace pcsp::gateway::sample
