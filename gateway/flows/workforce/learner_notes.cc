#include "gateway/flows/workforce/learner_notes.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"

namespace pcsp::gateway {

void TellCounts(const LearnerCounts& counts, bool everywhere, Notes& notes) {
  if (counts.holders == 0) {
    notes.missing.push_back(
        "Nobody's attendance is recorded, so that nobody counts as trained today.");
  }
  if (counts.elsewhere > 0 && everywhere) {
    notes.missing.push_back(absl::StrCat(
        counts.elsewhere, " trained people come from practices that are not there on the day."));
  }
  if (counts.left > 0) {
    notes.assumed.push_back(absl::StrCat(
        counts.left,
        " trained or enrolled people have left, or will have by their session, by their "
        "appointments, and do not count."));
  }
  if (counts.uncounted > 0) {
    notes.missing.push_back(absl::StrCat(
        counts.uncounted, " trained or enrolled people are of staff groups without a headcount."));
  }
  if (counts.above > 0) {
    notes.assumed.push_back(absl::StrCat(counts.above,
                                         " trained people are more than there are posts, by the "
                                         "headcounts, and do not count."));
  }
  if (counts.renewing > 0) {
    notes.assumed.push_back(absl::StrCat(
        counts.renewing, " places are of people who have the competence by then and renew it."));
  }
  notes.assumed.push_back(
      counts.sessions == 0
          ? std::string("Nobody else is trained: no session is in the diary.")
          : absl::StrCat("Everybody with a place comes: ", counts.enrolled, " people in ",
                         counts.sessions, " sessions; ",
                         std::max<int64_t>(0, counts.seats - counts.enrolled - counts.kept),
                         " places that are free stay so."));
  if (counts.kept > 0) {
    notes.assumed.push_back(absl::StrCat(
        "Practices send as many as the programme's plan keeps places for: ", counts.kept, "."));
  }
}

}  // namespace pcsp::gateway
