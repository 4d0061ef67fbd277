#include "services/planning/rpc/programme_plan/plan_search.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace pcsp::planning {
namespace {

constexpr int kNice = 10;

double SteadySeconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void InThreads(int threads, int n, const std::function<void(int)>& task) {
  std::atomic<int> next = 0;
  std::vector<std::jthread> workers;
  for (int i = 0; i < std::min(threads, n); ++i) {
    workers.emplace_back([&] {
      for (int at = next++; at < n; at = next++) task(at);
    });
  }
}

std::string StepOf(const CohortProgress& progress) {
  if (progress.bound <= 0) return "finding the bound";
  if (progress.planned < progress.regions) return "finding a plan for every region";
  return "improving the plan";
}

}  // namespace

PlanSearch::PlanSearch(CohortProblem problem, const ProgrammePlan& plan, int threads)
    : problem_(std::move(problem)),
      seconds_(plan.seconds),
      seed_(plan.seed),
      moves_(plan.moves),
      threads_(threads),
      started_(SteadySeconds()),
      thread_([this] { Run(); }) {}

PlanSearch::~PlanSearch() {
  Cancel();
  thread_.join();
}

void PlanSearch::Run() {
  // Of this thread alone and of those that it starts.
  (void)!nice(kNice);
  absl::StatusOr<CohortResult> result = PlanCohorts(problem_, Options());
  absl::MutexLock lock(&mutex_);
  result_ = std::move(result);
  ended_ = true;
}

CohortOptions PlanSearch::Options() {
  CohortOptions options;
  options.seed = seed_;
  options.seconds = seconds_;
  if (moves_ > 0) options.moves = moves_;
  options.elapsed = SteadySeconds;
  options.cancelled = [this] { return cancelled_.load(); };
  options.progress = [this](const CohortProgress& progress) {
    absl::MutexLock lock(&mutex_);
    progress_ = progress;
  };
  options.threads = threads_;
  options.parallel = [this](int n, const std::function<void(int)>& task) {
    InThreads(threads_, n, task);
  };
  return options;
}

bool PlanSearch::Ended(absl::Duration wait) {
  absl::MutexLock lock(&mutex_);
  return mutex_.AwaitWithTimeout(absl::Condition(&ended_), wait);
}

PlanProgress PlanSearch::Progress(absl::Time now) {
  absl::MutexLock lock(&mutex_);
  PlanProgress progress;
  progress.step = StepOf(progress_);
  progress.percent = std::clamp(100 * (SteadySeconds() - started_) / seconds_, 0.0, 100.0);
  const bool planned = progress_.regions > 0 && progress_.planned == progress_.regions;
  if (planned) progress.best = progress_.best;
  if (progress_.bound > 0) progress.bound = progress_.bound;
  progress.regions = static_cast<int>(problem_.regions.size());
  progress.planned_regions = progress_.planned;
  progress.time = now;
  return progress;
}

}  // namespace pcsp::planning
