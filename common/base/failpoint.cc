#include "common/base/failpoint.h"

#ifdef PCSP_FAILPOINTS
#include <signal.h>

#include <cstdlib>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"

namespace pcsp {
namespace {

struct Action {
  std::string what;
  int passes_left = 1;
};

using Actions = std::map<std::string, Action>;

Actions ReadActions() {
  Actions actions;
  const char* const text = std::getenv("PCSP_FAILPOINT");
  if (text == nullptr) return actions;
  for (const std::string& item : std::vector<std::string>(absl::StrSplit(text, ','))) {
    const std::vector<std::string> parts = absl::StrSplit(item, ':');
    Action& action = actions[parts[0]];
    if (parts.size() > 1) action.what = parts[1];
    if (parts.size() > 2 && !absl::SimpleAtoi(parts[2], &action.passes_left)) std::abort();
  }
  return actions;
}

// Lives as long as the program, since threads may pass while it ends.
Actions& AllActions() {
  static Actions& actions = *new Actions(ReadActions());
  return actions;
}

}  // namespace

void Failpoint(const char* name) {
  if (AllActions().empty()) return;
  static std::mutex& mutex = *new std::mutex;
  std::string what;
  {
    std::lock_guard<std::mutex> lock(mutex);
    const auto found = AllActions().find(name);
    if (found == AllActions().end() || --found->second.passes_left != 0) return;
    what = found->second.what;
  }
  if (what == "kill") raise(SIGKILL);
  if (what == "sleep") absl::SleepFor(absl::Seconds(1));
}

}  // namespace pcsp

#else

namespace pcsp {

void Failpoint(const char*) {}

}  // namespace pcsp

#endif
