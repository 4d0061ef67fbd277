// Reading what people can do from what they attended, some people at a time.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "services/planning/domain/training/competence/competence.h"
#include "services/planning/rpc/training/nouns.h"

namespace pcsp::planning::training {

// Which competences, as of which day.
struct CompetenceQuery {
  std::string programme;
  absl::CivilDay day;
  std::string competence;              // all if empty
  std::vector<std::string> practices;  // of whose people; of all if empty
  std::string participant;             // anybody if empty
  std::string from_participant;        // this one and those behind
};

// Calls `take` for each, by participant and competence, until it returns false. Of people who ever
// came from one of the practices all are read, wherever they came from last. Memory is that of some
// thousand enrolments, however many there are.
void EachCompetence(sql::RecordReader& reader, const CompetenceQuery& query,
                    const std::function<bool(const Competence&)>& take);

// What the programme has set, or the defaults.
Settings SettingsOf(sql::RecordReader& reader, const std::string& programme);

}  // namespace pcsp::planning::training
