#include "common/rpc/metrics.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/rpc/status.h"

namespace pcsp::rpc {
namespace {

// Seconds: from a cached reply to the longest deadline.
const prometheus::Histogram::BucketBoundaries kSeconds = {
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
    0.1,    0.25,    0.5,    1,     2.5,    5,     10,   30,    60};

}  // namespace

MethodMetrics::MethodMetrics(prometheus::Family<prometheus::Counter>* calls,
                             prometheus::Histogram* seconds, prometheus::Gauge* running,
                             std::string service, std::string method)
    : calls_(calls),
      seconds_(seconds),
      running_(running),
      service_(std::move(service)),
      method_(std::move(method)) {}

void MethodMetrics::Finished(absl::StatusCode code, absl::Duration took) {
  running_->Decrement();
  seconds_->Observe(absl::ToDoubleSeconds(took));
  absl::MutexLock lock(&mutex_);
  prometheus::Counter*& counter = by_code_[static_cast<size_t>(code) % by_code_.size()];
  if (counter == nullptr) {
    counter = &calls_->Add(
        {{"service", service_}, {"method", method_}, {"code", std::string(CodeName(code))}});
  }
  counter->Increment();
}

// Reads the figures that others count when they are asked for.
class Metrics::Exported final : public prometheus::Collectable {
 public:
  void Add(const std::string& name, const std::string& help,
           std::function<std::vector<Sample>()> read) {
    families_.push_back({name, help, std::move(read)});
  }

  std::vector<prometheus::MetricFamily> Collect() const override {
    std::vector<prometheus::MetricFamily> collected;
    for (const Family& family : families_) {
      const bool grows = absl::EndsWith(family.name, "_total");
      prometheus::MetricFamily& out = collected.emplace_back();
      out.name = family.name;
      out.help = family.help;
      out.type = grows ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge;
      for (const Sample& sample : family.read()) {
        prometheus::ClientMetric& metric = out.metric.emplace_back();
        for (const auto& [label, value] : sample.labels) metric.label.push_back({label, value});
        (grows ? metric.counter.value : metric.gauge.value) = sample.value;
      }
    }
    return collected;
  }

 private:
  struct Family {
    std::string name, help;
    std::function<std::vector<Sample>()> read;
  };
  std::vector<Family> families_;
};

Metrics::~Metrics() = default;

void Metrics::Export(const std::string& name, const std::string& help,
                     std::function<std::vector<Sample>()> read) {
  exported_->Add(name, help, std::move(read));
}

prometheus::Collectable& Metrics::exported() { return *exported_; }

Metrics::Metrics()
    : registry_(std::make_shared<prometheus::Registry>()),
      exported_(std::make_shared<Exported>()),
      calls_(prometheus::BuildCounter()
                 .Name("pcsp_rpc_handled_total")
                 .Help("Calls that ended, by method and status code.")
                 .Register(*registry_)),
      seconds_(prometheus::BuildHistogram()
                   .Name("pcsp_rpc_seconds")
                   .Help("Time from the arrival of a call to its reply.")
                   .Register(*registry_)),
      running_(prometheus::BuildGauge()
                   .Name("pcsp_rpc_running")
                   .Help("Calls that have arrived and have not ended.")
                   .Register(*registry_)) {}

MethodMetrics* Metrics::Method(absl::string_view service, absl::string_view method) {
  const std::string key = absl::StrCat(service, "/", method);
  absl::MutexLock lock(&mutex_);
  auto& slot = methods_[key];
  if (slot == nullptr) {
    const prometheus::Labels labels = {{"service", std::string(service)},
                                       {"method", std::string(method)}};
    slot = std::make_unique<MethodMetrics>(&calls_, &seconds_.Add(labels, kSeconds),
                                           &running_.Add(labels), std::string(service),
                                           std::string(method));
  }
  return slot.get();
}

absl::StatusOr<int> Metrics::Serve(const std::string& address) {
  try {
    exposer_ = std::make_unique<prometheus::Exposer>(address, /*num_threads=*/1);
  } catch (const std::exception&) {
    return MakeError(absl::StatusCode::kUnavailable,
                     absl::StrCat("Cannot serve metrics on ", address,
                                  ": is the port in use? Choose another with --metrics-address."),
                     {.reason = "ADDRESS_UNAVAILABLE"});
  }
  exposer_->RegisterCollectable(registry_);
  exposer_->RegisterCollectable(exported_);
  return exposer_->GetListeningPorts().at(0);
}

}  // namespace pcsp::rpc
