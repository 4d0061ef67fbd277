// What is said of people who are trained, or will be: what was assumed of them and what is missing.
#pragma once

#include <cstdint>

#include "gateway/flows/workforce/notes.h"

namespace pcsp::gateway {

struct LearnerCounts {
  int holders = 0;    // people in post who have the competence
  int elsewhere = 0;  // who came from practices that are not there on the day
  int left = 0;       // who have left, or will have by their session
  int uncounted = 0;  // of staff groups without a headcount
  int above = 0;      // beyond the posts that there are
  // Places, in sessions ahead:
  int64_t seats = 0, kept = 0;  // in all; kept for practices and taken by nobody
  int sessions = 0, enrolled = 0;
  int renewing = 0;  // of people who have the competence by then
};

// `everywhere`: no part of the programme was asked for, so that everybody should be somewhere.
void TellCounts(const LearnerCounts& counts, bool everywhere, Notes& notes);

}  // namespace pcsp::gateway
