#include "gateway/flows/coordinator.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/rpc/status.h"
#include "gateway/flows/catch_up.h"
#include "gateway/flows/follow_up.h"
#include "gateway/flows/pages.h"
#include "gateway/flows/training_facts.h"

namespace pcsp::gateway {
namespace {

constexpr absl::Duration kSweep = absl::Seconds(30);
// After a failure, soon enough that a restarted service is not waited for in vain.
constexpr absl::Duration kRetry = absl::Seconds(1);
constexpr absl::Duration kPage = absl::Seconds(10);
// For what no ring announced.
constexpr absl::Duration kLookAfterAll = absl::Hours(1);

bool IsProgramme(const std::string& name) {
  return absl::StartsWith(name, "programmes/") && std::count(name.begin(), name.end(), '/') == 1;
}

// Which fields were refused, without what was given: enough to find the defect by.
std::string FieldsOf(const absl::Status& status) {
  const auto detail = ErrorDetailOf(status);
  if (!detail) return "";
  return absl::StrJoin(detail->violations, " ", [](std::string* out, const Violation& violation) {
    out->append(violation.field);
  });
}

}  // namespace

Coordinator::Coordinator(Clients* clients, rpc::Log* log, bool learn_nightly)
    : clients_(clients),
      log_(log),
      erasure_(clients),
      nightly_(learn_nightly ? std::optional<NightlyLearning>(std::in_place, clients, log)
                             : std::nullopt),
      thread_([this] { Run(); }) {}

Coordinator::~Coordinator() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
  }
  thread_.join();
}

void Coordinator::Nudge(const WaveName& wave) {
  absl::MutexLock lock(&mutex_);
  nudged_.insert(wave.ToString());
}

void Coordinator::Heard(const std::string& name) {
  if (IsProgramme(name)) {
    absl::MutexLock lock(&mutex_);
    changed_.insert(name);
    return;
  }
  const bool facts = absl::StrContains(name, "/observations/") ||
                     absl::EndsWith(name, "/measureValues") ||
                     absl::EndsWith(name, "/countedFacts");
  if (!name.empty() && !facts && !ParseWaveName("name", name).ok()) return;
  absl::MutexLock lock(&mutex_);
  woken_ = true;
}

std::optional<Coordinator::WaveProgress> Coordinator::ProgressOf(const WaveName& wave) const {
  absl::MutexLock lock(&mutex_);
  const auto found = progress_.find(wave.ToString());
  if (found == progress_.end()) return std::nullopt;
  return found->second;
}

bool Coordinator::Stopping() const {
  absl::MutexLock lock(&mutex_);
  return stopping_;
}

void Coordinator::Run() {
  std::set<std::string> waves = FindClosing();
  const auto has_work = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    return stopping_ || woken_ || !nudged_.empty();
  };
  while (!Stopping()) {
    for (const std::string& wave : waves) WorkOn(wave);
    const bool looked_after = LookAfterProgrammes();
    const bool caught_up = CatchUpAll();
    if (nightly_) nightly_->Run(programmes_, absl::Now(), [this] { return !Stopping(); });
    absl::Duration wait = kSweep;
    {
      absl::MutexLock lock(&mutex_);
      if (!progress_.empty() || !found_all_ || !caught_up || !looked_after) wait = kRetry;
      mutex_.AwaitWithTimeout(absl::Condition(&has_work), wait);
      waves = std::exchange(nudged_, {});
      // Told of a wave, it works on that wave; woken, or told nothing in time, it looks around.
      if (!std::exchange(woken_, false) && !waves.empty() && found_all_) continue;
    }
    waves.merge(FindClosing());
  }
}

