// Resource names that planning uses: taken apart and put together.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace pcsp::planning {

// programmes/{programme}/organisations/{organisation}. In a list's parent the organisation may be
// "-", which stands for all of the programme.
struct OrganisationName {
  std::string programme;
  std::string organisation;

  std::string Text() const;
  bool all() const { return organisation == "-"; }
  bool operator==(const OrganisationName&) const = default;
};

// {organisation}/plans/{plan}
struct PlanName {
  OrganisationName organisation;
  std::string plan;

  std::string Text() const;
  bool operator==(const PlanName&) const = default;
};

// {plan}/actions/{action}
struct ActionName {
  PlanName plan;
  std::string action;

  std::string Text() const;
  bool operator==(const ActionName&) const = default;
};

// {action}/cycles/{cycle}
struct CycleName {
  ActionName action;
  std::string cycle;

  std::string Text() const;
  bool operator==(const CycleName&) const = default;
};

// solutions/{solution}, or programmes/{programme}/solutions/{solution} of what a programme added.
struct SolutionName {
  std::string programme;  // empty: of the catalogue
  std::string solution;

  std::string Text() const;
  bool operator==(const SolutionName&) const = default;
};

// {organisation}/outcomes/{wave}~{issue}
struct OutcomeName {
  OrganisationName organisation;
  std::string wave;
  std::string issue;

  std::string Text() const;
  bool operator==(const OutcomeName&) const = default;
};

// {organisation}/adaptations/{adaptation}
struct AdaptationName {
  OrganisationName organisation;
  std::string adaptation;

  std::string Text() const;
  bool operator==(const AdaptationName&) const = default;
};

// programmes/{programme}/stories/{story}
struct StoryName {
  std::string programme;
  std::string story;

  std::string Text() const;
  bool operator==(const StoryName&) const = default;
};

// Nothing for a name of another shape or with an id that is not allowed.
std::optional<OrganisationName> ParseOrganisation(absl::string_view name);
std::optional<OrganisationName> ParseOrganisationOrAll(absl::string_view name);
std::optional<PlanName> ParsePlan(absl::string_view name);
std::optional<ActionName> ParseAction(absl::string_view name);
std::optional<CycleName> ParseCycle(absl::string_view name);
std::optional<std::string> ParseSolution(absl::string_view name);  // the id, of the catalogue
std::optional<SolutionName> ParseSolutionName(absl::string_view name);
std::optional<AdaptationName> ParseAdaptation(absl::string_view name);
std::optional<OutcomeName> ParseOutcome(absl::string_view name);
std::optional<StoryName> ParseStory(absl::string_view name);
std::optional<std::string> ParseProgramme(absl::string_view name);  // the id
// The id of a wave or an appointment of `programme`.
std::optional<std::string> ParseWaveOf(absl::string_view programme, absl::string_view name);
std::optional<std::string> ParseAppointmentOf(absl::string_view programme, absl::string_view name);

// Programme and id of programmes/*/calendarFeeds/*.
std::optional<std::pair<std::string, std::string>> ParseCalendarFeed(absl::string_view name);

// True for programmes/*/organisations/*/diagnoses/*.
bool IsDiagnosisName(absl::string_view name);

std::string AppointmentText(absl::string_view programme, absl::string_view id);
std::string SolutionText(absl::string_view id);  // "solutions/{id}"

}  // namespace pcsp::planning
