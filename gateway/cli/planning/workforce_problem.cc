#include "gateway/cli/planning/workforce_problem.h"

#include <string>
#include <vector>

#include "common/base/error.h"
#include "gateway/cli/planning/id_index.h"
#include "services/planning/domain/untold.h"
#include "services/planning/domain/workforce/problem_check.h"

namespace pcsp::offline {
namespace {

using namespace planning::workforce;  // NOLINT: a page of its vocabulary
using text::Node;

constexpr double kMost = 1e9;  // of any amount
constexpr int kMostPeople = 1'000'000;
constexpr int kMostMonths = 1200;

class Reader {
 public:
  WorkforceFile Read(const Node& root) {
    problem().months = static_cast<int>(root["months"].Int(1, kMostMonths));
    if (root["first_month"].present()) problem().first_month = Month(root["first_month"]);
    problem().confidence = root["confidence"].DoubleOr(0.9, 0, 1);
    problem().reach_by = Count(root["reach_by"], -1);
    problem().intake_from = Count(root["intake_from"], 0);
    for (const Node& node : root["roles"].ListOr()) ReadRole(node);
    for (const Node& node : root["trainers"].ListOr()) ReadTrainers(node);
    for (const Node& node : root["facilitators"].ListOr()) ReadFacilitators(node);
    for (const Node& node : root["posts"].ListOr()) ReadPost(node);
    for (const Node& node : root["waves"].ListOr()) ReadWave(node);
    ReadScenarios(root["scenarios"]);
    Wanted& wanted = file_.wanted;
    wanted.paths = Count(root["paths"], wanted.paths);
    wanted.smallest_intake = root["smallest_intake"].BoolOr(wanted.smallest_intake);
    wanted.training_plan = root["training_plan"].BoolOr(wanted.training_plan);
    wanted.distributions = root["distributions"].BoolOr(wanted.distributions);
    return std::move(file_);
  }

 private:
  Problem& problem() { return file_.problem; }

  static int Count(const Node& node, int otherwise) {
    return static_cast<int>(node.IntOr(otherwise, 0, kMostPeople));
  }
  static double Amount(const Node& node, double otherwise) {
    return node.DoubleOr(otherwise, 0, kMost);
  }
  static double Share(const Node& node, double otherwise) { return node.DoubleOr(otherwise, 0, 1); }
  static std::optional<double> ShareOr(const Node& node) {
    if (!node.present()) return std::nullopt;
    return node.Double(0, 1);
  }

  static absl::CivilMonth Month(const Node& node) {
    const std::string text = node.String();
    absl::CivilMonth month;
    if (!text.empty() && !absl::ParseCivilTime(text, &month)) node.Fault("a month such as 2027-01");
    return month;
  }

  // A list by month, or one number for every month.
  std::vector<int> Counts(const Node& node) {
    std::vector<int> counts;
    for (double count : Amounts(node, /*whole=*/true)) counts.push_back(static_cast<int>(count));
    return counts;
  }
  std::vector<double> Amounts(const Node& node, bool whole = false) {
    const auto value = [&](const Node& one) {
      return whole ? static_cast<double>(one.Int(0, kMostPeople)) : one.Double(0, kMost);
    };
    std::vector<double> amounts;
    if (!node.present()) return amounts;
    if (!node.is_list()) {
      amounts.assign(problem().months, value(node));
      return amounts;
    }
    for (const Node& one : node.List()) amounts.push_back(value(one));
    return amounts;
  }

  int Reference(const Node& node, const IdIndex& ids) {
    return node.present() ? ids.Find(node) : -1;
  }

  void ReadRole(const Node& node) {
    Role role;
    role.id = node["id"].String();
    role.replaced_trained = Share(node["replaced_trained"], role.replaced_trained);
    role.validity_months = Count(node["validity_months"], role.validity_months);
    role.refreshed = Share(node["refreshed"], role.refreshed);
    role.turnover = ShareOr(node["turnover"]);
    role.training_cost = Amount(node["training_cost"], role.training_cost);
    role.shortfall_cost = Amount(node["shortfall_cost"], role.shortfall_cost);
    roles_.Add(role.id);
    problem().roles.push_back(std::move(role));
  }

