// Silence is data: sites of which nothing has been heard for months.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "services/registry/domain/journey/steps.h"

namespace pcsp::registry {

// What the registry counts as hearing of a site.
enum class SiteEventKind { kUnspecified, kMilestone, kRelationship, kSiteContext, kAppointment };

struct SiteEvent {
  SiteEventKind kind = SiteEventKind::kUnspecified;
  Date date = kSinceAlways;

  bool operator==(const SiteEvent&) const = default;
};

// What the registry knows of a site's doings by a day.
struct SiteActivity {
  std::string organisation;
  std::string display_name;
  Standing standing;
  std::optional<SiteEvent> last;  // nothing: never heard of

  bool operator==(const SiteActivity&) const = default;
};

// The later of both; on one day the first, since a milestone says most.
std::optional<SiteEvent> Later(const std::optional<SiteEvent>& a,
                               const std::optional<SiteEvent>& b);

// The last event of a journey by `day`.
std::optional<SiteEvent> LastStep(absl::Span<const Step> journey, Date day);

// The last day that is `months` months or longer before `day`: 29 February for three months before
// 31 May.
Date MonthsBefore(Date day, int months);

// Those with no event after `until`, the longest silent first, those never heard of before all
// others, by id on one day. The silence of sites that have withdrawn or merged is as it should be:
// they are left out.
std::vector<SiteActivity> SilentSince(Date until, std::vector<SiteActivity> sites);

}  // namespace pcsp::registry
