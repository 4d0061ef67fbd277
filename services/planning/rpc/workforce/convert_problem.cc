#include "services/planning/rpc/workforce/convert_problem.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/workforce/problem_check.h"
#include "services/planning/rpc/requests.h"
#include "services/planning/rpc/workforce/size_limits.h"

namespace pcsp::planning {
namespace {

using namespace workforce;  // NOLINT: a page of its vocabulary

constexpr char kProblem[] = "problem.";

template <typename T>
std::vector<T> ListOf(const google::protobuf::RepeatedField<T>& values) {
  return {values.begin(), values.end()};
}

// Where things with ids are, and what is named that is not there.
class Ids {
 public:
  Ids(std::string what, Violations* violations)
      : what_(std::move(what)), violations_(*violations) {}

  void Add(const std::string& id) { places_.emplace(id, static_cast<int>(places_.size())); }
  // -1, with a violation of `field`, if there is no such id.
  int Find(const std::string& field, const std::string& id) const {
    const auto found = places_.find(id);
    if (found != places_.end()) return found->second;
    violations_.Add(field, id, absl::StrCat("the id of one of the ", what_));
    return -1;
  }
  // -1 for none.
  int FindIfGiven(const std::string& field, const std::string& id) const {
    return id.empty() ? -1 : Find(field, id);
  }

 private:
  const std::string what_;
  Violations& violations_;
  std::map<std::string, int> places_;
};

Role RoleFrom(const v1::WorkforceRole& proto) {
  Role role;
  role.id = proto.id();
  role.replaced_trained = proto.replaced_trained();
  role.validity_months = proto.validity_months();
  if (proto.has_refreshed()) role.refreshed = proto.refreshed();
  if (proto.has_turnover()) role.turnover = proto.turnover();
  if (proto.has_training_cost()) role.training_cost = proto.training_cost();
  if (proto.has_shortfall_cost()) role.shortfall_cost = proto.shortfall_cost();
  return role;
}

template <typename Proto>
Pool PoolFrom(const Proto& proto) {
  Pool pool;
  pool.id = proto.id();
  pool.active = proto.active();
  pool.leavers = proto.leavers();
  pool.person_months = proto.person_months();
  if (proto.has_turnover()) pool.turnover = proto.turnover();
  pool.leaving = ListOf(proto.leaving());
  pool.joining = ListOf(proto.joining());
  pool.recruits = ListOf(proto.recruits());
  pool.lead_months = proto.lead_months();
  if (proto.has_completes()) pool.completes = proto.completes();
  if (proto.has_recruit_cost()) pool.recruit_cost = proto.recruit_cost();
  return pool;
}

TrainerPool TrainersFrom(const v1::WorkforceTrainers& proto) {
  TrainerPool pool;
  pool.people = PoolFrom(proto);
  if (proto.has_sessions_a_month()) pool.sessions_a_month = proto.sessions_a_month();
  if (proto.has_trainers_a_session()) pool.trainers_a_session = proto.trainers_a_session();
  if (proto.has_seats_a_session()) pool.seats_a_session = proto.seats_a_session();
  return pool;
}

FacilitatorPool FacilitatorsFrom(const v1::WorkforceFacilitators& proto) {
  FacilitatorPool pool;
  pool.people = PoolFrom(proto);
  pool.hours_a_month = proto.hours_a_month();
  if (proto.has_most_practices()) pool.most_practices = proto.most_practices();
  if (proto.has_hours_a_practice()) pool.hours_a_practice = proto.hours_a_practice();
  pool.practices = ListOf(proto.practices());
  return pool;
}

Post PostFrom(const v1::WorkforcePost& proto) {
  Post post;
  post.site = proto.site();
  post.posts = proto.posts();
  post.trained = proto.trained();
  if (proto.has_target()) post.target = proto.target();
  post.leavers = proto.leavers();
  post.person_months = proto.person_months();
  post.intakes = ListOf(proto.intakes());
  post.lapsing = ListOf(proto.lapsing());
  post.expiring = ListOf(proto.expiring());
  return post;
}

Wave WaveFrom(const v1::WorkforceWave& proto) {
  Wave wave;
  wave.practices = proto.practices();
  if (proto.has_hours_a_practice()) wave.hours_a_practice = proto.hours_a_practice();
  if (proto.has_support_months()) wave.support_months = proto.support_months();
  wave.people_a_practice = proto.people_a_practice();
  if (proto.has_training_months()) wave.training_months = proto.training_months();
  if (proto.has_start()) wave.start = proto.start();
  return wave;
}

Scenario ScenarioFrom(const v1::WorkforceScenario& proto) {
  Scenario scenario;
  scenario.id = proto.id();
  if (proto.has_turnover_quantile()) scenario.turnover_quantile = proto.turnover_quantile();
  if (proto.has_delivered()) scenario.delivered = proto.delivered();
  return scenario;
}

class Converter {
 public:
  explicit Converter(Violations* violations) : violations_(*violations) {}

