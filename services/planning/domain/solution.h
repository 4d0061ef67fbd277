// A way to answer issues, specified so that a team can start on it (Proctor's elements: actor,
// action, target, dose, timing, justification, outcome).
#pragma once

#include <string>
#include <vector>

#include "services/planning/domain/level.h"

namespace pcsp::planning {

// What a local adaptation must keep.
struct CoreFunction {
  std::string id;
  std::string text;

  bool operator==(const CoreFunction&) const = default;
};

struct Solution {
  std::string id;
  std::string title;
  std::vector<std::string> answers;  // ids of issues
  Level level = Level::kPractice;    // of the organisation that carries it out
  std::string actor;
  std::string action;
  std::string target;
  std::string dose;
  std::string timing;
  std::string justification;
  std::string expected_outcome;
  double cost = 0;         // pounds, of what has to be bought
  double hours = 0;        // of all people together, over the whole action
  int duration_weeks = 0;  // from start to due date
  int review_weeks = 0;    // from due date to review
  std::string owner_role;
  double effect = 0;      // expected points of the 0-100 index of a linked issue
  bool training = false;  // training and nothing else
  std::vector<std::string> prerequisites;
  std::vector<CoreFunction> core_functions;
  std::vector<std::string> adaptable_forms;
  std::string source;
};

}  // namespace pcsp::planning
