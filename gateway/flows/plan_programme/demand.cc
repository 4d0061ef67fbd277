#include "gateway/flows/plan_programme/demand.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gateway/flows/plan_programme/refreshers.h"

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

constexpr int kUsualWeeks = 26;

// Of a session in the plan.
int FortnightOf(const PlanFacts& facts, const planning::v1::Session& session) {
  absl::CivilDay day;
  // What services write is a time.
  (void)absl::ParseCivilTime(session.start().substr(0, 10), &day);
  return static_cast<int>((day - facts.start) / kDaysPerFortnight);
}

planning::v1::CohortNeed NeedFor(const planning::v1::Course& course,
                                 const std::map<type::v1::StaffGroup, int>& people) {
  planning::v1::CohortNeed need;
  need.set_course(IdOf(course.name()));
  for (const auto& [group, count] : people) {
    planning::v1::CohortRoleNeed& role = *need.add_roles();
    role.set_role(std::string(kGroupWords[group]));
    role.set_people(count);
  }
  return need;
}

int PeopleIn(const std::vector<planning::v1::CohortNeed>& needs) {
  int people = 0;
  for (const planning::v1::CohortNeed& need : needs) {
    for (const planning::v1::CohortRoleNeed& role : need.roles()) people += role.people();
  }
  return people;
}

