// The one question that comparisons ask before anything is said of people: whether it may be.
#pragma once

#include <cstdint>
#include <optional>

#include "pcsp/assessments/v1/results.pb.h"
#include "services/assessments/domain/wave.h"

namespace pcsp::assessments {

// People of whom something would be said.
struct Cell {
  int64_t respondents = 0;  // who gave it an answer
  // Of a part of a team: the respondents of the team that are not in it, whom the rest would show.
  std::optional<int64_t> others;
};

// UNSPECIFIED if it may be said; else why not. Everything in this folder goes through here.
v1::Suppression WhyHidden(const Wave& wave, const Cell& cell);

}  // namespace pcsp::assessments
