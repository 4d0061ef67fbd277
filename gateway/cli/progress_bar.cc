#include "gateway/cli/progress_bar.h"

#include <unistd.h>

#include <iostream>
#include <utility>

#include "absl/strings/str_cat.h"

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
  Set(done, total, absl::StrCat(done, " of ", total));
}

// Notes differ in length, so the rest of the line is cleared.
void ProgressBar::Set(int64_t done, int64_t total, const std::string& note) {
  const int percent = total <= 0 ? 100 : static_cast<int>(done * 100 / total);
  if (!terminal_ || (percent == shown_percent_ && note == shown_note_)) return;
  shown_percent_ = percent;
  shown_note_ = note;
  const int filled = percent * kCells / 100;
  std::cerr << "\r" << what_ << " [" << std::string(filled, '#')
            << std::string(kCells - filled, '.') << "] " << percent << " % (" << note << ")\033[K"
            << std::flush;
}

}  // namespace pcsp::cli
