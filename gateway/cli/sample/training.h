// The made-up training of the sample programme: what is taught, the tasters that were held, core
// days to come, and visits of facilitators.
#pragma once

#include <string>
#include <vector>

#include "gateway/cli/sample/programme.h"

namespace pcsp::gateway::sample {

struct CourseSample {
  std::string id, title;
  std::string kind;  // taster, core_day, ...
  int minutes = 0;
  int months = 0;          // 0: for ever
  std::string competence;  // may be empty
  std::vector<std::string> after;
};

struct SessionSample {
  std::string id, course, group;  // of the steering group, at whose venue it is held
  std::string practice;           // whose taster it is; empty for a core day
  std::string date;               // yyyy-mm-dd
  int capacity = 0;
};

struct VisitSample {
  std::string practice, group, date;
  bool call = false;
  int minutes = 0;
};

struct TrainingSample {
  std::vector<CourseSample> courses;
  std::vector<SessionSample> tasters;    // by practice
  std::vector<SessionSample> core_days;  // by steering group, on Tuesdays
  std::vector<VisitSample> visits;       // by practice and date
};

// A taster for each practice on the day of its milestone; three core days a steering group after
// the last milestone there can be; a visit or a call in each quarter from a practice's commitment
// on. Core days have no attendance: a share of the staff would be evidence, and of whole teams
// nobody is made up by name.
TrainingSample MakeTraining(const SampleProgramme& programme, const Options& options,
                            const Random& random);

}  // namespace pcsp::gateway::sample
