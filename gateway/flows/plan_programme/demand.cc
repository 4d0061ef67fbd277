#include "gateway/flows/plan_programme/demand.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace pcsp::gateway {
namespace {

constexpr double kUsualShare = .25;
constexpr absl::string_view kGroupWords[] = {"", "gp", "nurse", "direct_patient_care", "admin"};

bool TakesPart(const registry::v1::Site& site) {
  return site.level() == type::v1::LEVEL_PRACTICE &&
         site.state() != registry::v1::MILESTONE_STATE_PAUSED &&
         site.state() != registry::v1::MILESTONE_STATE_WITHDRAWN &&
         site.state() != registry::v1::MILESTONE_STATE_MERGED;
}

bool IsOfAPractice(type::v1::StaffGroup group) {
  return group >= type::v1::STAFF_GROUP_GP && group <= type::v1::STAFF_GROUP_ADMIN;
}

bool IsFor(const planning::v1::Course& course, type::v1::StaffGroup group) {
  return course.staff_groups().empty() || std::ranges::count(course.staff_groups(), group) > 0;
}

int CountOf(const std::map<std::string, std::map<PracticeGroup, int>>& people,
            const std::string& course, const PracticeGroup& group) {
  const auto by_course = people.find(course);
  if (by_course == people.end()) return 0;
  const auto found = by_course->second.find(group);
  return found == by_course->second.end() ? 0 : found->second;
}

}  // namespace

std::string IdOf(const std::string& name) { return name.substr(name.rfind('/') + 1); }

std::map<std::string, int> BookedAt(const PlanFacts& facts, const planning::v1::Session& session) {
  std::map<std::string, int> kept, taken;
  for (const auto& one : session.reservations()) kept[one.practice()] += one.people();
  const auto enrolled = facts.enrolled.find(session.name());
  if (enrolled != facts.enrolled.end()) {
    for (const planning::v1::Enrolment& one : enrolled->second) ++taken[one.practice()];
  }
  for (const auto& [practice, people] : taken) kept[practice] = std::max(kept[practice], people);
  return kept;
}

Demand::Demand(const PlanFacts& facts, double backfill_share)
    : facts_(facts), share_(backfill_share > 0 ? backfill_share : kUsualShare) {
  const std::string start = absl::FormatCivilTime(facts.start);
  for (const planning::v1::Session& session : facts.sessions) {
    if (session.start() >= start) {
      for (const auto& [practice, people] : BookedAt(facts, session)) {
        booked_[{session.course(), practice}] += people;
      }
      continue;
    }
    const auto enrolled = facts.enrolled.find(session.name());
    if (enrolled == facts.enrolled.end()) continue;
    for (const planning::v1::Enrolment& one : enrolled->second) {
      ++before_[session.course()][{one.practice(), one.staff_group()}];
    }
  }
}

std::optional<planning::v1::CohortNeed> Demand::NeedOf(const registry::v1::Site& site,
                                                       const planning::v1::Course& course) const {
  planning::v1::CohortNeed need;
  need.set_course(IdOf(course.name()));
  int all = 0;
  for (const type::v1::Headcount& staff : site.headcounts()) {
    if (!IsOfAPractice(staff.staff_group()) || !IsFor(course, staff.staff_group())) continue;
    const PracticeGroup group = {site.organisation(), staff.staff_group()};
    const int people = staff.people() - CountOf(facts_.trained, course.name(), group) -
                       CountOf(before_, course.name(), group);
    if (people <= 0) continue;
    planning::v1::CohortRoleNeed& role = *need.add_roles();
    role.set_role(std::string(kGroupWords[staff.staff_group()]));
    role.set_people(people);
    all += people;
  }
  // Whoever is booked has a reason, whatever the headcounts say.
  const auto booked = booked_.find({course.name(), site.organisation()});
  if (booked != booked_.end() && booked->second > all) {
    need.add_roles()->set_people(booked->second - all);
  }
  if (need.roles().empty()) return std::nullopt;
  return need;
}

std::optional<planning::v1::CohortPractice> Demand::Of(const registry::v1::Site& site) const {
  if (!TakesPart(site)) return std::nullopt;
  if (!facts_.within.empty() && !facts_.within.contains(site.organisation())) return std::nullopt;
  planning::v1::CohortPractice practice;
  practice.set_id(IdOf(site.organisation()));
  practice.set_title(site.display_name());
  int staff = 0;
  for (const type::v1::Headcount& one : site.headcounts()) {
    if (IsOfAPractice(one.staff_group())) staff += one.people();
  }
  practice.set_backfill(std::max(1, static_cast<int>(std::floor(share_ * staff))));
  const auto urgency = facts_.urgency.find(site.organisation());
  if (urgency != facts_.urgency.end()) practice.set_priority(1 + urgency->second);
  for (const planning::v1::Course& course : facts_.courses) {
    std::optional<planning::v1::CohortNeed> need = NeedOf(site, course);
    if (need) *practice.add_needs() = *std::move(need);
  }
  if (practice.needs().empty()) return std::nullopt;
  return practice;
}

}  // namespace pcsp::gateway
