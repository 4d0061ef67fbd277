// Who is in post and has the competence in question, until when, and who is enrolled or planned to
// gain it.
#pragma once

#include <map>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/clients.h"
#include "gateway/flows/workforce/notes.h"
#include "gateway/flows/workforce/question.h"
#include "gateway/flows/workforce/staff.h"

namespace pcsp::gateway {

// Of one post.
struct Learning {
  int trained = 0;
  std::vector<int> intakes;   // by month: enrolled or planned, and without the competence today
  std::vector<int> expiring;  // by month: in which it lapses unless it is renewed
};

struct Learners {
  std::map<PostKey, Learning> posts;  // those of Staff::people
  // Of the courses that grant the competence:
  int validity_months = 0;  // the shortest time that it holds; 0: for ever
  planning::v1::TrainerStage trainer_stage = planning::v1::TRAINER_STAGE_CO_DELIVERING;  // lowest
  double seats_a_session = 0;  // mean of those in the diary that are taught; 0: there are none
};

// Errors: COMPETENCE_NOT_FOUND when no course grants it; those of the services.
absl::StatusOr<Learners> ListLearners(Clients& clients, const ForecastQuestion& question,
                                      const Staff& staff, Posts& posts, Notes& notes);

}  // namespace pcsp::gateway
