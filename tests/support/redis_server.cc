#include "tests/support/redis_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace pcsp::testing {
namespace {

// In the child: nothing but calls that are safe between fork and exec.
[[noreturn]] void Exec(const std::vector<char*>& arguments) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  const int null = open("/dev/null", O_RDWR);
  dup2(null, STDIN_FILENO);
  dup2(null, STDOUT_FILENO);
  dup2(null, STDERR_FILENO);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

// Free a moment ago; whoever finds it taken does not start, and says so.
int FreePort() {
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in at = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t size = sizeof(at);
  bind(listener, reinterpret_cast<sockaddr*>(&at), size);
  getsockname(listener, reinterpret_cast<sockaddr*>(&at), &size);
  close(listener);
  return ntohs(at.sin_port);
}

}  // namespace

RedisServer::~RedisServer() {
  Kill();
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

RedisAddress RedisServer::address() const {
  RedisAddress address;
  if (options_.tcp) {
    address.server = {"127.0.0.1", port_};
  } else {
    address.socket = folder_ + "/redis.socket";
  }
  return address;
}

std::vector<std::string> RedisServer::CommandLine() const {
  std::vector<std::string> words = {"redis-server"};
  if (!options_.sentinel_monitoring.empty()) {
    const std::string config = folder_ + "/sentinel.conf";
    if (!std::filesystem::exists(config)) {
      std::ofstream(config) << "sentinel monitor " << kPrimaryName << " "
                            << options_.sentinel_monitoring
                            << " 2\nsentinel down-after-milliseconds " << kPrimaryName
                            << " 500\nsentinel failover-timeout " << kPrimaryName << " 3000\n";
    }
    words.push_back(config);
    words.push_back("--sentinel");
  }
  for (const std::string& word : {std::string("--port"), absl::StrCat(port_), std::string("--bind"),
                                  std::string("127.0.0.1"), std::string("--dir"), folder_}) {
    words.push_back(word);
  }
  if (!options_.tcp) {
    words.push_back("--unixsocket");
    words.push_back(address().socket);
  }
  if (options_.sentinel_monitoring.empty()) {
    for (const char* word : {"--save", "", "--appendonly", "no", "--enable-debug-command", "yes"}) {
      words.push_back(word);
    }
  }
  words.insert(words.end(), options_.more.begin(), options_.more.end());
  return words;
}

absl::Status RedisServer::Start() {
  if (folder_.empty()) {
    std::string name = (std::filesystem::temp_directory_path() / "pcsp-redis.XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) return absl::InternalError("no temporary folder");
    folder_ = name;
    if (options_.tcp) port_ = FreePort();
  }
  std::vector<std::string> words = CommandLine();
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_ = fork();
  if (pid_ == 0) Exec(arguments);
  while (true) {
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = 0;
      return absl::UnavailableError("redis-server does not start: apt-get install redis-server");
    }
    if (Say({"PING"}).text == "PONG") break;
    absl::SleepFor(absl::Milliseconds(5));  // a process of its own cannot tell us
  }
  return absl::OkStatus();
}

RedisReply RedisServer::Say(const std::vector<absl::string_view>& command) const {
  auto connection = RedisConnection::Dial(address(), absl::Seconds(10));
  if (!connection.ok()) return {};
  return connection->Run(command, absl::Seconds(10)).value_or(RedisReply{});
}

void RedisServer::Kill() {
  if (pid_ == 0) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = 0;
}

void RedisServer::Pause() {
  kill(pid_, SIGSTOP);
  int status = 0;
  waitpid(pid_, &status, WUNTRACED);  // returns when it has really stopped
}

void RedisServer::Resume() { kill(pid_, SIGCONT); }

}  // namespace pcsp::testing
