// What to collect for a safer diagnosis, in plain words.
#pragma once

#include <string>
#include <vector>

#include "services/diagnosis/domain/diagnosis.h"

namespace pcsp::diagnosis {

// Most useful first, in at most eight sentences. `diagnosis` has all its questions.
std::vector<std::string> WhatToCollect(const Model& model, const Observations& observations,
                                       const Diagnosis& diagnosis);

}  // namespace pcsp::diagnosis
