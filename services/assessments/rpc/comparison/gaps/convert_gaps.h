// Gaps as messages.
#pragma once

#include <functional>
#include <string>

#include "pcsp/assessments/v1/results_quality.pb.h"
#include "services/assessments/domain/comparison/gap.h"
#include "services/assessments/rpc/comparison/gaps/sides.h"

namespace pcsp::assessments {

// The difference of two scores, rounded to `step` and its probability to `share`.
void SetGap(ScoreGap gap, double step, double share,
            const std::function<std::string(const ScoreGap&)>& sentence, v1::ScoreGap* message);

// How many of each side it is of.
template <typename Gap>
void SetPeople(const Outgoing& first, const Outgoing& second, Gap* message) {
  message->set_first_respondents(first.count().low);
  message->set_first_respondents_most(first.count().high);
  message->set_second_respondents(second.count().low);
  message->set_second_respondents_most(second.count().high);
}

// Two levels: their constructs, and their items on the same concept.
void SetLevels(const Side& first, const Side& second, v1::GroupGap* message);

}  // namespace pcsp::assessments
