// The made-up people of the sample programme, named for what they do: "Facilitator 3 (synthetic)".
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "gateway/cli/sample/blueprint.h"
#include "gateway/cli/sample/programme.h"

namespace pcsp::gateway::sample {

// A steering group has a chair, an operational manager and two facilitators, a whole system two
// trainers, a practice a lead and a GP champion; one practice in five also has an exemplar, for
// issues of practices that it does not have. Where the loss of people is planted the champion left
// in the year before `options.start_date`, and nobody followed. Last come the staff of the
// programme's teams, those who were trained and those who have left. Organisations, sites and teams
// must be there.
std::vector<Appointee> MakeAppointees(const Blueprint& blueprint, const SampleProgramme& programme,
                                      const Options& options, const Random& random);

// The programme's own list of people, as ImportPeople takes it. Keys number them: "P0001".
std::string ToPeopleFile(const std::vector<Appointee>& appointees);

// The list of a college that lends out the trainers: it knows them by the same keys and writes the
// names of the first two another way, which is for a person to decide.
std::string ToTrainersFile(const std::vector<Appointee>& appointees);

}  // namespace pcsp::gateway::sample
