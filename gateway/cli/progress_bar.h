// A bar on standard error for work that takes a while; silent when nobody is looking.
#pragma once

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

 private:
  const std::string what_;
  const bool terminal_;
  int shown_percent_ = -1;
};

}  // namespace pcsp::cli
