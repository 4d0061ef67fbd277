#include "gateway/cli/planning/site_problem.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/site_plan/check.h"

namespace pcsp::offline {
namespace {

using namespace planning::site;  // NOLINT: a page of its vocabulary

class Reader {
 public:
  explicit Reader(text::Node root) : root_(std::move(root)) {}

  Problem Read() {
    ReadQuarters();
    problem_.most_new = static_cast<int>(root_["most_new_actions"].IntOr(problem_.most_new, 1));
    problem_.budget = root_["budget"].DoubleOr(kUnlimited);
    for (const text::Node& node : root_["issues"].List()) ReadIssue(node);
    const std::vector<text::Node> actions = root_["actions"].List();
    // Ids first: an action may need one that comes after it.
    for (const text::Node& node : actions) ReadId(node);
    for (size_t i = 0; i < actions.size(); ++i) ReadAction(actions[i], problem_.options[i]);
    for (const text::Node& node : root_["pinned"].ListOr()) ReadPin(node);
    for (const text::Node& node : root_["forbidden"].ListOr()) {
      if (const auto option = OptionNamed(node)) problem_.forbidden.push_back(*option);
    }
    return std::move(problem_);
  }

 private:
  void ReadQuarters() {
    const text::Node hours = root_["hours_per_quarter"], quarters = root_["quarters"];
    if (hours.is_list()) {
      problem_.hours = hours.Doubles();
      const int64_t count = static_cast<int64_t>(problem_.hours.size());
      if (quarters.IntOr(count) != count) {
        quarters.Fault(absl::StrCat(count, ", as many as hours_per_quarter has, or nothing"));
      }
    } else {
      problem_.hours.assign(quarters.IntOr(4, 1, kMostQuarters), hours.Double());
    }
  }

  void ReadIssue(const text::Node& node) {
    Issue issue;
    issue.id = node["id"].String();
    issue.weight = node["weight"].Double();
    issues_.emplace(issue.id, static_cast<int>(problem_.issues.size()));
    problem_.issues.push_back(std::move(issue));
  }

  void ReadId(const text::Node& node) {
    Option option;
    option.id = node["id"].String();
    options_.emplace(option.id, static_cast<int>(problem_.options.size()));
    problem_.options.push_back(std::move(option));
  }

  void ReadAction(const text::Node& node, Option& option) {
    option.hours = node["hours"].Double();
    option.cost = node["cost"].DoubleOr(0);
    for (const auto& [id, share] : node["closes"].MapOr()) {
      const auto issue = issues_.find(id);
      if (issue == issues_.end()) {
        share.Fault("the id of one of the issues as the key");
      } else {
        option.effects.push_back({issue->second, share.Double()});
      }
    }
    option.earliest = static_cast<int>(node["earliest_quarter"].IntOr(1, 1, kMostQuarters)) - 1;
    option.latest =
        static_cast<int>(node["latest_quarter"].IntOr(
                             std::max(problem_.quarters(), option.earliest + 1), 1, kMostQuarters) -
                         1);
    for (const text::Node& needed : node["needs"].ListOr()) ReadNeeded(needed, option);
  }

  void ReadNeeded(const text::Node& node, Option& option) {
    const bool plain = !node.is_map();
    const auto needed = OptionNamed(plain ? node : node["action"]);
    const int64_t lag = plain ? 0 : node["quarters_before"].IntOr(0, 0, kMostQuarters);
    if (needed) option.prerequisites.push_back({*needed, static_cast<int>(lag)});
  }

  void ReadPin(const text::Node& node) {
    Pin pin;
    const auto option = OptionNamed(node.is_map() ? node["action"] : node);
    if (node.is_map() && node["quarter"].present()) {
      pin.quarter = static_cast<int>(node["quarter"].Int(1, kMostQuarters)) - 1;
    }
    if (!option) return;
    pin.option = *option;
    problem_.pins.push_back(pin);
  }

  std::optional<int> OptionNamed(const text::Node& node) const {
    const std::string id = node.String();
    const auto found = options_.find(id);
    if (found != options_.end()) return found->second;
    if (!id.empty()) node.Fault("the id of one of the actions");
    return std::nullopt;
  }

  text::Node root_;
  Problem problem_;
  std::map<std::string, int> issues_, options_;
};

}  // namespace

absl::StatusOr<Problem> ReadSiteProblem(text::Document document) {
  Problem problem = Reader(document.root()).Read();
  Check(problem, document.violations());
  RETURN_IF_ERROR(document.Finish());
  return problem;
}

}  // namespace pcsp::offline
