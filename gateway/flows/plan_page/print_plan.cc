#include "gateway/flows/plan_page/print_plan.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "common/base/status_macros.h"
#include "gateway/flows/names.h"
#include "gateway/flows/plan_page/appointees.h"
#include "gateway/flows/plan_page/plan_page.h"

namespace pcsp::gateway {
namespace {

constexpr absl::Duration kPageDeadline = absl::Seconds(10);

std::string SiteOf(const std::string& plan) { return plan.substr(0, plan.rfind("/plans/")); }

absl::StatusOr<PlanNames> ReadNames(Clients& clients, const planning::v1::Plan& plan,
                                    absl::Time deadline) {
  using Stub = registry::v1::RegistryService::Stub;
  PlanNames names;
  registry::v1::GetProgrammeRequest programme;
  ASSIGN_OR_RETURN(*programme.mutable_name(), ProgrammeOf("name", plan.name()));
  ASSIGN_OR_RETURN(const auto whole,
                   Ask(*clients.registry, &Stub::GetProgramme, programme, deadline));
  names.programme = whole.display_name();
  registry::v1::GetOrganisationRequest site;
  site.set_name(SiteOf(plan.name()));
  ASSIGN_OR_RETURN(const auto organisation,
                   Ask(*clients.registry, &Stub::GetOrganisation, site, deadline));
  names.site = organisation.display_name();
  names.code = organisation.code();
  std::vector<std::string> appointments;
  if (!plan.agreed_by().empty()) appointments.push_back(plan.agreed_by());
  for (const auto& action : plan.actions()) {
    if (!action.owner().empty()) appointments.push_back(action.owner());
  }
  ASSIGN_OR_RETURN(names.people, NamesOfAppointees(clients, programme.name(),
                                                   std::move(appointments), kPageDeadline));
  return names;
}

}  // namespace

absl::StatusOr<type::v1::Document> PrintPlan(Clients& clients, const rpc::Call& call,
                                             const v1::PrintPlanRequest& request) {
  planning::v1::GetPlanRequest get;
  get.set_name(request.name());
  ASSIGN_OR_RETURN(
      const planning::v1::Plan plan,
      Ask(*clients.planning, &planning::v1::PlanningService::Stub::GetPlan, get, call.deadline));
  auto names = ReadNames(clients, plan, call.deadline);
  if (!names.ok()) names = PlanNames{.out_of_reach = true};
  const std::vector<std::string> parts = absl::StrSplit(plan.name(), '/');
  type::v1::Document document;
  document.set_content_type("text/html; charset=utf-8");
  document.set_content(
      PlanPage(plan, *names, absl::FormatTime("%Y-%m-%d", call.now, absl::UTCTimeZone())));
  document.set_filename(absl::StrCat("plan-", parts.back(), ".html"));
  return document;
}

}  // namespace pcsp::gateway
