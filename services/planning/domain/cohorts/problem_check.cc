#include "services/planning/domain/cohorts/problem_check.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "services/planning/domain/cohorts/explain/session_words.h"

namespace pcsp::planning {
namespace {

constexpr int kMostFortnights = 260, kMostPeople = 1000;

class ProblemCheck {
 public:
  explicit ProblemCheck(const CohortProblem& problem) : problem_(problem) {}

  absl::Status Check() {
    Range("fortnights", problem_.fortnights, 1, kMostFortnights);
    Money("km_rate", problem_.km_rate);
    Money("late_rate", problem_.late_rate);
    Money("unmet_cost", problem_.unmet_cost);
    Courses();
    Regions();
    Venues();
    Trainers();
    for (size_t i = 0; i < problem_.sessions.size(); ++i) Session(i);
    NamedTrainers();
    for (size_t i = 0; i < problem_.practices.size(); ++i) Practice(i);
    Ids();
    Wishes();
    return Named().ToStatus("COHORT_PROBLEM_INVALID");
  }

 private:
  static std::string At(absl::string_view list, size_t i, absl::string_view field = "") {
    return absl::StrCat(list, "[", i, "]", field.empty() ? "" : ".", field);
  }

  // The same with the name of whatever a field is of: nobody finds practices[317] in a programme.
  Violations Named() const {
    Violations named;
    for (const Violation& one : violations_.list()) {
      const std::string name = NameIn(one.field);
      named.Add(one.field, one.given,
                name.empty() ? one.expected : absl::StrCat(one.expected, " (", name, ")"));
    }
    return named;
  }

  std::string NameIn(const std::string& field) const {
    const size_t open = field.find('['), close = field.find(']');
    int i = 0;
    if (open == std::string::npos || close == std::string::npos ||
        !absl::SimpleAtoi(field.substr(open + 1, close - open - 1), &i)) {
      return "";
    }
    const std::string list = field.substr(0, open);
    const auto booked = [&](const std::vector<CohortBooking>& bookings) {
      const int practice = i < static_cast<int>(bookings.size()) ? bookings[i].practice : -1;
      const bool known = practice >= 0 && practice < static_cast<int>(problem_.practices.size());
      return known ? PracticeTitle(problem_, practice) : std::string();
    };
    if (list == "practices") return PracticeTitle(problem_, i);
    if (list == "courses") return CourseTitle(problem_, i);
    if (list == "venues") return VenueTitle(problem_, i);
    if (list == "regions") return RegionTitle(problem_, i);
    if (list == "trainers") return problem_.trainers[i].id;
    if (list == "sessions") return problem_.sessions[i].id;
    if (list == "pins") return booked(problem_.pins);
    if (list == "current.bookings") return booked(problem_.current.bookings);
    return "";
  }

  void Range(std::string field, int value, int low, int high) {
    if (value >= low && value <= high) return;
    violations_.Add(std::move(field), absl::StrCat(value),
                    absl::StrCat("a whole number from ", low, " to ", high));
  }

  void Money(std::string field, double value) {
    if (std::isfinite(value) && value >= 0 && value <= 1e9) return;
    violations_.Add(std::move(field), absl::StrCat(value), "a number from 0 to 1000000000");
  }

  template <typename T>
  bool Refers(std::string field, int index, const std::vector<T>& list, absl::string_view what) {
    if (index >= 0 && index < static_cast<int>(list.size())) return true;
    violations_.Add(std::move(field), absl::StrCat(index), absl::StrCat("one of the ", what));
    return false;
  }

  bool IsFortnight(int t) const { return t >= 0 && t < problem_.fortnights; }

  void Fortnight(std::string field, int t) {
    Range(std::move(field), t, 0, problem_.fortnights - 1);
  }

