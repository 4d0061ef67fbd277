// The sites of a programme by name: what do the others say of each?
#pragma once

#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/base/error.h"
#include "services/diagnosis/domain/programme/programme.h"

namespace pcsp::diagnosis {

struct RelatedSite {
  std::string organisation;
  std::optional<Level> level;  // not given: a violation
  std::string parent;          // a site taken in before; empty for none
  LevelEvidence evidence;      // its notes are passed over
};

// Up and down the line everything is heard; sideways only answers, and no facts. Answers change no
// more once a wave has closed, so what is concluded of a site follows from its own evidence and
// that of the sites above and below it alone: a fact that is learned of one site makes no
// neighbour's diagnosis out of date, in a programme of any size.
//
// Not thread-safe. The model must outlive it.
class Relations {
 public:
  static constexpr size_t kMostSites = 200'000;
  // A group sees each of its practices anyway; neighbours do not see each other (spread/summary.h).
  static constexpr Programme::Fewest kFewest = {.below = 3, .beside = 5};

  // `model` has a Model::programme.
  explicit Relations(const Model& model);

  // INVALID_FIELDS with every violation: of the evidence as ResolveEvidence() has them after
  // `evidence.` (as the only level). IMPOSSIBLE_EVIDENCE. A site that fails is not taken in.
  absl::Status TakeIn(const RelatedSite& site);

  // INVALID_FIELDS for a site that was not taken in.
  absl::StatusOr<SurroundingEvidence> Around(const std::string& organisation) const;

 private:
  struct Placed {
    Programme::Site site;
    Level level;
  };
  absl::StatusOr<Programme::Site> Place(const RelatedSite& site, Violations* violations);

  const Model& model_;
  Programme everything_, answers_;  // of the same sites, in the same order
  absl::flat_hash_map<std::string, Placed> sites_;
};

}  // namespace pcsp::diagnosis
