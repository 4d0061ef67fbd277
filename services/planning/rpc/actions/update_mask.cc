#include "services/planning/rpc/actions/update_mask.h"

#include <functional>
#include <map>
#include <string>

#include "services/planning/rpc/actions/convert_action.h"

namespace pcsp::planning {
namespace {

using Setter = std::function<void(const pb::Action&, TrackedAction&, Violations&)>;

void SetDay(absl::string_view field, const std::string& text, absl::CivilDay& day,
            Violations& violations) {
  if (text.empty()) violations.Add(std::string(field), "", "a day, as yyyy-mm-dd");
  day = DayFrom(field, text, day, violations);
}

const std::map<std::string, Setter>& Setters() {
  static const auto& setters = *new std::map<std::string, Setter>{
      {"title", [](auto& from, auto& to, auto&) { to.step.title = from.title(); }},
      {"owner",
       [](auto& from, auto& to, auto& violations) {
         to.owner = AppointmentFrom(to.plan.organisation.programme, "action.owner", from.owner(),
                                    violations);
       }},
      {"owner_role", [](auto& from, auto& to, auto&) { to.step.owner_role = from.owner_role(); }},
      {"start_date",
       [](auto& from, auto& to, auto& violations) {
         SetDay("action.start_date", from.start_date(), to.step.start, violations);
       }},
      {"due_date",
       [](auto& from, auto& to, auto& violations) {
         SetDay("action.due_date", from.due_date(), to.step.due, violations);
       }},
      {"review_date",
       [](auto& from, auto& to, auto& violations) {
         SetDay("action.review_date", from.review_date(), to.step.review, violations);
       }},
      {"cost", [](auto& from, auto& to, auto&) { to.step.cost = from.cost(); }},
      {"hours", [](auto& from, auto& to, auto&) { to.step.hours = from.hours(); }},
      {"repeat_weeks",
       [](auto& from, auto& to, auto&) { to.step.repeat_weeks = from.repeat_weeks(); }},
  };
  return setters;
}

}  // namespace

void Apply(const v1::UpdateActionRequest& request, TrackedAction& action, Violations& violations) {
  for (const std::string& path : request.update_mask().paths()) {
    const auto setter = Setters().find(path);
    if (setter == Setters().end()) {
      violations.Add("update_mask", path, kUpdatable);
    } else {
      setter->second(request.action(), action, violations);
    }
  }
}

}  // namespace pcsp::planning
