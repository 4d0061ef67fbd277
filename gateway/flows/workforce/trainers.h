// The trainers of a programme, or of a part of it, as the one pool of a forecast.
#pragma once

#include "absl/status/status.h"
#include "gateway/clients.h"
#include "gateway/flows/workforce/learners.h"
#include "gateway/flows/workforce/notes.h"
#include "gateway/flows/workforce/question.h"

namespace pcsp::gateway {

inline constexpr char kTrainers[] = "trainers";

// Adds the pool, and that every post's training takes its seats, unless nobody's path as a trainer
// is known, and says so. Active are those who are as far as `learners` says that a trainer of the
// courses must be; those on their way join when they have come the rest of it.
absl::Status AddTrainers(Clients& clients, const ForecastQuestion& question,
                         const Learners& learners, planning::v1::WorkforceProblem* problem,
                         Notes& notes);

}  // namespace pcsp::gateway
