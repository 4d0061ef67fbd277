#include "services/planning/rpc/programme_plan/convert_problem.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "services/planning/domain/calendar.h"
#include "services/planning/domain/cohorts/problem_faults.h"

namespace pcsp::planning {
namespace {

using Running = CohortSession::Running;

constexpr int kMostFortnights = 260, kUsualTrainers = 2;
constexpr size_t kLongestTitle = 200, kMostBytes = 4 * kLongestTitle;

std::string At(absl::string_view list, int i, absl::string_view field = "") {
  return absl::StrCat(list, "[", i, "]", field.empty() ? "" : ".", field);
}

// The ids of one kind of thing, to find their indices.
class Ids {
 public:
  explicit Ids(absl::string_view what) : what_(what) {}

  void Add(const std::string& id) { index_.try_emplace(id, static_cast<int>(index_.size())); }

  // Reports an id that nothing has; -1 then.
  int Find(std::string field, const std::string& id, Violations& violations) const {
    const auto found = index_.find(id);
    if (found != index_.end()) return found->second;
    violations.Add(std::move(field), id, absl::StrCat("the id of one of the ", what_));
    return -1;
  }
  size_t size() const { return index_.size(); }

 private:
  const std::string what_;
  absl::flat_hash_map<std::string, int> index_;
};

class Reader {
 public:
  Reader(const v1::CohortProblem& proto, Violations& violations)
      : proto_(proto), violations_(violations) {}

  CohortProblem Read() {
    problem_.titles.first_day = DayFromText(proto_.start_date());
    problem_.fortnights = std::clamp(proto_.fortnights(), 1, kMostFortnights);
    if (problem_.fortnights != proto_.fortnights()) {
      problem_.fortnights = kMostFortnights;  // so that the rest can be looked at
      violations_.Add("fortnights", absl::StrCat(proto_.fortnights()),
                      absl::StrCat("a whole number from 1 to ", kMostFortnights));
    }
    Costs();
    Courses();
    Regions();
    Venues();
    Trainers();
    problem_.national_trainers.assign(proto_.national_trainers().begin(),
                                      proto_.national_trainers().end());
    for (int i = 0; i < proto_.sessions_size(); ++i) Session(i);
    fields_.series_of.assign(problem_.sessions.size(), -1);
    for (int i = 0; i < proto_.series_size(); ++i) {
      Series(i);
      fields_.series_of.resize(problem_.sessions.size(), i);
    }
    for (int i = 0; i < proto_.practices_size(); ++i) Practice(i);
    Titles("practices", proto_.practices(), problem_.titles.practices);
    Wishes();
    return std::move(problem_);
  }

  // How the message names the fields of what Read() returned.
  const ProblemFields& fields() const { return fields_; }

 private:
  template <typename Protos>
  void Titles(absl::string_view list, const Protos& protos, std::vector<std::string>& titles) {
    for (int i = 0; i < protos.size(); ++i) {
      titles.push_back(protos[i].title());
      if (titles.back().size() <= kMostBytes) continue;
      violations_.Add(At(list, i, "title"), titles.back(),
                      absl::StrCat("at most ", kLongestTitle, " characters"));
    }
  }

  void Costs() {
    if (!proto_.has_costs()) violations_.Add("costs", "", "what things cost");
    problem_.km_rate = proto_.costs().km_rate();
    problem_.late_rate = proto_.costs().late_rate();
    problem_.unmet_cost = proto_.costs().unmet();
  }

  void Courses() {
    for (const v1::CohortCourse& course : proto_.courses()) {
      problem_.courses.push_back({course.id()});
      courses_.Add(course.id());
    }
    Titles("courses", proto_.courses(), problem_.titles.courses);
    for (int i = 0; i < proto_.courses_size(); ++i) {
      const std::string& after = proto_.courses(i).after();
      if (after.empty()) continue;
      problem_.courses[i].after = courses_.Find(At("courses", i, "after"), after, violations_);
    }
  }

  void Regions() {
    for (const v1::CohortRegion& region : proto_.regions()) {
      std::vector<int> trainers(region.trainers().begin(), region.trainers().end());
      if (trainers.empty()) trainers.assign(problem_.fortnights, 0);
      problem_.regions.push_back({region.id(), std::move(trainers)});
      regions_.Add(region.id());
    }
    Titles("regions", proto_.regions(), problem_.titles.regions);
  }

