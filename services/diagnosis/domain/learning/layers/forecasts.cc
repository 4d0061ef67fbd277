#include "services/diagnosis/domain/learning/layers/forecasts.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/strings/str_format.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/case.h"
#include "services/diagnosis/domain/errors.h"
#include "services/diagnosis/domain/learning/learner.h"
#include "services/diagnosis/domain/programme/programme_model.h"

namespace pcsp::diagnosis {
namespace {

// A verdict and its place in time.
struct Timed {
  int64_t micros = 0;
  std::string id;  // of the case, the issue and the reviewer
  size_t at = 0;   // of its case among those that can be read
  size_t verdict = 0;
};

struct ReadableCase {
  const LoggedCase* logged;
  LabelledCase labelled;
  size_t last = 0;  // of its verdicts, among all
};

class Forecaster {
 public:
  Forecaster(Learner learner, absl::Span<const LoggedCase> log) : learner_(std::move(learner)) {
    for (const LoggedCase& logged : log) {
      auto labelled = ResolveCase(learner_.crediting(), logged.reviewed);
      if (labelled.ok()) cases_.push_back({&logged, *std::move(labelled)});
    }
    PutInOrder();
  }

  absl::StatusOr<std::array<std::vector<JudgedForecast>, kLevels>> Run() {
    const size_t every = std::max<size_t>(kLearnEvery, verdicts_.size() / kMostLearned);
    for (size_t begin = 0; begin < verdicts_.size(); begin += every) {
      RETURN_IF_ERROR(LearnUntil(begin));
      const size_t end = std::min(begin + every, verdicts_.size());
      for (size_t v = begin; v < end; ++v) RETURN_IF_ERROR(Forecast(verdicts_[v]));
    }
    return std::move(judged_);
  }

 private:
  void PutInOrder() {
    for (size_t c = 0; c < cases_.size(); ++c) {
      const VerdictCase& reviewed = cases_[c].logged->reviewed;
      for (size_t v = 0; v < reviewed.verdicts.size(); ++v) {
        const Verdict& verdict = reviewed.verdicts[v];
        verdicts_.push_back({cases_[c].logged->micros[v],
                             absl::StrFormat("%s %s %s", reviewed.id, verdict.issue, verdict.by), c,
                             v});
      }
    }
    std::sort(verdicts_.begin(), verdicts_.end(), [](const Timed& a, const Timed& b) {
      return std::tie(a.micros, a.id) < std::tie(b.micros, b.id);
    });
    for (size_t v = 0; v < verdicts_.size(); ++v) cases_[verdicts_[v].at].last = v;
    for (size_t c = 0; c < cases_.size(); ++c) by_last_.push_back(c);
    std::sort(by_last_.begin(), by_last_.end(),
              [this](size_t a, size_t b) { return cases_[a].last < cases_[b].last; });
  }

  // Takes in the cases whose last verdict came before verdict `begin`.
  absl::Status LearnUntil(size_t begin) {
    const size_t before = learned_;
    for (; learned_ < by_last_.size() && cases_[by_last_[learned_]].last < begin; ++learned_) {
      RETURN_IF_ERROR(learner_.Add(cases_[by_last_[learned_]].labelled));
    }
    known_.reset();
    return learned_ == before ? absl::OkStatus() : learner_.CreditByLearned();
  }

  absl::Status Forecast(const Timed& timed) {
    const ReadableCase& one = cases_[timed.at];
    RETURN_IF_ERROR(Calibrate(timed.at));
    const auto [holds, absent] = known_->Odds(one.labelled.labels[timed.verdict].variable);
    judged_[static_cast<int>(one.labelled.observations.subject)].push_back(
        {.site = one.logged->site,
         .probability = holds / (holds + absent),
         .confirmed = one.labelled.labels[timed.verdict].confirmed});
    return absl::OkStatus();
  }

  // Verdicts on one case mostly come together.
  absl::Status Calibrate(size_t at) {
    if (known_ && known_case_ == at) return absl::OkStatus();
    const Observations& observations = cases_[at].labelled.observations;
    const Model& model = learner_.crediting();
    const LevelModel& level = LevelFor(model, observations);
    const Case given(model, level, observations, observations.around);
    known_.emplace(level.network);
    known_case_ = at;
    return known_->Calibrate(given.Tables(kEverything)) ? absl::OkStatus() : ImpossibleEvidence();
  }

  Learner learner_;
  std::vector<ReadableCase> cases_;
  std::vector<Timed> verdicts_;  // in the order of time
  std::vector<size_t> by_last_;  // cases, by the last of their verdicts
  size_t learned_ = 0;           // of by_last_
  std::optional<Belief> known_;  // of known_case_, by what the learner knows now
  size_t known_case_ = 0;
  std::array<std::vector<JudgedForecast>, kLevels> judged_;
};

}  // namespace

absl::StatusOr<std::array<std::vector<JudgedForecast>, kLevels>> ForecastVerdicts(
    const KnowledgeBase& base, absl::Span<const LoggedCase> log) {
  const bool hear = std::any_of(log.begin(), log.end(), [](const LoggedCase& logged) {
    return logged.reviewed.evidence.around.has_value();
  });
  ASSIGN_OR_RETURN(Learner learner, Learner::Start(base, hear));
  return Forecaster(std::move(learner), log).Run();
}

}  // namespace pcsp::diagnosis
