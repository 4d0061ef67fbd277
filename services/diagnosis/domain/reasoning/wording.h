// Reasons and requests in plain words, from titles and shares alone.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/diagnosis/domain/diagnosis.h"

namespace pcsp::diagnosis {

// One sentence on a piece of evidence that weighs `decibans` on an issue: "Most of the answers to
// "..." were negative.". How many gave which answer is not said, only their share in words; of what
// is about other issues, only what it comes to.
std::string ReasonSentence(const Model& model, int issue, const Observation& piece,
                           double decibans);

// What a confidence (Finding::confidence) means for the one who reads it.
absl::string_view ConfidenceSentence(double confidence);

// What to collect for a safer diagnosis, most useful first, in at most five sentences.
std::vector<std::string> WhatToCollect(const Model& model, const Observations& observations,
                                       const Diagnosis& diagnosis);

}  // namespace pcsp::diagnosis
