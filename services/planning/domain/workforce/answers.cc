#include "services/planning/domain/workforce/answers.h"

#include "absl/strings/str_cat.h"

namespace pcsp::planning::workforce {
namespace {

std::string Practices(int practices) {
  return practices == 1 ? "1 more practice" : absl::StrCat(practices, " more practices");
}

}  // namespace

std::string SentenceOf(const Problem& problem, const EarliestStart& start) {
  const std::string practices = Practices(problem.waves[start.wave].practices);
  if (start.months.front().checks.empty()) {
    return absl::StrCat("When ", practices,
                        " can start cannot be said: neither facilitators nor trainers are known.");
  }
  const std::string when =
      start.month
          ? absl::StrCat(" can start in ", MonthName(problem, *start.month), " at the earliest. ")
          : absl::StrCat(" can start in none of the ", problem.months, " months looked at. ");
  return absl::StrCat(practices, when, start.binding);
}

std::string SentenceOf(const Problem& problem, const Recruitment& recruitment) {
  return absl::StrCat("Recruit ", recruitment.people, " for ", recruitment.pool, ", who begin by ",
                      MonthName(problem, recruitment.begin_by), ". ", recruitment.because);
}

}  // namespace pcsp::planning::workforce
