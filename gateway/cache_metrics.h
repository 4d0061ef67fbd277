// What the cache has seen, as metrics.
#pragma once

#include "common/rpc/metrics.h"
#include "common/storage/cache/read_through.h"

namespace pcsp {

// pcsp_cache_answers_total by service, kind and where the answer came from;
// pcsp_cache_lookups_total by level and result; pcsp_cache_lease_waits_total,
// pcsp_cache_differences_total, pcsp_cache_left_alone. `cache` must outlive `metrics`.
void ExportCache(const ReadThrough& cache, rpc::Metrics* metrics);

}  // namespace pcsp
