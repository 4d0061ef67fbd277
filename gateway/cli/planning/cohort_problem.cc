#include "gateway/cli/planning/cohort_problem.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/cli/planning/current_plan.h"
#include "gateway/cli/planning/id_index.h"
#include "services/planning/domain/cohorts/problem_faults.h"

namespace pcsp::offline {
namespace {

using planning::CohortBooking;
using planning::CohortPractice;
using planning::CohortProblem;
using planning::CohortSession;
using planning::CourseNeed;
using planning::ProblemFields;
using text::Node;
using Running = CohortSession::Running;

constexpr int kMostFortnights = 260, kMostPeople = 1000, kMostCount = 100'000;
constexpr double kMostMoney = 1e9;
constexpr std::pair<absl::string_view, Running> kRunning[] = {
    {"may", Running::kMay}, {"must", Running::kMust}, {"must_not", Running::kMustNot}};

class Reader {
 public:
  // How the file names the fields of what Read() returned.
  ProblemFields Fields() const {
    ProblemFields fields = {.names = {{"km_rate", "costs.km_rate"},
                                      {"late_rate", "costs.late_rate"},
                                      {"unmet_cost", "costs.unmet"},
                                      {"trainers[", "named_trainers["}},
                            .series = "session_series",
                            .series_of = series_of_};
    if (one_region_) fields.names.emplace_back("regions[0].trainers", "trainers");
    return fields;
  }

  CohortProblem Read(const Node& root) {
    problem_.fortnights = static_cast<int>(root["fortnights"].Int(1, kMostFortnights));
    if (problem_.fortnights == 0) problem_.fortnights = kMostFortnights;  // reported: look at all
    Costs(root["costs"]);
    Courses(root["courses"]);
    Regions(root);
    for (const Node& node : root["venues"].List()) Venue(node);
    for (const Node& node : root["named_trainers"].ListOr()) NamedTrainer(node);
    if (root["national_trainers"].present()) {
      problem_.national_trainers = EachFortnight(root["national_trainers"]);
    }
    trainers_a_session_ = static_cast<int>(root["trainers_per_session"].IntOr(2, 0, kMostPeople));
    for (const Node& node : root["sessions"].ListOr()) Session(node);
    series_of_.assign(problem_.sessions.size(), -1);
    int series = 0;
    for (const Node& node : root["session_series"].ListOr()) {
      Series(node);
      series_of_.resize(problem_.sessions.size(), series++);
    }
    for (const Node& node : root["practices"].List()) Practice(node);
    for (const Node& node : root["pins"].ListOr()) problem_.pins.push_back(Booking(node));
    for (const Node& node : root["bans"].ListOr()) {
      problem_.bans.push_back({practices_.Find(node["practice"]), sessions_.Find(node["session"])});
    }
    if (root["current"].present()) Current(root["current"]);
    return std::move(problem_);
  }

 private:
  void Costs(const Node& node) {
    problem_.km_rate = node["km_rate"].DoubleOr(0, 0, kMostMoney);
    problem_.late_rate = node["late_rate"].DoubleOr(0, 0, kMostMoney);
    problem_.unmet_cost = node["unmet"].Double(0, kMostMoney);
  }

  void Courses(const Node& list) {
    const std::vector<Node> nodes = list.List();
    for (const Node& node : nodes) {
      problem_.courses.push_back({node["id"].String()});
      courses_.Add(problem_.courses.back().id);
    }
    for (size_t i = 0; i < nodes.size(); ++i) {
      const Node after = nodes[i]["after"];
      if (after.present()) problem_.courses[i].after = courses_.Find(after);
    }
  }

  // One number for all fortnights, or a list of one each.
  std::vector<int> EachFortnight(const Node& node) const {
    if (!node.is_list()) {
      const int count = static_cast<int>(node.Int(0, kMostCount));
      return std::vector<int>(problem_.fortnights, count);
    }
    std::vector<int> counts;
    for (const Node& one : node.List()) counts.push_back(static_cast<int>(one.Int(0, kMostCount)));
    return counts;
  }

