#include "services/planning/rpc/programme_plan/plan_worker.h"

#include "common/base/ids.h"
#include "common/rpc/status.h"
#include "services/planning/rpc/programme_plan/convert_problem.h"
#include "services/planning/rpc/programme_plan/plan_records.h"

namespace pcsp::planning {

PlanWorker::PlanWorker(const Options& options)
    : options_(options),
      records_(std::make_unique<PlanRecords>(options.records, NewUuid(options.clock->Now()),
                                             options.lease)),
      thread_([this] { Run(); }) {}

PlanWorker::~PlanWorker() {
  {
    absl::MutexLock lock(&mutex_);
    ending_ = true;
    rung_ = true;
  }
  thread_.join();
}

void PlanWorker::Ring() {
  absl::MutexLock lock(&mutex_);
  rung_ = true;
}

bool PlanWorker::ending() {
  absl::MutexLock lock(&mutex_);
  return ending_;
}

void PlanWorker::Rest(absl::Duration wait) {
  absl::MutexLock lock(&mutex_);
  mutex_.AwaitWithTimeout(absl::Condition(&rung_), wait);
  rung_ = ending_;
}

void PlanWorker::Report(const absl::Status& status) {
  options_.log->Warning("a programme plan's row could not be kept",
                        {{"reason", rpc::ReasonOf(status)}});
}

void PlanWorker::Run() {
  while (!ending()) {
    const auto taken = records_->Take(options_.clock->Now());
    if (!taken.ok()) Report(taken.status());
    if (!taken.ok() || !*taken) {
      Rest(options_.look);
      continue;
    }
    Make(**taken);
  }
}

void PlanWorker::Make(const TakenPlan& taken) {
  Violations none;  // it was checked before it was kept
  PlanSearch search(FromProto(taken.problem, none), taken.plan, options_.threads);
  while (!search.Ended(options_.beat)) {
    if (ending()) {
      const absl::Status released = records_->Release(taken.plan, options_.clock->Now());
      if (!released.ok()) Report(released);
      return;
    }
    const absl::Time now = options_.clock->Now();
    const auto plan = records_->Beat(taken.plan, search.Progress(now), now);
    if (plan.ok() && plan->cancelling) search.Cancel();
    if (absl::IsAborted(plan.status())) return;  // it is somebody else's now
    if (!plan.ok()) Report(plan.status());
  }
  for (;;) {
    const absl::Status status = records_->Finish(taken, search, options_.clock->Now());
    if (status.ok() || absl::IsAborted(status)) return;
    Report(status);
    if (ending()) return;
    Rest(options_.beat);
  }
}

}  // namespace pcsp::planning
