#include "gateway/process.h"

#include <array>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/storage/cache/local_cache.h"
#include "common/storage/cache/redis_cache.h"
#include "common/storage/cache/redis_doorbell.h"
#include "common/storage/roles/roles.h"
#include "common/storage/sql.h"
#include "gateway/cache_metrics.h"
#include "services/assessments/module.h"
#include "services/diagnosis/module.h"
#include "services/planning/module.h"
#include "services/registry/module.h"

namespace pcsp {
namespace {

// What can be served: its name, the services that it has, and how it is made.
struct ServiceKind {
  const char* name;
  std::array<const char*, 8> full_names;  // null where there are no more
  absl::StatusOr<std::unique_ptr<rpc::Module>> (*make)(const rpc::ModuleEnv&);
  absl::Status (*migrate)(const rpc::ModuleEnv&);
};

const ServiceKind kServices[] = {
    {"registry",
     {"pcsp.registry.v1.RegistryService"},
     registry::MakeModule,
     registry::MigrateStore},
    {"assessments",
     {"pcsp.assessments.v1.AssessmentService"},
     assessments::MakeModule,
     assessments::MigrateStore},
    {"diagnosis",
     {"pcsp.diagnosis.v1.DiagnosisService"},
     diagnosis::MakeModule,
     diagnosis::MigrateStore},
    {"planning",
     {"pcsp.planning.v1.PlanningService", "pcsp.planning.v1.TrainingService",
      "pcsp.planning.v1.PlaceService", "pcsp.planning.v1.AssignmentService",
      "pcsp.planning.v1.ProgrammePlanService", "pcsp.planning.v1.WorkforceService"},
     planning::MakeModule,
     planning::MigrateStore},
};

// What a flow gathers for a service is larger than what callers may send: a national programme's
// training to be planned anew, with 150,000 places in its diary, is 7 MB.
constexpr int kMostFromGateway = 64 << 20;

constexpr size_t kLocalCacheBytes = size_t{64} << 20;

}  // namespace

// Memory first, then Redis where there is one.
absl::Status Process::MakeShared() {
  auto local = std::make_unique<LocalCache>(kLocalCacheBytes, &SystemClock());
  if (config_.redis_url.empty()) {
    cache_ = std::make_unique<ReadThrough>(std::move(local), nullptr, ReadThrough::Options());
    doorbell_ = std::make_unique<LocalDoorbell>();
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const RedisAddress address, ParseRedisUrl(config_.redis_url));
  auto redis = std::make_unique<RedisCache>(RedisCacheOptions{.address = address}, &SystemClock());
  cache_ =
      std::make_unique<ReadThrough>(std::move(local), std::move(redis), ReadThrough::Options());
  doorbell_ = std::make_unique<RedisDoorbell>(RedisDoorbellOptions{.address = address});
  return absl::OkStatus();
}

absl::StatusOr<rpc::ModuleEnv> Process::MakeEnv() {
  rpc::ModuleEnv env;
  const bool gateway_alone = config_.Serves("gateway") && config_.serve.size() == 1;
  if (gateway_alone) {
    // It owns no data, so it may run where nothing can be written.
  } else if (config_.database_url.empty()) {
    ASSIGN_OR_RETURN(data_, DataFolder::Open(config_.data_dir));
    RETURN_IF_ERROR(data_->CheckWhole());
    ASSIGN_OR_RETURN(env.page_token_key, data_->Secret());
    env.database_url = absl::StrCat("sqlite:", config_.data_dir, "/");
  } else {
    // Replicas share the database and nothing else, so its URL is where they find a common secret.
    env.page_token_key = Sha256Hex(absl::StrCat("page tokens of ", config_.database_url));
    env.database_url = config_.database_url;
  }
  ASSIGN_OR_RETURN(env.audit_key, AuditKey());
  RETURN_IF_ERROR(MakeShared());
  ExportCache(*cache_, &metrics_);
  // One process holds an SQLite folder and may bring it up to date. PostgreSQL is shared by many,
  // and what serves need not own what it serves from.
  env.migrate = config_.migrate || config_.database_url.empty();
  env.database_connections = config_.database_connections;
  env.worker_threads = config_.worker_threads;
  env.content_dir = config_.content_dir;
  env.cache = cache_.get();
  env.doorbell = doorbell_.get();
  env.log = &log_;
  env.metrics = &metrics_;
  env.clock = &SystemClock();
  return env;
}

// From the file that is named, or else one that is made in the data folder. Replicas on PostgreSQL
// have no place of their own for a key that they could share: without a file heads stay unsigned.
absl::StatusOr<std::shared_ptr<const audit::SigningKey>> Process::AuditKey() const {
  std::string pem;
  if (!config_.audit_key_file.empty()) {
    std::ifstream in(config_.audit_key_file);
    pem.assign(std::istreambuf_iterator<char>(in), {});
  } else if (data_ != nullptr) {
    ASSIGN_OR_RETURN(pem, data_->AuditKey());
  } else {
    return std::shared_ptr<const audit::SigningKey>();
  }
  return audit::SigningKey::FromPem(pem);
}

absl::Status Process::Migrate(const rpc::ModuleEnv& env) {
  for (const ServiceKind& kind : kServices) {
    if (!config_.Serves(kind.name)) continue;
    RETURN_IF_ERROR(kind.migrate(env));
    if (config_.create_roles) {
      ASSIGN_OR_RETURN(auto database,
                       sql::Database::Open({.url = env.database_url, .schema = kind.name}));
      RETURN_IF_ERROR(sql::AssignRoles(*database));
    }
    log_.Info("migrated", {{"service", std::string(kind.name)}});
  }
  return absl::OkStatus();
}

absl::Status Process::StartServices(const rpc::ModuleEnv& env) {
  rpc::Server::Options options;
  for (const ServiceKind& kind : kServices) {
    if (!config_.Serves(kind.name)) continue;
    ASSIGN_OR_RETURN(auto module, kind.make(env));
    for (grpc::Service* service : module->services()) options.services.push_back(service);
    for (const char* name : kind.full_names) {
      if (name != nullptr) options.health_names.push_back(name);
    }
    modules_.push_back(std::move(module));
  }
  if (modules_.empty()) return absl::OkStatus();
  // With a gateway in the process, callers come through its door and the services have none.
  options.address = config_.Serves("gateway") ? "" : config_.grpc_address;
  options.max_receive_bytes = kMostFromGateway;
  ASSIGN_OR_RETURN(services_, rpc::Server::Start(options));
  return absl::OkStatus();
}

std::shared_ptr<grpc::Channel> Process::ChannelTo(const std::string& service,
                                                  const std::string& target) {
  if (config_.Serves(service)) return services_->InProcessChannel();
  return gateway::Dial(target);
}

absl::Status Process::StartGateway() {
  gateway::GatewayModule::Options options;
  for (const auto& [service, target] : {std::pair("registry", config_.registry_target),
                                        std::pair("assessments", config_.assessments_target),
                                        std::pair("diagnosis", config_.diagnosis_target),
                                        std::pair("planning", config_.planning_target)}) {
    if (!config_.Serves(service) && target.empty()) {
      return InvalidField(absl::StrCat("--", service, "-target"), "",
                          "the address of the service, which this process does not serve");
    }
  }
  options.channels = {ChannelTo("registry", config_.registry_target),
                      ChannelTo("assessments", config_.assessments_target),
                      ChannelTo("diagnosis", config_.diagnosis_target),
                      ChannelTo("planning", config_.planning_target)};
  options.grpc_address = config_.grpc_address;
  options.rest_address = config_.rest_address;
  options.content_dir = config_.content_dir;
  options.max_request_bytes = config_.max_request_mib << 20;
  options.worker_threads = config_.worker_threads;
  options.learn_nightly = config_.learn_nightly;
  options.log = &log_;
  options.metrics = &metrics_;
  options.clock = &SystemClock();
  options.doorbell = doorbell_.get();
  ASSIGN_OR_RETURN(gateway_, gateway::GatewayModule::Start(options));
  return absl::OkStatus();
}

absl::Status Process::Start() {
  if (config_.allow_unauthenticated) {
    log_.Warning("anybody who can reach this process may do anything: --allow-unauthenticated");
  }
  ASSIGN_OR_RETURN(const rpc::ModuleEnv env, MakeEnv());
  if (config_.migrate) return Migrate(env);
  RETURN_IF_ERROR(StartServices(env));
  if (config_.Serves("gateway")) RETURN_IF_ERROR(StartGateway());
  int metrics_port = 0;
  if (!config_.metrics_address.empty()) {
    ASSIGN_OR_RETURN(metrics_port, metrics_.Serve(config_.metrics_address));
  }
  if (services_ != nullptr) services_->SetServing(true);
  if (gateway_ != nullptr) gateway_->SetServing(true);
  SayWhatIsServed(metrics_port);
  return absl::OkStatus();
}

void Process::SayWhatIsServed(int metrics_port) {
  const int grpc_port = gateway_ != nullptr    ? gateway_->grpc_port()
                        : services_ != nullptr ? services_->port()
                                               : 0;
  log_.Info("serving", {{"grpc_port", int64_t{grpc_port}},
                        {"rest_port", int64_t{gateway_ == nullptr ? 0 : gateway_->rest_port()}},
                        {"metrics_port", int64_t{metrics_port}}});
}

void Process::WatchHealth() {
  bool healthy = true;
  for (const auto& module : modules_) healthy = module->Healthy() && healthy;
  if (healthy != healthy_) log_.Warning("health changed", {{"healthy", healthy}});
  healthy_ = healthy;
  if (services_ != nullptr) services_->SetServing(healthy);
  if (gateway_ != nullptr) gateway_->SetServing(healthy);
}

void Process::Drain() {
  log_.Info("draining");
  const absl::Duration linger = absl::Seconds(config_.drain_linger_seconds);
  const absl::Duration grace = absl::Seconds(config_.drain_grace_seconds);
  if (gateway_ != nullptr) gateway_->Drain(linger, grace);
  gateway_.reset();
  if (services_ != nullptr) {
    services_->Drain(config_.Serves("gateway") ? absl::ZeroDuration() : linger, grace);
  }
  services_.reset();
  modules_.clear();
  log_.Info("stopped");
}

}  // namespace pcsp
