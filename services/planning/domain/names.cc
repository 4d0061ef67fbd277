#include "services/planning/domain/names.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/ids.h"

namespace pcsp::planning {
namespace {

// The ids of a name in which collections and ids take turns; nothing if a collection differs or
// an id is not allowed. `wildcard` allows "-" as the last id.
std::optional<std::vector<std::string>> Ids(absl::string_view name,
                                            const std::vector<absl::string_view>& collections,
                                            bool wildcard = false) {
  const std::vector<absl::string_view> parts = absl::StrSplit(name, '/');
  if (parts.size() != 2 * collections.size()) return std::nullopt;
  std::vector<std::string> ids;
  for (size_t i = 0; i < collections.size(); ++i) {
    const absl::string_view id = parts[2 * i + 1];
    const bool all = wildcard && i + 1 == collections.size() && id == "-";
    if (parts[2 * i] != collections[i] || !(all || IsResourceId(id))) return std::nullopt;
    ids.emplace_back(id);
  }
  return ids;
}

}  // namespace

std::string OrganisationName::Text() const {
  return absl::StrCat("programmes/", programme, "/organisations/", organisation);
}

std::string PlanName::Text() const { return absl::StrCat(organisation.Text(), "/plans/", plan); }

std::string ActionName::Text() const { return absl::StrCat(plan.Text(), "/actions/", action); }

std::string CycleName::Text() const { return absl::StrCat(action.Text(), "/cycles/", cycle); }

std::optional<OrganisationName> ParseOrganisation(absl::string_view name) {
  const auto ids = Ids(name, {"programmes", "organisations"});
  if (!ids) return std::nullopt;
  return OrganisationName{(*ids)[0], (*ids)[1]};
}

std::optional<OrganisationName> ParseOrganisationOrAll(absl::string_view name) {
  const auto ids = Ids(name, {"programmes", "organisations"}, /*wildcard=*/true);
  if (!ids) return std::nullopt;
  return OrganisationName{(*ids)[0], (*ids)[1]};
}

std::optional<PlanName> ParsePlan(absl::string_view name) {
  const auto ids = Ids(name, {"programmes", "organisations", "plans"});
  if (!ids) return std::nullopt;
  return PlanName{{(*ids)[0], (*ids)[1]}, (*ids)[2]};
}

std::optional<ActionName> ParseAction(absl::string_view name) {
  const auto ids = Ids(name, {"programmes", "organisations", "plans", "actions"});
  if (!ids) return std::nullopt;
  return ActionName{{{(*ids)[0], (*ids)[1]}, (*ids)[2]}, (*ids)[3]};
}

std::optional<CycleName> ParseCycle(absl::string_view name) {
  const auto ids = Ids(name, {"programmes", "organisations", "plans", "actions", "cycles"});
  if (!ids) return std::nullopt;
  return CycleName{{{{(*ids)[0], (*ids)[1]}, (*ids)[2]}, (*ids)[3]}, (*ids)[4]};
}

std::optional<std::pair<std::string, std::string>> ParseCalendarFeed(absl::string_view name) {
  const auto ids = Ids(name, {"programmes", "calendarFeeds"});
  if (!ids) return std::nullopt;
  return std::make_pair((*ids)[0], (*ids)[1]);
}

std::optional<std::string> ParseSolution(absl::string_view name) {
  const auto ids = Ids(name, {"solutions"});
  if (!ids) return std::nullopt;
  return (*ids)[0];
}

std::string SolutionName::Text() const {
  return programme.empty() ? SolutionText(solution)
                           : absl::StrCat("programmes/", programme, "/solutions/", solution);
}

std::string AdaptationName::Text() const {
  return absl::StrCat(organisation.Text(), "/adaptations/", adaptation);
}

std::string StoryName::Text() const {
  return absl::StrCat("programmes/", programme, "/stories/", story);
}

std::optional<StoryName> ParseStory(absl::string_view name) {
  const auto ids = Ids(name, {"programmes", "stories"});
  if (!ids) return std::nullopt;
  return StoryName{(*ids)[0], (*ids)[1]};
}

std::string OutcomeName::Text() const {
  return absl::StrCat(organisation.Text(), "/outcomes/", wave, "~", issue);
}

std::optional<SolutionName> ParseSolutionName(absl::string_view name) {
  if (auto shipped = ParseSolution(name)) return SolutionName{"", *std::move(shipped)};
  const auto ids = Ids(name, {"programmes", "solutions"});
  if (!ids) return std::nullopt;
  return SolutionName{(*ids)[0], (*ids)[1]};
}

std::optional<AdaptationName> ParseAdaptation(absl::string_view name) {
  const auto ids = Ids(name, {"programmes", "organisations", "adaptations"});
  if (!ids) return std::nullopt;
  return AdaptationName{{(*ids)[0], (*ids)[1]}, (*ids)[2]};
}

std::optional<OutcomeName> ParseOutcome(absl::string_view name) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(name, absl::MaxSplits('~', 1));
  const auto ids = Ids(parts.first, {"programmes", "organisations", "outcomes"});
  if (!ids || !IsResourceId(parts.second)) return std::nullopt;
  return OutcomeName{{(*ids)[0], (*ids)[1]}, (*ids)[2], std::string(parts.second)};
}

std::optional<std::string> ParseProgramme(absl::string_view name) {
  const auto ids = Ids(name, {"programmes"});
  if (!ids) return std::nullopt;
  return (*ids)[0];
}

std::optional<std::string> ParseWaveOf(absl::string_view programme, absl::string_view name) {
  const auto ids = Ids(name, {"programmes", "waves"});
  if (!ids || (*ids)[0] != programme) return std::nullopt;
  return (*ids)[1];
}

std::optional<std::string> ParseAppointmentOf(absl::string_view programme, absl::string_view name) {
  const auto ids = Ids(name, {"programmes", "appointments"});
  if (!ids || (*ids)[0] != programme) return std::nullopt;
  return (*ids)[1];
}

bool IsDiagnosisName(absl::string_view name) {
  return Ids(name, {"programmes", "organisations", "diagnoses"}).has_value();
}

std::string AppointmentText(absl::string_view programme, absl::string_view id) {
  return id.empty() ? "" : absl::StrCat("programmes/", programme, "/appointments/", id);
}

std::string SolutionText(absl::string_view id) { return absl::StrCat("solutions/", id); }

}  // namespace pcsp::planning
