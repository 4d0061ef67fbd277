#include "services/planning/rpc/convert.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/action/plan_limits.h"
#include "services/planning/domain/action/plan_states.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/domain/names.h"
#include "services/planning/domain/plan/draft.h"
#include "services/planning/domain/plan/problem_check.h"
#include "services/planning/rpc/actions/convert_action.h"
#include "services/planning/rpc/actions/enums.h"
#include "services/planning/rpc/library/enums.h"
#include "services/planning/rpc/requests.h"

namespace pcsp::planning {
namespace {

using ProtoLevel = type::v1::Level;

constexpr int kDefaultQuarters = 4;
constexpr absl::string_view kLevels = "LEVEL_WHOLE_SYSTEM, LEVEL_STEERING_GROUP or LEVEL_PRACTICE";

std::optional<Level> FromProto(ProtoLevel level) {
  switch (level) {
    case type::v1::LEVEL_WHOLE_SYSTEM:
      return Level::kWholeSystem;
    case type::v1::LEVEL_STEERING_GROUP:
      return Level::kSteeringGroup;
    case type::v1::LEVEL_PRACTICE:
      return Level::kPractice;
    default:
      return std::nullopt;
  }
}

pb::WarningCode ToProto(Warning::Code code) {
  switch (code) {
    case Warning::Code::kOnlyTraining:
      return pb::WARNING_CODE_ONLY_TRAINING;
    case Warning::Code::kIssueUnanswered:
      return pb::WARNING_CODE_ISSUE_UNANSWERED;
    case Warning::Code::kNothingToActOn:
      return pb::WARNING_CODE_NOTHING_TO_ACT_ON;
    case Warning::Code::kHoursTooFew:
      return pb::WARNING_CODE_HOURS_TOO_FEW;
    case Warning::Code::kDidNotHelp:
      return pb::WARNING_CODE_DID_NOT_HELP;
  }
  return pb::WARNING_CODE_UNSPECIFIED;
}

pb::CoreFunction ToProto(const CoreFunction& function) {
  pb::CoreFunction proto;
  proto.set_id(function.id);
  proto.set_text(function.text);
  return proto;
}

pb::Finding ToProto(const Finding& finding) {
  pb::Finding proto;
  proto.set_issue(finding.issue);
  proto.set_title(finding.title);
  proto.set_level(ToProto(finding.level));
  proto.set_probability(finding.probability);
  proto.set_severity(finding.severity);
  proto.set_importance(finding.importance);
  return proto;
}

// The gap of what has never been measured, a plan of an older release, is not known.
double GapOf(const PlanDraft& draft) {
  return draft.bound > draft.value ? (draft.bound - draft.value) / draft.bound : 0;
}

pb::ExpectedEffect ToProto(const PlannedEffect& effect) {
  pb::ExpectedEffect proto;
  proto.set_issue(effect.issue);
  proto.set_points(effect.points);
  proto.set_sentence(RestsOn(effect));
  if (!effect.measured()) {
    proto.set_basis(pb::EFFECT_BASIS_EXPECTED);
    return proto;
  }
  proto.set_basis(pb::EFFECT_BASIS_MEASURED);
  proto.set_low(effect.low);
  proto.set_high(effect.high);
  proto.set_sites(effect.sites);
  proto.set_comparison_sites(effect.comparison_sites);
  proto.set_verdict(MessageOf(effect.verdict, kVerdicts));
  return proto;
}

// What the plan counts on from one of its drafted actions.
void SetExpected(const Plan& plan, const TrackedAction& action, pb::Action& proto) {
  for (const std::string& issue : action.step.issues) {
    const PlannedEffect* effect = FindEffect(plan.problem.measured, action.step.solution, issue);
    if (effect == nullptr) {
      effect = FindEffect(plan.draft.expected, action.step.solution, issue);
    }
    if (effect != nullptr) *proto.add_expected_effects() = ToProto(*effect);
  }
}

void SetProblem(const Plan& plan, pb::Plan& proto) {
  const PlanProblem& problem = plan.problem;
  proto.set_level(ToProto(problem.level));
  proto.set_start_date(DayText(problem.start));
  proto.set_hours_per_quarter(problem.hours_per_quarter);
  proto.set_quarter_count(problem.quarters);
  for (const Finding& finding : problem.findings) *proto.add_findings() = ToProto(finding);
  for (const PinnedSolution& pin : problem.pinned) {
    pb::PinnedSolution* added = proto.add_pinned();
    added->set_solution(plan.SolutionNameOf(pin.solution));
    added->set_quarter(pin.quarter.value_or(0));
  }
  for (const std::string& id : problem.forbidden) proto.add_forbidden(plan.SolutionNameOf(id));
  if (problem.budget) proto.set_budget(*problem.budget);
  proto.set_most_new_actions(problem.most_new_actions);
}

void SetDraft(const PlanDraft& draft, pb::Plan& proto) {
  proto.set_end_date(DayText(draft.end));
  for (const Warning& warning : draft.warnings) *proto.add_warnings() = ToProto(warning);
  proto.set_expected_benefit(draft.expected_benefit);
  proto.set_value(draft.value);
  proto.set_bound(draft.bound);
  proto.set_gap(GapOf(draft));
  proto.set_proven(draft.proven);
}

// Pins and bans.
void SetPolicy(const pb::DraftPlanRequest& request, const std::string& programme,
               PlanProblem& problem, Violations& violations) {
  for (int i = 0; i < request.pinned_size(); ++i) {
    const pb::PinnedSolution& pin = request.pinned(i);
    const std::string field = absl::StrCat("pinned[", i, "]");
    PinnedSolution added = {
        SolutionFrom(programme, field + ".solution", pin.solution(), violations), {}};
    if (pin.quarter() != 0) added.quarter = pin.quarter();
    problem.pinned.push_back(std::move(added));
  }
  for (int i = 0; i < request.forbidden_size(); ++i) {
    problem.forbidden.push_back(SolutionFrom(programme, absl::StrCat("forbidden[", i, "]"),
                                             request.forbidden(i), violations));
  }
  if (request.has_budget()) problem.budget = request.budget();
  if (request.most_new_actions() != 0) problem.most_new_actions = request.most_new_actions();
}

void SetSpecification(const Solution& solution, pb::Solution* proto) {
  proto->set_actor(solution.actor);
  proto->set_action(solution.action);
  proto->set_target(solution.target);
  proto->set_dose(solution.dose);
  proto->set_timing(solution.timing);
  proto->set_justification(solution.justification);
  proto->set_expected_outcome(solution.expected_outcome);
}

}  // namespace

type::v1::Level ToProto(Level level) {
  switch (level) {
    case Level::kWholeSystem:
      return type::v1::LEVEL_WHOLE_SYSTEM;
    case Level::kSteeringGroup:
      return type::v1::LEVEL_STEERING_GROUP;
    case Level::kPractice:
      return type::v1::LEVEL_PRACTICE;
  }
  return type::v1::LEVEL_UNSPECIFIED;
}

pb::Warning ToProto(const Warning& warning) {
  pb::Warning proto;
  proto.set_code(ToProto(warning.code));
  proto.set_message(warning.message);
  proto.mutable_issues()->Assign(warning.issues.begin(), warning.issues.end());
  return proto;
}

pb::Solution ToProto(const Solution& solution) {
  pb::Solution proto;
  proto.set_name(SolutionText(solution.id));
  proto.set_title(solution.title);
  proto.mutable_issues()->Assign(solution.answers.begin(), solution.answers.end());
  proto.set_level(ToProto(solution.level));
  SetSpecification(solution, &proto);
  proto.set_hours(solution.hours);
  proto.set_duration_weeks(solution.duration_weeks);
  proto.set_review_weeks(solution.review_weeks);
  proto.set_repeat_weeks(solution.repeat_weeks);
  proto.set_owner_role(solution.owner_role);
  for (const CoreFunction& function : solution.core_functions) {
    pb::CoreFunction* core = proto.add_core_functions();
    *core = ToProto(function);
    const auto boundary = solution.boundaries.find(function.id);
    core->set_negotiable(boundary == solution.boundaries.end()
                             ? pb::NEGOTIABLE_FORM_ONLY
                             : MessageOf(boundary->second.negotiable, kNegotiables));
    if (boundary != solution.boundaries.end()) core->set_protects(boundary->second.protects.text);
  }
  proto.mutable_adaptable_forms()->Assign(solution.adaptable_forms.begin(),
                                          solution.adaptable_forms.end());
  for (const std::string& id : solution.prerequisites) proto.add_prerequisites(SolutionText(id));
  proto.set_training(solution.training);
  proto.set_prior_effect_points(solution.effect);
  proto.set_source(solution.source);
  proto.set_cost(solution.cost);
  for (const Material& material : solution.materials) {
    proto.add_materials()->set_title(material.title);
    proto.mutable_materials()->rbegin()->set_url(material.url);
  }
  for (const SiteSetting setting : solution.settings) {
    proto.add_settings(MessageOf(setting, kSettings));
  }
  proto.set_local(solution.local);
  return proto;
}

pb::Plan ToProto(const Plan& plan, const std::vector<TrackedAction>& followed,
                 absl::CivilDay today) {
  pb::Plan proto;
  const std::string& programme = plan.name.organisation.programme;
  proto.set_name(plan.name.Text());
  proto.set_uid(plan.uid);
  proto.set_diagnosis(plan.diagnosis);
  proto.set_state(MessageOf(plan.state, kPlanStates));
  SetProblem(plan, proto);
  const std::vector<TrackedAction> actions = ActionsOf(plan, followed, plan.update_time);
  proto.set_cost(UseOf(plan, actions).cost);
  for (const TrackedAction& action : actions) {
    pb::Action* added = proto.add_actions();
    *added = ToProto(action, today);
    SetExpected(plan, action, *added);
  }
  SetDraft(plan.draft, proto);
  proto.set_catalogue_version(plan.catalogue_version);
  proto.set_agreed_by(AppointmentText(programme, plan.agreed_by));
  proto.set_close_note(plan.close_note);
  proto.set_outcome_count(plan.problem.outcomes);
  proto.set_etag(EtagOf(plan.revision));
  *proto.mutable_create_time() = TimestampOf(plan.create_time);
  *proto.mutable_update_time() = TimestampOf(plan.update_time);
  return proto;
}

pb::Plan Unstored(pb::Plan plan) {
  for (pb::Action& action : *plan.mutable_actions()) action.clear_etag();
  plan.clear_etag();
  plan.clear_create_time();
  plan.clear_update_time();
  return plan;
}

std::optional<Level> LevelFilter(ProtoLevel level, Violations& violations) {
  const std::optional<Level> wanted = FromProto(level);
  if (!wanted && level != type::v1::LEVEL_UNSPECIFIED) {
    violations.Add("level", absl::StrCat(level), kLevels);
  }
  return wanted;
}

Level ActingLevel(ProtoLevel level, const std::vector<Finding>& findings, Violations& violations) {
  if (const auto given = LevelFilter(level, violations)) return *given;
  if (findings.empty()) return Level::kPractice;
  const Level first = findings[0].level;
  const bool shared = std::all_of(findings.begin(), findings.end(),
                                  [&](const Finding& f) { return f.level == first; });
  if (!shared && level == type::v1::LEVEL_UNSPECIFIED) {
    violations.Add("level", "LEVEL_UNSPECIFIED",
                   absl::StrCat(kLevels, ", because the findings' levels differ"));
  }
  return first;
}

std::vector<Finding> FromProto(const google::protobuf::RepeatedPtrField<pb::Finding>& findings,
                               Violations& violations) {
  std::vector<Finding> converted;
  for (int i = 0; i < findings.size(); ++i) {
    const pb::Finding& proto = findings[i];
    Finding finding{proto.issue(),       proto.title(),    Level::kPractice,
                    proto.probability(), proto.severity(), proto.importance()};
    if (const auto level = FromProto(proto.level())) {
      finding.level = *level;
    } else {
      violations.Add(absl::StrCat("findings[", i, "].level"), absl::StrCat(proto.level()), kLevels);
    }
    converted.push_back(std::move(finding));
  }
  return converted;
}

PlanProblem FromProto(const pb::DraftPlanRequest& request, const std::string& programme,
                      Violations& violations) {
  PlanProblem problem;
  problem.findings = FromProto(request.findings(), violations);
  problem.level = ActingLevel(request.level(), problem.findings, violations);
  if (const auto start = DayFromText(request.start_date())) {
    problem.start = *start;
  } else {
    violations.Add("start_date", request.start_date(), "a day that exists, as yyyy-mm-dd");
  }
  problem.hours_per_quarter =
      request.hours_per_quarter() == 0 ? DefaultHours(problem.level) : request.hours_per_quarter();
  problem.quarters = request.quarter_count() == 0 ? kDefaultQuarters : request.quarter_count();
  SetPolicy(request, programme, problem, violations);
  CheckProblem(problem, violations);
  return problem;
}

}  // namespace pcsp::planning
