#include "gateway/cli/progress_bar.h"

#include <unistd.h>

#include <iostream>
#include <utility>

namespace pcsp::cli {
namespace {
constexpr int kCells = 30;
}  // namespace

ProgressBar::ProgressBar(std::string what)
    : what_(std::move(what)), terminal_(isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() {
  if (terminal_ && shown_percent_ >= 0) std::cerr << "\n";
}

void ProgressBar::Set(int64_t done, int64_t total) {
  const int percent = total <= 0 ? 100 : static_cast<int>(done * 100 / total);
  if (!terminal_ || percent == shown_percent_) return;
  shown_percent_ = percent;
  const int filled = percent * kCells / 100;
  std::cerr << "\r" << what_ << " [" << std::string(filled, '#')
            << std::string(kCells - filled, '.') << "] " << percent << " % (" << done << " of "
            << total << ")" << std::flush;
}

}  // namespace pcsp::cli
