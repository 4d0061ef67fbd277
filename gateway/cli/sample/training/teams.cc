#include "gateway/cli/sample/training/teams.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"

namespace pcsp::gateway::sample {
namespace {

constexpr char kTurnover[] = "x-turnover";
constexpr double kCuts[] = {-1.2, 0, 1.2};           // of the latent, into four bands
constexpr double kShares[] = {.15, .5, .8, .95, 1};  // between which each band lies
constexpr double kLeaves = .12;                      // within the days of the sample
constexpr int kFirstToLeave = 60;                    // days after the start

double ShareTrained(const Blueprint& world, const Severities& now, Random& random) {
  const auto fact = std::ranges::find(world.facts, kTrainedShare, &FactModel::id);
  const double trouble = fact == world.facts.end() ? 0 : TroubleOf(fact->links, now);
  const double latent = 1.7 - 3.6 * trouble + random.Logistic();
  const auto band = std::ranges::count_if(kCuts, [&](double cut) { return latent > cut; });
  return random.Uniform(kShares[band], kShares[band + 1]);
}

std::string FirstDay(const std::vector<Milestone>& milestones, const std::string& state) {
  const auto found = std::ranges::find(milestones, state, &Milestone::state);
  return found == milestones.end() ? "" : found->date;
}

// Everybody but the lead and, if there is one, the champion, in an order of chance.
std::vector<std::string> Others(const SiteContext& context, bool champion, Random& random) {
  std::vector<std::string> others;
  for (const auto& [group, people] : context.headcount) {
    const int posts = people - (group == "admin" || (group == "gp" && champion) ? 1 : 0);
    others.insert(others.end(), std::max(0, posts), group);
  }
  random.Shuffle(others);
  return others;
}

}  // namespace

std::optional<Team> MakeTeam(const Blueprint& world, const Organisation& practice,
                             const SiteContext& context, const Severities& before,
                             const Severities& now, const std::vector<Milestone>& milestones,
                             const Options& options, const Random& random) {
  Team team{practice.id, practice.parent, FirstDay(milestones, "trained"),
            FirstDay(milestones, "followed_up"), !before.contains(kTurnover)};
  if (team.trained_date.empty()) return std::nullopt;
  Random draw = random.Fork(absl::StrCat("team/", practice.id));
  const double share = ShareTrained(world, now, draw);
  team.staff = Others(context, team.champion_goes, draw);
  const size_t posts = team.staff.size() + 1 + team.champion_goes;
  const auto trained = static_cast<size_t>(std::lround(share * static_cast<double>(posts)));
  absl::CivilDay start;
  absl::ParseCivilTime(options.start_date, &start);
  for (const std::string& group : team.staff) {
    if (!draw.Chance(kLeaves)) continue;
    const absl::CivilDay day = start + kFirstToLeave + draw.Below(options.days - kFirstToLeave);
    team.left.emplace_back(group, absl::FormatCivilTime(day));
  }
  team.staff.resize(
      std::min(team.staff.size(), trained - std::min<size_t>(trained, 1 + team.champion_goes)));
  return team;
}

}  // namespace pcsp::gateway::sample
