// How a site changes a solution: the eight questions of FRAME (Wiltsey Stirman et al 2019) in our
// words, the seventh of which is the vector over core functions that the fidelity guard judges.
#pragma once

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/base/error.h"
#include "services/planning/domain/solution/solution.h"

namespace pcsp::planning {

// What an adaptation does to one core function.
enum class CoreChange { kNone, kForm, kDose, kRemoves };
inline constexpr std::pair<absl::string_view, CoreChange> kCoreChangeWords[] = {
    {"none", CoreChange::kNone},
    {"form", CoreChange::kForm},
    {"dose", CoreChange::kDose},
    {"removes", CoreChange::kRemoves},
};

enum class AdaptedWhen { kBeforeStart, kWhileRunning, kToKeepGoing };
inline constexpr std::pair<absl::string_view, AdaptedWhen> kAdaptedWhenWords[] = {
    {"before_start", AdaptedWhen::kBeforeStart},
    {"while_running", AdaptedWhen::kWhileRunning},
    {"to_keep_going", AdaptedWhen::kToKeepGoing},
};

enum class AdaptedPart { kContent, kSetting, kTraining, kEvaluation };
inline constexpr std::pair<absl::string_view, AdaptedPart> kAdaptedPartWords[] = {
    {"content", AdaptedPart::kContent},        // what is done
    {"setting", AdaptedPart::kSetting},        // by whom, with whom, where, on paper or on a screen
    {"training", AdaptedPart::kTraining},      // how people are prepared for it
    {"evaluation", AdaptedPart::kEvaluation},  // how it is looked at afterwards
};

enum class AdaptedFor { kPerson, kGroupOfPeople, kColleague, kTeam, kSite, kNetwork, kSystem };
inline constexpr std::pair<absl::string_view, AdaptedFor> kAdaptedForWords[] = {
    {"person", AdaptedFor::kPerson},       {"group_of_people", AdaptedFor::kGroupOfPeople},
    {"colleague", AdaptedFor::kColleague}, {"team", AdaptedFor::kTeam},
    {"site", AdaptedFor::kSite},           {"network", AdaptedFor::kNetwork},
    {"system", AdaptedFor::kSystem},
};

// One of the eight questions.
struct FrameQuestion {
  absl::string_view field;     // of Adaptation
  absl::string_view question;  // as a person is asked
};
const std::array<FrameQuestion, 8>& FrameQuestions();

struct Adaptation {
  std::string solution;                            // id
  AdaptedWhen when = AdaptedWhen::kBeforeStart;    // 1
  bool planned = false;                            // 2: or in reaction to something
  std::vector<std::string> decided_by;             // 3: roles
  AdaptedPart part = AdaptedPart::kContent;        // 4
  AdaptedFor level = AdaptedFor::kSite;            // 5
  std::string what;                                // 6: the change itself, in a sentence
  std::map<std::string, CoreChange> core_changes;  // 7: by core function; absent: none
  std::string why;                                 // 8: the reason and the goal
};

// Adds a violation under `adaptation.…` for each question without an answer, each text that is too
// long and each core function that `solution` has not; of an unknown one, null, none is judged.
void CheckAdaptation(const Solution* solution, const Adaptation& adaptation,
                     Violations& violations);

}  // namespace pcsp::planning