  Problem Convert(const v1::WorkforceProblem& proto) {
    ConvertHorizon(proto);
    for (const auto& role : proto.roles()) {
      roles_.Add(role.id());
      problem_.roles.push_back(RoleFrom(role));
    }
    for (const auto& pool : proto.trainers()) {
      trainers_.Add(pool.id());
      problem_.trainers.push_back(TrainersFrom(pool));
    }
    for (const auto& pool : proto.facilitators()) {
      facilitators_.Add(pool.id());
      problem_.facilitators.push_back(FacilitatorsFrom(pool));
    }
    ConvertPosts(proto);
    ConvertWaves(proto);
    for (const auto& scenario : proto.scenarios()) {
      problem_.scenarios.push_back(ScenarioFrom(scenario));
    }
    if (proto.scenarios().empty()) problem_.scenarios = UsualScenarios();
    return std::move(problem_);
  }

 private:
  void ConvertHorizon(const v1::WorkforceProblem& proto) {
    problem_.months = proto.months();
    const std::string& text = proto.first_month();
    absl::CivilMonth month;
    if (absl::ParseCivilTime(text, &month) && absl::FormatCivilTime(month) == text) {
      problem_.first_month = month;
    } else if (!text.empty()) {
      violations_.Add(absl::StrCat(kProblem, "first_month"), text, "a month such as 2027-01");
    }
    if (proto.has_confidence()) problem_.confidence = proto.confidence();
    if (proto.has_reach_by()) problem_.reach_by = proto.reach_by();
    if (problem_.reach_by < 0 && proto.has_reach_by()) {
      violations_.Add(absl::StrCat(kProblem, "reach_by"), absl::StrCat(proto.reach_by()),
                      "a month from 0");
    }
    problem_.intake_from = proto.intake_from();
  }

  void ConvertPosts(const v1::WorkforceProblem& proto) {
    for (int i = 0; i < proto.posts_size(); ++i) {
      const std::string field = absl::StrCat(kProblem, "posts[", i, "].");
      Post post = PostFrom(proto.posts(i));
      post.role = roles_.Find(field + "role", proto.posts(i).role());
      post.trainers = trainers_.FindIfGiven(field + "trainers", proto.posts(i).trainers());
      problem_.posts.push_back(std::move(post));
    }
  }

  void ConvertWaves(const v1::WorkforceProblem& proto) {
    for (int i = 0; i < proto.waves_size(); ++i) {
      const std::string field = absl::StrCat(kProblem, "waves[", i, "].");
      const v1::WorkforceWave& given = proto.waves(i);
      Wave wave = WaveFrom(given);
      wave.facilitators = facilitators_.FindIfGiven(field + "facilitators", given.facilitators());
      wave.trainers = trainers_.FindIfGiven(field + "trainers", given.trainers());
      problem_.waves.push_back(wave);
    }
  }

  Violations& violations_;
  Problem problem_;
  Ids roles_{"roles", &violations_}, trainers_{"trainers", &violations_},
      facilitators_{"facilitators", &violations_};
};

// What the domain has against the problem, where nothing has been said of the same field yet.
void AddFaults(const absl::Status& status, Violations& violations) {
  std::set<std::string> named;
  for (const Violation& known : violations.list()) named.insert(known.field);
  const auto detail = ErrorDetailOf(status);
  if (!detail) return;
  for (const Violation& fault : detail->violations) {
    const std::string field = kProblem + fault.field;
    if (named.count(field) == 0) violations.Add(field, fault.given, fault.expected);
  }
}

Wanted WantedFrom(const v1::ForecastWorkforceRequest& request, Violations& violations) {
  const v1::WorkforceProblem& problem = request.problem();
  Wanted wanted;
  if (problem.has_paths()) wanted.paths = problem.paths();
  if (wanted.paths < 0) {
    violations.Add(absl::StrCat(kProblem, "paths"), absl::StrCat(wanted.paths), "a number from 0");
  }
  if (problem.has_smallest_intake()) wanted.smallest_intake = problem.smallest_intake();
  if (problem.has_training_plan()) wanted.training_plan = problem.training_plan();
  wanted.distributions = problem.distributions();
  wanted.seed = static_cast<uint64_t>(request.seed());
  return wanted;
}

}  // namespace

absl::StatusOr<WorkforceQuestion> FromProto(const v1::ForecastWorkforceRequest& request) {
  Violations violations;
  ProgrammeFrom("parent", request.parent(), violations);
  if (!request.has_problem()) violations.Add("problem", "", "what is asked");
  CheckSizes(kProblem, request.problem(), violations);
  WorkforceQuestion question;
  question.problem = Converter(&violations).Convert(request.problem());
  question.wanted = WantedFrom(request, violations);
  if (request.has_problem()) AddFaults(CheckProblem(question.problem), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  return question;
}

}  // namespace pcsp::planning
