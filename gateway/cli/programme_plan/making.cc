// pcspctl programme-plan create|watch|get|list|cancel
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gateway/cli/programme_plan/commands.h"
#include "gateway/cli/progress_bar.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;

constexpr absl::Duration kLook = absl::Milliseconds(500);

struct CreateFlags {
  gateway::v1::PlanProgrammeRequest request;
  std::string within;
  std::vector<std::string> courses, dropped, blocked, without;
  bool wait = false;
};

struct PlanFlags {
  std::string id, etag, state;
  bool full = false;
};

// "improving the plan, best 1234, bound 1200, gap 2.8 %".
std::string Note(const pb::ProgrammePlan& plan) {
  const pb::ProgrammePlanProgress& progress = plan.progress();
  std::string note = progress.step();
  if (progress.has_best()) absl::StrAppend(&note, ", best ", Fixed(progress.best(), 0));
  if (progress.has_bound()) absl::StrAppend(&note, ", bound ", Fixed(progress.bound(), 0));
  if (progress.has_gap()) absl::StrAppend(&note, ", gap ", Fixed(100 * progress.gap(), 1), " %");
  return note;
}

absl::StatusOr<pb::ProgrammePlan> GetPlan(Session& session, const std::string& name,
                                          pb::ProgrammePlanView view) {
  pb::GetProgrammePlanRequest request;
  request.set_name(name);
  request.set_view(view);
  return AskPlans(session, &ProgrammePlanStub::GetProgrammePlan, request);
}

absl::Status ShowResult(Session& session, const std::string& name) {
  ASSIGN_OR_RETURN(const auto plan, GetPlan(session, name, pb::PROGRAMME_PLAN_VIEW_RESULT));
  ShowPlan(session, plan);
  return absl::OkStatus();
}

void TakeOptions(const Session& session, const CreateFlags& flags,
                 gateway::v1::PlanProgrammeRequest& request) {
  request.set_parent(session.ProgrammeName());
  if (!flags.within.empty()) request.set_within(session.NameOf("organisations", flags.within));
  for (const auto& id : flags.courses) request.add_courses(session.NameOf("courses", id));
  for (const auto& id : flags.dropped) {
    request.add_dropped_sessions(session.NameOf("sessions", id));
  }
  for (const auto& day : flags.blocked) request.add_blocked_weeks(day);
  for (const auto& id : flags.without) {
    request.add_without(session.NameOf("organisations", id));
  }
}

absl::Status CreatePlan(Session& session, const CreateFlags& flags) {
  gateway::v1::PlanProgrammeRequest request = flags.request;
  TakeOptions(session, flags, request);
  request.set_request_id(NewUuid(SystemClock().Now()));
  ASSIGN_OR_RETURN(
      const pb::ProgrammePlan plan,
      gateway::Ask(session.flows(), &gateway::v1::ProgrammeService::Stub::PlanProgramme, request,
                   session.deadline()));
  if (flags.wait && !request.validate_only()) {
    RETURN_IF_ERROR(FollowPlan(session, plan.name()).status());
    return ShowResult(session, plan.name());
  }
  ShowPlan(session, plan);
  return absl::OkStatus();
}

absl::Status WatchPlan(Session& session, const PlanFlags& flags) {
  const std::string name = PlanNameOf(session, flags.id);
  RETURN_IF_ERROR(FollowPlan(session, name).status());
  return ShowResult(session, name);
}

absl::Status ShowOne(Session& session, const PlanFlags& flags) {
  const auto view = flags.full ? pb::PROGRAMME_PLAN_VIEW_FULL : pb::PROGRAMME_PLAN_VIEW_RESULT;
  ASSIGN_OR_RETURN(const auto plan, GetPlan(session, PlanNameOf(session, flags.id), view));
  ShowPlan(session, plan);
  return absl::OkStatus();
}