  int RegionOf(std::string field, const std::string& id) {
    if (id.empty() && regions_.size() == 1) return 0;
    return regions_.Find(std::move(field), id, violations_);
  }

  void Venues() {
    for (int i = 0; i < proto_.venues_size(); ++i) {
      const v1::CohortVenue& venue = proto_.venues(i);
      problem_.venues.push_back({venue.id(),
                                 RegionOf(At("venues", i, "region"), venue.region()),
                                 {venue.days().begin(), venue.days().end()}});
      venues_.Add(venue.id());
    }
    Titles("venues", proto_.venues(), problem_.titles.venues);
  }

  void Trainers() {
    for (int i = 0; i < proto_.trainers_size(); ++i) {
      const v1::CohortTrainer& trainer = proto_.trainers(i);
      Trainer made;
      made.id = trainer.id();
      made.region = RegionOf(At("trainers", i, "region"), trainer.region());
      for (const v1::CohortLeave& leave : trainer.leave()) {
        made.leave.push_back({leave.from(), leave.until()});
      }
      trainers_.Add(trainer.id());
      problem_.trainers.push_back(std::move(made));
    }
  }

  // What a session and a series of them have in common.
  template <typename Proto>
  CohortSession Common(const Proto& proto, absl::string_view list, int i) {
    CohortSession s;
    s.course = courses_.Find(At(list, i, "course"), proto.course(), violations_);
    // One without a venue is told of with the faults of sense.
    s.venue =
        proto.venue().empty() ? -1 : venues_.Find(At(list, i, "venue"), proto.venue(), violations_);
    s.seats = proto.seats();
    s.least = proto.least();
    s.fixed_cost = proto.fixed_cost();
    s.trainers = proto.has_trainers() ? proto.trainers() : kUsualTrainers;
    return s;
  }

  void AddSession(CohortSession s, const std::string& id) {
    s.id = id.empty() ? NameOf(s) : id;
    sessions_.Add(s.id);
    problem_.sessions.push_back(std::move(s));
  }

  std::string NameOf(const CohortSession& s) const {
    // Whose course or venue is none is reported already.
    if (s.course < 0 || s.venue < 0) return absl::StrCat("#", problem_.sessions.size());
    return absl::StrCat(problem_.courses[s.course].id, "@", problem_.venues[s.venue].id, "#",
                        s.fortnight);
  }

  void Session(int i) {
    const v1::CohortSession& proto = proto_.sessions(i);
    CohortSession s = Common(proto, "sessions", i);
    s.fortnight = proto.fortnight();
    s.running = RunningFrom(At("sessions", i, "running"), proto.running());
    for (int j = 0; j < proto.named_trainers_size(); ++j) {
      s.named_trainers.push_back(trainers_.Find(At(At("sessions", i, "named_trainers"), j),
                                                proto.named_trainers(j), violations_));
    }
    s.fallen_out = proto.fallen_out();
    s.away.assign(proto.away_trainers().begin(), proto.away_trainers().end());
    AddSession(std::move(s), proto.id());
    absl::CivilMinute start;
    if (!proto.start().empty() && !absl::ParseCivilTime(proto.start(), &start)) {
      violations_.Add(At("sessions", i, "start"), proto.start(), "a time, yyyy-mm-ddThh:mm");
    }
    problem_.titles.starts.push_back(proto.start());
  }

  Running RunningFrom(std::string field, v1::CohortRunning running) {
    switch (running) {
      case v1::COHORT_RUNNING_UNSPECIFIED:
      case v1::COHORT_RUNNING_MAY:
        return Running::kMay;
      case v1::COHORT_RUNNING_MUST:
        return Running::kMust;
      case v1::COHORT_RUNNING_MUST_NOT:
        return Running::kMustNot;
      default:
        violations_.Add(std::move(field), absl::StrCat(running), "a value of the enumeration");
        return Running::kMay;
    }
  }

  void Series(int i) {
    const v1::CohortSeries& proto = proto_.series(i);
    const CohortSession s = Common(proto, "series", i);
    const int until = proto.has_until() ? proto.until() : problem_.fortnights - 1;
    for (const auto& [field, value] : {std::pair("from", proto.from()), std::pair("until", until),
                                       std::pair("every", proto.every())}) {
      if (value >= 0 && value <= kMostFortnights) continue;
      violations_.Add(At("series", i, field), absl::StrCat(value),
                      absl::StrCat("a whole number from 0 to ", kMostFortnights));
      return;
    }
    for (int t = proto.from(); t <= until; t += std::max(1, proto.every())) {
      if (std::ranges::count(proto.except(), t) > 0) continue;
      CohortSession one = s;
      one.fortnight = t;
      AddSession(std::move(one), "");
    }
  }

