// The sample programme's training for two years, and what becomes of it when a trainer falls ill.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "gateway/cli/output.h"
#include "gateway/cli/sample/programme.h"
#include "gateway/cli/session.h"
#include "nlohmann/json.hpp"

namespace pcsp::cli {

// Plans two years of training from the day on which the programme has been played to its end,
// approves and applies that; has a trainer fall ill for four weeks of it, and plans again. Training
// and both waves must have been loaded. Run again, it goes on where it was left.
absl::Status LoadSamplePlan(Session& session, const gateway::sample::SampleProgramme& programme,
                            const gateway::sample::Options& options);

// The days of the plan, and those on which the trainer is ill.
struct PlanDays {
  absl::CivilDay first, last, ill_from, ill_until;
};
PlanDays DaysOfSamplePlan(const gateway::sample::Options& options);

struct SamplePlan {
  PlanDays days;
  std::string trainer;                       // who falls ill: the id of an appointment
  std::string system;                        // what their whole system is called
  planning::v1::ProgrammePlan plan, replan;  // with their results
};

absl::StatusOr<SamplePlan> ReadSamplePlan(Session& session,
                                          const gateway::sample::SampleProgramme& programme,
                                          const gateway::sample::Options& options);

std::string SamplePlanAsText(const SamplePlan& plan);
// Keys and values of the report.
nlohmann::ordered_json TrainingPlanAsJson(const SamplePlan& plan);
nlohmann::ordered_json TrainerIllAsJson(const SamplePlan& plan);
// Who is trained by course and half year; who moves.
std::vector<Table> SamplePlanTables(const SamplePlan& plan);

}  // namespace pcsp::cli
