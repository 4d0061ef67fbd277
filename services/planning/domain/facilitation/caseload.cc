#include "services/planning/domain/facilitation/caseload.h"

#include <algorithm>
#include <map>

namespace pcsp::planning::training {
namespace {

constexpr double kMinutes = 60;
constexpr double kDaysPerYear = 365.25;

// One facilitator's part of the facts.
struct Part {
  std::vector<const Assignment*> assignments;
  std::vector<const Contact*> contacts;
  std::vector<Leave> leaves;
  const Capacity* capacity = nullptr;
};

std::map<std::string, Part> PartsOf(const CaseloadFacts& facts) {
  std::map<std::string, Part> parts;
  for (const Assignment& assignment : facts.assignments) {
    if (assignment.last < facts.first || assignment.first > facts.last) continue;
    parts[assignment.facilitator].assignments.push_back(&assignment);
  }
  for (const Contact& contact : facts.contacts) {
    if (contact.day < facts.first || contact.day > facts.last) continue;
    parts[contact.facilitator].contacts.push_back(&contact);
  }
  for (const Capacity& capacity : facts.capacities) parts[capacity.id].capacity = &capacity;
  for (const Leave& leave : facts.leaves) {
    const auto part = parts.find(leave.appointment);
    if (part != parts.end()) part->second.leaves.push_back(leave);
  }
  return parts;
}

// The number can only rise on a day on which an assignment begins.
int MostAtOnce(const Part& part, const CaseloadFacts& facts) {
  int most = 0;
  for (const Assignment* begins : part.assignments) {
    const absl::CivilDay day = std::max(begins->first, facts.first);
    const auto holds = [day](const Assignment* a) { return a->first <= day && day <= a->last; };
    most = std::max(most, static_cast<int>(std::count_if(part.assignments.begin(),
                                                         part.assignments.end(), holds)));
  }
  return most;
}

bool IsAssigned(const Part& part, const Contact& contact) {
  return std::any_of(part.assignments.begin(), part.assignments.end(), [&](const Assignment* a) {
    return a->practice == contact.practice && a->first <= contact.day && contact.day <= a->last;
  });
}

std::map<std::string, PracticeLoad> PracticesOf(const Part& part, const CaseloadFacts& facts,
                                                const Settings& settings) {
  std::map<std::string, PracticeLoad> practices;
  for (const Assignment* assignment : part.assignments) {
    const auto days =
        std::min(assignment->last, facts.last) - std::max(assignment->first, facts.first) + 1;
    practices[assignment->practice].needed_hours +=
        settings.contact_minutes_per_year / kMinutes * static_cast<double>(days) / kDaysPerYear;
  }
  for (const Contact* contact : part.contacts) {
    PracticeLoad& practice = practices[contact->practice];
    practice.given_hours += contact->minutes / kMinutes;
    ++practice.contacts;
    practice.last_contact = std::max(practice.last_contact.value_or(contact->day), contact->day);
  }
  for (auto& [id, practice] : practices) practice.practice = id;
  return practices;
}

void Warn(const Part& part, const Settings& settings, FacilitatorLoad& load) {
  if (load.practices_at_once > settings.most_practices) {
    load.warnings.push_back(CaseloadWarning::kTooManyPractices);
  }
  if (load.capacity_hours && load.needed_hours > *load.capacity_hours) {
    load.warnings.push_back(CaseloadWarning::kTooFewHours);
  }
  if (std::any_of(part.contacts.begin(), part.contacts.end(),
                  [&](const Contact* contact) { return !IsAssigned(part, *contact); })) {
    load.warnings.push_back(CaseloadWarning::kNotAssigned);
  }
}

}  // namespace

std::vector<FacilitatorLoad> CaseloadOf(const CaseloadFacts& facts, const Settings& settings) {
  std::vector<FacilitatorLoad> loads;
  for (const auto& [facilitator, part] : PartsOf(facts)) {
    FacilitatorLoad load;
    load.facilitator = facilitator;
    load.practices_at_once = MostAtOnce(part, facts);
    for (auto& [id, practice] : PracticesOf(part, facts, settings)) {
      load.needed_hours += practice.needed_hours;
      load.given_hours += practice.given_hours;
      load.practices.push_back(std::move(practice));
    }
    if (part.capacity != nullptr) {
      load.capacity_hours =
          MinutesBetween(*part.capacity, part.leaves, facts.first, facts.last) / kMinutes;
    }
    Warn(part, settings, load);
    loads.push_back(std::move(load));
  }
  return loads;
}

}  // namespace pcsp::planning::training
