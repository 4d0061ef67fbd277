// Who answered, of a site or of a group of sites, as messages.
#pragma once

#include "pcsp/assessments/v1/results_quality.pb.h"
#include "services/assessments/domain/comparison/representativeness.h"
#include "services/assessments/rpc/comparison/cells.h"
#include "services/assessments/rpc/comparison/outgoing.h"
#include "services/assessments/rpc/results/convert_results.h"

namespace pcsp::assessments {

// Why it may not be shown how many of each staff group answered.
Hidden WhyNoTurnout(const Population& population);
void AddStaffGroups(const Population& population, const Turnout& turnout,
                    v1::Representativeness* message);

// Whether those stand for the team; `all` is how many they are, as that is given away.
void SetTurnout(Representativeness r, const Band& all, v1::Representativeness* message);
// How evenly staff groups answered, as far as the numbers that are in `message` already are given,
// and why not where they are not.
void SetEvenness(const Representativeness& r, v1::Representativeness* message);

// What is said where nobody knows how many people could have answered.
void SetNoRoster(v1::Representativeness* message);

// A score beside the one that weighs staff groups by the roster. `parts` are the people of these.
void SetWeighted(const Estimate& answered, const Estimate& weighted, const Outgoing& all,
                 const Outgoing& parts, v1::RoleWeightedScore* message);

// Whether there is a common understanding of an item with these draws (null: none could be had).
void SetUnderstanding(const UnderstandingDraws* draws, const Outgoing& outgoing, bool whole_team,
                      v1::ItemUnderstanding* message);

}  // namespace pcsp::assessments
