#include "tests/diagnosis/simulation/experiment.h"

#include <array>
#include <deque>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/diagnosis/domain/learning/calibration/promotion.h"
#include "services/diagnosis/domain/learning/layer.h"
#include "services/diagnosis/domain/learning/layers/forecasts.h"
#include "services/diagnosis/domain/learning/learner.h"
#include "tests/diagnosis/simulation/methods.h"
#include "tests/diagnosis/simulation/reviewing.h"

namespace pcsp::diagnosis::testing {
namespace {

// Reviewers that are never wrong, but for a shade: else two who disagree would be impossible.
constexpr LabelAccuracy kNeverWrong = {1 - 1e-9, 1 - 1e-9};

constexpr int kNoLimit = std::numeric_limits<int>::max();
constexpr int kReviewedGroups = 20, kReviewedPractices = 50;

struct Scored {
  std::string name;
  std::vector<Forecast> forecasts;
  double verdicts = 0, promoted = 0;
};

// Of all worlds, in the order of first use.
class Results {
 public:
  Scored& of(const std::string& name) {
    for (Scored& one : all_) {
      if (one.name == name) return one;
    }
    all_.push_back({name});
    return all_.back();
  }
  const std::deque<Scored>& all() const { return all_; }

 private:
  std::deque<Scored> all_;  // stay where they are
};

// Everything that was reviewed, and what was learned from it.
struct Learned {
  std::vector<VerdictCase> log;
  size_t verdicts = 0, practices = 0;
  KnowledgeBase kb;
  LabelAccuracy accuracy = kExpectedAccuracy;
};

class WorldExperiment {
 public:
  WorldExperiment(const KnowledgeBase& kb, const ExperimentOptions& options, int number,
                  Results* results)
      : kb_(kb),
        model_(CompileCheckedModel(kb)),
        options_(options),
        number_(number),
        world_(kb, {.seed = options.seed * 1000 + static_cast<uint64_t>(number)}),
        chance_(options.seed * 7919 + static_cast<uint64_t>(number)),
        results_(results) {
    for (int g = 0; g < options.groups; ++g) {
      for (SimulatedSite& site : world_.Group(Name("tested", g), options.practices).practices) {
        tested_.push_back(std::move(site));
      }
    }
  }

  void Run() {
    ScoreWithoutLearning();
    for (int verdicts : options_.verdicts) {
      const Learned learned = LearnFrom(verdicts, kNoLimit);
      ScoreLearned(absl::StrCat("learned from ", verdicts, " verdicts"), learned);
    }
    Learned learned;
    for (int practices : options_.practices_reviewed) {
      learned = LearnFrom(kNoLimit, practices);
      ScoreLearned(absl::StrCat("learned from ", practices, " practices"), learned);
    }
    if (options_.traps && !learned.log.empty()) ScoreTraps(learned);
    ScoreMapped("true numbers (ceiling)", world_.truth(), CalibrationMap{});
  }

 private:
  std::string Name(const std::string& kind, int g) const {
    return absl::StrCat("w", number_, "/", kind, g);
  }

  void ScoreWithoutLearning() {
    Score("naive Bayes",
          [&](const Observations& seen) { return NaiveProbabilities(model_, seen); });
    Score("exact, one level", [&](const Observations& seen) {
      return ExactProbabilities(model_, OwnLevelOnly(model_, seen));
    });
    Score("naive Bayes, on what results show", [&](const Observations& seen) {
      return NaiveProbabilities(model_, AsResultsShow(model_, seen));
    });
    Score("exact, on what results show", [&](const Observations& seen) {
      return ExactProbabilities(model_, AsResultsShow(model_, seen));
    });
    ScoreMapped("exact, with the levels above", kb_, CalibrationMap{});
  }

  template <typename Method>
  Scored& Score(const std::string& name, const Method& method) {
    Scored& scored = results_->of(name);
    const LevelModel& level = model_.at(Level::kPractice);
    for (const SimulatedSite& site : tested_) {
      const std::vector<double> p = method(ResolveEvidence(model_, site.evidence).value());
      for (size_t s = 0; s < p.size(); ++s) {
        const int issue = level.network.issues[level.subjects[s]];
        scored.forecasts.push_back(
            {site.id, Level::kPractice, kb_.issues[issue].construct, p[s], site.holds[issue]});
      }
    }
    return scored;
  }

  Scored& ScoreMapped(const std::string& name, const KnowledgeBase& kb, const CalibrationMap& map) {
    const Model model = CompileCheckedModel(kb);
    return Score(name, [&](const Observations& seen) {
      std::vector<double> probabilities = ExactProbabilities(model, seen);
      for (double& p : probabilities) p = map(p);
      return probabilities;
    });
  }

