// What practices of the sample programme did about one common issue between the two waves.
#pragma once

#include <string>
#include <vector>

#include "gateway/cli/sample/programme.h"

namespace pcsp::gateway::sample {

// An idea of a practice, and what it really does.
struct Idea {
  const char* id;  // of the programme's solution
  const char* title;
  const char* action;
  double solves;   // chance that the issue is gone within the year; below 0: no other than without
  double worsens;  // severity is multiplied by this where it is not gone
  bool brings;     // the issue comes where it was not
};

// One helps, one does nothing, one makes things worse. Nobody knows that beforehand.
inline constexpr Idea kIdeas[] = {
    {"story-at-the-huddle", "Tell one story at the morning huddle",
     "Once a week somebody tells in two minutes what a conversation changed for one person.", 0.9,
     0.6, false},
    {"poster-in-the-corridor", "Hang a poster in the corridor",
     "A poster says what care and support planning is and why it matters.", -1, 1, false},
    {"form-to-sign", "Have everybody sign a form",
     "Each member of staff signs that they have read the guidance, and again every month.", 0, 2.4,
     true},
};

// The issue that most practices have. As many practices as have it take it that they do, by what
// they answered: those whose answers to the items that it shows in were the worst. A quarter each
// tries one of the ideas; the last quarter does nothing and is what they are compared with. Had the
// truth chosen who tries something, those that did nothing would be flagged by mistake more often.
// `sites` are of the first wave.
Treatments TreatCommonIssue(const Blueprint& blueprint, const std::vector<SiteSample>& sites,
                            const Options& options);

// nullptr where nothing was tried about `issue`.
const Idea* TriedAt(const Treatments& treatments, const std::string& organisation,
                    const std::string& issue);

}  // namespace pcsp::gateway::sample
