#include "common/rpc/config.h"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace pcsp::rpc {
namespace {

const std::set<std::string> kServices = {"registry", "assessments", "diagnosis", "planning",
                                         "gateway"};
const std::set<std::string> kServeWords = {"all",       "registry", "assessments",
                                           "diagnosis", "planning", "gateway"};

// What the flags fill before it is turned into a Config.
struct Raw {
  std::vector<std::string> serve = {"all"};
  std::string log_level = "info";
  std::string database_url_file;
};

CLI::Validator Address() {
  const auto check = [](std::string& text) -> std::string {
    if (text.empty()) return "";
    const size_t colon = text.rfind(':');
    const std::string port = colon == std::string::npos ? "" : text.substr(colon + 1);
    const bool digits = !port.empty() && port.size() <= 5 &&
                        port.find_first_not_of("0123456789") == std::string::npos;
    if (digits && colon > 0 && std::stoi(port) <= 65535) return "";
    return absl::StrCat("\"", text, "\" is not host:port with a port of 0 to 65535");
  };
  return CLI::Validator(check, "HOST:PORT");
}

void AddServing(CLI::App& app, Config& c, Raw& raw) {
  app.add_option("--serve", raw.serve, "What this process serves, separated by commas")
      ->delimiter(',')
      ->check(CLI::IsMember(kServeWords))
      ->envname("PCSP_SERVE")
      ->capture_default_str();
  app.add_option("--rest-address", c.rest_address, "Where REST/JSON is served; empty: nowhere")
      ->check(Address())
      ->envname("PCSP_REST_ADDRESS")
      ->capture_default_str();
  app.add_option("--grpc-address", c.grpc_address, "Where gRPC is served; empty: nowhere")
      ->check(Address())
      ->envname("PCSP_GRPC_ADDRESS")
      ->capture_default_str();
  app.add_option("--metrics-address", c.metrics_address,
                 "Where Prometheus metrics are served; empty: nowhere")
      ->check(Address())
      ->envname("PCSP_METRICS_ADDRESS")
      ->capture_default_str();
  app.add_flag("--allow-unauthenticated", c.allow_unauthenticated,
               "Listen on addresses other than loopback although nobody has to sign in")
      ->envname("PCSP_ALLOW_UNAUTHENTICATED");
  app.add_option("--max-request-mib", c.max_request_mib,
                 "Largest message accepted from callers, in MiB")
      ->check(CLI::Range(1, 64))
      ->envname("PCSP_MAX_REQUEST_MIB")
      ->capture_default_str();
}

void AddPeers(CLI::App& app, Config& c) {
  const auto add = [&app](const std::string& name, std::string& target) {
    std::string env = absl::StrCat("PCSP_", name, "_TARGET");
    for (char& ch : env) ch = static_cast<char>(std::toupper(ch));
    app.add_option("--" + name + "-target", target,
                   "gRPC target of " + name + " when this process does not serve it")
        ->envname(env);
  };
  add("registry", c.registry_target);
  add("assessments", c.assessments_target);
  add("diagnosis", c.diagnosis_target);
  add("planning", c.planning_target);
}

void AddStorage(CLI::App& app, Config& c, Raw& raw) {
  app.add_option("--data-dir", c.data_dir, "Folder of the SQLite files; made if missing")
      ->envname("PCSP_DATA_DIR")
      ->capture_default_str();
  app.add_option("--content-dir", c.content_dir,
                 "Folder with the instruments, the knowledge base and the solutions")
      ->envname("PCSP_CONTENT_DIR")
      ->capture_default_str();
  app.add_option("--database-url", c.database_url,
                 "postgresql://... ; empty: SQLite files in --data-dir")
      ->envname("PCSP_DATABASE_URL");
  app.add_option("--database-url-file", raw.database_url_file,
                 "File that holds the database URL, so that its password is in no process list")
      ->check(CLI::ExistingFile)
      ->envname("PCSP_DATABASE_URL_FILE");
  app.add_option("--database-connections", c.database_connections, "Connections a service keeps")
      ->check(CLI::Range(1, 256))
      ->envname("PCSP_DATABASE_CONNECTIONS")
      ->capture_default_str();
  app.add_option(
         "--audit-key-file", c.audit_key_file,
         "Private Ed25519 key (PEM) that signs exported audit heads; not given: one that is "
         "made in --data-dir, and on PostgreSQL none")
      ->check(CLI::ExistingFile)
      ->envname("PCSP_AUDIT_KEY_FILE");
  app.add_option("--redis-url", c.redis_url,
                 "redis://host:port, or redis+sentinel://host:port,host:port,host:port/name of the "
                 "primary; empty: no shared cache")
      ->envname("PCSP_REDIS_URL");
}

// Flags may come before the command or after it.
void AddCommands(CLI::App& app, Config& c) {
  app.fallthrough();
  app.require_subcommand(0, 1);
  CLI::App* migrate = app.add_subcommand(
      "migrate",
      "Bring the schemas of what --serve names up to date, and end. On PostgreSQL this comes "
      "before "
      "the first start and before each upgrade, with the URL of the schema's owner; it may be "
      "killed and repeated. SQLite files are brought up to date by every start");
  migrate->add_flag("--create-roles", c.create_roles,
                    "PostgreSQL: make the roles pcsp_SERVICE_owner and pcsp_SERVICE, give them the "
                    "schema and their rights; needs an administrator's URL, may be repeated");
  migrate->callback([&c] { c.migrate = true; });
}

void AddRunning(CLI::App& app, Config& c, Raw& raw) {
  app.add_flag("--learn-nightly", c.learn_nightly,
               "At the gateway: learn from the reviews of every programme at 02:00 UTC; programmes "
               "that use their newest layer go on to the new one")
      ->envname("PCSP_LEARN_NIGHTLY");
  app.add_option("--worker-threads", c.worker_threads, "Threads a service answers with")
      ->check(CLI::Range(1, 512))
      ->envname("PCSP_WORKER_THREADS")
      ->capture_default_str();
  app.add_option("--drain-linger-seconds", c.drain_linger_seconds,
                 "After SIGTERM: how long to go on answering while saying NOT_SERVING")
      ->check(CLI::Range(0.0, 600.0))
      ->envname("PCSP_DRAIN_LINGER_SECONDS")
      ->capture_default_str();
  app.add_option("--drain-grace-seconds", c.drain_grace_seconds,
                 "After that: how long calls under way may take to end")
      ->check(CLI::Range(0.0, 600.0))
      ->envname("PCSP_DRAIN_GRACE_SECONDS")
      ->capture_default_str();
  app.add_option("--log-level", raw.log_level, "The least severe line to write")
      ->check(CLI::IsMember({"debug", "info", "warning", "error", "off"}))
      ->envname("PCSP_LOG_LEVEL")
      ->capture_default_str();
}

// "" or what is wrong with flags that are each right alone.
std::string Combine(const Raw& raw, Config& c) {
  for (const std::string& word : raw.serve) {
    if (word == "all")
      c.serve = kServices;
    else
      c.serve.insert(word);
  }
  c.log_level = *LogLevelFromText(raw.log_level);
  if (!raw.database_url_file.empty()) {
    std::ifstream file(raw.database_url_file);
    std::getline(file, c.database_url);
  }
  if (!c.database_url.empty() && !absl::StartsWith(c.database_url, "postgresql://")) {
    return "--database-url: must begin with postgresql:// (leave it out for SQLite)";
  }
  if (c.create_roles && c.database_url.empty()) {
    return "--create-roles: SQLite has no roles; give --database-url";
  }
  for (const auto& [flag, address] :
       {std::pair("--rest-address", c.rest_address), std::pair("--grpc-address", c.grpc_address),
        std::pair("--metrics-address", c.metrics_address)}) {
    if (!address.empty() && !IsLoopback(address) && !c.allow_unauthenticated) {
      return absl::StrCat(flag, ": ", address,
                          " can be reached from other machines, and nobody has to sign in yet. Use "
                          "127.0.0.1, or add --allow-unauthenticated if something in front of "
                          "pcspd decides who may call.");
    }
  }
  return "";
}

}  // namespace

