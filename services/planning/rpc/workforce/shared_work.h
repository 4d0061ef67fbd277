// Work of one call that threads of the pool take part in while they have nothing else to do.
#pragma once

#include <functional>

#include "common/rpc/worker_pool.h"

namespace pcsp::planning {

// Runs task(0)..task(n-1), each once, and returns when all are done. The calling thread works too,
// so that it never waits for a pool that is busy; up to `helpers` threads of the pool help.
void ShareWork(rpc::WorkerPool& pool, int helpers, int n, const std::function<void(int)>& task);

}  // namespace pcsp::planning
