// Prometheus metrics, per method: how many calls ended how, how long they took, how many run.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "prometheus/collectable.h"
#include "prometheus/counter.h"
#include "prometheus/exposer.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"
#include "prometheus/registry.h"

namespace pcsp::rpc {

// What is counted of one method. Thread-safe; lives as long as its Metrics.
class MethodMetrics {
 public:
  MethodMetrics(prometheus::Family<prometheus::Counter>* calls, prometheus::Histogram* seconds,
                prometheus::Gauge* running, std::string service, std::string method);

  void Started() { running_->Increment(); }
  void Finished(absl::StatusCode code, absl::Duration took);

 private:
  prometheus::Family<prometheus::Counter>* calls_;
  prometheus::Histogram* seconds_;
  prometheus::Gauge* running_;
  const std::string service_, method_;
  absl::Mutex mutex_;
  std::array<prometheus::Counter*, 17> by_code_ ABSL_GUARDED_BY(mutex_) = {};
};

// Thread-safe. One for a process.
class Metrics {
 public:
  Metrics();
  ~Metrics();

  // The same object for the same names each time.
  MethodMetrics* Method(absl::string_view service, absl::string_view method);

  // For metrics that are not about a method.
  prometheus::Registry& registry() { return *registry_; }

  // A figure that somebody else counts.
  struct Sample {
    std::vector<std::pair<std::string, std::string>> labels;
    double value = 0;
  };
  // Exports what `read` gives at each scrape, under a name that ends in `_total` if it only grows.
  // What `read` uses must outlive this object; called before Serve().
  void Export(const std::string& name, const std::string& help,
              std::function<std::vector<Sample>()> read);
  // What Export() exports.
  prometheus::Collectable& exported();

  // Serves the metrics at http://`address`/metrics until this object goes; the port that was
  // bound. Errors: UNAVAILABLE when the address cannot be bound.
  absl::StatusOr<int> Serve(const std::string& address);

 private:
  class Exported;

  std::shared_ptr<prometheus::Registry> registry_;
  std::shared_ptr<Exported> exported_;
  prometheus::Family<prometheus::Counter>& calls_;
  prometheus::Family<prometheus::Histogram>& seconds_;
  prometheus::Family<prometheus::Gauge>& running_;
  absl::Mutex mutex_;
  absl::flat_hash_map<std::string, std::unique_ptr<MethodMetrics>> methods_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<prometheus::Exposer> exposer_;
};

}  // namespace pcsp::rpc
