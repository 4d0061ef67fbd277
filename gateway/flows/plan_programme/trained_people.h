// What training shows of everybody who was ever at a session, and where they are now.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "gateway/flows/in_post/posts.h"
#include "gateway/flows/plan_programme/facts.h"

namespace pcsp::gateway {

// Of `facts` it takes the first day, and the sessions before it with who is enrolled in them.
// `posts` are those of the first day; people are read into them. Errors: those of the services.
absl::StatusOr<std::vector<PlanPerson>> TrainedPeople(Clients& clients,
                                                      const std::string& programme,
                                                      const PlanFacts& facts, Posts& posts);

}  // namespace pcsp::gateway
