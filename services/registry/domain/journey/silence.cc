#include "services/registry/domain/journey/silence.h"

#include <algorithm>
#include <utility>

namespace pcsp::registry {
namespace {

Date LastDay(const SiteActivity& site) { return site.last ? site.last->date : kSinceAlways; }

}  // namespace

std::optional<SiteEvent> Later(const std::optional<SiteEvent>& a,
                               const std::optional<SiteEvent>& b) {
  if (!a || (b && a->date < b->date)) return b;
  return a;
}

std::optional<SiteEvent> LastStep(absl::Span<const Step> journey, Date day) {
  const Standing standing = StandingOn(journey, day);
  if (standing.state == MilestoneState::kUnspecified) return std::nullopt;
  return SiteEvent{SiteEventKind::kMilestone, standing.since};
}

// A month that is too short for the day ends before it.
Date MonthsBefore(Date day, int months) {
  const absl::CivilMonth month = absl::CivilMonth(day) - months;
  const Date last = Date(month + 1) - 1;
  return std::min(last, Date(month) + (day.day() - 1));
}

std::vector<SiteActivity> SilentSince(Date until, std::vector<SiteActivity> sites) {
  std::erase_if(sites, [&](const SiteActivity& site) {
    return until < LastDay(site) || site.standing.state == MilestoneState::kWithdrawn ||
           site.standing.state == MilestoneState::kMerged;
  });
  std::sort(sites.begin(), sites.end(), [](const SiteActivity& a, const SiteActivity& b) {
    if (LastDay(a) != LastDay(b)) return LastDay(a) < LastDay(b);
    return a.organisation < b.organisation;
  });
  return sites;
}

}  // namespace pcsp::registry
