// Reasons in plain words, from titles and shares alone.
#pragma once

#include <string>

#include "services/diagnosis/domain/diagnosis.h"

namespace pcsp::diagnosis {

// One sentence on a piece of evidence that weighs `decibans` on an issue: "Most of the answers to
// "..." were unfavourable.". An answer is favourable when it is good news, whichever way the
// question goes. How many gave which answer is not said, only their share in words; of what is
// about other issues, only what it comes to.
std::string ReasonSentence(const Model& model, int issue, const Observation& piece,
                           double decibans);

}  // namespace pcsp::diagnosis
