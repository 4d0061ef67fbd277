// The versions of the knowledge base that this process can diagnose with: the one that ships with
// the program, and those that were published, on whichever replica.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "services/diagnosis/domain/engine/model.h"
#include "services/diagnosis/domain/text/lexicon/lexicon.h"
#include "services/diagnosis/store/store.h"

namespace pcsp::diagnosis {

struct KnowledgeBaseEdition {
  std::shared_ptr<const Model> model;
  std::optional<absl::Time> publish_time;  // nothing: it ships with the program
};

// Immutable.
struct Shelf {
  int64_t revision = 0;                        // of the store when it was read
  std::vector<KnowledgeBaseEdition> editions;  // published last first; the built-in one at the end
  size_t current = 0;

  // `name` is `knowledgeBases/{id}@{version}`; empty or `knowledgeBases/current` for the one in
  // force. Null when there is none.
  const KnowledgeBaseEdition* Find(const std::string& name) const;
};

// Thread-safe. What it points to must outlive it.
class KnowledgeLibrary {
 public:
  // Loads what is published. Every version reads notes by the cues of `lexicon`, which fits
  // `built_in`; cues of issues that a published version does not have are not used with it. Errors:
  // those of common/storage; INVALID_CONTENT, INVALID_KNOWLEDGE_BASE where this program cannot read
  // the version in force.
  static absl::StatusOr<std::unique_ptr<KnowledgeLibrary>> Open(KnowledgeBase built_in,
                                                                Lexicon lexicon,
                                                                KnowledgeBaseStore* store,
                                                                const Clock* clock);

  // Whether a knowledge base that passed its own check can be compiled with the cues, too: an id of
  // its own may be one that notes take. INVALID_KNOWLEDGE_BASE. Ask before it is published.
  absl::Status CheckWithCues(KnowledgeBase kb) const;

  // A knowledge base with other numbers, compiled with the cues that fit it.
  // INVALID_KNOWLEDGE_BASE.
  absl::StatusOr<Model> Compile(KnowledgeBase kb) const;

  // Never blocks: null when it is time to look whether another version is in force.
  std::shared_ptr<const Shelf> AtHand() const;
  // Looks first when it is time to. A store that does not answer, or has what this program cannot
  // read, leaves everything as it was.
  std::shared_ptr<const Shelf> Fresh();
  // Looks now.
  absl::Status Refresh();

 private:
  KnowledgeLibrary(Model built_in, Lexicon lexicon, KnowledgeBaseStore* store, const Clock* clock)
      : built_in_(std::make_shared<const Model>(std::move(built_in))),
        lexicon_(std::move(lexicon)),
        store_(store),
        clock_(clock) {}
  absl::StatusOr<std::shared_ptr<const Shelf>> Load(const KnowledgeBaseInForce& in_force,
                                                    const Shelf* known) const;

  const std::shared_ptr<const Model> built_in_;
  const Lexicon lexicon_;
  KnowledgeBaseStore* const store_;
  const Clock* const clock_;
  absl::Mutex refreshing_;  // one at a time
  mutable absl::Mutex mutex_;
  std::shared_ptr<const Shelf> shelf_ ABSL_GUARDED_BY(mutex_);
  absl::Time looked_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace pcsp::diagnosis
