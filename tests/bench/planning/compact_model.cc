#include "tests/bench/planning/compact_model.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace pcsp::bench {
namespace {

using namespace planning;  // NOLINT: a page of its vocabulary

constexpr size_t kTermsALine = 8;

class Writer {
 public:
  Writer(const CohortProblem& problem, std::ostream& out) : problem_(problem), out_(out) {}

  void Write() {
    Objective();
    out_ << "Minimize\n obj:" << std::exchange(row_, "") << "\nSubject To\n";
    Seats();
    Trainers();
    for (int p = 0; p < Practices(); ++p) {
      Needs(p);
      Backfill(p);
      Order(p);
    }
    Domains();
    out_ << "End\n";
  }

 private:
  int Practices() const { return static_cast<int>(problem_.practices.size()); }
  int Sessions() const { return static_cast<int>(problem_.sessions.size()); }
  static std::string Held(int s) { return absl::StrCat("y", s); }
  static std::string Going(int p, int s) { return absl::StrCat("x", p, "_", s); }
  static std::string Unmet(int p, int c) { return absl::StrCat("u", p, "_", c); }
  static std::string Done(int p, int c, int t) { return absl::StrCat("z", p, "_", c, "_", t); }

  bool CanGo(int p, int s) const {
    const CohortPractice& practice = problem_.practices[p];
    const CohortSession& session = problem_.sessions[s];
    const auto need = std::ranges::find(practice.needs, session.course, &CourseNeed::course);
    return need != practice.needs.end() && practice.km[session.venue] >= 0 &&
           session.fortnight >= need->from && session.fortnight <= need->until &&
           std::ranges::count(practice.blocked, session.fortnight) == 0;
  }

  void Term(double factor, const std::string& name) {
    absl::StrAppend(&row_, factor < 0 ? " - " : " + ", absl::StrFormat("%.10g", std::abs(factor)),
                    " ", name);
    if (++terms_ % kTermsALine == 0) row_ += "\n  ";
  }
  // Ends a row; one without terms is left out.
  void End(const char* sense, int limit) {
    const std::string terms = std::exchange(row_, "");
    if (terms.empty()) return;
    out_ << " r" << ++rows_ << ":" << terms << " " << sense << " " << limit << "\n";
  }

  void Objective() {
    for (int s = 0; s < Sessions(); ++s) Term(problem_.sessions[s].fixed_cost, Held(s));
    for (int p = 0; p < Practices(); ++p) {
      const CohortPractice& practice = problem_.practices[p];
      for (int s = 0; s < Sessions(); ++s) {
        if (!CanGo(p, s)) continue;
        const CohortSession& session = problem_.sessions[s];
        Term(TravelCost(problem_, practice, session) + LateCost(problem_, practice, session),
             Going(p, s));
      }
      for (const CourseNeed& need : practice.needs) {
        Term(problem_.unmet_cost, Unmet(p, need.course));
      }
    }
  }

  void Seats() {
    for (int s = 0; s < Sessions(); ++s) {
      for (int p = 0; p < Practices(); ++p) {
        if (CanGo(p, s)) Term(1, Going(p, s));
      }
      Term(-problem_.sessions[s].seats, Held(s));
      End("<=", 0);
    }
  }

  void Trainers() {
    for (int r = 0; r < static_cast<int>(problem_.regions.size()); ++r) {
      for (int t = 0; t < problem_.fortnights; ++t) {
        for (int s = 0; s < Sessions(); ++s) {
          const CohortSession& session = problem_.sessions[s];
          if (session.fortnight != t || problem_.venues[session.venue].region != r) continue;
          Term(session.trainers, Held(s));
        }
        End("<=", TrainersIn(problem_, r, t));
      }
    }
  }

  // Terms of the practice at the sessions that `which` picks.
  void Goings(int p, const std::function<bool(const CohortSession&)>& which) {
    for (int s = 0; s < Sessions(); ++s) {
      if (which(problem_.sessions[s]) && CanGo(p, s)) Term(1, Going(p, s));
    }
  }

  void Needs(int p) {
    for (const CourseNeed& need : problem_.practices[p].needs) {
      Goings(p, [&](const CohortSession& s) { return s.course == need.course; });
      Term(1, Unmet(p, need.course));
      End("=", PeopleOf(need));
    }
  }

  bool Blocked(int p, int t) const {
    return std::ranges::count(problem_.practices[p].blocked, t) > 0;
  }

  void Backfill(int p) {
    for (int t = 0; t < problem_.fortnights; ++t) {
      if (Blocked(p, t)) continue;
      Goings(p, [&](const CohortSession& s) { return s.fortnight == t; });
      End("<=", problem_.practices[p].backfill);
    }
  }

  // While z is 0 nobody goes to the later course; once it is 1 nobody goes to the earlier one.
  void Order(int p) {
    const CohortPractice& practice = problem_.practices[p];
    for (const CourseNeed& need : practice.needs) {
      const int before = problem_.courses[need.course].after;
      const auto first = std::ranges::find(practice.needs, before, &CourseNeed::course);
      if (before < 0 || first == practice.needs.end()) continue;
      for (int t = 0; t < problem_.fortnights; ++t) {
        const std::string done = Done(p, need.course, t);
        done_.push_back(done);
        Goings(p, [&](const CohortSession& s) { return s.course == before && s.fortnight >= t; });
        Term(PeopleOf(*first), done);
        End("<=", PeopleOf(*first));
        if (Blocked(p, t)) continue;
        Goings(p,
               [&](const CohortSession& s) { return s.course == need.course && s.fortnight == t; });
        Term(-practice.backfill, done);
        End("<=", 0);
      }
    }
  }

  void Domains() {
    out_ << "Bounds\n";
    for (int p = 0; p < Practices(); ++p) {
      for (int s = 0; s < Sessions(); ++s) {
        if (!CanGo(p, s)) continue;
        out_ << " 0 <= " << Going(p, s) << " <= " << problem_.practices[p].backfill << "\n";
        whole_.push_back(Going(p, s));
      }
    }
    out_ << "Generals\n";
    for (const std::string& name : whole_) out_ << " " << name << "\n";
    out_ << "Binaries\n";
    for (int s = 0; s < Sessions(); ++s) out_ << " " << Held(s) << "\n";
    for (const std::string& name : done_) out_ << " " << name << "\n";
  }

  const CohortProblem& problem_;
  std::ostream& out_;
  std::string row_;  // terms of the one that is being written
  size_t terms_ = 0;
  int rows_ = 0;
  std::vector<std::string> done_, whole_;
};

}  // namespace

void WriteCompactModel(const CohortProblem& problem, std::ostream& out) {
  Writer(problem, out).Write();
}

}  // namespace pcsp::bench
