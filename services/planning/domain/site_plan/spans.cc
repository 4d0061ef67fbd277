#include "services/planning/domain/site_plan/spans.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/site_plan/arrange/placement.h"
#include "services/planning/domain/site_plan/pin_words.h"

namespace pcsp::planning::site {
namespace {

class SpanCheck {
 public:
  SpanCheck(const Problem& problem, Violations& violations)
      : problem_(problem),
        violations_(violations),
        ground_(problem),
        required_(RequiredOf(ground_.windows)) {}

  void Run() {
    const size_t before = violations_.list().size();
    CheckSpans();
    if (violations_.list().size() == before) CheckArrangement();
  }

 private:
  // Spans of quarters by length, so that what a short one explains is not told again.
  void CheckSpans() {
    std::vector<std::pair<int, int>> told;
    const int quarters = problem_.quarters();
    for (int length = 1; length <= quarters; ++length) {
      for (int first = 0; first + length <= quarters; ++first) {
        const int last = first + length - 1;
        const bool explained = std::any_of(told.begin(), told.end(), [&](const auto& span) {
          return span.first >= first && span.second <= last;
        });
        if (!explained && !SpanHolds(first, last)) told.emplace_back(first, last);
      }
    }
  }

  // What must start in the span keeps its hours and places.
  bool SpanHolds(int first, int last) {
    std::vector<int> inside;
    double hours = 0;
    for (const int option : required_) {
      const Window& window = ground_.windows[option];
      if (window.first < first || window.last > last) continue;
      inside.push_back(option);
      hours += problem_.options[option].hours;
    }
    const double has =
        std::accumulate(problem_.hours.begin() + first, problem_.hours.begin() + last + 1, 0.0);
    const int places = problem_.most_new * (last - first + 1);
    const int more = static_cast<int>(inside.size()) - places;
    const std::string who = absl::StrCat(Ids(problem_, inside), " in ", Span(first, last), ": ");
    if (hours > Limit(has)) {
      violations_.Add(
          "pinned", absl::StrCat(who, Amount(hours), " hours"),
          absl::StrCat("at most ", Amount(has), " hours: ", Amount(hours - has), " too many"));
    }
    if (more > 0) {
      violations_.Add("pinned", absl::StrCat(who, inside.size(), " new actions"),
                      absl::StrCat("at most ", places, ": ", more, " too many"));
    }
    return hours <= Limit(has) && more <= 0;
  }

  void CheckArrangement() {
    const Placement placement = PlaceRequired(ground_);
    if (placement.found || !placement.sure) return;
    const double enough = HoursThatSuffice();
    violations_.Add("pinned", Ids(problem_, required_),
                    std::isinf(enough)
                        ? "actions for which there is an order within the places of each quarter"
                        : absl::StrCat("actions that can be divided over the quarters: ",
                                       Amount(enough), " more hours in each would be enough"));
  }

  bool SufficesWith(double more) const {
    Problem wider = problem_;
    for (double& hours : wider.hours) hours += more;
    return PlaceRequired(Ground(wider)).found.has_value();
  }

  // By halving, to a hundredth of an hour, rounded up.
  double HoursThatSuffice() const {
    double most = 0;
    for (const int option : required_) most += problem_.options[option].hours;
    if (!SufficesWith(most)) return kUnlimited;
    double least = 0;
    while (most - least > 0.001) {
      const double middle = (least + most) / 2;
      (SufficesWith(middle) ? most : least) = middle;
    }
    const double rounded = std::ceil(most * 100 - 0.2) / 100;
    return SufficesWith(rounded) ? rounded : rounded + 0.01;
  }

  const Problem& problem_;
  Violations& violations_;
  const Ground ground_;
  const std::vector<int> required_;
};

}  // namespace

void CheckSpans(const Problem& problem, Violations& violations) {
  SpanCheck(problem, violations).Run();
}

}  // namespace pcsp::planning::site
