// Puts contradictions that an import meets into the queue for a person, each once.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "services/registry/domain/conflicts/conflict.h"

namespace pcsp::registry {

class ConflictQueue {
 public:
  // `known` are the conflicts, open and resolved, of what rows are about. What is
  // to be written is added to `changed`, which must outlive this.
  ConflictQueue(std::vector<ImportConflict> known, std::function<std::string()> new_id,
                absl::Time now, std::vector<ImportConflict>* changed);

  // A contradiction; `conflict` has all but id, state, revision and times.
  // Returns the id under which it waits for a person, or "" if one has decided on just these
  // claims already.
  std::string Add(ImportConflict conflict);

  // A claim that contradicts nothing: what waited in its place waits no longer. `question` has the
  // members that SameQuestion() looks at.
  void Settle(const ImportConflict& question);

 private:
  ImportConflict* Open(const ImportConflict& question);
  void Changed(const ImportConflict& conflict);

  absl::flat_hash_map<std::string, std::vector<ImportConflict>> known_;  // by subject
  const std::function<std::string()> new_id_;
  const absl::Time now_;
  std::vector<ImportConflict>* const changed_;
};

}  // namespace pcsp::registry