  void Practice(int i) {
    const v1::CohortPractice& proto = proto_.practices(i);
    CohortPractice practice;
    practice.id = proto.id();
    practice.region = RegionOf(At("practices", i, "region"), proto.region());
    practice.backfill = proto.backfill();
    practice.priority = proto.has_priority() ? proto.priority() : 1;
    practice.blocked.assign(proto.blocked().begin(), proto.blocked().end());
    Reach(proto, i, practice);
    for (int j = 0; j < proto.needs_size(); ++j) {
      practice.needs.push_back(Need(At(At("practices", i, "needs"), j), proto.needs(j)));
    }
    practices_.Add(practice.id);
    problem_.practices.push_back(std::move(practice));
  }

  void Reach(const v1::CohortPractice& proto, int i, CohortPractice& practice) {
    practice.km.assign(problem_.venues.size(), -1);
    for (int j = 0; j < proto.reach_size(); ++j) {
      const std::string field = At(At("practices", i, "reach"), j);
      const int venue = venues_.Find(field + ".venue", proto.reach(j).venue(), violations_);
      if (!(proto.reach(j).km() >= 0)) {
        violations_.Add(field + ".km", absl::StrCat(proto.reach(j).km()), "0 or more");
      }
      if (venue >= 0) practice.km[venue] = std::max(0.0, proto.reach(j).km());
    }
  }

  CourseNeed Need(const std::string& field, const v1::CohortNeed& proto) {
    CourseNeed need;
    need.course = courses_.Find(field + ".course", proto.course(), violations_);
    for (int j = 0; j < proto.roles_size(); ++j) {
      const v1::CohortRoleNeed& role = proto.roles(j);
      if (role.has_unmet_cost() && !(role.unmet_cost() >= 0)) {
        violations_.Add(At(field + ".roles", j, "unmet_cost"), absl::StrCat(role.unmet_cost()),
                        "0 or more");
      }
      need.roles.push_back(
          {role.role(), role.people(), role.has_unmet_cost() ? role.unmet_cost() : -1});
    }
    need.from = proto.from();
    if (proto.has_until()) need.until = proto.until();
    need.must = proto.must();
    return need;
  }

  CohortBooking Booking(const std::string& field, const v1::CohortBooking& proto) {
    return {practices_.Find(field + ".practice", proto.practice(), violations_),
            sessions_.Find(field + ".session", proto.session(), violations_), proto.people()};
  }

  void Wishes() {
    for (int i = 0; i < proto_.pins_size(); ++i) {
      problem_.pins.push_back(Booking(At("pins", i), proto_.pins(i)));
    }
    for (int i = 0; i < proto_.bans_size(); ++i) {
      const CohortBooking ban = Booking(At("bans", i), proto_.bans(i));
      problem_.bans.push_back({ban.practice, ban.session});
    }
    for (int i = 0; i < proto_.current().bookings_size(); ++i) {
      problem_.current.bookings.push_back(
          Booking(At("current.bookings", i), proto_.current().bookings(i)));
    }
    problem_.current.frozen_until = proto_.current().frozen_until();
    if (proto_.current().has_keep()) problem_.current.keep = proto_.current().keep();
  }

  const v1::CohortProblem& proto_;
  Violations& violations_;
  CohortProblem problem_;
  ProblemFields fields_ = {.names = {{"km_rate", "costs.km_rate"},
                                     {"late_rate", "costs.late_rate"},
                                     {"unmet_cost", "costs.unmet"}},
                           .reach = "reach"};
  Ids courses_{"courses"}, regions_{"regions"}, venues_{"venues"}, trainers_{"trainers"},
      sessions_{"sessions"}, practices_{"practices"};
};

}  // namespace

CohortProblem FromProto(const v1::CohortProblem& proto, Violations& violations) {
  return Reader(proto, violations).Read();
}

CohortProblem CheckedFromProto(const v1::CohortProblem& proto, Violations& violations) {
  Reader reader(proto, violations);
  CohortProblem problem = reader.Read();
  AddFaultsOfSense(problem, reader.fields(), violations);
  return problem;
}

}  // namespace pcsp::planning
