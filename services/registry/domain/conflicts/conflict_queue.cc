#include "services/registry/domain/conflicts/conflict_queue.h"

#include <algorithm>
#include <utility>

namespace pcsp::registry {
namespace {

// What was decided holds until a claim changes. That what was known is known once more, though the
// other claim was chosen, is such a change: somebody has said it again since.
bool Decided(const ImportConflict& before, const ImportConflict& conflict) {
  return before.state == ConflictState::kResolved && before.choice == ConflictChoice::kKnown &&
         SameQuestion(before, conflict) && SameClaims(before, conflict);
}

}  // namespace

ConflictQueue::ConflictQueue(std::vector<ImportConflict> known, std::function<std::string()> new_id,
                             absl::Time now, std::vector<ImportConflict>* changed)
    : new_id_(std::move(new_id)), now_(now), changed_(changed) {
  for (ImportConflict& conflict : known) {
    known_[conflict.subject()].push_back(std::move(conflict));
  }
}

std::string ConflictQueue::Add(ImportConflict conflict) {
  std::vector<ImportConflict>& of_it = known_[conflict.subject()];
  for (const ImportConflict& before : of_it) {
    if (Decided(before, conflict)) return "";
  }
  if (ImportConflict* open = Open(conflict)) {
    if (SameClaims(*open, conflict)) return open->id;
    open->relationship = std::move(conflict.relationship);
    open->known = std::move(conflict.known);
    open->claimed = std::move(conflict.claimed);
    ++open->revision;
    open->update_time = now_;
    Changed(*open);
    return open->id;
  }
  conflict.id = new_id_();
  conflict.revision = 1;
  conflict.create_time = conflict.update_time = now_;
  of_it.push_back(conflict);
  changed_->push_back(std::move(conflict));
  return of_it.back().id;
}

void ConflictQueue::Settle(const ImportConflict& question) {
  ImportConflict* open = Open(question);
  if (open == nullptr) return;
  open->state = ConflictState::kResolved;
  open->choice = ConflictChoice::kAgreed;
  ++open->revision;
  open->update_time = now_;
  Changed(*open);
}

ImportConflict* ConflictQueue::Open(const ImportConflict& question) {
  const auto found = known_.find(question.subject());
  if (found == known_.end()) return nullptr;
  for (ImportConflict& conflict : found->second) {
    if (conflict.state == ConflictState::kOpen && SameQuestion(conflict, question)) {
      return &conflict;
    }
  }
  return nullptr;
}

// A conflict may change twice among the same rows; it is written once.
void ConflictQueue::Changed(const ImportConflict& conflict) {
  const auto same = std::find_if(changed_->begin(), changed_->end(),
                                 [&](const auto& other) { return other.id == conflict.id; });
  if (same == changed_->end()) {
    changed_->push_back(conflict);
  } else {
    *same = conflict;
  }
}

}  // namespace pcsp::registry
