#include "gateway/cli/sample_play/followed.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/status_macros.h"
#include "gateway/cli/output.h"
#include "gateway/cli/sample_play/loader.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;
using Stub = pb::PlanningService::Stub;

std::string Parent() { return absl::StrCat("programmes/", kSampleProgramme); }
std::string SiteNamed(const std::string& id) {
  return absl::StrCat(Parent(), "/organisations/", id);
}
// The id of the site in the name of anything below it.
std::string SiteOf(const std::string& name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  return parts.size() > 3 ? parts[3] : "";
}

// By appointment.
absl::StatusOr<std::map<std::string, std::string>> Facilitators(Session& session) {
  registry::v1::ListAppointmentsRequest request;
  request.set_parent(Parent());
  request.set_role(registry::v1::APPOINTMENT_ROLE_FACILITATOR);
  request.set_show_people(true);
  std::map<std::string, std::string> called;
  RETURN_IF_ERROR(gateway::EachPage(*session.clients().registry,
                                    &registry::v1::RegistryService::Stub::ListAppointments, request,
                                    absl::Seconds(session.timeout_seconds), [&](const auto& page) {
                                      std::map<std::string, std::string> people;
                                      for (const auto& person : page.people())
                                        people[person.name()] = person.display_name();
                                      for (const auto& one : page.appointments())
                                        called[one.name()] = people[one.person()];
                                    }));
  return called;
}

absl::StatusOr<std::vector<FollowedAction>> ActionsFor(Session& session,
                                                       const std::string& facilitator) {
  pb::ListActionsRequest request;
  request.set_parent(SiteNamed("-"));
  request.set_facilitator(facilitator);
  std::vector<FollowedAction> actions;
  RETURN_IF_ERROR(gateway::EachPage(*session.clients().planning, &Stub::ListActions, request,
                                    absl::Seconds(session.timeout_seconds), [&](const auto& page) {
                                      for (const pb::Action& action : page.actions()) {
                                        actions.push_back({SiteOf(action.name()), action});
                                      }
                                    }));
  // Due days move with the day of loading; what is late comes first all the same.
  std::sort(actions.begin(), actions.end(), [](const auto& a, const auto& b) {
    return std::make_tuple(!a.action.overdue(), a.action.name()) <
           std::make_tuple(!b.action.overdue(), b.action.name());
  });
  return actions;
}

absl::Status ReadTests(Session& session, const pb::Action& action, SampleFollowed& followed) {
  pb::GetActionRequest get;
  get.set_name(action.name());
  ASSIGN_OR_RETURN(const pb::Action whole, gateway::Ask(*session.clients().planning,
                                                        &Stub::GetAction, get, session.deadline()));
  for (const pb::Cycle& cycle : whole.cycles()) followed.tests.push_back(cycle);
  return absl::OkStatus();
}

std::string StateOf(const pb::Action& action) {
  std::string state = Word(pb::ActionState_Name(action.state()), "ACTION_STATE_");
  if (action.overdue()) state += ", overdue";
  if (action.never_reviewed()) state += ", not reviewed";
  return state;
}

std::string DecisionOf(const pb::Cycle& test) {
  return Word(pb::CycleDecision_Name(test.decision()), "CYCLE_DECISION_");
}

int CountOf(const FollowedBy& by, bool (pb::Action::*is)() const) {
  return static_cast<int>(std::count_if(by.actions.begin(), by.actions.end(),
                                        [is](const auto& one) { return (one.action.*is)(); }));
}

}  // namespace

absl::StatusOr<SampleFollowed> ReadFollowed(Session& session) {
  SampleFollowed followed;
  std::set<std::string> plans;
  ASSIGN_OR_RETURN(const auto facilitators, Facilitators(session));
  for (const auto& [appointment, name] : facilitators) {
    ASSIGN_OR_RETURN(auto actions, ActionsFor(session, appointment));
    if (actions.empty()) continue;
    for (const FollowedAction& one : actions) {
      plans.insert(one.action.name().substr(0, one.action.name().rfind("/actions/")));
      if (one.action.state() == pb::ACTION_STATE_PLANNED) continue;
      RETURN_IF_ERROR(ReadTests(session, one.action, followed));
    }
    followed.facilitators.push_back({name, std::move(actions)});
  }
  followed.agreed = static_cast<int>(plans.size());
  std::sort(followed.facilitators.begin(), followed.facilitators.end(),
            [](const auto& a, const auto& b) { return a.facilitator < b.facilitator; });
  return followed;
}

std::string FollowedAsText(const SampleFollowed& followed) {
  Table table({"FACILITATOR", "PRACTICE", "DUE", "STATE", "ACTION"});
  for (const FollowedBy& by : followed.facilitators) {
    std::string name = by.facilitator;
    for (const auto& [practice, action] : by.actions) {
      table.Add({name, practice, action.due_date(), StateOf(action), action.title()});
      name.clear();
    }
  }
  std::string text = absl::StrCat("\nWhat facilitators follow, of ", followed.agreed,
                                  " agreed plans\n", table.AsText());
  for (const FollowedBy& by : followed.facilitators) {
    absl::StrAppend(&text, by.facilitator, ": ", CountOf(by, &pb::Action::overdue), " overdue, ",
                    CountOf(by, &pb::Action::never_reviewed), " never reviewed\n");
  }
  for (const pb::Cycle& test : followed.tests) {
    absl::StrAppend(&text, "A test. Question: ", test.question(),
                    " Prediction: ", test.prediction(), " Seen: ", test.study().note(),
                    " Decided: ", DecisionOf(test), ". ", test.act().note(), "\n");
  }
  return text;
}

nlohmann::ordered_json FollowedAsJson(const SampleFollowed& followed) {
  nlohmann::ordered_json facilitators = nlohmann::ordered_json::array();
  for (const FollowedBy& by : followed.facilitators) {
    nlohmann::ordered_json actions = nlohmann::ordered_json::array();
    for (const auto& [practice, action] : by.actions) {
      actions.push_back({{"practice", practice},
                         {"action", action.title()},
                         {"state", pb::ActionState_Name(action.state())},
                         {"overdue", action.overdue()},
                         {"neverReviewed", action.never_reviewed()}});
    }
    facilitators.push_back({{"facilitator", by.facilitator},
                            {"overdue", CountOf(by, &pb::Action::overdue)},
                            {"neverReviewed", CountOf(by, &pb::Action::never_reviewed)},
                            {"actions", std::move(actions)}});
  }
  nlohmann::ordered_json tests = nlohmann::ordered_json::array();
  for (const pb::Cycle& test : followed.tests) {
    tests.push_back({{"question", test.question()},
                     {"prediction", test.prediction()},
                     {"study", test.study().note()},
                     {"decision", pb::CycleDecision_Name(test.decision())}});
  }
  return {{"agreedPlans", followed.agreed},
          {"facilitators", std::move(facilitators)},
          {"tests", std::move(tests)}};
}

}  // namespace pcsp::cli
