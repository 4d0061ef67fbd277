// Sees to it that every wave that is closing gets closed, that sites are diagnosed again when new
// facts come in or staff are trained, and that what erased people wrote goes, whatever was cut off
// before.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "common/rpc/log.h"
#include "gateway/clients.h"
#include "gateway/flows/erasure/note_erasure.h"
#include "gateway/flows/names.h"
#include "gateway/flows/nightly/learn.h"

namespace pcsp::gateway {

// Level-triggered (design.md 2, decision 4): it compares what is with what should be, at start,
// every half minute, when told of a wave and when the doorbell rings for one. Several gateways may
// work on the same wave; that costs time and nothing else. Thread-safe.
class Coordinator {
 public:
  struct WaveProgress {
    int done = 0;
    int total = 0;
    absl::Status last_error;
  };

  // Begins at once. With `learn_nightly` it also has the reviews of every programme learned from
  // once a night. What is pointed to must outlive the object.
  Coordinator(Clients* clients, rpc::Log* log, bool learn_nightly = false);
  // Stops after the site in hand.
  ~Coordinator();

  Coordinator(const Coordinator&) = delete;
  Coordinator& operator=(const Coordinator&) = delete;

  // A hint that `wave` is closing.
  void Nudge(const WaveName& wave);
  // A hint that what is called `name` has changed, or with "" that anything may have. If that can
  // be a wave, an observation or monthly values, it looks now and not only when its time has come;
  // if it is a programme, it looks at its training and for erased people when its time has come.
  // Never blocks.
  void Heard(const std::string& name);

  // How far this gateway is with a wave; nothing when it is not working on it.
  std::optional<WaveProgress> ProgressOf(const WaveName& wave) const;

 private:
  void Run();
  // Waves that are closing, of all programmes_, and in latest_closed_ the one of each programme
  // that closed last; what cannot be read now, as found_all_ tells, is found the next time, which
  // is soon.
  std::set<std::string> FindClosing();
  void WorkOn(const std::string& wave);
  // Diagnoses again what has new facts since the last look; false if something was in the way.
  bool CatchUpAll();
  // Has assessments know what share of staff is trained, and the words of people erased who have
  // been erased since the last look: of programmes that have changed, and once an hour of all,
  // since training lapses by itself; false if something was in the way.
  bool LookAfterProgrammes();
  absl::Status LookAfter(const std::set<std::string>& programmes);
  bool Stopping() const;

  Clients* const clients_;
  rpc::Log* const log_;
  mutable absl::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  bool woken_ ABSL_GUARDED_BY(mutex_) = false;
  std::set<std::string> nudged_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, WaveProgress> progress_ ABSL_GUARDED_BY(mutex_);
  std::set<std::string> changed_ ABSL_GUARDED_BY(mutex_);  // programmes
  // Of the thread alone: the programmes; each programme's latest closed wave, and up to which
  // revision its facts have been looked at.
  std::set<std::string> programmes_;
  std::set<std::string> latest_closed_;
  bool found_all_ = false;
  std::map<std::string, int64_t> seen_;
  NoteErasure erasure_;
  absl::Time all_looked_after_ = absl::InfinitePast();  // when all programmes last were
  std::optional<NightlyLearning> nightly_;
  std::thread thread_;
};

}  // namespace pcsp::gateway
