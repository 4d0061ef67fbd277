#include "gateway/flows/plan_programme/course_order.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace pcsp::gateway {
namespace {

using planning::v1::Course;

const std::string& TitleOf(const Course& course) {
  return course.title().empty() ? course.name() : course.title();
}

}  // namespace

bool IsRefresher(const Course& course) {
  return course.kind() == planning::v1::COURSE_KIND_REFRESHER;
}

CourseOrder::CourseOrder(const PlanFacts& facts) {
  for (const auto& [name, course] : facts.known_courses) courses_[name] = &course;
  for (const Course& course : facts.courses) {
    courses_[course.name()] = &course;
    planned_.insert(course.name());
  }
  for (const auto& [name, course] : courses_) Close(name);
  Chain();
}

// Planning lets no course need itself.
void CourseOrder::Close(const std::string& course) {
  const auto [known, fresh] = before_.try_emplace(course);
  const auto found = courses_.find(course);
  if (!fresh || found == courses_.end()) return;
  std::set<std::string> before;
  for (const std::string& needed : found->second->prerequisites()) {
    before.insert(needed);
    Close(needed);
    before.insert(before_.at(needed).begin(), before_.at(needed).end());
  }
  before_[course] = std::move(before);
}

void CourseOrder::Chain() {
  std::vector<std::pair<size_t, std::string>> order;  // by how much comes before
  for (const std::string& name : planned_) {
    if (IsRefresher(*courses_.at(name))) continue;
    order.emplace_back(
        std::ranges::count_if(before_.at(name), [this](const auto& b) { return IsPlanned(b); }),
        name);
  }
  std::ranges::sort(order);
  std::vector<std::vector<std::string>> chains;
  for (const auto& [count, name] : order) {
    std::vector<std::string> chain;
    for (std::vector<std::string>& other : chains) {
      const bool needed = std::ranges::any_of(
          other, [&](const std::string& one) { return before_.at(name).contains(one); });
      if (!needed) continue;
      chain.insert(chain.end(), other.begin(), other.end());
      other.clear();
    }
    std::erase_if(chains, [](const auto& other) { return other.empty(); });
    chain.push_back(name);
    chains.push_back(std::move(chain));
  }
  for (const std::vector<std::string>& chain : chains) {
    for (size_t i = 1; i < chain.size(); ++i) {
      after_[chain[i]] = chain[i - 1];
      if (before_.at(chain[i]).contains(chain[i - 1])) continue;
      notes_.push_back(absl::StrCat(
          "\"", TitleOf(*courses_.at(chain[i])), "\" is planned after \"",
          TitleOf(*courses_.at(chain[i - 1])),
          "\", though it does not need it: courses that belong together come one after another."));
    }
  }
}

const std::set<std::string>& CourseOrder::Before(const std::string& course) const {
  static const auto* const kNothing = new std::set<std::string>();
  const auto found = before_.find(course);
  return found == before_.end() ? *kNothing : found->second;
}

const std::string& CourseOrder::After(const std::string& course) const {
  static const auto* const kNone = new std::string();
  const auto found = after_.find(course);
  return found == after_.end() ? *kNone : found->second;
}

bool CourseOrder::HasDone(const PlanPerson& person, const Course& course) const {
  if (person.expected.contains(course.name())) return true;
  if (course.competence().empty()) {
    return std::ranges::any_of(person.attended, [&](const std::string& name) {
      return name == course.name() || Before(name).contains(course.name());
    });
  }
  if (!person.held.contains(course.competence())) return false;
  const std::set<std::string>& before = Before(course.name());
  return std::ranges::any_of(person.attended, [&](const std::string& name) {
    const auto known = courses_.find(name);
    return known != courses_.end() && known->second->competence() == course.competence() &&
           !before.contains(name);
  });
}

std::vector<std::string> CourseOrder::Lacks(const PlanPerson& person, const Course& course) const {
  std::vector<std::string> lacks;
  for (const std::string& needed : course.prerequisites()) {
    const auto known = courses_.find(needed);
    if (known == courses_.end() || HasDone(person, *known->second)) continue;
    const bool comes = IsPlanned(needed) && Lacks(person, *known->second).empty();
    if (!comes) lacks.push_back(needed);
  }
  return lacks;
}

}  // namespace pcsp::gateway
