#include "gateway/cli/sample_play/worked.h"

#include <algorithm>
#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "gateway/cli/output.h"
#include "gateway/cli/sample/treatments.h"
#include "gateway/cli/sample_play/loader.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

namespace pb = planning::v1;
using gateway::sample::Idea;
using gateway::sample::SampleProgramme;
using Stub = pb::PlanningService::Stub;

std::string Below(const std::string& collection, const std::string& id) {
  return absl::StrCat("programmes/", kSampleProgramme, "/", collection, "/", id);
}

pb::Solution SolutionOf(const Idea& idea, const SampleProgramme& programme) {
  pb::Solution solution;
  solution.set_title(idea.title);
  solution.add_issues(programme.treatments.issue);
  solution.set_level(type::v1::LEVEL_PRACTICE);
  solution.set_actor("The practice manager");
  solution.set_action(idea.action);
  solution.set_target("The whole team");
  solution.set_dose("Once a week");
  solution.set_timing("At any time");
  solution.set_justification("A practice thought that it might help.");
  solution.set_expected_outcome("The team answers better a year later.");
  solution.set_hours(8);
  solution.set_duration_weeks(26);
  solution.set_review_weeks(8);
  solution.set_owner_role("practice manager");
  solution.set_prior_effect_points(2);
  solution.set_source("an idea of a practice of the sample");
  auto* core = solution.add_core_functions();
  core->set_id("every_week");
  core->set_text("It happens every week.");
  const auto& treated = programme.treatments.treated;
  const auto first = std::find_if(treated.begin(), treated.end(),
                                  [&](const auto& one) { return one.idea == idea.id; });
  if (first != treated.end()) {
    solution.set_organisation(Below("organisations", first->organisation));
  }
  return solution;
}

// A solution of the catalogue whose preparation is never negotiable, and that part of it.
absl::StatusOr<pb::Adaptation> WithoutPreparation(Session& session) {
  pb::Adaptation adaptation;
  RETURN_IF_ERROR(gateway::EachPage(
      *session.clients().planning, &Stub::ListSolutions, pb::ListSolutionsRequest(),
      absl::Seconds(session.timeout_seconds), [&](const auto& page) {
        for (const auto& solution : page.solutions()) {
          for (const auto& core : solution.core_functions()) {
            const bool prepares = absl::StrContains(core.protects(), "before the conversation");
            if (!prepares || !adaptation.solution().empty()) continue;
            adaptation.set_solution(solution.name());
            adaptation.add_core_changes()->set_core_function(core.id());
          }
        }
      }));
  if (adaptation.solution().empty()) return adaptation;
  adaptation.mutable_core_changes(0)->set_kind(pb::CORE_CHANGE_KIND_REMOVES);
  adaptation.set_when(pb::ADAPTED_WHEN_WHILE_RUNNING);
  adaptation.add_decided_by("practice manager");
  adaptation.set_part(pb::ADAPTED_PART_CONTENT);
  adaptation.set_adapted_for(pb::ADAPTED_FOR_SITE);
  adaptation.set_what("Nothing is sent before the conversation.");
  adaptation.set_why("To save a letter.");
  return adaptation;
}

bool Planted(const SampleProgramme& programme, const std::string& practice) {
  return std::ranges::any_of(programme.sites, [&](const auto& site) {
    return site.organisation == practice && site.planted.contains(programme.treatments.issue);
  });
}

absl::Status CountBeside(Session& session, const SampleProgramme& programme, SampleWorked& worked) {
  pb::ListOutcomesRequest list;
  list.set_parent(absl::StrCat("programmes/", kSampleProgramme));
  list.set_issue(worked.issue);
  return gateway::EachPage(*session.clients().planning, &Stub::ListOutcomes, list,
                           absl::Seconds(session.timeout_seconds), [&](const auto& page) {
                             for (const auto& outcome : page.outcomes()) {
                               if (!outcome.treatments().empty()) continue;
                               ++worked.beside;
                               const std::string practice = IdOf(outcome.organisation());
                               if (!Planted(programme, practice)) ++worked.mistaken;
                             }
                           });
}

// How far verdicts on few practices go.
std::string HowFarToTrust(const SampleWorked& worked) {
  return absl::StrCat(
      "Planted were one idea that helps, one that does nothing and one that harms. Practices went "
      "by their own answers: of the ",
      worked.beside, " that did nothing, ", worked.mistaken, " never had the issue, and of the ",
      worked.tried, " that tried something, ", worked.tried_without,
      ". The verdicts rest on few practices.\n");
}

}  // namespace

