// Runs tasks in threads, for planners that take their threads and their time as arguments.
#pragma once

#include <functional>

namespace pcsp::offline {

// Runs task(0)..task(n-1) in `threads` threads, each task once, and returns when all are done.
void InThreads(int threads, int n, const std::function<void(int)>& task);

// Of a clock that only goes forward, from any start.
double SteadySeconds();

}  // namespace pcsp::offline
