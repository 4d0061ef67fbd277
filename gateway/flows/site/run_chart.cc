#include "gateway/flows/site/run_chart.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/text/pages/html.h"

namespace pcsp::gateway {
namespace {

using assessments::v1::ChartPoint;
using assessments::v1::MeasureChart;

constexpr double kWidth = 640, kHeight = 150;
constexpr double kLeft = 44, kRight = 8, kTop = 10, kBottom = 20;
constexpr double kWidestStep = 60;  // a few months do not spread over the page

// "12", "3.5": as many digits as tell values of this size apart.
std::string Number(double value, double span) {
  return span >= 5 ? absl::StrFormat("%.0f", value) : absl::StrFormat("%.1f", value);
}

class Drawing {
 public:
  explicit Drawing(const MeasureChart& chart) : chart_(chart) {
    for (const ChartPoint& point : chart.points()) {
      for (const auto& y : {ValueOf(point), LowerOf(point), UpperOf(point)}) {
        if (y) Span(*y);
      }
    }
    for (const auto& phase : chart.phases()) {
      if (phase.has_centre()) Span(phase.centre());
    }
    if (!any_) return;
    if (low_ > 0 && low_ < high_ / 2) low_ = 0;
    if (high_ - low_ < 1e-9) high_ = low_ + 1;
  }

  std::string Svg() const {
    if (!any_) return "";
    std::string svg = absl::StrFormat(
        "<svg class='chart' viewBox='0 0 %g %g' width='%g' height='%g' role='img' aria-label='%s'>",
        kWidth, kHeight, kWidth, kHeight, text::HtmlEscaped(chart_.sentence()));
    return absl::StrCat(svg, Axes(), Phases(), Line(), Points(), "</svg>");
  }

 private:
  using Figure = std::optional<double>;
  static Figure ValueOf(const ChartPoint& p) {
    return p.has_value() ? Figure(p.value()) : std::nullopt;
  }
  static Figure LowerOf(const ChartPoint& p) {
    return p.has_lower_limit() ? Figure(p.lower_limit()) : std::nullopt;
  }
  static Figure UpperOf(const ChartPoint& p) {
    return p.has_upper_limit() ? Figure(p.upper_limit()) : std::nullopt;
  }

  void Span(double y) {
    low_ = any_ ? std::min(low_, y) : y;
    high_ = any_ ? std::max(high_, y) : y;
    any_ = true;
  }
  double Step() const {
    const int gaps = std::max(1, chart_.points_size() - 1);
    return std::min(kWidestStep, (kWidth - kLeft - kRight) / gaps);
  }
  double X(int month) const { return kLeft + Step() * month; }
  double Y(double value) const {
    return kHeight - kBottom - (value - low_) / (high_ - low_) * (kHeight - kBottom - kTop);
  }

  std::string Text(double x, double y, const char* anchor, const std::string& words) const {
    return absl::StrFormat("<text x='%.1f' y='%.1f' text-anchor='%s'>%s</text>", x, y, anchor,
                           text::HtmlEscaped(words));
  }
  // The ends of both axes, and where phases begin.
  std::string Axes() const {
    std::string svg;
    for (double value : {low_, high_}) {
      absl::StrAppend(
          &svg,
          absl::StrFormat("<path class='grid' d='M%g %.1fH%g'/>", kLeft, Y(value), kWidth - kRight),
          Text(kLeft - 6, Y(value) + 4, "end", Number(value, high_ - low_)));
    }
    const int last = chart_.points_size() - 1;
    absl::StrAppend(&svg, Text(kLeft, kHeight - 4, "start", chart_.points(0).month()));
    if (last > 0) {
      const bool room = X(last) > kWidth - 60;
      absl::StrAppend(
          &svg, Text(X(last), kHeight - 4, room ? "end" : "middle", chart_.points(last).month()));
    }
    return svg;
  }
  // Limits step from month to month, since they may follow a denominator.
  template <typename Of>
  std::string Limit(Of of) const {
    std::string path;
    bool drawing = false;
    for (int i = 0; i < chart_.points_size(); ++i) {
      const Figure y = of(chart_.points(i));
      const bool goes_on = drawing && chart_.points(i).phase() == chart_.points(i - 1).phase();
      if (y) {
        const double x0 = std::max(kLeft, X(i) - Step() / 2);
        const double x1 = std::min(kWidth - kRight, X(i) + Step() / 2);
        absl::StrAppend(&path,
                        absl::StrFormat("%s%.1f %.1fH%.1f", goes_on ? "L" : "M", x0, Y(*y), x1));
      }
      drawing = y.has_value();
    }
    return path.empty() ? "" : absl::StrCat("<path class='limit' d='", path, "'/>");
  }
  std::string Phases() const {
    const auto centre = [this](const ChartPoint& point) {
      const bool known = point.phase() >= 0 && point.phase() < chart_.phases_size();
      const auto* phase = known ? &chart_.phases(point.phase()) : nullptr;
      return phase != nullptr && phase->has_centre() ? Figure(phase->centre()) : std::nullopt;
    };
    std::string svg = absl::StrCat(Limit(LowerOf), Limit(UpperOf));
    const std::string line = Limit(centre);
    if (!line.empty()) absl::StrAppend(&svg, "<g class='centre'>", line, "</g>");
    for (int i = 1; i < chart_.points_size(); ++i) {
      if (chart_.points(i).phase() == chart_.points(i - 1).phase()) continue;
      absl::StrAppend(&svg, absl::StrFormat("<path class='grid' d='M%.1f %gV%g'/>",
                                            X(i) - Step() / 2, kTop, kHeight - kBottom));
    }
    return svg;
  }
  std::string Line() const {
    std::string path;
    bool drawing = false;
    for (int i = 0; i < chart_.points_size(); ++i) {
      const Figure y = ValueOf(chart_.points(i));
      if (y)
        absl::StrAppend(&path, absl::StrFormat("%s%.1f %.1f", drawing ? "L" : "M", X(i), Y(*y)));
      drawing = y.has_value();
    }
    return absl::StrCat("<path class='line' d='", path, "'/>");
  }
  std::string Points() const {
    std::string svg;
    for (int i = 0; i < chart_.points_size(); ++i) {
      const Figure y = ValueOf(chart_.points(i));
      if (!y) continue;
      const bool signal = !chart_.points(i).rules().empty();
      if (signal) {
        absl::StrAppend(&svg, absl::StrFormat("<circle class='signal' cx='%.1f' cy='%.1f' r='5'/>",
                                              X(i), Y(*y)));
      }
      absl::StrAppend(&svg, absl::StrFormat("<circle cx='%.1f' cy='%.1f' r='2'/>", X(i), Y(*y)));
    }
    return svg;
  }

  const MeasureChart& chart_;
  bool any_ = false;
  double low_ = 0, high_ = 0;
};

}  // namespace

std::string RunChart(const MeasureChart& chart) { return Drawing(chart).Svg(); }

}  // namespace pcsp::gateway
