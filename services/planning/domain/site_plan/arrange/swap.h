// Makes a full arrangement better by small changes, until none helps.
#pragma once

#include <optional>

#include "services/planning/domain/site_plan/arrange/arrangement.h"

namespace pcsp::planning::site {

// Moves an action to another quarter, swaps the quarters of two, exchanges one for another, and
// takes out one or two and fills the room anew. The first change that helps is made; the order is
// fixed, so that the same arrangement always ends the same.
void Improve(Arrangement& arrangement);

// The best of a greedy start by each measure, improved. Nothing when no way was found to start
// everything that is required.
std::optional<Arrangement> GreedyAndSwap(const Ground& ground);

// The better of `best` and of what comes of starting with each option in turn before the rest is
// filled and improved: some ten times the work of GreedyAndSwap().
Arrangement StartedFromEach(const Arrangement& best);

}  // namespace pcsp::planning::site
