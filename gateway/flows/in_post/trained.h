// Who has a competence, and where they work on the day.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/flows/in_post/posts.h"

namespace pcsp::gateway {

// What attendance shows of one person; `practice` and `staff_group` are those of their last
// attendance.
using Competences = std::vector<planning::v1::Competence>;

// Of a programme on a day: those of `competence`, or all if it is empty. Errors: those of
// ListCompetences.
absl::StatusOr<Competences> ListCompetences(Clients& clients, const std::string& programme,
                                            const std::string& competence, absl::CivilDay day);

// The participants of them, each once.
std::vector<std::string> ParticipantsOf(const Competences& competences);

// Those of people in post, once for each of their posts, at its practice and in its staff group.
// `posts` must have read their people.
Competences InPost(const Competences& competences, const Posts& posts);

// What planning is to be told of where people are, so that it does not count those who have left or
// moved where they were.
void TellPosts(const Competences& competences, const Posts& posts,
               planning::v1::GetCoverageRequest& request);

// The names of all practices of a programme on a day.
absl::StatusOr<std::set<std::string>> PracticesOn(Clients& clients, const std::string& programme,
                                                  absl::CivilDay day);

}  // namespace pcsp::gateway
