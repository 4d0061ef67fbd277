// A small programme of two waves, as chance has it: who could answer where, who did and what they
// said, what they wrote, which sites somebody puts together.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "services/assessments/domain/disclosure/policy.h"
#include "services/assessments/domain/disclosure/quantity.h"

namespace pcsp::assessments::testing {

inline constexpr int kWaves = 2;

struct Respondent {
  int staff_group = 0;  // StaffGroup - 1
  int code = 0;         // 1 to 5, to the one question
  bool wrote = false;   // something in own words
};

struct WorldWave {
  std::vector<std::vector<Respondent>> sites;
  std::vector<std::array<int, kStaffGroups>> rosters;  // all 0: not known
  std::vector<uint32_t> releases;                      // sites put together, as bits

  // Of the sites and staff groups given as bits.
  Tally Truth(uint32_t sites, Part part) const;
  std::array<int, 5> Answers(uint32_t sites) const;  // by code - 1
  int Texts(uint32_t sites) const;
};

struct World {
  std::string name;                 // of its programme
  std::vector<std::string> groups;  // steering groups, by site; "": none
  PrivacyPolicy policy;
  std::array<WorldWave, kWaves> waves;

  int sites() const { return static_cast<int>(groups.size()); }
  // How many people more or fewer answered in the second wave, site by site.
  int Moved(uint32_t sites, Part part) const;
};

// Whoever answers in both waves says the same in both.
World RandomWorld(uint64_t seed);

}  // namespace pcsp::assessments::testing
