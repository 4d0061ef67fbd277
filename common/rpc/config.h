// What pcspd can be told: by flag, by environment variable (PCSP_ and the flag's name), by a file
// (--config), in this order of precedence. Every flag is explained in one place, config.cc.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "common/rpc/log.h"

namespace pcsp::rpc {

struct Config {
  std::set<std::string> serve;  // of "registry", "assessments", "diagnosis", "planning", "gateway"
  std::string data_dir;
  std::string content_dir;
  std::string database_url;                                 // empty: SQLite files in data_dir
  std::string audit_key_file;                               // empty: one in data_dir, or none
  std::string redis_url;                                    // empty: no shared cache
  std::string rest_address, grpc_address, metrics_address;  // empty: not served
  // Where services that this process does not serve are found; used by the gateway alone.
  std::string registry_target, assessments_target, diagnosis_target, planning_target;
  bool allow_unauthenticated = false;
  bool learn_nightly = false;  // of the gateway
  bool migrate = false;        // `pcspd migrate`: bring the schemas up to date and end
  bool create_roles = false;   // with it: make and grant PostgreSQL's roles
  int worker_threads = 8;
  int database_connections = 8;
  int max_request_mib = 4;
  double drain_linger_seconds = 0;
  double drain_grace_seconds = 20;
  LogLevel log_level = LogLevel::kInfo;

  bool Serves(const std::string& module) const { return serve.count(module) > 0; }
};

struct ParsedConfig {
  bool run = false;   // false: print `text` and end with `exit_code`
  int exit_code = 0;  // 0 after --help or --version, 2 for a bad flag
  std::string text;   // help, or one line that names the flag, the value and what is allowed
  Config config;
};

ParsedConfig ParseConfig(int argc, const char* const* argv);

// `share/pcsp` beside the folder of the running program: where content is built and installed to.
std::string DefaultContentDir();

// True for an address whose host is this machine's loopback ("127.0.0.1:8080", "localhost:1").
bool IsLoopback(const std::string& address);

}  // namespace pcsp::rpc
