// pcspctl workforce forecast: trained cover, starts and recruiting from what is recorded.
#include <iostream>

#include "common/base/status_macros.h"
#include "gateway/cli/workforce/commands.h"
#include "gateway/cli/workforce/forecast_flags.h"
#include "gateway/cli/workforce/forecast_tables.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using gateway::v1::GetWorkforceForecastRequest;

absl::Status Forecast(Session& session, const ForecastFlags& flags) {
  ASSIGN_OR_RETURN(const GetWorkforceForecastRequest request, RequestFrom(session, flags));
  ASSIGN_OR_RETURN(
      const auto reply,
      gateway::Ask(session.flows(), &gateway::v1::ProgrammeService::Stub::GetWorkforceForecast,
                   request, session.deadline()));
  if (session.format == Format::kTable) {
    PrintForecast(reply, std::cout);
  } else {
    Print(session.format, ForecastMonths(reply), reply);
  }
  return absl::OkStatus();
}

}  // namespace

void AddWorkforce(Command app, Session& session) {
  const Command noun =
      AddNoun(app, "workforce", "What will be short, when, and what to do about it");
  AddCommand(noun, session, "forecast",
             "Trained cover for years ahead, when practices can start, whom to recruit by when",
             SetUpForecast, Forecast);
  AddComparison(noun, session);
}

}  // namespace pcsp::cli