  // As a server has them, by level: each verdict as it was forecast before it came.
  std::array<std::vector<JudgedForecast>, kLevels> ForecastsOf(const Learned& learned) const {
    std::vector<LoggedCase> log;
    for (const VerdictCase& reviewed : learned.log) {
      LoggedCase& logged = log.emplace_back(LoggedCase{reviewed, reviewed.id});
      logged.micros.assign(reviewed.verdicts.size(), static_cast<int64_t>(log.size()));
    }
    return ForecastVerdicts(kb_, log).value();
  }

  void ScoreLearned(const std::string& name, const Learned& learned) {
    const Promotion promotion =
        DecidePromotion(ForecastsOf(learned)[static_cast<int>(Level::kPractice)], learned.accuracy);
    Scored& scored = ScoreMapped(name, learned.kb, promotion.InUse());
    scored.verdicts += static_cast<double>(learned.verdicts);
    scored.promoted += promotion.promoted;
    ScoreMapped(absl::StrCat(name, ", map in any case"), learned.kb, promotion.fitted);
  }

  // What happens to those who take verdicts for the truth.
  void ScoreTraps(const Learned& learned) {
    Crediting credulous(model_, kNeverWrong);
    LearnedCounts counts(kb_);
    for (const VerdictCase& reviewed : learned.log) {
      credulous.Add(ResolveCase(model_, reviewed).value(), &counts).IgnoreError();
    }
    const CalibrationMap plain =
        FitCalibrationMap(ForecastsOf(learned)[static_cast<int>(Level::kPractice)], kNeverWrong);
    ScoreMapped("trap: verdicts taken for the truth", LearnedKnowledgeBase(kb_, counts), plain);
    ScoreMapped("trap: plain Platt scaling", learned.kb, plain);
  }

  // Reviews practices, night by night, until there are so many verdicts or practices.
  Learned LearnFrom(int verdicts, int practices) {
    Learned learned = {.kb = kb_};
    const int nights = std::max(1, options_.nights);
    for (int night = 1; night <= nights; ++night) {
      const Model model = CompileCheckedModel(learned.kb);
      const auto enough = [&](double wanted) { return wanted * night / nights; };
      while (static_cast<double>(learned.verdicts) < enough(verdicts) &&
             static_cast<double>(learned.practices) < enough(practices)) {
        ReviewOne(model, static_cast<size_t>(enough(verdicts)) - learned.verdicts, &learned);
      }
      const Replay replay = ReplayLog(kb_, learned.log).value();
      learned.kb = replay.learner.Learned();
      learned.accuracy = replay.learner.accuracy();
    }
    return learned;
  }

  void ReviewOne(const Model& model, size_t most, Learned* learned) {
    const SimulatedSite& site = Reviewable(learned->practices++);
    const std::vector<double> p =
        ExactProbabilities(model, ResolveEvidence(model, site.evidence).value());
    VerdictCase one = Review(model, site, p, {options_.sensitivity, options_.specificity},
                             chance_.Happens(options_.double_coded), most, &chance_);
    if (one.verdicts.empty()) return;
    learned->verdicts += one.verdicts.size();
    learned->log.push_back(std::move(one));
  }

  // Practices of all groups in turn: facilitators do not finish one group before the next.
  const SimulatedSite& Reviewable(size_t index) {
    if (reviewable_.empty()) {
      for (int g = 0; g < kReviewedGroups; ++g) {
        reviewable_.push_back(world_.Group(Name("reviewed", g), kReviewedPractices).practices);
      }
    }
    return reviewable_[index % kReviewedGroups][index / kReviewedGroups];
  }

  const KnowledgeBase& kb_;
  const Model model_;
  const ExperimentOptions& options_;
  const int number_;
  World world_;
  Chance chance_;
  std::vector<SimulatedSite> tested_;
  std::vector<std::vector<SimulatedSite>> reviewable_;  // by group
  Results* const results_;
};

}  // namespace

std::vector<MethodScores> RunExperiment(const KnowledgeBase& kb, const ExperimentOptions& options) {
  Results results;
  for (int w = 0; w < options.worlds; ++w) WorldExperiment(kb, options, w, &results).Run();
  std::vector<MethodScores> all;
  for (const Scored& one : results.all()) {
    const SortedForecasts sorted(one.forecasts);
    all.push_back({one.name, ScoresOf(sorted, sorted.weight), one.verdicts / options.worlds,
                   one.promoted / options.worlds});
  }
  return all;
}

}  // namespace pcsp::diagnosis::testing
