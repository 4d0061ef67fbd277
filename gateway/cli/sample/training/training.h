// The made-up training of the sample programme: what is taught, the tasters that were held, core
// days to come, and visits of facilitators.
#pragma once

#include <map>
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
  std::string id, course, group;  // of the steering group, at whose venue all but tasters are held
  std::string practice;           // whose taster it is; empty for other courses
  std::string date;               // yyyy-mm-dd
  int capacity = 0;
};

struct VisitSample {
  std::string practice, group, date;
  bool call = false;
  int minutes = 0;
};

// People of one team who go together: so many from the `first` on, counted as Team::people() does.
struct Party {
  std::string practice;
  int first = 0, people = 0;
};

// A core day or a follow-up that teams have been to.
struct TeamDay {
  SessionSample session;
  std::vector<Party> parties;
};

struct TrainingSample {
  std::vector<CourseSample> courses;
  std::vector<SessionSample> tasters;    // by practice
  std::vector<TeamDay> team_days;        // that were held, by date
  std::vector<SessionSample> core_days;  // to come; by steering group, on Tuesdays
  std::vector<VisitSample> visits;       // by practice and date
};

// A taster for each practice on the day of its milestone; core days and follow-ups with the teams
// of practices that were trained; three core days a steering group after the last milestone there
// can be, to which nobody has been invited yet; a visit or a call in each quarter from a practice's
// commitment on.
// Steering groups that share trainers take turns.
TrainingSample MakeTraining(const SampleProgramme& programme, const Options& options,
                            const Random& random);

// 0 for the first steering group of a whole system, 1 for the second, then 0 again.
std::map<std::string, int> TurnsOfGroups(const SampleProgramme& programme);

}  // namespace pcsp::gateway::sample