absl::Status ListPlans(Session& session, const PlanFlags&) {
  pb::ListProgrammePlansRequest request;
  request.set_parent(session.ProgrammeName());
  pb::ListProgrammePlansResponse all;
  RETURN_IF_ERROR(
      gateway::EachPage(*session.clients().programme_plans, &ProgrammePlanStub::ListProgrammePlans,
                        request, absl::Seconds(session.timeout_seconds), [&all](const auto& page) {
                          all.mutable_programme_plans()->MergeFrom(page.programme_plans());
                        }));
  Print(session.format, PlanRows(all.programme_plans()), all);
  return absl::OkStatus();
}

absl::Status CancelPlan(Session& session, const PlanFlags& flags) {
  pb::CancelProgrammePlanRequest request;
  request.set_name(PlanNameOf(session, flags.id));
  request.set_etag(flags.etag);
  ASSIGN_OR_RETURN(const auto plan,
                   AskPlans(session, &ProgrammePlanStub::CancelProgrammePlan, request));
  ShowPlan(session, plan);
  return absl::OkStatus();
}

template <typename Set>
void AddField(Command command, const std::string& name, const std::string& help, Set set) {
  command.AddOptionFunction<std::string>(name, set, help);
}

template <typename Set>
void AddNumber(Command command, const std::string& name, const std::string& help, Set set) {
  command.AddOptionFunction<double>(name, set, help);
}

void SetUpWhat(Command command, CreateFlags& flags) {
  auto* const request = &flags.request;
  AddField(command, "--id", "Id of the plan; made by the server without",
           [request](const auto& id) { request->set_programme_plan_id(id); });
  AddField(command, "--title", "What people call it",
           [request](const auto& title) { request->set_display_name(title); });
  AddField(command, "--from", "First day, yyyy-mm-dd; next Monday without",
           [request](const auto& day) { request->set_start_date(day); });
  command.AddOptionFunction<int>(
      "--weeks", [request](int weeks) { request->set_weeks(weeks); },
      "How many weeks; 104 without");
  command.AddOption("--within", flags.within, "Only this organisation and what belongs to it");
  command.AddOption("--without", flags.without,
                    "A practice or another organisation not to plan for; may be repeated. The plan "
                    "lists its people as not planned");
  command.AddOption(
      "--course", flags.courses,
      "A course; may be repeated. All core days, follow-ups and refreshers without. A "
      "refresher is planned for those whose competence lapses");
  command.AddFlagFunction(
      "--no-refreshers", [request] { request->set_without_refreshers(true); },
      "Plan no refresher that --course does not name");
  command.AddOption("--drop", flags.dropped, "A session not to be held; may be repeated");
  command.AddOption(
      "--blocked-week", flags.blocked,
      "A day in whose week no new session is held; may be repeated. Days on which the "
      "programme is closed need not be named");
}

void SetUpLimits(Command command, CreateFlags& flags) {
  auto* const request = &flags.request;
  command.AddOptionFunction<int>(
      "--seats", [request](int seats) { request->set_seats(seats); },
      "Most seats a session; the venue's without");
  command.AddOptionFunction<int>(
      "--least", [request](int people) { request->set_minimum_size(people); },
      "Fewest people a session");
  command.AddOptionFunction<double>(
      "--backfill", [request](double share) { request->set_backfill_share(share); },
      "Share of a practice's staff who may be away in a fortnight; .25 without");
  command.AddOptionFunction<double>(
      "--reach", [request](double km) { request->set_reach_km(km); },
      "Kilometres one way to the farthest venue; 80 without");
  command.AddOptionFunction<int>(
      "--trainers", [request](int trainers) { request->set_trainers_per_session(trainers); },
      "Trainers a session; 2 without");
  command.AddOptionFunction<int>(
      "--frozen-weeks", [request](int weeks) { request->set_frozen_weeks(weeks); },
      "Weeks from today in which nothing changes; 6 without");
  command.AddOptionFunction<int>(
      "--refresher-weeks", [request](int weeks) { request->set_refresher_weeks(weeks); },
      "Weeks before a competence lapses from which its refresher may be taken; 26 without");
  AddNumber(command, "--keep", "What moving one booked person is worth avoiding; 40 without",
            [request](double worth) { request->set_keep(worth); });
}