  void Counts(const std::string& field, const std::vector<int>& counts) {
    if (static_cast<int>(counts.size()) != problem_.fortnights) {
      violations_.Add(field, absl::StrCat(counts.size(), " values"),
                      absl::StrCat(problem_.fortnights, " values, one a fortnight"));
    }
    for (size_t t = 0; t < counts.size(); ++t) Range(At(field, t), counts[t], 0, 100'000);
  }

  void Courses() {
    std::map<int, int> followers;
    for (size_t c = 0; c < problem_.courses.size(); ++c) {
      const int after = problem_.courses[c].after;
      if (after == -1 || !Refers(At("courses", c, "after"), after, problem_.courses, "courses")) {
        continue;
      }
      if (++followers[after] == 2) {
        violations_.Add(At("courses", c, "after"), problem_.courses[after].id,
                        "a course that no other course comes right after: courses form chains");
      }
      if (InCircle(static_cast<int>(c))) {
        violations_.Add(At("courses", c, "after"), problem_.courses[after].id,
                        "a course that does not itself come after this one");
      }
    }
  }

  bool InCircle(int course) const {
    const int courses = static_cast<int>(problem_.courses.size());
    int at = course;
    for (int steps = 0; steps < courses; ++steps) {
      at = problem_.courses[at].after;
      if (at < 0 || at >= courses) return false;
      if (at == course) return true;
    }
    return false;
  }

  void Regions() {
    for (size_t r = 0; r < problem_.regions.size(); ++r) {
      Counts(At("regions", r, "trainers"), problem_.regions[r].trainers);
    }
    if (!problem_.national_trainers.empty()) {
      Counts("national_trainers", problem_.national_trainers);
    }
  }

  void Venues() {
    for (size_t v = 0; v < problem_.venues.size(); ++v) {
      Refers(At("venues", v, "region"), problem_.venues[v].region, problem_.regions, "regions");
      if (!problem_.venues[v].days.empty())
        Counts(At("venues", v, "days"), problem_.venues[v].days);
    }
  }

  void Trainers() {
    for (size_t i = 0; i < problem_.trainers.size(); ++i) {
      const Trainer& trainer = problem_.trainers[i];
      Refers(At("trainers", i, "region"), trainer.region, problem_.regions, "regions");
      for (size_t j = 0; j < trainer.leave.size(); ++j) {
        const Trainer::Leave& leave = trainer.leave[j];
        const std::string field = At(At("trainers", i, "leave"), j);
        if (leave.until < leave.from || leave.from < 0) {
          violations_.Add(field, Span(leave), "from a fortnight to the same or a later one");
        }
        for (size_t k = 0; k < j; ++k) {
          if (leave.from > trainer.leave[k].until || trainer.leave[k].from > leave.until) continue;
          violations_.Add(
              field, Span(leave),
              absl::StrCat("leave that does not overlap with ", Span(trainer.leave[k])));
        }
      }
    }
  }

  static std::string Span(const Trainer::Leave& leave) {
    return absl::StrCat("fortnights ", leave.from, " to ", leave.until);
  }

  void Session(size_t i) {
    const CohortSession& s = problem_.sessions[i];
    Refers(At("sessions", i, "course"), s.course, problem_.courses, "courses");
    if (s.venue < 0) {
      violations_.Add(At("sessions", i, "venue"), "", "a venue: no session is held without one");
    } else {
      Refers(At("sessions", i, "venue"), s.venue, problem_.venues, "venues");
    }
    Fortnight(At("sessions", i, "fortnight"), s.fortnight);
    Range(At("sessions", i, "seats"), s.seats, 0, 100'000);
    Range(At("sessions", i, "least"), s.least, 0, s.seats < 0 ? 100'000 : s.seats);
    Range(At("sessions", i, "trainers"), s.trainers, 0, 1000);
    Range(At("sessions", i, "fallen_out"), s.fallen_out, 0,
          std::max(0, s.trainers - static_cast<int>(s.named_trainers.size())));
    Range(At("sessions", i, "away_trainers"), static_cast<int>(s.away.size()), 0, s.fallen_out);
    Money(At("sessions", i, "fixed_cost"), s.fixed_cost);
  }

  void NamedTrainers() {
    std::map<std::pair<int, int>, size_t> places;  // (trainer, fortnight) -> session
    for (size_t i = 0; i < problem_.sessions.size(); ++i) {
      const CohortSession& s = problem_.sessions[i];
      Range(At("sessions", i, "named_trainers"), static_cast<int>(s.named_trainers.size()), 0,
            std::max(0, s.trainers));
      for (const int trainer : s.named_trainers) {
        const std::string field = At("sessions", i, "named_trainers");
        if (!Refers(field, trainer, problem_.trainers, "trainers")) continue;
        const auto [place, fresh] = places.try_emplace({trainer, s.fortnight}, i);
        if (!fresh) {
          violations_.Add(
              field, problem_.trainers[trainer].id,
              absl::StrCat("a trainer who does not lead ", problem_.sessions[place->second].id,
                           " in the same fortnight"));
        }
        NamedTrainer(field, s, problem_.trainers[trainer]);
      }
    }
  }

  void NamedTrainer(const std::string& field, const CohortSession& s, const Trainer& trainer) {
    for (const Trainer::Leave& leave : trainer.leave) {
      if (s.fortnight < leave.from || s.fortnight > leave.until) continue;
      violations_.Add(field, trainer.id,
                      absl::StrCat("a trainer who is not on leave in fortnight ", s.fortnight));
    }
    if (s.venue >= 0 && s.venue < static_cast<int>(problem_.venues.size()) &&
        problem_.venues[s.venue].region != trainer.region) {
      violations_.Add(field, trainer.id, "a trainer of the venue's region");
    }
  }

  void Practice(size_t i) {
    const CohortPractice& practice = problem_.practices[i];
    Refers(At("practices", i, "region"), practice.region, problem_.regions, "regions");
    Range(At("practices", i, "backfill"), practice.backfill, 0, kMostPeople);
    Money(At("practices", i, "priority"), practice.priority);
    for (size_t j = 0; j < practice.blocked.size(); ++j) {
      Fortnight(At(At("practices", i, "blocked"), j), practice.blocked[j]);
    }
    Km(i);
    for (size_t j = 0; j < practice.needs.size(); ++j) {
      const std::string field = At(At("practices", i, "needs"), j);
      Need(field, practice.needs[j]);
      for (size_t k = 0; k < j; ++k) {
        if (practice.needs[k].course == practice.needs[j].course) {
          Again(field, practice.needs[k], practice.needs[j]);
        }
      }
    }
  }

  // Two needs of one course in a practice.
  void Again(const std::string& field, const CourseNeed& first, const CourseNeed& second) {
    const int course = second.course;
    if (course < 0 || course >= static_cast<int>(problem_.courses.size())) return;
    const bool alone = problem_.courses[course].after < 0 &&
                       std::ranges::count(problem_.courses, course, &Course::after) == 0;
    if (!alone) {
      violations_.Add(field + ".course", problem_.courses[course].id,
                      "each course once a practice, where others come before or after it");
    } else if (first.from <= second.until && second.from <= first.until) {
      violations_.Add(field, absl::StrCat("fortnights ", second.from, " to ", second.until),
                      absl::StrCat("a time that does not overlap with that of the same course "
                                   "before, ",
                                   first.from, " to ", first.until));
    }
  }

  void Km(size_t i) {
    const CohortPractice& practice = problem_.practices[i];
    if (practice.km.size() != problem_.venues.size()) {
      violations_.Add(At("practices", i, "km"), absl::StrCat(practice.km.size(), " values"),
                      absl::StrCat(problem_.venues.size(), " values, one a venue"));
      return;
    }
    bool reaches = false;
    for (size_t v = 0; v < practice.km.size(); ++v) {
      if (!std::isfinite(practice.km[v]) || practice.km[v] > 1e6) {
        violations_.Add(At(At("practices", i, "km"), v), absl::StrCat(practice.km[v]),
                        "kilometres, at most 1000000");
      }
      reaches = reaches || (practice.km[v] >= 0 && problem_.venues[v].region == practice.region);
    }
    const bool somewhere =
        practice.region >= 0 && practice.region < static_cast<int>(problem_.regions.size());
    if (!reaches && somewhere && !practice.needs.empty()) {
      violations_.Add(At("practices", i, "km"), "",
                      "at least one venue of its region that the practice can reach");
    }
  }

  void Need(const std::string& field, const CourseNeed& need) {
    Refers(field + ".course", need.course, problem_.courses, "courses");
    for (size_t i = 0; i < need.roles.size(); ++i) {
      const RoleNeed& role = need.roles[i];
      Range(At(field + ".roles", i, "people"), role.people, 0, kMostPeople);
      if (role.unmet_cost != -1) Money(At(field + ".roles", i, "unmet_cost"), role.unmet_cost);
    }
    if (need.from < 0 || need.from > need.until) {
      violations_.Add(field + ".from", absl::StrCat(need.from),
                      absl::StrCat("from 0 to its until, ", need.until));
    }
  }

  void Ids() {
    Unique("courses", problem_.courses);
    Unique("regions", problem_.regions);
    Unique("venues", problem_.venues);
    Unique("trainers", problem_.trainers);
    Unique("sessions", problem_.sessions);
    Unique("practices", problem_.practices);
  }

  template <typename T>
  void Unique(absl::string_view list, const std::vector<T>& things) {
    std::set<std::string> ids;
    for (size_t i = 0; i < things.size(); ++i) {
      if (!things[i].id.empty() && ids.insert(things[i].id).second) continue;
      violations_.Add(At(list, i, "id"), things[i].id, "an id that no other has");
    }
  }

  void Booking(const std::string& field, const CohortBooking& b, bool pinned) {
    if (!Refers(field + ".practice", b.practice, problem_.practices, "practices")) return;
    if (!Refers(field + ".session", b.session, problem_.sessions, "sessions")) return;
    Range(field + ".people", b.people, 1, kMostPeople);
    const CohortPractice& practice = problem_.practices[b.practice];
    const CohortSession& session = problem_.sessions[b.session];
    // A venue that is none is told of the session.
    if (!pinned || session.venue < 0 || session.venue >= static_cast<int>(practice.km.size()) ||
        session.venue >= static_cast<int>(problem_.venues.size())) {
      return;
    }
    if (practice.km[session.venue] < 0 ||
        problem_.venues[session.venue].region != practice.region) {
      violations_.Add(field + ".session", session.id, "a session that the practice can reach");
    }
    if (std::ranges::count(practice.needs, session.course, &CourseNeed::course) == 0) {
      violations_.Add(field + ".session", session.id, "a course that the practice needs");
    }
  }

  void Wishes() {
    for (size_t i = 0; i < problem_.pins.size(); ++i) {
      Booking(At("pins", i), problem_.pins[i], true);
    }
    for (size_t i = 0; i < problem_.bans.size(); ++i) {
      Refers(At("bans", i, "practice"), problem_.bans[i].practice, problem_.practices, "practices");
      Refers(At("bans", i, "session"), problem_.bans[i].session, problem_.sessions, "sessions");
    }
    const CurrentPlan& current = problem_.current;
    std::set<std::pair<int, int>> seen;
    for (size_t i = 0; i < current.bookings.size(); ++i) {
      const CohortBooking& b = current.bookings[i];
      Booking(At("current.bookings", i), b, false);
      if (!seen.insert({b.practice, b.session}).second) {
        violations_.Add(At("current.bookings", i), "", "one booking a practice and session");
      }
    }
    Range("current.frozen_until", current.frozen_until, 0, problem_.fortnights);
    Money("current.keep", current.keep);
  }

  const CohortProblem& problem_;
  Violations violations_;
};

}  // namespace

absl::Status CheckCohortProblem(const CohortProblem& problem) {
  return ProblemCheck(problem).Check();
}

}  // namespace pcsp::planning
