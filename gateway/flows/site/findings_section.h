// What is likely in the way, what to ask and what is planned, as parts of a page.
#pragma once

#include <string>

#include "pcsp/diagnosis/v1/diagnosis.pb.h"
#include "pcsp/planning/v1/planning_service.pb.h"

namespace pcsp::gateway {

std::string IssuesSection(const diagnosis::v1::Diagnosis& diagnosis);
// Each "" where there is nothing to show.
std::string QuestionsSection(const diagnosis::v1::Diagnosis& diagnosis);
std::string PlanSection(const planning::v1::Plan& plan);

}  // namespace pcsp::gateway
