// Programme plans and messages.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "pcsp/planning/v1/programme_plan.pb.h"
#include "services/planning/domain/programme_plan/programme_plan.h"
#include "services/planning/rpc/training/nouns.h"
#include "services/planning/store/programme_plan/store.h"

namespace pcsp::planning::training {

template <>
struct Noun<ProgrammePlan> {
  using Proto = v1::ProgrammePlan;
  static constexpr absl::string_view kType = "programme_plan";
  static constexpr absl::string_view kCollection = "programmePlans";
};

}  // namespace pcsp::planning::training

namespace pcsp::planning {

std::string NameOf(const ProgrammePlan& plan);

// Without problem and result.
v1::ProgrammePlan ToProto(const ProgrammePlan& plan);

// A plan that is about to run, of what of the message can be given.
ProgrammePlan FromProto(const v1::ProgrammePlan& proto, Violations& violations);

// Why a plan failed, in the form in which it is kept.
std::string ErrorText(const absl::Status& status);

}  // namespace pcsp::planning