  void Regions(const Node& root) {
    if (!root["regions"].present()) {
      one_region_ = true;
      problem_.regions.push_back({"all", EachFortnight(root["trainers"])});
      regions_.Add("all");
      return;
    }
    for (const Node& node : root["regions"].List()) {
      problem_.regions.push_back({node["id"].String(), EachFortnight(node["trainers"])});
      regions_.Add(problem_.regions.back().id);
    }
  }

  int RegionOf(const Node& node) const {
    return node.present() || problem_.regions.size() != 1 ? regions_.Find(node) : 0;
  }

  void Venue(const Node& node) {
    problem_.venues.push_back({node["id"].String(), RegionOf(node["region"])});
    if (node["days"].present()) problem_.venues.back().days = EachFortnight(node["days"]);
    venues_.Add(problem_.venues.back().id);
  }

  void NamedTrainer(const Node& node) {
    planning::Trainer trainer = {.id = node["id"].String(), .region = RegionOf(node["region"])};
    for (const Node& leave : node["leave"].ListOr()) {
      trainer.leave.push_back({Fortnight(leave["from"]), Fortnight(leave["until"])});
    }
    trainers_.Add(trainer.id);
    problem_.trainers.push_back(std::move(trainer));
  }

  static int Fortnight(const Node& node) { return static_cast<int>(node.Int(0, kMostFortnights)); }

  // What a session and a series of them have in common.
  CohortSession Common(const Node& node) const {
    CohortSession s;
    s.course = courses_.Find(node["course"]);
    // One without a venue is told of with the faults of sense.
    s.venue = node["venue"].present() ? venues_.Find(node["venue"]) : -1;
    s.seats = static_cast<int>(node["seats"].Int(0, kMostCount));
    s.least = static_cast<int>(node["least"].IntOr(0, 0, kMostCount));
    s.fixed_cost = node["fixed_cost"].DoubleOr(0, 0, kMostMoney);
    s.trainers = static_cast<int>(node["trainers"].IntOr(trainers_a_session_, 0, kMostPeople));
    s.running = node["running"].EnumOr(Running::kMay, kRunning);
    return s;
  }

  void AddSession(CohortSession s, absl::string_view id) {
    s.id = id.empty() ? NameOf(s) : std::string(id);
    sessions_.Add(s.id);
    problem_.sessions.push_back(std::move(s));
  }

  std::string NameOf(const CohortSession& s) const {
    // Whose course or venue is none is reported already.
    if (s.course < 0 || s.venue < 0) return absl::StrCat("#", problem_.sessions.size());
    return absl::StrCat(problem_.courses[s.course].id, "@", problem_.venues[s.venue].id, "#",
                        s.fortnight);
  }

  void Session(const Node& node) {
    CohortSession s = Common(node);
    s.fortnight = Fortnight(node["fortnight"]);
    for (const Node& trainer : node["named_trainers"].ListOr()) {
      s.named_trainers.push_back(trainers_.Find(trainer));
    }
    s.fallen_out = static_cast<int>(node["fallen_out"].IntOr(0, 0, kMostPeople));
    for (const Node& away : node["away_trainers"].ListOr()) s.away.push_back(away.String());
    AddSession(std::move(s), node["id"].StringOr(""));
  }

  void Series(const Node& node) {
    const CohortSession s = Common(node);
    const int from = static_cast<int>(node["from"].IntOr(0, 0, kMostFortnights));
    const int until =
        static_cast<int>(node["until"].IntOr(problem_.fortnights - 1, 0, kMostFortnights));
    const int every = static_cast<int>(node["every"].IntOr(1, 1, kMostFortnights));
    for (int t = from; t <= until; t += every) {
      CohortSession one = s;
      one.fortnight = t;
      AddSession(std::move(one), "");
    }
  }

