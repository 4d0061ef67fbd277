// The staff groups of the General Practice Workforce statistics (domain.md 6.4).
#pragma once

#include "absl/strings/string_view.h"

namespace pcsp::planning::training {

enum class StaffGroup { kUnspecified, kGp, kNurse, kDirectPatientCare, kAdmin, kLeadership };

inline constexpr absl::string_view kStaffGroupWords[] = {
    "", "gp", "nurse", "direct_patient_care", "admin", "leadership"};

// The four of a practice.
inline constexpr StaffGroup kPracticeGroups[] = {
    StaffGroup::kGp, StaffGroup::kNurse, StaffGroup::kDirectPatientCare, StaffGroup::kAdmin};

inline bool IsPracticeGroup(StaffGroup group) {
  return group >= StaffGroup::kGp && group <= StaffGroup::kAdmin;
}

}  // namespace pcsp::planning::training