  void ReadPost(const Node& node) {
    Post post;
    post.site = node["site"].String();
    post.role = roles_.Find(node["role"]);
    post.posts = static_cast<int>(node["posts"].Int(0, kMostPeople));
    post.trained = Count(node["trained"], 0);
    post.target = Share(node["target"], post.target);
    post.leavers = Amount(node["leavers"], 0);
    post.person_months = Amount(node["person_months"], 0);
    post.intakes = Counts(node["intakes"]);
    post.lapsing = Counts(node["lapsing"]);
    post.expiring = Counts(node["expiring"]);
    post.trainers = Reference(node["trainers"], trainers_);
    problem().posts.push_back(std::move(post));
  }

  Pool ReadPool(const Node& node) {
    Pool pool;
    pool.id = node["id"].String();
    pool.active = static_cast<int>(node["active"].Int(0, kMostPeople));
    pool.leavers = Amount(node["leavers"], 0);
    pool.person_months = Amount(node["person_months"], 0);
    pool.turnover = ShareOr(node["turnover"]);
    pool.leaving = Counts(node["leaving"]);
    pool.joining = Counts(node["joining"]);
    pool.recruits = Counts(node["recruits"]);
    pool.lead_months = Count(node["lead_months"], pool.lead_months);
    pool.completes = Share(node["completes"], pool.completes);
    pool.recruit_cost = Amount(node["recruit_cost"], pool.recruit_cost);
    return pool;
  }

  void ReadFacilitators(const Node& node) {
    FacilitatorPool pool;
    pool.people = ReadPool(node);
    pool.hours_a_month = node["hours_a_month"].Double(0, kMost);
    pool.most_practices = Amount(node["most_practices"], pool.most_practices);
    pool.hours_a_practice = Amount(node["hours_a_practice"], pool.hours_a_practice);
    pool.practices = Amounts(node["practices"]);
    facilitators_.Add(pool.people.id);
    problem().facilitators.push_back(std::move(pool));
  }

  void ReadTrainers(const Node& node) {
    TrainerPool pool;
    pool.people = ReadPool(node);
    pool.sessions_a_month = Amount(node["sessions_a_month"], pool.sessions_a_month);
    pool.trainers_a_session = Amount(node["trainers_a_session"], pool.trainers_a_session);
    pool.seats_a_session = Amount(node["seats_a_session"], pool.seats_a_session);
    trainers_.Add(pool.people.id);
    problem().trainers.push_back(std::move(pool));
  }

  void ReadWave(const Node& node) {
    Wave wave;
    wave.practices = static_cast<int>(node["practices"].Int(1, kMostPeople));
    wave.hours_a_practice = Amount(node["hours_a_practice"], wave.hours_a_practice);
    wave.support_months = Count(node["support_months"], wave.support_months);
    wave.people_a_practice = Amount(node["people_a_practice"], wave.people_a_practice);
    wave.training_months = Count(node["training_months"], wave.training_months);
    wave.facilitators = Reference(node["facilitators"], facilitators_);
    wave.trainers = Reference(node["trainers"], trainers_);
    if (node["start"].present()) wave.start = Count(node["start"], 0);
    problem().waves.push_back(wave);
  }

  void ReadScenarios(const Node& list) {
    if (!list.present()) {
      problem().scenarios = UsualScenarios();
      return;
    }
    for (const Node& node : list.List()) {
      Scenario scenario;
      scenario.id = node["id"].String();
      scenario.turnover_quantile = ShareOr(node["turnover_quantile"]);
      scenario.delivered = Share(node["delivered"], 1);
      problem().scenarios.push_back(std::move(scenario));
    }
  }

  WorkforceFile file_;
  IdIndex roles_{"roles"}, trainers_{"trainers"}, facilitators_{"facilitators"};
};

}  // namespace

absl::StatusOr<WorkforceFile> ReadWorkforceProblem(text::Document& document) {
  WorkforceFile file = Reader().Read(document.root());
  const absl::Status form = document.Finish();
  if (form.ok()) return file;
  Violations violations;
  violations.Merge("", form);
  // Without the months nobody can say what lies in them.
  if (file.problem.months > 0) {
    planning::MergeUntold(CheckProblem(file.problem), violations, {{".trained", ".posts"}});
  }
  return violations.ToStatus("INVALID_CONTENT");
}

}  // namespace pcsp::offline
