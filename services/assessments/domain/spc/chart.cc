#include "services/assessments/domain/spc/chart.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/assessments/domain/spc/limits.h"
#include "services/assessments/domain/spc/patterns.h"
#include "services/assessments/domain/spc/sentence.h"

namespace pcsp::assessments::spc {
namespace {

// A chart under way.
class Drawing {
 public:
  Drawing(absl::Span<const MonthFigure> figures, absl::Span<const Change> changes,
          const ChartOptions& options)
      : options_(options) {
    AddPoints(figures);
    AddPhases(changes);
    Choose();
  }

  Chart Draw() {
    for (size_t phase = 0; phase < chart_.phases.size(); ++phase) {
      chart_.kind == ChartKind::kRun ? DrawRun(phase) : DrawLimits(phase);
    }
    std::stable_sort(chart_.signals.begin(), chart_.signals.end(),
                     [](const Signal& a, const Signal& b) { return a.first < b.first; });
    chart_.sentence = ChartSentence(chart_, options_.figure);
    return std::move(chart_);
  }

 private:
  // From what was counted to the figure that is shown.
  double Scale() const {
    if (options_.figure == MeasureKind::kProportion) return 100;
    return options_.figure == MeasureKind::kRatio ? options_.per : 1;
  }

  void AddPoints(absl::Span<const MonthFigure> figures) {
    if (figures.empty()) return;
    const bool rate = options_.figure != MeasureKind::kCount;
    size_t next = 0;
    for (Month month = figures.front().month; month <= figures.back().month; ++month) {
      ChartPoint& point = chart_.points.emplace_back();
      point.month = month;
      Observed observed{.index = static_cast<int>(chart_.points.size()) - 1};
      if (figures[next].month == month) {
        const MonthFigure& figure = figures[next++];
        if (!std::isnan(figure.count) && (!rate || figure.denominator > 0)) {
          observed.denominator = figure.denominator;
          observed.value = rate ? figure.count / figure.denominator : figure.count;
          point.value = observed.value * Scale();
        }
      }
      chart_.missing += !point.value;
      observed_.push_back(observed);
    }
  }

  void AddPhases(absl::Span<const Change> changes) {
    if (chart_.points.empty()) return;
    size_t next = 0;
    std::string reason;
    // A change before the first month is over when the chart begins.
    for (; next < changes.size() && changes[next].month <= chart_.points.front().month; ++next) {
      reason = changes[next].reason;
    }
    for (ChartPoint& point : chart_.points) {
      const bool changed = next < changes.size() && changes[next].month <= point.month;
      if (changed) reason = changes[next++].reason;
      if (changed || chart_.phases.empty()) {
        chart_.phases.push_back({.first = point.month, .reason = reason});
      }
      ChartPhase& phase = chart_.phases.back();
      phase.last = point.month;
      phase.points += point.value.has_value();
      point.phase = static_cast<int>(chart_.phases.size()) - 1;
    }
  }

  void Choose() {
    const bool enough =
        std::any_of(chart_.phases.begin(), chart_.phases.end(),
                    [](const ChartPhase& phase) { return phase.points >= kFewestForLimits; });
    chart_.kind = options_.kind;
    if (chart_.kind == ChartKind::kAuto) {
      const bool run = !enough || (options_.rules != nullptr && options_.rules->run_chart);
      chart_.kind = run                                           ? ChartKind::kRun
                    : options_.figure == MeasureKind::kProportion ? ChartKind::kP
                    : options_.figure == MeasureKind::kRatio      ? ChartKind::kU
                                                                  : ChartKind::kXmr;
    }
    const bool run = chart_.kind == ChartKind::kRun;
    chart_.rules = options_.rules != nullptr && options_.rules->run_chart == run
                       ? options_.rules
                       : FindRuleSet(run ? kRunRuleSet : kDefaultRuleSet);
  }

  // The figures of a phase, and where each stands in the chart.
  std::vector<Observed> FiguresOf(size_t phase, std::vector<size_t>& places) const {
    std::vector<Observed> figures;
    for (size_t i = 0; i < chart_.points.size(); ++i) {
      if (chart_.points[i].phase != static_cast<int>(phase) || !chart_.points[i].value) continue;
      figures.push_back(observed_[i]);
      places.push_back(i);
    }
    return figures;
  }

