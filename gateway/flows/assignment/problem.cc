#include "gateway/flows/assignment/problem.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace pcsp::gateway {
namespace {

constexpr double kMonths = 12;
constexpr double kVisits = 9;     // a year (domain.md 3.8)
constexpr double kMetres = 1000;  // a kilometre
constexpr double kMillion = 1e6;

void Fill(const MaybePlace& place, planning::v1::GridPoint* point) {
  point->set_east_km(place->easting() / kMetres);
  point->set_north_km(place->northing() / kMetres);
}

// A sum of shares of months comes out even, rounded once: 720 hours are enough for six practices
// of 120.
double Even(double hours) { return std::round(hours * kMillion) / kMillion; }

// Hours left for the practices that are asked about.
std::vector<double> FreeHours(const AbleFacilitator& facilitator) {
  std::vector<double> free;
  for (size_t m = 0; m < facilitator.capacity.size(); ++m) {
    free.push_back(std::max(0.0, facilitator.capacity[m] - facilitator.elsewhere[m]));
  }
  return free;
}

void AddFacilitator(const Question& question, const AssignmentFacts& facts,
                    const AbleFacilitator& facilitator, Practices practices,
                    planning::v1::AssignmentProblem& problem) {
  const auto& request = question.request;
  auto* const added = problem.add_facilitators();
  added->set_id(facilitator.label);
  const std::vector<double> free = FreeHours(facilitator);
  if (request.every_month()) {
    for (const double hours : free) added->add_capacity_by_month(Even(hours));
  } else {
    added->set_capacity(Even(std::accumulate(free.begin(), free.end(), 0.0)));
  }
  for (const std::string& skill : facilitator.skills) added->add_skills(skill);
  for (const std::string& region : facilitator.regions) added->add_regions(region);
  if (facilitator.place) Fill(facilitator.place, added->mutable_place());
  if (request.has_reach_km()) added->set_reach_km(request.reach_km());
  if (practices == Practices::kLimited) {
    added->set_most_practices(std::max(0, facts.most_practices - facilitator.other_practices));
  }
}

void AddPractice(const Question& question, const AssignmentFacts& facts,
                 const PracticeInNeed& practice, const std::string& current,
                 planning::v1::AssignmentProblem& problem) {
  auto* const added = problem.add_practices();
  added->set_id(practice.name);
  added->set_need(NeedOf(question, facts));
  added->set_current(current);
  for (const std::string& skill : question.request.skills()) added->add_skills(skill);
  for (const std::string& region : practice.regions) added->add_regions(region);
  if (practice.place) Fill(practice.place, added->mutable_place());
}

}  // namespace

double NeedOf(const Question& question, const AssignmentFacts& facts) {
  const auto& request = question.request;
  const double a_year = request.has_contact_hours_per_year() ? request.contact_hours_per_year()
                                                             : facts.hours_per_year;
  return a_year * question.months / kMonths;
}

planning::v1::AssignFacilitatorsRequest ProblemOf(const Question& question,
                                                  const AssignmentFacts& facts,
                                                  Practices practices) {
  const auto& request = question.request;
  planning::v1::AssignFacilitatorsRequest ask;
  ask.set_parent(request.parent());
  ask.set_seed(request.seed());
  auto& problem = *ask.mutable_problem();
  problem.set_discontinuity_penalty(question.discontinuity_penalty);
  // Warnings count practices elsewhere too, so the flow has its own.
  problem.set_warn_practices(static_cast<double>(facts.practices.size()));
  auto& travel = *problem.mutable_travel();
  if (request.has_cost_per_km()) travel.set_cost_per_km(request.cost_per_km());
  const double visits = request.has_visits_per_year() ? request.visits_per_year() : kVisits;
  travel.set_visits(visits * question.months / kMonths);
  travel.set_assumed_km(question.assumed_km);
  std::map<std::string, std::string> labels;
  for (const AbleFacilitator& facilitator : facts.facilitators) {
    AddFacilitator(question, facts, facilitator, practices, problem);
    labels[facilitator.name] = facilitator.label;
  }
  for (const PracticeInNeed& practice : facts.practices) {
    const auto current = labels.find(practice.current);
    AddPractice(question, facts, practice, current == labels.end() ? "" : current->second, problem);
  }
  return ask;
}

}  // namespace pcsp::gateway
