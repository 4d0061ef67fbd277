#include "services/planning/domain/workforce/problem_check.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace pcsp::planning::workforce {
namespace {

constexpr int kMostMonths = 120;
constexpr int kMostPosts = 100'000;

class Checker {
 public:
  explicit Checker(const Problem& problem) : problem_(problem) {}

  absl::Status Run() {
    Within("months", problem_.months, 1, kMostMonths);
    if (!(problem_.confidence > 0 && problem_.confidence < 1)) {
      faults_.Add("confidence", absl::StrCat(problem_.confidence), "above 0 and below 1");
    }
    const int by = problem_.reach_by < 0 ? problem_.months - 1 : problem_.reach_by;
    Within("reach_by", by, 0, problem_.months - 1);
    Within("intake_from", problem_.intake_from, 0, by);
    for (size_t i = 0; i < problem_.roles.size(); ++i)
      CheckRole(Field("roles", i), problem_.roles[i]);
    for (size_t i = 0; i < problem_.posts.size(); ++i)
      CheckPost(Field("posts", i), problem_.posts[i]);
    for (size_t i = 0; i < problem_.facilitators.size(); ++i) CheckFacilitators(i);
    for (size_t i = 0; i < problem_.trainers.size(); ++i) CheckTrainers(i);
    for (size_t i = 0; i < problem_.waves.size(); ++i)
      CheckWave(Field("waves", i), problem_.waves[i]);
    for (size_t i = 0; i < problem_.scenarios.size(); ++i) CheckScenario(i);
    return faults_.ToStatus();
  }

 private:
  static std::string Field(const char* list, size_t i) { return absl::StrCat(list, "[", i, "]."); }

  void Within(const std::string& field, int value, int low, int high) {
    if (value < low || value > high) {
      faults_.Add(field, absl::StrCat(value), absl::StrCat("a number from ", low, " to ", high));
    }
  }
  void Share(const std::string& field, double value) {
    if (!(value >= 0 && value <= 1)) faults_.Add(field, absl::StrCat(value), "a share from 0 to 1");
  }
  void Amount(const std::string& field, double value) {
    if (!(value >= 0) || std::isinf(value))
      faults_.Add(field, absl::StrCat(value), "a number from 0");
  }
  void Positive(const std::string& field, double value) {
    if (!(value > 0) || std::isinf(value))
      faults_.Add(field, absl::StrCat(value), "a number above 0");
  }
  void Index(const std::string& field, int index, size_t count, int lowest) {
    if (index < lowest || index >= static_cast<int>(count)) {
      faults_.Add(field, absl::StrCat(index), absl::StrCat("one of the ", count, " given"));
    }
  }
  template <typename T>
  void ByMonth(const std::string& field, const std::vector<T>& values) {
    if (static_cast<int>(values.size()) > problem_.months) {
      faults_.Add(field, absl::StrCat(values.size(), " months"),
                  absl::StrCat("at most the ", problem_.months, " months of the problem"));
    }
    for (size_t t = 0; t < values.size(); ++t) {
      Amount(absl::StrCat(field, "[", t, "]"), static_cast<double>(values[t]));
    }
  }
  void Once(const std::string& field, const std::string& id, std::set<std::string>& ids) {
    if (!ids.insert(id).second) faults_.Add(field, id, "an id that no other has");
  }
  void Evidence(const std::string& field, double leavers, double person_months) {
    Amount(field + "person_months", person_months);
    if (!(leavers >= 0 && leavers <= person_months)) {
      faults_.Add(field + "leavers", absl::StrCat(leavers),
                  absl::StrCat("from 0 to the ", person_months, " months of work"));
    }
  }

  void CheckRole(const std::string& field, const Role& role) {
    Once(field + "id", role.id, roles_);
    Share(field + "replaced_trained", role.replaced_trained);
    Share(field + "refreshed", role.refreshed);
    if (role.turnover) Share(field + "turnover", *role.turnover);
    Amount(field + "validity_months", role.validity_months);
    Amount(field + "training_cost", role.training_cost);
    Amount(field + "shortfall_cost", role.shortfall_cost);
  }

