#include "tests/support/redis_server.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <vector>

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

}  // namespace

RedisServer::~RedisServer() {
  Kill();
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

RedisAddress RedisServer::address() const {
  RedisAddress address;
  address.socket = folder_ + "/redis.socket";
  return address;
}

absl::Status RedisServer::Start() {
  if (folder_.empty()) {
    std::string name = (std::filesystem::temp_directory_path() / "pcsp-redis.XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) return absl::InternalError("no temporary folder");
    folder_ = name;
  }
  std::vector<std::string> words = {
      "redis-server", "--port", "0",     "--unixsocket", address().socket, "--save", "",
      "--appendonly", "no",     "--dir", folder_};
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
    auto connection = RedisConnection::Dial(address(), absl::Seconds(1));
    if (connection.ok() && connection->Run({"PING"}, absl::Seconds(1)).ok()) break;
    absl::SleepFor(absl::Milliseconds(5));  // a process of its own cannot tell us
  }
  return absl::OkStatus();
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