  std::optional<Limits> LimitsOf(absl::Span<const Observed> figures) const {
    const int baseline = std::min(options_.baseline, static_cast<int>(figures.size()));
    if (chart_.kind == ChartKind::kP) return PLimits(figures, baseline);
    if (chart_.kind == ChartKind::kU) return ULimits(figures, baseline);
    return XmrLimits(figures, baseline, chart_.rules->screen_ranges);
  }

  void DrawLimits(size_t number) {
    ChartPhase& phase = chart_.phases[number];
    std::vector<size_t> places;
    const std::vector<Observed> figures = FiguresOf(number, places);
    if (figures.empty()) {
      phase.note = "no month has a figure";
      return;
    }
    double sum = 0;
    for (const Observed& figure : figures) sum += figure.value;
    phase.centre = sum / static_cast<double>(figures.size()) * Scale();
    const auto limits = LimitsOf(figures);
    if (limits) phase.centre = limits->centre * Scale();
    if (phase.points < kFewestForLimits || !limits) {
      phase.note =
          absl::StrCat("too few to tell change from chance, limits need ", kFewestForLimits);
      return;
    }
    phase.has_limits = true;
    for (size_t i = 0; i < figures.size(); ++i) Bound(*limits, i, chart_.points[places[i]]);
    for (const Pattern& pattern : FindPatterns(figures, *limits, *chart_.rules)) {
      Add(pattern, places);
    }
  }

  // Limits that no figure could reach are left out.
  void Bound(const Limits& limits, size_t i, ChartPoint& point) const {
    if (limits.Lower(i) >= 0) point.lower = limits.Lower(i) * Scale();
    const bool most = options_.figure == MeasureKind::kProportion && limits.Upper(i) > 1;
    if (!most) point.upper = limits.Upper(i) * Scale();
  }

  void DrawRun(size_t number) {
    ChartPhase& phase = chart_.phases[number];
    std::vector<size_t> places;
    const std::vector<Observed> figures = FiguresOf(number, places);
    if (figures.empty()) {
      phase.note = "no month has a figure";
      return;
    }
    const RunChart runs = FindRuns(figures);
    phase.centre = runs.median * Scale();
    if (runs.useful < kFewestUsefulPoints) {
      phase.note = absl::StrCat("too few to tell change from chance, a run chart needs ",
                                kFewestUsefulPoints, " months off its median and limits need ",
                                kFewestForLimits);
      return;
    }
    for (const Pattern& pattern : runs.patterns) Add(pattern, places);
  }

  void Add(const Pattern& pattern, const std::vector<size_t>& places) {
    for (size_t i = pattern.first; i <= pattern.last; ++i) {
      chart_.points[places[i]].rules.push_back(pattern.rule);
    }
    Signal signal{.rule = pattern.rule,
                  .first = chart_.points[places[pattern.first]].month,
                  .last = chart_.points[places[pattern.last]].month,
                  .meaning = MeaningOf(pattern.side)};
    signal.sentence = SignalSentence(signal, *chart_.rules);
    chart_.signals.push_back(std::move(signal));
  }

  Meaning MeaningOf(int side) const {
    if (side == 0) return Meaning::kNeutral;
    if (options_.direction == Direction::kHigher) {
      return side > 0 ? Meaning::kImprovement : Meaning::kConcern;
    }
    if (options_.direction == Direction::kLower) {
      return side < 0 ? Meaning::kImprovement : Meaning::kConcern;
    }
    return Meaning::kNeutral;
  }

  const ChartOptions& options_;
  std::vector<Observed> observed_;  // as chart_.points, before scaling
  Chart chart_;
};

}  // namespace

Chart DrawChart(absl::Span<const MonthFigure> figures, absl::Span<const Change> changes,
                const ChartOptions& options) {
  return Drawing(figures, changes, options).Draw();
}

std::string FormatMonth(Month month) { return absl::FormatCivilTime(month); }

}  // namespace pcsp::assessments::spc
