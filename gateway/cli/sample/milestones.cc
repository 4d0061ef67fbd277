#include "gateway/cli/sample/milestones.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace pcsp::gateway::sample {
namespace {

// A rung of the ladder: how likely a practice gets that far, given the rung before; how likely
// somebody writes it down; how many days it takes.
struct Rung {
  absl::string_view state;
  absl::string_view evidence;
  double reached;
  double recorded;
  double shortest, longest;
};

// Half a year at the least from the training to the first conversations, two years to normalise
// (domain.md 9). Trained and live are what everybody writes down.
constexpr Rung kLadder[] = {
    {"interested", "statement", 0.95, 0.9, 0, 90},
    {"taster", "training_record", 0.97, 0.85, 14, 60},
    {"committed", "document", 0.92, 0.9, 14, 60},
    {"trained", "training_record", 0.92, 1, 21, 90},
    {"followed_up", "training_record", 0.95, 0.8, 45, 100},
    {"systems_ready", "visit", 0.92, 0.6, 30, 90},
    {"live", "visit", 0.9, 1, 60, 150},
    {"normalising", "visit", 0.75, 0.9, 150, 300},
    {"sustained", "document", 0.5, 1, 200, 400},
};
constexpr absl::string_view kTrained = "trained";
constexpr double kPauses = 0.02;      // on any rung that is recorded
constexpr double kWithdraws = 0.015;  // likewise; half of them come back

// Writes down one practice's way until its days are over.
class Way {
 public:
  Way(const Organisation& practice, const Options& options, const Random& random)
      : practice_(practice.id), draw_(random.Fork(absl::StrCat("milestones/", practice.id))) {
    absl::ParseCivilTime(options.start_date, &today_);
    end_ = today_ + options.days;
    pace_ = std::exp(draw_.Normal(0, 0.2));
  }

  std::vector<Milestone> Go(bool falls_silent) {
    for (const Rung& rung : kLadder) {
      // Drawn in any case, so that silence changes nothing of the way up to it.
      const bool reached = draw_.Chance(rung.reached);
      Wait(rung.shortest, rung.longest);
      const bool recorded = draw_.Chance(rung.recorded);
      if (!reached || today_ > end_) break;
      if (recorded) Record(rung.state, rung.evidence);
      if (falls_silent && rung.state == kTrained) break;
      if (recorded && !Rest(rung)) break;
    }
    return std::move(milestones_);
  }

 private:
  void Wait(double shortest, double longest) {
    today_ += static_cast<int>(std::lround(pace_ * draw_.Uniform(shortest, longest)));
  }

  void Record(absl::string_view state, absl::string_view evidence) {
    if (today_ > end_) return;
    milestones_.push_back(
        {practice_, std::string(state), absl::FormatCivilTime(today_), std::string(evidence)});
  }

  // What may come between this rung and the next. False if the way ends here: whoever comes back
  // after leaving has only just begun again.
  bool Rest(const Rung& rung) {
    if (draw_.Chance(kPauses)) {
      Wait(20, 60);
      Record("paused", "statement");
      Wait(60, 200);
      Record(rung.state, "statement");
    }
    if (!draw_.Chance(kWithdraws)) return true;
    Wait(30, 90);
    Record("withdrawn", "statement");
    const bool comes_back = draw_.Chance(0.5);
    Wait(100, 300);
    if (comes_back) Record("interested", "statement");
    return false;
  }

  const std::string practice_;
  Random draw_;
  absl::CivilDay today_, end_;
  double pace_ = 1;
  std::vector<Milestone> milestones_;
};

}  // namespace

std::vector<Milestone> MakeMilestones(const Organisation& organisation,
                                      const std::set<std::string>& planted, const Options& options,
                                      const Random& random) {
  if (organisation.kind != "practice") return {};
  return Way(organisation, options, random).Go(planted.count(kSilenceIssue) > 0);
}

}  // namespace pcsp::gateway::sample