  void CheckPost(const std::string& field, const Post& post) {
    Index(field + "role", post.role, problem_.roles.size(), 0);
    if (!sites_.insert({post.site, post.role}).second) {
      faults_.Add(field + "role", post.site, "each role of a site at most once");
    }
    Within(field + "posts", post.posts, 0, kMostPosts);
    Within(field + "trained", post.trained, 0, std::max(0, post.posts));
    Share(field + "target", post.target);
    Evidence(field, post.leavers, post.person_months);
    ByMonth(field + "intakes", post.intakes);
    ByMonth(field + "lapsing", post.lapsing);
    ByMonth(field + "expiring", post.expiring);
    Index(field + "trainers", post.trainers, problem_.trainers.size(), -1);
  }

  void CheckPool(const std::string& field, const Pool& pool) {
    Within(field + "active", pool.active, 0, kMostPosts);
    Evidence(field, pool.leavers, pool.person_months);
    if (pool.turnover) Share(field + "turnover", *pool.turnover);
    ByMonth(field + "leaving", pool.leaving);
    if (std::accumulate(pool.leaving.begin(), pool.leaving.end(), int64_t{0}) >
        std::max(0, pool.active)) {
      faults_.Add(field + "leaving", "", absl::StrCat("at most the ", pool.active, " active"));
    }
    ByMonth(field + "joining", pool.joining);
    ByMonth(field + "recruits", pool.recruits);
    Within(field + "lead_months", pool.lead_months, 0, kMostMonths);
    Share(field + "completes", pool.completes);
    Amount(field + "recruit_cost", pool.recruit_cost);
  }

  void CheckFacilitators(size_t i) {
    const FacilitatorPool& pool = problem_.facilitators[i];
    const std::string field = Field("facilitators", i);
    Once(field + "id", pool.people.id, facilitators_);
    CheckPool(field, pool.people);
    Positive(field + "hours_a_month", pool.hours_a_month);
    Positive(field + "most_practices", pool.most_practices);
    Amount(field + "hours_a_practice", pool.hours_a_practice);
    ByMonth(field + "practices", pool.practices);
  }

  void CheckTrainers(size_t i) {
    const TrainerPool& pool = problem_.trainers[i];
    const std::string field = Field("trainers", i);
    Once(field + "id", pool.people.id, trainers_);
    CheckPool(field, pool.people);
    Positive(field + "sessions_a_month", pool.sessions_a_month);
    Positive(field + "trainers_a_session", pool.trainers_a_session);
    Positive(field + "seats_a_session", pool.seats_a_session);
  }

  void CheckWave(const std::string& field, const Wave& wave) {
    Within(field + "practices", wave.practices, 1, kMostPosts);
    Amount(field + "hours_a_practice", wave.hours_a_practice);
    Amount(field + "people_a_practice", wave.people_a_practice);
    Within(field + "support_months", wave.support_months, 1, kMostMonths);
    Within(field + "training_months", wave.training_months, 1, kMostMonths);
    Index(field + "facilitators", wave.facilitators, problem_.facilitators.size(), -1);
    Index(field + "trainers", wave.trainers, problem_.trainers.size(), -1);
    if (wave.start) Within(field + "start", *wave.start, 0, problem_.months - 1);
  }

  void CheckScenario(size_t i) {
    const Scenario& scenario = problem_.scenarios[i];
    const std::string field = Field("scenarios", i);
    Once(field + "id", scenario.id, scenarios_);
    Share(field + "delivered", scenario.delivered);
    const auto& quantile = scenario.turnover_quantile;
    if (quantile && !(*quantile > 0 && *quantile < 1)) {
      faults_.Add(field + "turnover_quantile", absl::StrCat(*quantile), "above 0 and below 1");
    }
  }

  const Problem& problem_;
  Violations faults_;
  std::set<std::string> roles_, facilitators_, trainers_, scenarios_;
  std::set<std::pair<std::string, int>> sites_;
};

}  // namespace

absl::Status CheckProblem(const Problem& problem) { return Checker(problem).Run(); }

}  // namespace pcsp::planning::workforce
