// Courses that grant the competence in question, and their sessions in the diary with who is in
// them.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "gateway/clients.h"
#include "gateway/flows/workforce/question.h"

namespace pcsp::gateway {

struct SessionAhead {
  planning::v1::Course course;
  planning::v1::Session session;
  std::vector<planning::v1::Enrolment> enrolled;  // who has a place
};

// Errors: COMPETENCE_NOT_FOUND when there is none; those of planning.
absl::StatusOr<std::vector<planning::v1::Course>> CoursesGranting(Clients& clients,
                                                                  const ForecastQuestion& question);
// Planned or confirmed, within the months in question.
absl::StatusOr<std::vector<SessionAhead>> SessionsAhead(
    Clients& clients, const ForecastQuestion& question,
    const std::vector<planning::v1::Course>& courses);

}  // namespace pcsp::gateway
