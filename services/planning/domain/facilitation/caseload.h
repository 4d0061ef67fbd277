// What facilitators have to do and have done over some days.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/planning/domain/facilitation/assignment.h"
#include "services/planning/domain/facilitation/capacity.h"
#include "services/planning/domain/facilitation/contact.h"
#include "services/planning/domain/facilitation/settings.h"

namespace pcsp::planning::training {

enum class CaseloadWarning { kUnspecified, kTooManyPractices, kTooFewHours, kNotAssigned };

struct PracticeLoad {
  std::string practice;
  double needed_hours = 0, given_hours = 0;
  int contacts = 0;
  std::optional<absl::CivilDay> last_contact;

  bool operator==(const PracticeLoad&) const = default;
};

struct FacilitatorLoad {
  std::string facilitator;
  int practices_at_once = 0;  // the most on one of the days
  double needed_hours = 0, given_hours = 0;
  std::optional<double> capacity_hours;
  std::vector<CaseloadWarning> warnings;
  std::vector<PracticeLoad> practices;  // by id
};

// All of one programme; what lies outside the days does not count.
struct CaseloadFacts {
  absl::CivilDay first, last;
  std::vector<Assignment> assignments;
  std::vector<Contact> contacts;
  std::vector<Capacity> capacities;
  std::vector<Leave> leaves;
};

// A year of need is settings.contact_minutes_per_year over 365.25 days; a practice that several
// facilitators look after at once needs it of each. Facilitators with a capacity, an assignment or
// a contact in these days, by id.
std::vector<FacilitatorLoad> CaseloadOf(const CaseloadFacts& facts, const Settings& settings);

}  // namespace pcsp::planning::training
