// What the plans of the sample programme are called.
#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "gateway/cli/sample_play/loader.h"

namespace pcsp::cli {

inline constexpr char kTwoYears[] = "two-years";
inline constexpr char kReplan[] = "trainer-ill";

inline std::string PlanNamed(const std::string& id) {
  return absl::StrCat("programmes/", kSampleProgramme, "/programmePlans/", id);
}

}  // namespace pcsp::cli
