#include "gateway/cli/planning/facilitator_problem.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "gateway/cli/planning/id_index.h"
#include "services/planning/domain/facilitators/problem_check.h"
#include "services/planning/domain/untold.h"

namespace pcsp::offline {
namespace {

using planning::facilitators::Facilitator;
using planning::facilitators::Option;
using planning::facilitators::Place;
using planning::facilitators::Practice;
using text::Node;

constexpr double kMost = 1e9;  // of any amount
constexpr int kMostMonths = 120;
constexpr std::pair<absl::string_view, bool> kObjectives[] = {{"min", false}, {"max", true}};

Place PlaceOf(const Node& node) {
  return {node["east_km"].Double(-kMost, kMost), node["north_km"].Double(-kMost, kMost)};
}

std::optional<double> AmountOr(const Node& node) {
  if (!node.present()) return std::nullopt;
  return node.Double(0, kMost);
}

class Reader {
 public:
  FacilitatorFile Read(const Node& root) {
    auto& problem = file_.problem;
    file_.maximise = root["objective"].EnumOr(false, kObjectives);
    problem.unserved_cost_per_need =
        root["unserved_cost_per_need"].DoubleOr(problem.unserved_cost_per_need, 0, kMost);
    problem.discontinuity_penalty = root["discontinuity_penalty"].DoubleOr(0, 0, kMost);
    problem.nearest = static_cast<int>(root["nearest"].IntOr(problem.nearest, 1, 1000));
    problem.warn_practices = root["warn_practices"].DoubleOr(problem.warn_practices, 0, kMost);
    if (root["travel"].present()) {
      const Node travel = root["travel"];
      auto& t = problem.travel;
      t.cost_per_km = travel["cost_per_km"].DoubleOr(t.cost_per_km, 0, kMost);
      t.visits = travel["visits"].DoubleOr(t.visits, 0, kMost);
      t.road_factor = travel["road_factor"].DoubleOr(t.road_factor, 0, kMost);
      t.assumed_km = AmountOr(travel["assumed_km"]);
    }
    ReadFacilitators(root);
    for (const Node& node : root["practices"].List()) ReadPractice(node);
    return std::move(file_);
  }

 private:
  // Either people with all that is known of them, or a bare list of hours.
  void ReadFacilitators(const Node& root) {
    if (root["capacity"].present()) {
      for (const Node& node : root["capacity"].List()) {
        Facilitator facilitator;
        facilitator.id = absl::StrCat(file_.problem.facilitators.size());
        facilitator.capacity = node.Double(0, kMost);
        AddFacilitator(std::move(facilitator));
      }
      if (root["facilitators"].present()) {
        root["facilitators"].Fault("either facilitators or capacity, not both");
      }
      return;
    }
    for (const Node& node : root["facilitators"].List()) ReadFacilitator(node);
  }

  void ReadFacilitator(const Node& node) {
    Facilitator facilitator;
    facilitator.id = node["id"].String();
    for (const Node& hours : node["capacity_by_month"].ListOr()) {
      facilitator.capacity_by_month.push_back(hours.Double(0, kMost));
    }
    const bool by_month = !facilitator.capacity_by_month.empty();
    if (!by_month) facilitator.capacity = node["capacity"].Double(0, kMost);
    facilitator.skills = node["skills"].StringsOr();
    if (node["place"].present()) facilitator.place = PlaceOf(node["place"]);
    facilitator.reach_km = AmountOr(node["reach_km"]);
    facilitator.regions = node["regions"].StringsOr();
    facilitator.most_practices = AmountOr(node["most_practices"]);
    AddFacilitator(std::move(facilitator));
  }

  void AddFacilitator(Facilitator facilitator) {
    ids_.Add(facilitator.id);
    file_.problem.facilitators.push_back(std::move(facilitator));
  }

  void ReadPractice(const Node& node) {
    Practice practice;
    practice.id = node["id"].StringOr(absl::StrCat(file_.problem.practices.size()));
    practice.need = node["need"].DoubleOr(practice.need, 0, kMost);
    const Node current = node["current"];
    const bool none = !current.present() || (current.is_scalar() && current.String() == "-1");
    if (!none) practice.current = ids_.Find(current);
    for (const Node& option : node["options"].ListOr()) {
      practice.options.push_back(option.is_list() ? PairOf(option) : OptionOf(option));
    }
    practice.skills = node["skills"].StringsOr();
    if (node["place"].present()) practice.place = PlaceOf(node["place"]);
    practice.regions = node["regions"].StringsOr();
    practice.first_month = static_cast<int>(node["first_month"].IntOr(0, 0, kMostMonths));
    practice.months = static_cast<int>(node["months"].IntOr(0, 0, kMostMonths));
    practice.unserved_cost = AmountOr(node["unserved_cost"]);
    file_.problem.practices.push_back(std::move(practice));
  }

  Option OptionOf(const Node& node) {
    Option option;
    option.facilitator = ids_.Find(node["facilitator"]);
    option.cost =
        file_.maximise ? -node["value"].Double(-kMost, kMost) : node["cost"].Double(-kMost, kMost);
    option.need = AmountOr(node["need"]);
    return option;
  }

  // [facilitator, cost] or [facilitator, cost, need].
  Option PairOf(const Node& node) {
    const std::vector<Node> values = node.List();
    Option option;
    if (values.size() != 2 && values.size() != 3) {
      node.Fault("[facilitator, cost] or [facilitator, cost, need]");
      return option;
    }
    option.facilitator = ids_.Find(values[0]);
    option.cost = (file_.maximise ? -1 : 1) * values[1].Double(-kMost, kMost);
    if (values.size() == 3) option.need = AmountOr(values[2]);
    return option;
  }

  FacilitatorFile file_;
  IdIndex ids_{"facilitators"};
};

}  // namespace

absl::StatusOr<FacilitatorFile> ReadFacilitatorProblem(text::Document& document) {
  FacilitatorFile file = Reader().Read(document.root());
  const absl::Status form = document.Finish();
  if (form.ok()) return file;
  Violations violations;
  violations.Merge("", form);
  planning::MergeUntold(planning::facilitators::CheckProblem(file.problem), violations);
  return violations.ToStatus("INVALID_CONTENT");
}

}  // namespace pcsp::offline
