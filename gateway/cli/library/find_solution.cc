#include "gateway/cli/library/find_solution.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "gateway/clients.h"

namespace pcsp::cli {

absl::StatusOr<std::string> FindSolution(Session& session, const std::string& given) {
  const std::string id(absl::StripPrefix(given, "solutions/"));
  if (id.find('/') != std::string::npos) return given;
  planning::v1::GetSolutionRequest request;
  request.set_name(absl::StrCat("solutions/", id));
  const auto shipped =
      gateway::Ask(*session.clients().planning, &planning::v1::PlanningService::Stub::GetSolution,
                   request, session.deadline());
  if (shipped.ok()) return shipped->name();
  if (!absl::IsNotFound(shipped.status()) || session.programme.empty()) return shipped.status();
  request.set_name(session.NameOf("solutions", id));
  const auto own =
      gateway::Ask(*session.clients().planning, &planning::v1::PlanningService::Stub::GetSolution,
                   request, session.deadline());
  if (own.ok()) return own->name();
  return absl::IsNotFound(own.status()) ? shipped.status() : own.status();
}

}  // namespace pcsp::cli
