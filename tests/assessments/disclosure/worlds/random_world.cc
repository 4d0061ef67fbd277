#include "tests/assessments/disclosure/worlds/random_world.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <random>

#include "absl/strings/str_cat.h"

namespace pcsp::assessments::testing {
namespace {

constexpr int kMost = 40;  // people at a site

class Chance {
 public:
  explicit Chance(uint64_t seed) : random_(seed) {}
  int UpTo(int most) { return static_cast<int>(random_() % (most + 1)); }
  bool OneIn(int times) { return UpTo(times - 1) == 0; }

 private:
  std::mt19937_64 random_;
};

// Everybody who could ever answer at a site; whoever comes first answers in each wave.
std::vector<Respondent> Staff(Chance& chance) {
  const int kinds = chance.UpTo(2);  // one staff group, two or three
  const int mood = chance.UpTo(4);   // of one mind, all but a few, or any
  const bool writers = chance.OneIn(2);
  std::vector<Respondent> staff(kMost);
  for (Respondent& person : staff) {
    constexpr StaffGroup kGroups[] = {StaffGroup::kNurse, StaffGroup::kAdmin, StaffGroup::kGp};
    person.staff_group = static_cast<int>(kGroups[chance.UpTo(kinds)]) - 1;
    person.code = mood == 0 || (mood == 1 && !chance.OneIn(6)) ? 4 : 1 + chance.UpTo(4);
    person.wrote = writers && !chance.OneIn(4);
  }
  if (chance.OneIn(6)) {
    for (Respondent& person : staff) person.code = 5;
  }
  return staff;
}

// As many as before, a few more or fewer, or many more.
int Later(int before, Chance& chance) {
  if (chance.OneIn(2)) return before;
  if (chance.OneIn(3)) return before + 5 + chance.UpTo(3);
  return std::max(0, before + chance.UpTo(4) - 2);
}

std::array<int, kStaffGroups> RosterOf(const std::vector<Respondent>& answered, Chance& chance) {
  std::array<int, kStaffGroups> roster{};
  if (chance.OneIn(3)) return roster;
  for (const Respondent& person : answered) ++roster[person.staff_group];
  if (chance.OneIn(2)) roster[static_cast<int>(StaffGroup::kNurse) - 1] += 1 + chance.UpTo(4);
  return roster;
}

bool NobodyCanPass(const WorldWave& wave, int least) {
  return std::all_of(wave.rosters.begin(), wave.rosters.end(), [&](const auto& roster) {
    const int people = std::accumulate(roster.begin(), roster.end(), 0);
    return people > 0 && people < least;
  });
}

}  // namespace

Tally WorldWave::Truth(uint32_t chosen, Part part) const {
  Tally tally;
  for (size_t s = 0; s < sites.size(); ++s) {
    if ((chosen >> s & 1) == 0) continue;
    for (const Respondent& person : sites[s]) {
      if ((part >> person.staff_group & 1) != 0) tally += {1, person.code - 1};
    }
  }
  return tally;
}

std::array<int, 5> WorldWave::Answers(uint32_t chosen) const {
  std::array<int, 5> answers{};
  for (size_t s = 0; s < sites.size(); ++s) {
    if ((chosen >> s & 1) == 0) continue;
    for (const Respondent& person : sites[s]) ++answers[person.code - 1];
  }
  return answers;
}

int WorldWave::Texts(uint32_t chosen) const {
  int texts = 0;
  for (size_t s = 0; s < sites.size(); ++s) {
    if ((chosen >> s & 1) == 0) continue;
    for (const Respondent& person : sites[s]) texts += person.wrote;
  }
  return texts;
}

int World::Moved(uint32_t chosen, Part part) const {
  int moved = 0;
  for (int s = 0; s < sites(); ++s) {
    const uint32_t site = chosen & 1U << s;
    moved += static_cast<int>(
        std::abs(waves[1].Truth(site, part).people - waves[0].Truth(site, part).people));
  }
  return moved;
}

World RandomWorld(uint64_t seed) {
  Chance chance(seed);
  World world{.name = absl::StrCat("world", seed)};
  const int sites = 2 + chance.UpTo(3), groups = chance.UpTo(2);
  const int least = 3 + chance.UpTo(2);
  world.policy = {.min_group_size = least,
                  .min_distribution_size = chance.OneIn(4) ? least : least + 2 + chance.UpTo(3),
                  .min_free_text_size = least + chance.UpTo(5)};
  for (int s = 0; s < sites; ++s) {
    const int group = chance.UpTo(groups);
    world.groups.push_back(group == 0 ? "" : absl::StrCat("g", group));
    const auto staff = Staff(chance);
    int people = chance.OneIn(4)   ? chance.UpTo(4)
                 : chance.OneIn(3) ? 10 + chance.UpTo(20)
                                   : 3 + chance.UpTo(11);
    for (WorldWave& wave : world.waves) {
      wave.sites.emplace_back(staff.begin(), staff.begin() + people);
      wave.rosters.push_back(RosterOf(wave.sites.back(), chance));
      people = Later(people, chance);
    }
  }
  for (WorldWave& wave : world.waves) {
    // A wave that no site can pass is not opened.
    if (NobodyCanPass(wave, least)) wave.rosters[0] = {};
    for (int i = chance.UpTo(2); i > 0; --i) {
      wave.releases.push_back(1 + chance.UpTo((1 << sites) - 2));
    }
  }
  return world;
}

}  // namespace pcsp::assessments::testing
