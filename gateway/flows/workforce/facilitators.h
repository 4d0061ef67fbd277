// The facilitators of a programme, or of a part of it, as the one pool of a forecast.
#pragma once

#include "absl/status/status.h"
#include "gateway/clients.h"
#include "gateway/flows/workforce/notes.h"
#include "gateway/flows/workforce/question.h"

namespace pcsp::gateway {

inline constexpr char kFacilitators[] = "facilitators";

// What the programme holds facilitation to.
struct Support {
  double hours_a_year = 15;  // of contact with a practice
};

// Adds the pool, unless no facilitator is known whose hours are, and says so. Counted are those
// with hours, by their capacity or else by their appointment.
absl::StatusOr<Support> AddFacilitators(Clients& clients, const ForecastQuestion& question,
                                        planning::v1::WorkforceProblem* problem, Notes& notes);

}  // namespace pcsp::gateway
