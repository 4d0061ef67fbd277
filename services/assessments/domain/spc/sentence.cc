#include "services/assessments/domain/spc/sentence.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "services/assessments/domain/spc/patterns.h"

namespace pcsp::assessments::spc {
namespace {

std::string Words(Meaning meaning) {
  switch (meaning) {
    case Meaning::kImprovement:
      return "a change for the better";
    case Meaning::kConcern:
      return "a change for the worse";
    case Meaning::kNeutral:
      return "a change";
  }
  return "";
}

const ChartPoint* Latest(const Chart& chart) {
  for (auto point = chart.points.rbegin(); point != chart.points.rend(); ++point) {
    if (point->value) return &*point;
  }
  return nullptr;
}

// The last limits drawn, or the middle alone.
std::string Middle(const Chart& chart, const ChartPoint& latest, MeasureKind figure) {
  const ChartPhase& phase = chart.phases[latest.phase];
  const std::string centre = FigureInWords(*phase.centre, figure);
  if (chart.kind == ChartKind::kRun) return absl::StrCat("The median is ", centre, ".");
  std::string text = absl::StrCat("The mean is ", centre);
  if (latest.lower && latest.upper) {
    absl::StrAppend(&text, "; chance alone takes a month anywhere from ",
                    FigureInWords(*latest.lower, figure), " to ",
                    FigureInWords(*latest.upper, figure));
  } else if (latest.upper) {
    absl::StrAppend(&text, "; chance alone takes a month as high as ",
                    FigureInWords(*latest.upper, figure));
  } else if (latest.lower) {
    absl::StrAppend(&text, "; chance alone takes a month as low as ",
                    FigureInWords(*latest.lower, figure));
  }
  return text + ".";
}

std::string TooFew(const Chart& chart, const ChartPoint& latest, MeasureKind figure) {
  const ChartPhase& phase = chart.phases[latest.phase];
  const std::string since = phase.reason.empty()
                                ? "So far"
                                : absl::StrCat("Since the change in ", FormatMonth(phase.first));
  return absl::StrCat(since, " there ", phase.points == 1 ? "is 1 month" : "are ",
                      phase.points == 1 ? "" : absl::StrCat(phase.points, " months"),
                      ", the latest (", FormatMonth(latest.month), ") with ",
                      FigureInWords(*latest.value, figure), ": ", phase.note, ".");
}

// What the signals come to: those that reach the latest month, or that there were some before.
std::string Verdict(const Chart& chart, const ChartPoint& latest) {
  const Signal* current = nullptr;
  for (const Signal& signal : chart.signals) {
    if (signal.last != latest.month) continue;
    // One that has a side says more than one that has none.
    if (current == nullptr || current->meaning == Meaning::kNeutral) current = &signal;
  }
  if (current != nullptr) {
    return absl::StrCat(
        "There is ", Words(current->meaning),
        " that chance alone would hardly bring about: ", NameOf(current->rule, *chart.rules),
        current->first == current->last ? " in " : " since ", FormatMonth(current->first), ".");
  }
  if (chart.signals.empty()) {
    return "There is no sign of change: the months differ as chance lets them.";
  }
  return absl::StrCat("There is no sign of change now; the last one ended in ",
                      FormatMonth(chart.signals.back().last), ".");
}

}  // namespace

std::string FigureInWords(double value, MeasureKind figure) {
  std::string text = absl::StrFormat("%.1f", value);
  if (text == "-0.0") text = "0.0";
  absl::string_view trimmed = text;
  absl::ConsumeSuffix(&trimmed, ".0");
  return absl::StrCat(trimmed, figure == MeasureKind::kProportion ? "%" : "");
}

std::string SignalSentence(const Signal& signal, const RuleSet& rules) {
  const std::string months =
      signal.first == signal.last
          ? FormatMonth(signal.first)
          : absl::StrCat(FormatMonth(signal.first), " to ", FormatMonth(signal.last));
  return absl::StrCat(months, ": ", NameOf(signal.rule, rules), ", ", Words(signal.meaning), ".");
}

std::string ChartSentence(const Chart& chart, MeasureKind figure) {
  const ChartPoint* const latest = Latest(chart);
  if (latest == nullptr) return "No month has a figure that can be shown.";
  const ChartPhase& phase = chart.phases[latest->phase];
  std::string text = phase.note.empty() ? absl::StrCat(Verdict(chart, *latest), " ",
                                                       Middle(chart, *latest, figure))
                                        : TooFew(chart, *latest, figure);
  if (chart.missing > 0) {
    absl::StrAppend(&text, " ", chart.missing, chart.missing == 1 ? " month has" : " months have",
                    " no figure.");
  }
  return text;
}

}  // namespace pcsp::assessments::spc
