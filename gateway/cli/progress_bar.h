// A bar on standard error for work that takes a while; silent when nobody is looking.
#pragma once

#include <cstdint>
#include <string>

namespace pcsp::cli {

class ProgressBar {
 public:
  explicit ProgressBar(std::string what);
  // Leaves the last state on a line of its own.
  ~ProgressBar();

  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void Set(int64_t done, int64_t total);
  // The same, with `note` in place of the two numbers.
  void Set(int64_t done, int64_t total, const std::string& note);

 private:
  const std::string what_;
  const bool terminal_;
  int shown_percent_ = -1;
  std::string shown_note_;
};

}  // namespace pcsp::cli
