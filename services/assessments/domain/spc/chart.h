// A measure over time, drawn and judged: what GetMeasureChart answers, without a server.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "services/assessments/domain/spc/figure.h"
#include "services/assessments/domain/spc/rules.h"

namespace pcsp::assessments::spc {

using Month = absl::CivilMonth;

enum class ChartKind { kAuto = 0, kXmr = 1, kP = 2, kU = 3, kRun = 4 };
enum class Meaning { kImprovement = 1, kConcern = 2, kNeutral = 3 };

// Fewest months that limits are drawn from (domain.md 3.7).
inline constexpr int kFewestForLimits = 12;

// What was counted in a month. A rate out of nothing is no figure.
struct MonthFigure {
  Month month;
  double count = 0;        // NaN: what was counted is withheld
  double denominator = 0;  // 0 for counts
};

// A documented change; the first month after it.
struct Change {
  Month month;
  std::string reason;
};

struct ChartOptions {
  MeasureKind figure = MeasureKind::kCount;
  double per = 1;  // ratios are given for so many of the denominator
  Direction direction = Direction::kHigher;
  ChartKind kind = ChartKind::kAuto;
  const RuleSet* rules = nullptr;  // null: the default one for the kind of chart
  int baseline = 0;                // months at the start of a phase that limits come from; 0: all
};

struct ChartPoint {
  Month month;
  std::optional<double> value;
  int phase = 0;
  std::optional<double> lower, upper;
  std::vector<Rule> rules;
};

struct ChartPhase {
  Month first, last;
  std::string reason;
  int points = 0;
  std::optional<double> centre;
  bool has_limits = false;
  std::string note;  // what keeps it from having limits or signals
};

struct Signal {
  Rule rule = Rule::kPointOutside;
  Month first, last;
  Meaning meaning = Meaning::kNeutral;
  std::string sentence;
};

struct Chart {
  ChartKind kind = ChartKind::kXmr;
  const RuleSet* rules = nullptr;
  std::vector<ChartPoint> points;  // every month from the first to the last
  std::vector<ChartPhase> phases;
  std::vector<Signal> signals;  // by first month
  std::string sentence;
  int missing = 0;  // months without a figure
};

// `figures` by month, each once. Proportions come out in per cent. Without being told, counts are
// drawn as XmR, proportions as p' and ratios as u', and all of them as a run chart while no phase
// has kFewestForLimits months. Phases are judged by themselves: no pattern runs across a change.
Chart DrawChart(absl::Span<const MonthFigure> figures, absl::Span<const Change> changes,
                const ChartOptions& options);

// `yyyy-mm`.
std::string FormatMonth(Month month);

}  // namespace pcsp::assessments::spc
