#include "services/registry/domain/journey/changes.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/names.h"

namespace pcsp::registry {
namespace {

using Pointers = std::vector<const Milestone*>;

std::string NameOf(const Milestone& milestone) {
  return MilestoneName(milestone.programme, milestone.organisation, milestone.id);
}

Step StepOf(const Milestone& milestone) { return {milestone.state, milestone.date}; }

// "trained on 2024-05-01".
std::string InWords(const Milestone& milestone) {
  return absl::StrCat(InWords(milestone.state), " on ", FormatDate(milestone.date));
}

Pointers InOrder(absl::Span<const Milestone> milestones) {
  Pointers order;
  for (const Milestone& milestone : milestones) {
    if (!milestone.retraction) order.push_back(&milestone);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const Milestone* a, const Milestone* b) { return StepOf(*a) < StepOf(*b); });
  return order;
}

// Those of `order` that may not follow those before them.
Pointers Illegal(const Pointers& order) {
  Journey journey;
  for (const Milestone* milestone : order) journey.push_back(StepOf(*milestone));
  Pointers illegal;
  for (const size_t i : IllegalSteps(journey)) illegal.push_back(order[i]);
  return illegal;
}

std::vector<std::string> Names(const Pointers& milestones) {
  std::vector<std::string> names;
  for (const Milestone* milestone : milestones) names.push_back(NameOf(*milestone));
  return names;
}

}  // namespace

Journey JourneyOf(absl::Span<const Milestone> milestones) {
  Journey journey;
  for (const Milestone* milestone : InOrder(milestones)) journey.push_back(StepOf(*milestone));
  return journey;
}

absl::Status CheckRecording(const Milestone& candidate, absl::Span<const Milestone> existing) {
  Pointers order = InOrder(existing);
  for (const Milestone* milestone : order) {
    if (StepOf(*milestone) == StepOf(candidate)) return MilestoneExists(NameOf(*milestone));
  }
  const auto place = std::upper_bound(
      order.begin(), order.end(), &candidate,
      [](const Milestone* a, const Milestone* b) { return StepOf(*a) < StepOf(*b); });
  const Milestone* before = place == order.begin() ? nullptr : *std::prev(place);
  order.insert(place, &candidate);
  const Pointers illegal = Illegal(order);
  if (illegal.empty()) return absl::OkStatus();

  const std::vector<MilestoneState> legal = RecordableOn(JourneyOf(existing), candidate.date);
  if (illegal.front() != &candidate) {
    return IllegalMilestone(candidate.state, candidate.date, Names(illegal), legal,
                            absl::StrCat("With ", InWords(candidate), ", the site could not be ",
                                         InWords(*illegal.front()), " any more"));
  }
  if (before == nullptr) {
    return IllegalMilestone(candidate.state, candidate.date, {}, legal,
                            absl::StrCat("A site cannot begin by being ", InWords(candidate)));
  }
  return IllegalMilestone(candidate.state, candidate.date, Names({before}), legal,
                          absl::StrCat("A site that was ", InWords(*before), " cannot be ",
                                       InWords(candidate), " next"));
}

absl::Status CheckRetraction(const Milestone& milestone, absl::Span<const Milestone> existing) {
  if (milestone.retraction) return MilestoneRetracted(NameOf(milestone));
  Pointers order = InOrder(existing);
  std::erase_if(order, [&](const Milestone* other) { return other->id == milestone.id; });
  const Pointers illegal = Illegal(order);
  if (illegal.empty()) return absl::OkStatus();
  return MilestoneNeeded(NameOf(milestone), Names(illegal),
                         absl::StrCat("Without ", InWords(milestone), ", the site could not be ",
                                      InWords(*illegal.front())));
}

Milestone Retracted(Milestone milestone, Retraction retraction) {
  milestone.update_time = retraction.time;
  milestone.retraction = std::move(retraction);
  ++milestone.revision;
  return milestone;
}

absl::Status CheckSuccession(const Milestone& candidate, absl::Span<const Milestone> mergers) {
  for (const Milestone& merger : mergers) {
    const bool too_early =
        merger.organisation == candidate.successor && merger.date <= candidate.date;
    if (!too_early && merger.successor != candidate.organisation) continue;
    return SuccessorMerged(OrganisationName(candidate.programme, candidate.successor),
                           NameOf(merger));
  }
  return absl::OkStatus();
}

}  // namespace pcsp::registry