std::set<std::string> Coordinator::FindClosing() {
  std::set<std::string> closing;
  programmes_.clear();
  latest_closed_.clear();
  absl::Status found =
      EachPage(*clients_->registry, &registry::v1::RegistryService::Stub::ListProgrammes,
               registry::v1::ListProgrammesRequest(), kPage, [this](const auto& page) {
                 for (const auto& programme : page.programmes()) {
                   programmes_.insert(programme.name());
                 }
               });
  for (const std::string& programme : programmes_) {
    assessments::v1::ListWavesRequest request;
    request.set_parent(programme);
    std::pair<int64_t, std::string> latest;  // when it closed, its name
    found.Update(
        EachPage(*clients_->assessments, &assessments::v1::AssessmentService::Stub::ListWaves,
                 request, kPage, [&closing, &latest](const auto& page) {
                   for (const auto& wave : page.waves()) {
                     if (wave.state() >= assessments::v1::WAVE_STATE_CLOSED) {  // or published
                       latest = std::max(latest, {wave.close_time().seconds(), wave.name()});
                     }
                     if (wave.state() == assessments::v1::WAVE_STATE_CLOSING) {
                       closing.insert(wave.name());
                     }
                   }
                 }));
    if (!latest.second.empty()) latest_closed_.insert(latest.second);
  }
  found_all_ = found.ok();
  return closing;
}

bool Coordinator::CatchUpAll() {
  bool all = true;
  for (const std::string& wave : latest_closed_) {
    const auto name = ParseWaveName("wave", wave);
    if (!name.ok() || Stopping()) continue;
    const absl::Status status =
        CatchUp(*clients_, *name, &seen_[wave], [this] { return !Stopping(); });
    if (status.ok() || absl::IsCancelled(status)) continue;
    all = false;
    log_->Warning("sites with new facts wait to be diagnosed",
                  {{"wave", wave}, {"reason", rpc::ReasonOf(status)}});
  }
  return all;
}

bool Coordinator::LookAfterProgrammes() {
  const absl::Time now = absl::Now();
  const bool all = now - all_looked_after_ >= kLookAfterAll;
  std::set<std::string> due;
  {
    absl::MutexLock lock(&mutex_);
    due = std::exchange(changed_, {});
  }
  if (all) due = programmes_;
  const absl::Status status = LookAfter(due);
  if (status.ok() || absl::IsCancelled(status)) {
    if (all) all_looked_after_ = now;
    return true;
  }
  absl::MutexLock lock(&mutex_);
  changed_.merge(due);
  return false;
}

absl::Status Coordinator::LookAfter(const std::set<std::string>& programmes) {
  absl::Status trained;
  for (const std::string& programme : programmes) {
    if (Stopping()) break;
    trained.Update(RecordTraining(*clients_, programme));
  }
  if (!trained.ok()) {
    log_->Warning("who is trained waits to be known", {{"reason", rpc::ReasonOf(trained)}});
  }
  const absl::Status erased = erasure_.Run(programmes, [this] { return !Stopping(); });
  if (!erased.ok() && !absl::IsCancelled(erased)) {
    log_->Warning("notes of erased people wait to be erased", {{"reason", rpc::ReasonOf(erased)}});
  }
  return trained.ok() ? erased : trained;
}

void Coordinator::WorkOn(const std::string& wave) {
  const auto name = ParseWaveName("wave", wave);
  if (!name.ok()) return;
  const auto progress = [this, &wave](int done, int total) {
    absl::MutexLock lock(&mutex_);
    progress_[wave].done = done;
    progress_[wave].total = total;
    return !stopping_;
  };
  const auto no_draft = [this](const std::string& organisation, const absl::Status& why) {
    log_->Warning(
        "no plan was drafted for a site",
        {{"site", organisation}, {"reason", rpc::ReasonOf(why)}, {"fields", FieldsOf(why)}});
  };
  const absl::Status status = FollowUp(*clients_, *name, progress, no_draft);
  absl::MutexLock lock(&mutex_);
  if (status.ok()) {
    progress_.erase(wave);
    return;
  }
  progress_[wave].last_error = status;
  log_->Warning("follow-up of a wave held up",
                {{"wave", wave}, {"reason", rpc::ReasonOf(status)}, {"fields", FieldsOf(status)}});
}

}  // namespace pcsp::gateway
