#include "gateway/flows/assignment/proposal.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "gateway/flows/assignment/problem.h"
#include "gateway/flows/places.h"

namespace pcsp::gateway {
namespace {

constexpr double kPutOff = 1.1;  // so much more than there is moves to other months by itself

double Sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

// Puts a proposal together, part by part.
class Writer {
 public:
  Writer(const Question& question, const AssignmentFacts& facts,
         const planning::v1::AssignmentPlan& plan)
      : question_(question), facts_(facts), plan_(plan) {
    for (const AbleFacilitator& one : facts.facilitators) by_label_[one.label] = &one;
    for (const auto& move : plan.moves()) reasons_[move.practice()] = move.reason();
    for (const auto& unserved : plan.unserved()) {
      reasons_[unserved.practice()] = unserved.reason();
      costs_[unserved.practice()] = unserved.cost();
    }
  }

  v1::AssignmentProposal Write() {
    proposal_.set_parent(question_.request.parent());
    proposal_.set_start_date(DayText(question_.start));
    proposal_.set_end_date(DayText(question_.End()));
    for (int p = 0; p < plan_.practices_size(); ++p) AddAssignment(p);
    for (int f = 0; f < plan_.facilitators_size(); ++f) AddFacilitator(f);
    proposal_.set_cost(plan_.cost());
    proposal_.set_bound(plan_.bound());
    proposal_.set_gap(plan_.gap());
    proposal_.set_proven(plan_.proven());
    proposal_.set_input_hash(plan_.input_hash());
    for (const auto& relief : plan_.relief()) proposal_.add_shortages(relief.sentence());
    AddMissing();
    for (const std::string& note : facts_.notes) proposal_.add_notes(note);
    return std::move(proposal_);
  }

 private:
  void AddAssignment(int index) {
    const PracticeInNeed& practice = facts_.practices[index];
    const planning::v1::PlannedSupport& planned = plan_.practices(index);
    v1::ProposedAssignment* const added = proposal_.add_assignments();
    added->set_practice(practice.name);
    added->set_display_name(practice.title);
    added->set_current_facilitator(practice.current);
    added->set_hours(planned.hours());
    added->set_cost(planned.cost());
    if (planned.facilitator().empty()) {
      added->set_cost(costs_[practice.name]);
    } else {
      const AbleFacilitator& facilitator = *by_label_.at(planned.facilitator());
      added->set_facilitator(facilitator.name);
      if (practice.place && facilitator.place) {
        added->set_road_km(RoadKilometres(*practice.place, *facilitator.place));
      }
    }
    added->set_reason(ReasonOf(practice, planned));
    Count(*added);
  }

  std::string ReasonOf(const PracticeInNeed& practice,
                       const planning::v1::PlannedSupport& planned) const {
    std::string reason;
    const auto departed = facts_.departed.find(practice.current);
    if (departed != facts_.departed.end()) {
      reason = absl::StrCat("Today's facilitator ", departed->second, ".");
    }
    const auto found = reasons_.find(practice.name);
    const bool keeps = found == reasons_.end();
    if (keeps) return reason;
    if (!reason.empty() && !planned.facilitator().empty()) return reason;
    return reason.empty() ? found->second : absl::StrCat(reason, " ", found->second);
  }

  void Count(const v1::ProposedAssignment& one) {
    if (one.facilitator().empty()) {
      proposal_.set_unserved_count(proposal_.unserved_count() + 1);
      if (!one.current_facilitator().empty()) Changed();
    } else if (one.current_facilitator().empty()) {
      proposal_.set_new_count(proposal_.new_count() + 1);
    } else if (one.facilitator() == one.current_facilitator()) {
      proposal_.set_kept_count(proposal_.kept_count() + 1);
    } else {
      Changed();
    }
  }
  void Changed() { proposal_.set_changed_count(proposal_.changed_count() + 1); }

