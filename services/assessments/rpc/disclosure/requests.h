// What requests for groups of sites have in common.
#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "services/assessments/rpc/convert.h"

namespace pcsp::assessments {

// PRACTICE when not given.
inline Level LevelFrom(pcsp::type::v1::Level level, Violations& violations) {
  if (level == pcsp::type::v1::LEVEL_UNSPECIFIED) return Level::kPractice;
  const auto known = FromProto(level);
  if (!known) violations.Add("level", absl::StrCat(static_cast<int>(level)), "a level");
  return known.value_or(Level::kPractice);
}

// The id of an organisation of the wave's programme; "" if none is given.
inline std::string OrganisationFrom(const WaveName& wave, const std::string& name,
                                    Violations& violations) {
  if (name.empty()) return "";
  const auto parsed = ParseOrganisationName(name);
  if (parsed && parsed->programme == wave.programme) return parsed->organisation;
  violations.Add("organisation", name,
                 absl::StrCat("programmes/", wave.programme, "/organisations/{organisation}"));
  return "";
}

}  // namespace pcsp::assessments
