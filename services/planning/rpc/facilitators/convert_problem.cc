#include "services/planning/rpc/facilitators/convert_problem.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/facilitators/problem_check.h"

namespace pcsp::planning::facilitators {
namespace {

constexpr int kMostFacilitators = 1000;
constexpr int kMostPractices = 10'000;
constexpr int kMostMonths = 120;
constexpr int kMostNearest = 1000;
constexpr int64_t kMostOptions = 200'000;

std::vector<std::string> ListOf(const google::protobuf::RepeatedPtrField<std::string>& words) {
  return {words.begin(), words.end()};
}

Place PlaceOf(const pb::GridPoint& point) { return {point.east_km(), point.north_km()}; }

class Reader {
 public:
  explicit Reader(const pb::AssignmentProblem& proto, Violations& violations)
      : proto_(proto), violations_(violations) {}

  Problem Read() {
    CheckSizes();
    Problem problem;
    if (proto_.has_unserved_cost_per_need()) {
      problem.unserved_cost_per_need = proto_.unserved_cost_per_need();
    }
    problem.discontinuity_penalty = proto_.discontinuity_penalty();
    if (proto_.nearest() != 0) problem.nearest = proto_.nearest();
    if (proto_.has_warn_practices()) problem.warn_practices = proto_.warn_practices();
    problem.travel = TravelOf(proto_.travel());
    for (const auto& facilitator : proto_.facilitators()) {
      problem.facilitators.push_back(FacilitatorOf(facilitator));
    }
    for (const auto& practice : proto_.practices()) {
      problem.practices.push_back(PracticeOf(practice));
    }
    return problem;
  }

 private:
  void Fault(const std::string& field, const std::string& given, const std::string& expected) {
    violations_.Add(field, given, expected);
  }
  void AtMost(const std::string& field, int64_t given, int64_t most) {
    if (given > most) Fault(field, absl::StrCat(given), absl::StrCat("at most ", most));
  }

  // Also of the options that will be found, so that no request takes the memory of others.
  void CheckSizes() {
    AtMost("problem.facilitators", proto_.facilitators_size(), kMostFacilitators);
    AtMost("problem.practices", proto_.practices_size(), kMostPractices);
    AtMost("problem.nearest", proto_.nearest(), kMostNearest);
    const int64_t nearest = proto_.nearest() == 0 ? Problem().nearest : proto_.nearest();
    const int64_t found = std::min<int64_t>(nearest + 1, proto_.facilitators_size());
    int64_t options = 0;
    for (const auto& practice : proto_.practices()) {
      options += practice.options().empty() ? found : practice.options_size();
    }
    if (options > kMostOptions) {
      Fault("problem.practices", absl::StrCat(options, " options"),
            absl::StrCat("at most ", kMostOptions, " options, those found by place included"));
    }
  }

  static Travel TravelOf(const pb::AssignmentTravel& proto) {
    Travel travel;
    if (proto.has_cost_per_km()) travel.cost_per_km = proto.cost_per_km();
    if (proto.has_visits()) travel.visits = proto.visits();
    if (proto.has_road_factor()) travel.road_factor = proto.road_factor();
    if (proto.has_assumed_km()) travel.assumed_km = proto.assumed_km();
    return travel;
  }

  Facilitator FacilitatorOf(const pb::AssignableFacilitator& proto) {
    const std::string field = absl::StrCat("problem.facilitators[", ids_.size(), "].");
    if (proto.id().empty()) Fault(field + "id", "", "a name");
    if (proto.capacity() != 0 && !proto.capacity_by_month().empty()) {
      Fault(field + "capacity", absl::StrCat(proto.capacity()), "0 with capacity_by_month");
    }
    AtMost(field + "capacity_by_month", proto.capacity_by_month_size(), kMostMonths);
    Facilitator facilitator;
    facilitator.id = proto.id();
    facilitator.capacity = proto.capacity();
    facilitator.capacity_by_month.assign(proto.capacity_by_month().begin(),
                                         proto.capacity_by_month().end());
    facilitator.skills = ListOf(proto.skills());
    if (proto.has_place()) facilitator.place = PlaceOf(proto.place());
    if (proto.has_reach_km()) facilitator.reach_km = proto.reach_km();
    facilitator.regions = ListOf(proto.regions());
    if (proto.has_most_practices()) facilitator.most_practices = proto.most_practices();
    index_.emplace(facilitator.id, static_cast<int>(ids_.size()));
    ids_.push_back(facilitator.id);
    return facilitator;
  }

  Practice PracticeOf(const pb::AssignablePractice& proto) {
    const std::string field = absl::StrCat("problem.practices[", practices_++, "].");
    if (proto.id().empty()) Fault(field + "id", "", "a name");
    Practice practice;
    practice.id = proto.id();
    if (proto.has_need()) practice.need = proto.need();
    if (!proto.current().empty()) practice.current = Find(field + "current", proto.current());
    for (int o = 0; o < proto.options_size(); ++o) {
      practice.options.push_back(
          OptionOf(absl::StrCat(field, "options[", o, "].facilitator"), proto.options(o)));
    }
    practice.skills = ListOf(proto.skills());
    if (proto.has_place()) practice.place = PlaceOf(proto.place());
    practice.regions = ListOf(proto.regions());
    practice.first_month = proto.first_month();
    practice.months = proto.months();
    if (proto.has_unserved_cost()) practice.unserved_cost = proto.unserved_cost();
    return practice;
  }

  Option OptionOf(const std::string& field, const pb::AssignmentOption& proto) {
    Option option;
    option.facilitator = Find(field, proto.facilitator());
    const bool worth = proto_.objective() == pb::ASSIGNMENT_OBJECTIVE_MAXIMISE;
    option.cost = worth ? -proto.cost() : proto.cost();
    if (proto.has_need()) option.need = proto.need();
    return option;
  }

  int Find(const std::string& field, const std::string& id) {
    const auto found = index_.find(id);
    if (found != index_.end()) return found->second;
    Fault(field, id, "the id of one of the facilitators");
    return -1;
  }

  const pb::AssignmentProblem& proto_;
  Violations& violations_;
  std::vector<std::string> ids_;
  std::map<std::string, int> index_;
  int practices_ = 0;
};

bool IsObjective(int value) {
  return value >= 0 && value <= static_cast<int>(pb::ASSIGNMENT_OBJECTIVE_MAXIMISE);
}

}  // namespace

Problem FromProto(const pb::AssignmentProblem& proto, Violations& violations) {
  Violations own;
  if (!IsObjective(proto.objective())) {
    own.Add("problem.objective", absl::StrCat(proto.objective()), "a value of the enumeration");
  }
  const bool too_large =
      proto.facilitators_size() > kMostFacilitators || proto.practices_size() > kMostPractices;
  Problem problem = Reader(proto, own).Read();
  std::set<std::string> told;
  for (const Violation& v : own.list()) told.insert(v.field);
  Violations found;
  if (!too_large) found.Merge("problem.", CheckProblem(problem));
  // What this reader could not find, the check finds to be nobody.
  for (const Violation& v : found.list()) {
    if (told.count(v.field) == 0) own.Add(v.field, v.given, v.expected);
  }
  for (const Violation& v : own.list()) violations.Add(v.field, v.given, v.expected);
  return problem;
}

}  // namespace pcsp::planning::facilitators
