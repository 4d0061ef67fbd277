#include "common/rpc/log.h"

#include <unistd.h>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "nlohmann/json.hpp"

namespace pcsp::rpc {
namespace {

constexpr absl::string_view kLevelNames[] = {"debug", "info", "warning", "error", "off"};

}  // namespace

absl::StatusOr<LogLevel> LogLevelFromText(absl::string_view text) {
  for (size_t i = 0; i < std::size(kLevelNames); ++i) {
    if (text == kLevelNames[i]) return static_cast<LogLevel>(i);
  }
  return InvalidField("log-level", text, "debug, info, warning, error or off");
}

void Log::Write(LogLevel level, absl::string_view message, Fields fields) {
  if (!Enabled(level)) return;
  nlohmann::ordered_json line;
  line["time"] = absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", absl::Now(), absl::UTCTimeZone());
  line["level"] = std::string(kLevelNames[static_cast<size_t>(level)]);
  line["message"] = std::string(message);
  for (const auto& [key, value] : fields) {
    std::visit([&line, key = std::string(key)](const auto& v) { line[key] = v; }, value);
  }
  const std::string text =
      line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  absl::MutexLock lock(&mutex_);
  // A full disk or a closed pipe must not stop the service: what cannot be logged is dropped.
  [[maybe_unused]] const ssize_t written = ::write(fd_, text.data(), text.size());
}

}  // namespace pcsp::rpc