  void AddFacilitator(int index) {
    const AbleFacilitator& facilitator = facts_.facilitators[index];
    const planning::v1::PlannedLoad& load = plan_.facilitators(index);
    v1::ProposedFacilitator* const added = proposal_.add_facilitators();
    added->set_facilitator(facilitator.name);
    added->set_display_name(facilitator.label);
    added->set_practice_count(load.practice_count());
    added->set_other_practice_count(facilitator.other_practices);
    const double hours = load.practice_count() * NeedOf(question_, facts_);
    added->set_needed_hours(hours + Sum(facilitator.elsewhere));
    added->set_capacity_hours(Sum(facilitator.capacity));
    for (int m = 0; m < question_.months; ++m) {
      v1::FacilitatorMonth* const month = added->add_months();
      month->set_start_date(DayText(question_.Month(m).first));
      month->set_needed_hours(hours / question_.months + facilitator.elsewhere[m]);
      month->set_capacity_hours(facilitator.capacity[m]);
    }
    Warn(*added);
  }

  void Warn(const v1::ProposedFacilitator& one) {
    const int practices = one.practice_count() + one.other_practice_count();
    if (practices > facts_.most_practices) {
      proposal_.add_warnings(absl::StrFormat(
          "%s would have %d practices: above %d, facilitation has been seen to lose half of its "
          "effect.",
          one.display_name(), practices, facts_.most_practices));
    }
    std::vector<std::string> full;
    for (const v1::FacilitatorMonth& month : one.months()) {
      if (month.needed_hours() > kPutOff * month.capacity_hours()) {
        full.push_back(month.start_date());
      }
    }
    if (full.empty()) return;
    proposal_.add_warnings(
        absl::StrFormat("%s needs over a tenth more hours than there are in %d of %d months, first "
                        "in that from %s; "
                        "visits would have to move to other months.",
                        one.display_name(), full.size(), question_.months, full.front()));
  }

  // Who has no place, or no hours.
  void AddMissing() {
    for (const PracticeInNeed& practice : facts_.practices) {
      if (!practice.place) proposal_.add_practices_without_place(practice.name);
    }
    for (const AbleFacilitator& facilitator : facts_.facilitators) {
      if (!facilitator.place) proposal_.add_facilitators_without_place(facilitator.name);
    }
    for (const std::string& name : facts_.without_capacity) {
      proposal_.add_facilitators_without_capacity(name);
    }
    const int practices = proposal_.practices_without_place_size();
    const int facilitators = proposal_.facilitators_without_place_size();
    if (practices + facilitators > 0) {
      proposal_.add_notes(absl::StrFormat(
          "The places of %d of %d practices and %d of %d facilitators are not known: travel "
          "regions alone decide for them, and %.3g km are assumed. `pcspctl place missing` lists "
          "the postcodes.",
          practices, facts_.practices.size(), facilitators, facts_.facilitators.size(),
          question_.assumed_km));
    }
    if (facts_.without_capacity.empty()) return;
    proposal_.add_notes(absl::StrCat(facts_.without_capacity.size(),
                                     facts_.without_capacity.size() == 1
                                         ? " facilitator was left out: nothing says how many "
                                           "hours they have."
                                         : " facilitators were left out: nothing says how many "
                                           "hours they have."));
  }

  const Question& question_;
  const AssignmentFacts& facts_;
  const planning::v1::AssignmentPlan& plan_;
  std::map<std::string, const AbleFacilitator*> by_label_;
  std::map<std::string, std::string> reasons_;  // by practice
  std::map<std::string, double> costs_;         // of going without, by practice
  v1::AssignmentProposal proposal_;
};

}  // namespace

v1::AssignmentProposal ProposalOf(const Question& question, const AssignmentFacts& facts,
                                  const planning::v1::AssignmentPlan& plan) {
  return Writer(question, facts, plan).Write();
}

}  // namespace pcsp::gateway
