#include "gateway/cache_metrics.h"

#include <string>
#include <utility>
#include <vector>

namespace pcsp {
namespace {

using Samples = std::vector<rpc::Metrics::Sample>;
using Counts = ReadThrough::Counts;

void Add(const Counts& counts, const char* from, uint64_t value, Samples& samples) {
  samples.push_back({{{"service", counts.service}, {"kind", counts.name}, {"from", from}},
                     static_cast<double>(value)});
}

void Add(const char* level, const CacheStats& stats, Samples& samples) {
  for (const auto& [result, value] :
       {std::pair("hit", stats.hits), std::pair("miss", stats.misses),
        std::pair("corrupt", stats.corrupt), std::pair("failure", stats.failures)}) {
    samples.push_back({{{"level", level}, {"result", result}}, static_cast<double>(value)});
  }
}

// One figure a kind.
Samples EachKind(const ReadThrough& cache, uint64_t Counts::*figure) {
  Samples samples;
  for (const Counts& counts : cache.CountsByKind()) {
    samples.push_back({{{"service", counts.service}, {"kind", counts.name}},
                       static_cast<double>(counts.*figure)});
  }
  return samples;
}

}  // namespace

void ExportCache(const ReadThrough& cache, rpc::Metrics* metrics) {
  metrics->Export("pcsp_cache_answers_total",
                  "Answers by where they came from: near (this process), far (Redis), computed, or "
                  "shared with a caller who computed the same.",
                  [&cache] {
                    Samples samples;
                    for (const Counts& counts : cache.CountsByKind()) {
                      Add(counts, "near", counts.near_hits, samples);
                      Add(counts, "far", counts.far_hits, samples);
                      Add(counts, "computed", counts.computed, samples);
                      Add(counts, "shared", counts.shared, samples);
                    }
                    return samples;
                  });
  metrics->Export("pcsp_cache_lookups_total",
                  "Look-ups by level and result; corrupt ones count as misses too.", [&cache] {
                    Samples samples;
                    Add("near", cache.NearStats(), samples);
                    Add("far", cache.FarStats(), samples);
                    return samples;
                  });
  metrics->Export("pcsp_cache_lease_waits_total",
                  "Callers who waited for another process to compute the same.",
                  [&cache] { return EachKind(cache, &Counts::lease_waits); });
  metrics->Export("pcsp_cache_differences_total",
                  "Hits that were not what was computed to compare: a defect, or somebody writes "
                  "to Redis or behind the service's back.",
                  [&cache] { return EachKind(cache, &Counts::different); });
  metrics->Export("pcsp_cache_left_alone",
                  "1 while Redis fails so often that it is asked only now and then.", [&cache] {
                    return Samples{{{}, cache.FarStats().left_alone ? 1.0 : 0.0}};
                  });
}

}  // namespace pcsp
