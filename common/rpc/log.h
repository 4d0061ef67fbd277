// Structured logs: one JSON object a line on standard error.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>
#include <variant>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

namespace pcsp::rpc {

enum class LogLevel { kDebug, kInfo, kWarning, kError, kOff };

// "debug", "info", "warning", "error" or "off".
absl::StatusOr<LogLevel> LogLevelFromText(absl::string_view text);

// Thread-safe. A line holds a constant message and named values; values are ids, codes, counts and
// durations, never answers, notes, tokens or anything else that a person wrote.
class Log {
 public:
  using Value = std::variant<std::string, int64_t, double, bool>;
  using Fields = std::initializer_list<std::pair<absl::string_view, Value>>;

  explicit Log(LogLevel level, int fd = 2) : level_(level), fd_(fd) {}

  void Write(LogLevel level, absl::string_view message, Fields fields = {});
  void Info(absl::string_view message, Fields fields = {}) {
    Write(LogLevel::kInfo, message, fields);
  }
  void Warning(absl::string_view message, Fields fields = {}) {
    Write(LogLevel::kWarning, message, fields);
  }
  void Error(absl::string_view message, Fields fields = {}) {
    Write(LogLevel::kError, message, fields);
  }
  bool Enabled(LogLevel level) const { return level >= level_ && level != LogLevel::kOff; }

 private:
  const LogLevel level_;
  const int fd_;
  absl::Mutex mutex_;  // keeps lines whole
};

}  // namespace pcsp::rpc
