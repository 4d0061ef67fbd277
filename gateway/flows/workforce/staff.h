// The posts of a forecast: people by steering group and staff group.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "gateway/clients.h"
#include "gateway/flows/in_post/posts.h"
#include "gateway/flows/workforce/notes.h"
#include "gateway/flows/workforce/question.h"

namespace pcsp::gateway {

// One post of a forecast: the id of a steering group, kNoSteeringGroup where practices have none,
// and one of the four staff groups.
using PostKey = std::pair<std::string, type::v1::StaffGroup>;
inline constexpr char kNoSteeringGroup[] = "(none)";

struct Staff {
  std::map<PostKey, int> people;               // only where a headcount or staff is known
  std::map<std::string, std::string> site_of;  // of each practice, by name: its PostKey::first
  int practices = 0;                           // whose headcounts are known
};

// The id that a resource name ends in.
std::string LastPart(const std::string& name);

// As of the question's day, which is that of `posts`. Errors: those of ListSites; NO_HEADCOUNTS
// when nothing is known.
absl::StatusOr<Staff> ListStaff(Clients& clients, const ForecastQuestion& question,
                                const Posts& posts, Notes& notes);

// The posts of the problem and their roles, each with its target and what is assumed of it; without
// who is trained or leaves.
void AddPosts(const ForecastQuestion& question, const Staff& staff,
              planning::v1::WorkforceProblem* problem);

}  // namespace pcsp::gateway