absl::Status AddSampleIdeas(Session& session, const SampleProgramme& programme) {
  for (const Idea& idea : gateway::sample::kIdeas) {
    pb::CreateSolutionRequest request;
    request.set_parent(absl::StrCat("programmes/", kSampleProgramme));
    request.set_solution_id(idea.id);
    *request.mutable_solution() = SolutionOf(idea, programme);
    request.set_request_id(SampleRequestId(absl::StrCat("idea ", idea.id)));
    RETURN_IF_ERROR(DoneOrExists(gateway::Ask(*session.clients().planning, &Stub::CreateSolution,
                                              request, session.deadline())
                                     .status()));
  }
  return absl::OkStatus();
}

absl::Status RecordSampleOutcomes(Session& session, const SampleProgramme& programme) {
  gateway::v1::RecordWaveOutcomesRequest request;
  request.set_name(kFirstWave);
  request.set_followup(kSecondWave);
  for (const auto& one : programme.treatments.treated) {
    auto* treatment = request.add_treatments();
    treatment->set_organisation(Below("organisations", one.organisation));
    treatment->set_issue(programme.treatments.issue);
    treatment->set_solution(Below("solutions", one.idea));
    treatment->set_start_date(programme.treatments.start_date);
    // Every third agreed to be named.
    if (request.treatments_size() % 3 == 0) treatment->set_sharing(pb::SHARING_NAMED);
  }
  ASSIGN_OR_RETURN(
      const auto recorded,
      gateway::Ask(session.flows(), &gateway::v1::ProgrammeService::Stub::RecordWaveOutcomes,
                   request, session.deadline()));
  std::cerr << recorded.outcome_count() << " outcomes of " << recorded.site_count() << " sites\n";
  return absl::OkStatus();
}

absl::StatusOr<SampleWorked> ReadWorked(Session& session, const SampleProgramme& programme) {
  SampleWorked worked = {.issue = programme.treatments.issue};
  pb::ListSolutionEffectsRequest list;
  list.set_parent(absl::StrCat("programmes/", kSampleProgramme));
  list.set_issue(worked.issue);
  ASSIGN_OR_RETURN(worked.effects,
                   gateway::Ask(*session.clients().planning, &Stub::ListSolutionEffects, list,
                                session.deadline()));
  RETURN_IF_ERROR(CountBeside(session, programme, worked));
  worked.tried = static_cast<int>(programme.treatments.treated.size());
  worked.tried_without =
      static_cast<int>(std::ranges::count_if(programme.treatments.treated, [&](const auto& one) {
        return !Planted(programme, one.organisation);
      }));
  ASSIGN_OR_RETURN(worked.advice, ReadAdvice(session, programme));
  pb::CreateAdaptationRequest request;
  ASSIGN_OR_RETURN(*request.mutable_adaptation(), WithoutPreparation(session));
  if (request.adaptation().solution().empty() || programme.treatments.treated.empty()) {
    return worked;
  }
  request.set_parent(Below("organisations", programme.treatments.treated.front().organisation));
  request.set_validate_only(true);
  const auto refused = gateway::Ask(*session.clients().planning, &Stub::CreateAdaptation, request,
                                    session.deadline());
  if (refused.ok()) return absl::InternalError("the fidelity guard let the preparation go");
  worked.refusal = std::string(refused.status().message());
  return worked;
}

std::string WorkedAsText(const SampleWorked& worked) {
  Table table({"TRIED", "SITES", "BESIDE", "POINTS", "80 %", "OVER 2", "PERSISTED", "VERDICT"});
  for (const auto& effect : worked.effects.effects()) {
    const auto& points = effect.points();
    table.Add({effect.title(), absl::StrCat(effect.sites()),
               absl::StrCat(effect.comparison_sites()), Fixed(points.expected(), 1),
               absl::StrCat(Fixed(points.low(), 1), " to ", Fixed(points.high(), 1)),
               Fixed(effect.p_over_2(), 2), absl::StrCat(effect.persisted()),
               Word(pb::EffectVerdict_Name(effect.verdict()), "EFFECT_VERDICT_")});
  }
  return absl::StrCat("\nWhat worked against \"", worked.issue,
                      "\", beside practices that did nothing about it\n", table.AsText(),
                      HowFarToTrust(worked),
                      "Leaving the preparation out of a solution: ", worked.refusal, "\n",
                      AdviceAsText(worked.advice));
}

nlohmann::ordered_json WorkedAsJson(const SampleWorked& worked) {
  return {{"issue", worked.issue},
          {"effects", nlohmann::ordered_json::parse(AsJson(worked.effects), nullptr, false)},
          {"besideCount", worked.beside},
          {"besideWithoutTheIssue", worked.mistaken},
          {"triedCount", worked.tried},
          {"triedWithoutTheIssue", worked.tried_without},
          {"refusedAdaptation", worked.refusal},
          {"advice", AdviceAsJson(worked.advice)}};
}

}  // namespace pcsp::cli