void AddNotPlanned(const registry::v1::Site& site, const planning::v1::Course& course,
                   planning::v1::NotPlannedReason reason, const std::string& words,
                   const std::string& role, int people,
                   std::vector<planning::v1::NotPlanned>& not_planned) {
  planning::v1::NotPlanned& added = not_planned.emplace_back();
  added.set_practice(IdOf(site.organisation()));
  added.set_practice_title(site.display_name());
  added.set_course(IdOf(course.name()));
  added.set_course_title(course.title());
  added.set_role(role);
  added.set_people(people);
  added.set_reason(reason);
  added.set_words(words);
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

Demand::Demand(const PlanFacts& facts, const CourseOrder& order,
               const v1::PlanProgrammeRequest& request)
    : facts_(facts),
      order_(order),
      share_(request.backfill_share() > 0 ? request.backfill_share() : kUsualShare),
      weeks_(request.has_refresher_weeks() ? request.refresher_weeks() : kUsualWeeks) {
  const std::string start = absl::FormatCivilTime(facts.start);
  for (const planning::v1::Session& session : facts.sessions) {
    if (session.start() >= start) {
      for (const auto& [practice, people] : BookedAt(facts, session)) {
        booked_[{session.course(), practice}][FortnightOf(facts, session)] += people;
      }
      continue;
    }
    // Whoever is enrolled has one of the places kept, and is known by name.
    std::map<PracticeGroup, int> kept;
    for (const planning::v1::PlaceReservation& one : session.reservations()) {
      kept[{one.practice(), one.staff_group()}] += one.people();
    }
    const auto enrolled = facts.enrolled.find(session.name());
    if (enrolled != facts.enrolled.end()) {
      for (const auto& one : enrolled->second) --kept[{one.practice(), one.staff_group()}];
    }
    for (const auto& [group, people] : kept) {
      before_[session.course()][group] += std::max(0, people);
    }
  }
  for (const PlanPerson& person : facts.people) {
    for (const PracticeGroup& post : person.posts) people_[post].push_back(&person);
  }
}

std::string Demand::LackInWords(const std::vector<std::string>& lacks) const {
  std::vector<std::string> titles;
  for (const std::string& name : lacks) {
    const auto known = facts_.known_courses.find(name);
    const bool titled = known != facts_.known_courses.end() && !known->second.title().empty();
    titles.push_back(absl::StrCat("\"", titled ? known->second.title() : IdOf(name), "\""));
  }
  return absl::StrCat("they have not done ", absl::StrJoin(titles, " and "),
                      lacks.size() == 1 ? ", which is not planned" : ", which are not planned");
}

// How many of a group have to be trained in `course` and can be.
int Demand::AddUntrained(const PracticeGroup& group, int headcount,
                         const planning::v1::Course& course, Left& left) const {
  using planning::v1::NOT_PLANNED_REASON_PREREQUISITE;
  static const auto* const kNobody = new std::vector<const PlanPerson*>();
  const auto found = people_.find(group);
  const auto& known = found == people_.end() ? *kNobody : found->second;
  int done = 0, can = 0;
  std::map<std::vector<std::string>, int> lacking;
  const auto take = [&](const PlanPerson& person, int people) {
    std::vector<std::string> lacks = order_.Lacks(person, course);
    (lacks.empty() ? can : lacking[std::move(lacks)]) += people;
  };
  for (const PlanPerson* person : known) {
    if (order_.HasDone(*person, course)) {
      ++done;
    } else {
      take(*person, 1);
    }
  }
  take(PlanPerson(), std::max(0, headcount - static_cast<int>(known.size())));
  const auto before = before_.find(course.name());
  if (before != before_.end()) {
    const auto kept = before->second.find(group);
    if (kept != before->second.end()) done += kept->second;
  }
  int most = std::max(0, headcount - done);
  can = std::min(can, most);
  most -= can;
  for (const auto& [lacks, people] : lacking) {
    const int out = std::min(people, most);
    most -= out;
    if (out > 0) left[{NOT_PLANNED_REASON_PREREQUISITE, LackInWords(lacks)}][group.second] += out;
  }
  return can;
}

std::vector<planning::v1::CohortNeed> Demand::NeedsOf(const registry::v1::Site& site,
                                                      const planning::v1::Course& course,
                                                      Left& left) const {
  People people;
  for (const type::v1::Headcount& staff : site.headcounts()) {
    if (!IsOfAPractice(staff.staff_group()) || !IsFor(course, staff.staff_group())) continue;
    const PracticeGroup group = {site.organisation(), staff.staff_group()};
    const int untrained = AddUntrained(group, staff.people(), course, left);
    if (untrained > 0) people[staff.staff_group()] = untrained;
  }
  if (people.empty()) return {};
  return {NeedFor(course, people)};
}

std::vector<planning::v1::CohortNeed> Demand::RefresherNeeds(const registry::v1::Site& site,
                                                             const planning::v1::Course& course,
                                                             Left& left) const {
  const absl::CivilDay end = facts_.start + facts_.fortnights * kDaysPerFortnight;
  std::vector<RefresherDue> due;
  for (auto at = people_.lower_bound({site.organisation(), type::v1::STAFF_GROUP_UNSPECIFIED});
       at != people_.end() && at->first.first == site.organisation(); ++at) {
    const type::v1::StaffGroup group = at->first.second;
    if (!IsFor(course, group)) continue;
    for (const PlanPerson* person : at->second) {
      const auto held = person->held.find(course.competence());
      if (held == person->held.end() || held->second > end) continue;
      if (person->expected.contains(course.name())) continue;
      const std::vector<std::string> lacks = order_.Lacks(*person, course);
      const RefresherDue one = DueBy(facts_, group, held->second, weeks_);
      if (!lacks.empty()) {
        ++left[{planning::v1::NOT_PLANNED_REASON_PREREQUISITE, LackInWords(lacks)}][group];
      } else if (one.until < 0) {
        ++left[{planning::v1::NOT_PLANNED_REASON_LAPSES_TOO_SOON,
                "what they can do lapses before the first session could be held"}][group];
      } else {
        due.push_back(one);
      }
    }
  }
  std::set<int> booked;
  const auto places = booked_.find({course.name(), site.organisation()});
  if (places != booked_.end()) {
    for (const auto& [fortnight, people] : places->second) booked.insert(fortnight);
  }
  std::vector<planning::v1::CohortNeed> needs;
  for (const RefresherWindow& window : WindowsOf(std::move(due), booked)) {
    planning::v1::CohortNeed& need = needs.emplace_back(NeedFor(course, window.people));
    need.set_from(window.from);
    need.set_until(window.until);
  }
  return needs;
}

int Demand::BookedPeople(const planning::v1::Course& course, const std::string& practice) const {
  int people = 0;
  const auto booked = booked_.find({course.name(), practice});
  if (booked == booked_.end()) return 0;
  for (const auto& [fortnight, count] : booked->second) people += count;
  return people;
}

void Demand::AddNeeds(const registry::v1::Site& site, const planning::v1::Course& course,
                      planning::v1::CohortPractice& practice,
                      std::vector<planning::v1::NotPlanned>& not_planned) const {
  Left left;
  std::vector<planning::v1::CohortNeed> needs =
      IsRefresher(course) ? RefresherNeeds(site, course, left) : NeedsOf(site, course, left);
  for (const auto& [why, people] : left) {
    for (const auto& [group, count] : people) {
      AddNotPlanned(site, course, why.first, why.second, std::string(kGroupWords[group]), count,
                    not_planned);
    }
  }
  if (facts_.without.contains(site.organisation())) {
    for (const planning::v1::CohortNeed& need : needs) {
      for (const planning::v1::CohortRoleNeed& role : need.roles()) {
        AddNotPlanned(site, course, planning::v1::NOT_PLANNED_REASON_LEFT_OUT,
                      "their practice was left out on request", role.role(), role.people(),
                      not_planned);
      }
    }
    return;
  }
  // Whoever is booked has a reason, whatever the headcounts say.
  const int more = BookedPeople(course, site.organisation()) - PeopleIn(needs);
  if (more > 0) {
    if (needs.empty()) needs.push_back(NeedFor(course, {}));
    needs.front().add_roles()->set_people(more);
  }
  for (planning::v1::CohortNeed& need : needs) *practice.add_needs() = std::move(need);
}

std::optional<planning::v1::CohortPractice> Demand::Of(
    const registry::v1::Site& site, std::vector<planning::v1::NotPlanned>& not_planned) const {
  const bool asked = facts_.within.empty() || facts_.within.contains(site.organisation());
  if (!TakesPart(site) || !asked) return std::nullopt;
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
    AddNeeds(site, course, practice, not_planned);
  }
  if (practice.needs().empty()) return std::nullopt;
  return practice;
}

}  // namespace pcsp::gateway
