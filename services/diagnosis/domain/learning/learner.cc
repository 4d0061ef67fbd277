#include "services/diagnosis/domain/learning/learner.h"

#include <algorithm>
#include <utility>

#include "common/base/status_macros.h"
#include "services/diagnosis/domain/learning/layer.h"
#include "services/diagnosis/domain/programme/programme_model.h"

namespace pcsp::diagnosis {
namespace {

absl::StatusOr<std::unique_ptr<const Model>> Compile(KnowledgeBase kb, bool hear) {
  ASSIGN_OR_RETURN(Model model, CompileModel(std::move(kb)));
  if (hear) LetSitesHear(&model);
  return std::make_unique<const Model>(std::move(model));
}

}  // namespace

Learner::Learner(KnowledgeBase base, std::unique_ptr<const Model> crediting, LabelAccuracy accuracy)
    : base_(std::move(base)),
      crediting_(std::move(crediting)),
      credit_(std::make_unique<Crediting>(*crediting_, accuracy)),
      counts_(base_) {}

absl::StatusOr<Learner> Learner::Start(KnowledgeBase base, bool hear) {
  ASSIGN_OR_RETURN(auto crediting, Compile(base, hear));
  return Learner(std::move(base), std::move(crediting), kExpectedAccuracy);
}

absl::Status Learner::Add(const LabelledCase& reviewed) { return credit_->Add(reviewed, &counts_); }

absl::Status Learner::Add(const VerdictCase& reviewed) {
  ASSIGN_OR_RETURN(const LabelledCase resolved, ResolveCase(*crediting_, reviewed));
  return Add(resolved);
}

absl::Status Learner::Withdraw(const VerdictCase& reviewed) {
  ASSIGN_OR_RETURN(const LabelledCase resolved, ResolveCase(*crediting_, reviewed));
  LearnedCounts counts(base_);
  RETURN_IF_ERROR(credit_->Add(resolved, &counts));
  counts_ -= counts;
  return absl::OkStatus();
}

KnowledgeBase Learner::Learned() const { return LearnedKnowledgeBase(base_, counts_); }

LabelAccuracy Learner::accuracy() const { return LearnedAccuracy(counts_); }

absl::Status Learner::BeginPass() {
  ASSIGN_OR_RETURN(auto crediting, Compile(Learned(), hears()));
  *this = Learner(std::move(base_), std::move(crediting), accuracy());
  return absl::OkStatus();
}

absl::Status Learner::CreditByLearned() {
  LearnedCounts counts = counts_;
  RETURN_IF_ERROR(BeginPass());
  counts_ = std::move(counts);
  return absl::OkStatus();
}

absl::StatusOr<Replay> ReplayLog(const KnowledgeBase& base, absl::Span<const VerdictCase> log,
                                 int passes) {
  const bool hear = std::any_of(log.begin(), log.end(), [](const VerdictCase& reviewed) {
    return reviewed.evidence.around.has_value();
  });
  ASSIGN_OR_RETURN(Learner learner, Learner::Start(base, hear));
  std::vector<LabelledCase> cases;
  std::vector<LeftOut> left_out;
  for (const VerdictCase& reviewed : log) {
    absl::StatusOr<LabelledCase> resolved = ResolveCase(learner.crediting(), reviewed);
    if (resolved.ok()) {
      cases.push_back(*std::move(resolved));
    } else {
      left_out.push_back({reviewed.id, resolved.status()});
    }
  }
  for (int pass = 0; pass < passes; ++pass) {
    if (pass > 0) RETURN_IF_ERROR(learner.BeginPass());
    // A knowledge base that passed its check, and verdicts that may err, make nothing impossible.
    for (const LabelledCase& reviewed : cases) RETURN_IF_ERROR(learner.Add(reviewed));
  }
  return Replay{std::move(learner), std::move(left_out)};
}

}  // namespace pcsp::diagnosis
