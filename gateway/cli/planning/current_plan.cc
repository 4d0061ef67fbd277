#include "gateway/cli/planning/current_plan.h"

#include "gateway/cli/planning/id_index.h"

namespace pcsp::offline {
namespace {

constexpr int kMostFortnights = 260, kMostPeople = 1000;
constexpr double kMostMoney = 1e9;

}  // namespace

absl::Status ReadCurrentPlan(text::Document& document, planning::CohortProblem& problem) {
  IdIndex practices("practices"), sessions("sessions");
  for (const planning::CohortPractice& practice : problem.practices) practices.Add(practice.id);
  for (const planning::CohortSession& session : problem.sessions) sessions.Add(session.id);
  planning::CurrentPlan& current = problem.current;
  current.bookings.clear();
  bool found = false;
  // Map() and not [], which would report the keys of a printed plan that are not of interest here.
  for (const auto& [key, node] : document.root().Map()) {
    if (key == "frozen_until") {
      current.frozen_until = static_cast<int>(node.Int(0, kMostFortnights));
    }
    if (key == "keep") current.keep = node.Double(0, kMostMoney);
    if (key != "bookings") continue;
    found = true;
    for (const text::Node& one : node.List()) {
      constexpr int kAbsent = -2;
      planning::CohortBooking booking = {kAbsent, kAbsent, 0};
      for (const auto& [field, value] : one.Map()) {
        if (field == "practice") booking.practice = practices.Find(value);
        if (field == "session") booking.session = sessions.Find(value);
        if (field == "people") booking.people = static_cast<int>(value.Int(1, kMostPeople));
      }
      if (booking.practice == kAbsent || booking.session == kAbsent || booking.people < 1) {
        one.Fault("practice, session and people");
      }
      current.bookings.push_back(booking);
    }
  }
  if (!found) document.root().Fault("bookings, a list");
  return document.Finish();
}

}  // namespace pcsp::offline
