#include "services/planning/domain/site_plan/explain.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/planning/domain/site_plan/arrange/benefit.h"

namespace pcsp::planning::site {
namespace {

constexpr size_t kMostTold = 3;  // issues in a sentence

class Explainer {
 public:
  Explainer(const Problem& problem, const Schedule& schedule)
      : problem_(problem), schedule_(schedule), remaining_(problem) {}

  std::vector<Step> Run() {
    std::vector<Step> steps;
    std::vector<bool> told(schedule_.size(), false);
    for (int quarter = 0; quarter < problem_.quarters(); ++quarter) {
      for (int next = Next(quarter, told); next >= 0; next = Next(quarter, told)) {
        told[next] = true;
        steps.push_back(Tell(next, quarter));
        remaining_.Start(next, quarter);
      }
    }
    return steps;
  }

 private:
  // Of those that start in `quarter`, with all that they need told, the one that gains most.
  int Next(int quarter, const std::vector<bool>& told) const {
    int next = -1;
    double most = -1;
    for (int option = 0; option < static_cast<int>(schedule_.size()); ++option) {
      if (schedule_[option] != quarter || told[option] || !Ready(option, told)) continue;
      const double gain = remaining_.Gain(option, quarter);
      if (gain <= most) continue;
      most = gain;
      next = option;
    }
    return next;
  }

  bool Ready(int option, const std::vector<bool>& told) const {
    const auto& needed = problem_.options[option].prerequisites;
    return std::all_of(needed.begin(), needed.end(),
                       [&](const Prerequisite& one) { return told[one.option]; });
  }

  Step Tell(int option, int quarter) const {
    Step step;
    step.option = option;
    step.quarter = quarter;
    step.gain = remaining_.Gain(option, quarter);
    for (const Effect& effect : problem_.options[option].effects) {
      if (effect.share <= 0) continue;
      step.closes.push_back({effect.issue, effect.share, remaining_.Open(effect.issue, quarter)});
    }
    std::stable_sort(step.closes.begin(), step.closes.end(),
                     [this](const auto& a, const auto& b) { return Part(a) > Part(b); });
    step.reason = Reason(step);
    return step;
  }

  double Part(const Closing& closing) const {
    return problem_.issues[closing.issue].weight * closing.share * closing.before;
  }

  std::string Reason(const Step& step) const {
    std::string reason = Closes(step);
    for (size_t option = 0; option < schedule_.size(); ++option) {
      if (schedule_[option] == kNever) continue;
      for (const Prerequisite& needed : problem_.options[option].prerequisites) {
        if (needed.option != step.option) continue;
        absl::StrAppend(&reason, reason.empty() ? "" : " ", "Prepares ",
                        problem_.options[option].id, ".");
      }
    }
    for (const Pin& pin : problem_.pins) {
      if (pin.option == step.option) absl::StrAppend(&reason, reason.empty() ? "" : " ", "Pinned.");
    }
    return reason;
  }

  // Says what is left only where something is gone: an action alone closes a share of the whole.
  std::string Closes(const Step& step) const {
    std::string sentence;
    const size_t told = std::min(kMostTold, step.closes.size());
    for (size_t i = 0; i < told; ++i) {
      const Closing& closing = step.closes[i];
      absl::StrAppend(&sentence, i == 0 ? "Closes " : i + 1 == step.closes.size() ? " and " : ", ");
      absl::StrAppendFormat(&sentence, "%.3g %% of ", closing.share * 100);
      if (closing.before < 1) {
        absl::StrAppendFormat(&sentence, "the %.3g %% that remains of ", closing.before * 100);
      }
      absl::StrAppend(&sentence, problem_.issues[closing.issue].id);
    }
    if (step.closes.size() > told) {
      absl::StrAppend(&sentence, " and of ", step.closes.size() - told, " more");
    }
    return sentence.empty() ? sentence : sentence + ".";
  }

  const Problem& problem_;
  const Schedule& schedule_;
  Remaining remaining_;
};

}  // namespace

std::vector<Step> StepsOf(const Problem& problem, const Schedule& schedule) {
  return Explainer(problem, schedule).Run();
}

}  // namespace pcsp::planning::site
