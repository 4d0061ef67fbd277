#include "services/planning/rpc/plan/improver.h"

#include <atomic>
#include <deque>
#include <set>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/action/plan_states.h"
#include "services/planning/domain/errors.h"
#include "services/planning/domain/plan/draft.h"
#include "services/planning/domain/plan/planned_from.h"
#include "services/planning/domain/plan/problem_check.h"
#include "services/planning/rpc/actions/history.h"
#include "services/planning/rpc/plan/plan_choices.h"

namespace pcsp::planning {
namespace {

constexpr size_t kMostWaiting = 64;
constexpr size_t kMostTried = 4096;

bool Better(const PlanDraft& found, const PlanDraft& known) {
  return found.value > known.value || found.bound < known.bound ||
         (found.proven && !known.proven) || known.bound <= 0;
}

}  // namespace

class Improver::Work : public std::enable_shared_from_this<Improver::Work> {
 public:
  explicit Work(const Options& options)
      : options_(options), choices_(options.catalogue, options.store) {}

  void Stop() { stopped_ = true; }
  bool background() const { return options_.background; }

  void Later(const Plan& plan) {
    absl::MutexLock lock(&mutex_);
    if (waiting_.size() >= kMostWaiting) return;
    if (tried_.size() >= kMostTried) tried_.clear();
    if (!tried_.insert(absl::StrCat(plan.uid, "@", plan.revision)).second) return;
    waiting_.push_back(plan.name);
    if (!running_) running_ = Submit();
  }

  absl::StatusOr<Plan> Improve(const PlanName& name) {
    ASSIGN_OR_RETURN(Plan plan, options_.store->GetPlan(name));
    RETURN_IF_ERROR(options_.store->records().Read([&](sql::RecordReader& reader) {
      return CheckImprovable(plan, !FollowedOf(reader, name).empty());
    }));
    if (plan.draft.proven) return plan;
    ASSIGN_OR_RETURN(const auto catalogue, ChoicesOf(plan));
    const absl::Time end = absl::Now() + options_.most;
    PlanDraft found = ImprovePlan(*catalogue, plan.problem,
                                  {.stop = [&] { return stopped_ || absl::Now() >= end; }});
    if (stopped_ || !Better(found, plan.draft)) return plan;
    return Store(plan, std::move(found));
  }

 private:
  // What the plan was made from, unless that has changed.
  absl::StatusOr<std::shared_ptr<const Catalogue>> ChoicesOf(const Plan& plan) const {
    ASSIGN_OR_RETURN(auto catalogue, choices_.For(plan.name.organisation.programme, plan.problem));
    if (plan.catalogue_version != catalogue->version()) {
      return PlanStateForbids(plan.name.Text(),
                              "The catalogue has changed since the plan was drafted.",
                              absl::StrCat("a draft from ", catalogue->version()));
    }
    // The programme's own solutions have no version.
    Violations violations;
    CheckPins(*catalogue, plan.problem, violations);
    if (plan.own == OwnIn(*catalogue) && violations.empty()) return catalogue;
    return PlanStateForbids(
        plan.name.Text(), "The programme's own solutions have changed since the plan was drafted.",
        "a new draft");
  }

  bool Submit() {
    return options_.pool->TrySubmit([work = shared_from_this()] { work->RunOne(); });
  }

  // One search a piece of work, so that calls get their turn.
  void RunOne() {
    PlanName name;
    {
      absl::MutexLock lock(&mutex_);
      name = std::move(waiting_.front());
      waiting_.pop_front();
    }
    // Refused: somebody has touched it meanwhile, and then the draft is theirs.
    if (!stopped_) (void)Improve(name);
    absl::MutexLock lock(&mutex_);
    if (stopped_) waiting_.clear();
    running_ = !waiting_.empty() && Submit();
    if (!running_) waiting_.clear();
  }

  // Only in the place of what was read.
  absl::StatusOr<Plan> Store(const Plan& read, PlanDraft found) {
    Plan improved;
    const sql::RecordChange change = {.key = {.method = "planning.ImprovePlan"},
                                      .now = options_.clock->Now(),
                                      .programme = read.name.organisation.programme};
    const auto replace = [&](PlanWriter& writer) -> absl::StatusOr<std::string> {
      ASSIGN_OR_RETURN(improved, writer.GetPlan(read.name));
      RETURN_IF_ERROR(CheckImprovable(improved, !FollowedOf(writer.records(), read.name).empty()));
      if (improved.revision != read.revision) return "";  // improved by somebody else
      improved.draft = found;
      ++improved.revision;
      improved.update_time = change.now;
      writer.ReplacePlan(improved);
      writer.records().Concerns(read.name.Text());
      return "";
    };
    RETURN_IF_ERROR(options_.store->ChangePlans(change, replace).status());
    return improved;
  }

  const Options options_;
  const PlanChoices choices_;
  std::atomic<bool> stopped_ = false;
  absl::Mutex mutex_;
  std::deque<PlanName> waiting_ ABSL_GUARDED_BY(mutex_);
  std::set<std::string> tried_ ABSL_GUARDED_BY(mutex_);  // uid@revision
  bool running_ ABSL_GUARDED_BY(mutex_) = false;
};

Improver::Improver(const Options& options) : work_(std::make_shared<Work>(options)) {}

Improver::~Improver() { work_->Stop(); }

void Improver::Later(const Plan& plan) {
  const bool draft = plan.state == PlanState::kDraft && !plan.draft.proven;
  if (draft && work_->background()) work_->Later(plan);
}

absl::StatusOr<Plan> Improver::Now(const PlanName& name) { return work_->Improve(name); }

}  // namespace pcsp::planning