  void Practice(const Node& node) {
    CohortPractice practice = {.id = node["id"].String(), .region = RegionOf(node["region"])};
    practice.backfill = static_cast<int>(node["backfill"].Int(0, kMostPeople));
    practice.priority = node["priority"].DoubleOr(1, 0, kMostMoney);
    for (const Node& t : node["blocked"].ListOr()) practice.blocked.push_back(Fortnight(t));
    practice.km.assign(problem_.venues.size(), -1);
    for (const auto& [venue, km] : node["km"].Map()) Km(venue, km, practice);
    for (const Node& need : node["needs"].List()) practice.needs.push_back(Need(need));
    practices_.Add(practice.id);
    problem_.practices.push_back(std::move(practice));
  }

  void Km(const std::string& venue, const Node& node, CohortPractice& practice) const {
    for (size_t v = 0; v < problem_.venues.size(); ++v) {
      if (problem_.venues[v].id != venue) continue;
      practice.km[v] = node.Double(0, 1e6);
      return;
    }
    node.Fault("a key that is the id of one of the venues");
  }

  CourseNeed Need(const Node& node) const {
    CourseNeed need = {.course = courses_.Find(node["course"])};
    if (node["roles"].present()) {
      for (const Node& role : node["roles"].List()) {
        need.roles.push_back({role["role"].String(),
                              static_cast<int>(role["people"].Int(0, kMostPeople)),
                              role["unmet_cost"].DoubleOr(-1, 0, kMostMoney)});
      }
    } else {
      need.roles.push_back({"", static_cast<int>(node["people"].Int(0, kMostPeople)),
                            node["unmet_cost"].DoubleOr(-1, 0, kMostMoney)});
    }
    need.from = static_cast<int>(node["from"].IntOr(0, 0, kMostFortnights));
    need.until = static_cast<int>(node["until"].IntOr(kMostFortnights, 0, kMostFortnights));
    need.must = node["must"].BoolOr(false);
    return need;
  }

  CohortBooking Booking(const Node& node) const {
    return {practices_.Find(node["practice"]), sessions_.Find(node["session"]),
            static_cast<int>(node["people"].Int(1, kMostPeople))};
  }

  void Current(const Node& node) {
    for (const Node& one : node["bookings"].List()) {
      problem_.current.bookings.push_back(Booking(one));
    }
    problem_.current.frozen_until =
        static_cast<int>(node["frozen_until"].IntOr(0, 0, kMostFortnights));
    problem_.current.keep = node["keep"].DoubleOr(problem_.current.keep, 0, kMostMoney);
  }

  CohortProblem problem_;
  std::vector<int> series_of_;  // by session; -1: of none
  bool one_region_ = false;     // that the file does not name
  int trainers_a_session_ = 2;
  IdIndex courses_{"courses"}, regions_{"regions"}, venues_{"venues"}, trainers_{"named_trainers"},
      sessions_{"sessions"}, practices_{"practices"};
};

}  // namespace

absl::StatusOr<CohortProblem> ReadCohortFiles(text::Document& document, text::Document* current) {
  Reader reader;
  CohortProblem problem = reader.Read(document.root());
  const absl::Status form = document.Finish();
  const absl::Status plan =
      current == nullptr ? absl::OkStatus() : ReadCurrentPlan(*current, problem);
  Violations violations;
  violations.Merge("", form);
  violations.Merge("current.", plan);
  const size_t of_form = violations.list().size();
  planning::AddFaultsOfSense(problem, reader.Fields(), violations);
  if (violations.list().size() > of_form || (!form.ok() && !plan.ok())) {
    return violations.ToStatus("COHORT_PROBLEM_INVALID");
  }
  RETURN_IF_ERROR(form);
  RETURN_IF_ERROR(plan);
  return problem;
}

}  // namespace pcsp::offline
