// Learning from verdicts as they come, and from the whole log again (methods.md 2.5).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "services/diagnosis/domain/learning/counts.h"
#include "services/diagnosis/domain/learning/credit.h"
#include "services/diagnosis/domain/learning/label_accuracy.h"
#include "services/diagnosis/domain/learning/verdict.h"

namespace pcsp::diagnosis {

// Counts over a knowledge base, and the model by which cases are credited until the next replay.
// Not thread-safe.
class Learner {
 public:
  // Credits by `base` itself. With `hear` it reads cases in which other sites are heard.
  // INVALID_KNOWLEDGE_BASE.
  static absl::StatusOr<Learner> Start(KnowledgeBase base, bool hear = false);

  // Learns from a case, or forgets one exactly. As ResolveCase() and Crediting::Add(); after an
  // error nothing has changed. A case that changed is withdrawn as it was and added as it is.
  absl::Status Add(const VerdictCase& reviewed);
  absl::Status Withdraw(const VerdictCase& reviewed);
  // The same for a case that ResolveCase() resolved against any model of the same knowledge base,
  // learned or not. IMPOSSIBLE_EVIDENCE.
  absl::Status Add(const LabelledCase& reviewed);
  // What was counted elsewhere by the same crediting model: equal crediting().hash.
  void Merge(const LearnedCounts& counts) { counts_ += counts; }

  const LearnedCounts& counts() const { return counts_; }
  const Model& crediting() const { return *crediting_; }
  KnowledgeBase Learned() const;
  LabelAccuracy accuracy() const;

  // Credits from now on by what has been learned so far, with nothing counted yet: the next pass.
  // INVALID_KNOWLEDGE_BASE.
  absl::Status BeginPass();
  // The same, and keeps what is counted: for learning in the order of time.
  absl::Status CreditByLearned();

 private:
  Learner(KnowledgeBase base, std::unique_ptr<const Model> crediting, LabelAccuracy accuracy);
  bool hears() const { return crediting_->programme != nullptr; }

  KnowledgeBase base_;
  std::unique_ptr<const Model> crediting_;
  std::unique_ptr<Crediting> credit_;
  LearnedCounts counts_;
};

// A case that a replay could not use, because the knowledge base does not know what it names.
struct LeftOut {
  std::string id;
  absl::Status why;
};

struct Replay {
  Learner learner;
  std::vector<LeftOut> left_out;  // in the order of the log
};

inline constexpr int kNightlyPasses = 2;  // README.md has why

// Passes over the log from the authors' knowledge base: bit for bit the same for any order of the
// log. One pass is what Learner::Add() of every case comes to; to withdraw a verdict for good,
// replay the log without it. INVALID_KNOWLEDGE_BASE.
absl::StatusOr<Replay> ReplayLog(const KnowledgeBase& base, absl::Span<const VerdictCase> log,
                                 int passes = kNightlyPasses);

}  // namespace pcsp::diagnosis