std::string DefaultContentDir() {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  return (self.parent_path().parent_path() / "share" / "pcsp").string();
}

bool IsLoopback(const std::string& address) {
  const std::string host = address.substr(0, address.rfind(':'));
  return host == "localhost" || host == "[::1]" || absl::StartsWith(host, "127.");
}

ParsedConfig ParseConfig(int argc, const char* const* argv) {
  ParsedConfig parsed;
  Config& c = parsed.config;
  c.data_dir = "data";
  c.content_dir = DefaultContentDir();
  c.rest_address = "127.0.0.1:8080";
  c.grpc_address = "127.0.0.1:9090";
  c.metrics_address = "127.0.0.1:9464";
  Raw raw;
  CLI::App app(
      "pcspd: the services of pcsp, all in one process or each in its own. Serves, unless told to "
      "migrate.",
      "pcspd");
  app.set_version_flag("--version", "pcspd 0.1.0");
  app.set_config("--config", "", "File with flags, one `name = value` a line")
      ->envname("PCSP_CONFIG");
  AddServing(app, c, raw);
  AddPeers(app, c);
  AddStorage(app, c, raw);
  AddRunning(app, c, raw);
  AddCommands(app, c);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::ostringstream text, problem;
    const int code = app.exit(error, text, problem);
    parsed.exit_code = code == 0 ? 0 : 2;
    parsed.text = code == 0 ? text.str() : absl::StrCat("pcspd: ", error.what(), "\n");
    return parsed;
  }
  if (const std::string wrong = Combine(raw, c); !wrong.empty()) {
    parsed.exit_code = 2;
    parsed.text = absl::StrCat("pcspd: ", wrong, "\n");
    return parsed;
  }
  parsed.run = true;
  return parsed;
}

}  // namespace pcsp::rpc
