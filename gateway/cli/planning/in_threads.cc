#include "gateway/cli/planning/in_threads.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

namespace pcsp::offline {

void InThreads(int threads, int n, const std::function<void(int)>& task) {
  std::atomic<int> next = 0;
  std::vector<std::jthread> workers;
  for (int i = 0; i < std::min(threads, n); ++i) {
    workers.emplace_back([&] {
      for (int at = next++; at < n; at = next++) task(at);
    });
  }
}

double SteadySeconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace pcsp::offline
