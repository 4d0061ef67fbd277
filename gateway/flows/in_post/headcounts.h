// The people of a practice, by staff group.
#pragma once

#include <map>

#include "gateway/flows/in_post/posts.h"

namespace pcsp::gateway {

// Of a practice's four staff groups, those whose people are known: as many as its headcount says or
// as are appointed on the day, whichever is more, since headcounts come a few times a year. Without
// a headcount a group is known if staff is appointed to it: leads and champions alone are no team.
std::map<type::v1::StaffGroup, int> HeadcountsOf(const registry::v1::Site& site,
                                                 const Posts& posts);

}  // namespace pcsp::gateway