void SetUpSearch(Command command, CreateFlags& flags) {
  auto* const request = &flags.request;
  AddNumber(command, "--session-cost", "Of a session; 400 without",
            [request](double cost) { request->mutable_costs()->set_session(cost); });
  AddNumber(command, "--km-cost", "Of a person and kilometre; .9 without",
            [request](double cost) { request->mutable_costs()->set_km(cost); });
  AddNumber(command, "--late-cost", "Of a person and fortnight; 12 without",
            [request](double cost) { request->mutable_costs()->set_late(cost); });
  AddNumber(command, "--unmet-cost", "Of a person left out; 2000 without",
            [request](double cost) { request->mutable_costs()->set_unmet(cost); });
  command.AddOptionFunction<double>(
      "--seconds", [request](double seconds) { request->set_time_limit_seconds(seconds); },
      "Time to look for a plan; 30 without");
  command.AddOptionFunction<uint64_t>(
      "--seed", [request](uint64_t seed) { request->set_seed(seed); }, "Chance");
  command.AddOptionFunction<int64_t>(
      "--moves", [request](int64_t moves) { request->set_most_moves(moves); },
      "At most so many steps of the search a region");
  command.AddFlag("--wait", flags.wait, "Follow it to its end and show it");
  command.AddFlagFunction(
      "--check", [request] { request->set_validate_only(true); },
      "Say whether it could begin, begin nothing");
}

void SetUpCreate(Command command, CreateFlags& flags) {
  SetUpWhat(command, flags);
  SetUpLimits(command, flags);
  SetUpSearch(command, flags);
  command.Footer(
      "\nThe server makes the plan from what it knows; Ctrl-C ends the waiting, not the making.");
}

void SetUpOne(Command command, PlanFlags& flags) {
  command.AddOption("plan", flags.id, "Id or full name of the plan").Required();
}

void SetUpGet(Command command, PlanFlags& flags) {
  SetUpOne(command, flags);
  command.AddFlag("--full", flags.full, "With what it was made from (json)");
}

void SetUpCancel(Command command, PlanFlags& flags) {
  SetUpOne(command, flags);
  command.AddOption("--etag", flags.etag, "Only if the plan is still as it was read");
}

void NoSetUp(Command, PlanFlags&) {}

}  // namespace

absl::StatusOr<pb::ProgrammePlan> FollowPlan(Session& session, const std::string& name) {
  ProgressBar bar(absl::StrCat("programme plan ", IdOf(name)));
  for (;;) {
    ASSIGN_OR_RETURN(pb::ProgrammePlan plan, GetPlan(session, name, pb::PROGRAMME_PLAN_VIEW_BASIC));
    bar.Set(static_cast<int64_t>(10 * plan.progress().percent()), 1000, Note(plan));
    if (plan.state() != pb::PROGRAMME_PLAN_STATE_RUNNING) return plan;
    absl::SleepFor(kLook);
  }
}

void AddPlanMaking(Command noun, Session& session) {
  AddCommand(noun, session, "create", "Begin to make a plan from what is known", SetUpCreate,
             CreatePlan);
  AddCommand(noun, session, "watch", "Follow a plan until it is made, and show it", SetUpOne,
             WatchPlan);
  AddCommand(noun, session, "get", "Show a plan", SetUpGet, ShowOne);
  AddCommand(noun, session, "list", "List plans, newest first", NoSetUp, ListPlans);
  AddCommand(noun, session, "cancel", "End the search, or give the plan up", SetUpCancel,
             CancelPlan);
}

}  // namespace pcsp::cli
