// What a service needs to live, and what a process needs to know of it. The same module runs in a
// process of its own or with others in one (design.md 2, decision 5).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "common/base/audit/signing_key.h"
#include "common/base/clock.h"
#include "common/rpc/log.h"
#include "common/rpc/metrics.h"
#include "grpcpp/impl/codegen/service_type.h"

namespace pcsp {
class Doorbell;
class ReadThrough;
}  // namespace pcsp

namespace pcsp::rpc {

// The surroundings of a module. What it points to must outlive the module.
struct ModuleEnv {
  std::string database_url;  // sqlite:PATH of this service's own file, or postgresql://...
  // Whether the module brings its schema up to date as it starts; otherwise it refuses a schema
  // that it cannot live with.
  bool migrate = true;
  int database_connections = 8;
  int worker_threads = 8;
  int queue_limit = 1024;
  std::string content_dir;       // holds a folder for each service that has content
  std::string page_token_key;    // any bytes; the same for every replica of a service
  ReadThrough* cache = nullptr;  // null in tests that want none
  Doorbell* doorbell = nullptr;  // rung when something changes; may be null
  std::shared_ptr<const audit::SigningKey> audit_key;  // null: heads are not signed
  Log* log = nullptr;
  Metrics* metrics = nullptr;
  const Clock* clock = nullptr;
};

// A service with its store and its threads. Made by MakeModule() of services/<name>/module.h,
// which opens the store, sees to its schema and reads its content; MigrateStore() beside it does no
// more than bring the schema up to date.
class Module {
 public:
  virtual ~Module() = default;
  virtual grpc::Service& service() = 0;
  // All that it serves, where it serves more than one.
  virtual std::vector<grpc::Service*> services() { return {&service()}; }
  // False while the system of record cannot be reached; Redis does not count.
  virtual bool Healthy() = 0;
};

}  // namespace pcsp::rpc
