// GetSiteGaps.
#include <algorithm>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/comparison/sentences.h"
#include "services/assessments/rpc/comparison/comparison_methods.h"
#include "services/assessments/rpc/comparison/gaps/convert_gaps.h"
#include "services/assessments/rpc/comparison/gaps/sides.h"
#include "services/assessments/rpc/results/convert_results.h"

namespace pcsp::assessments {
namespace {

// A site and what is above it.
void AddAbove(const WaveResults& results, const WaveSite& site, v1::SiteGaps* gaps) {
  for (const std::string& upper : {site.steering_group, site.whole_system}) {
    const WaveSite* const above = upper.empty() ? nullptr : results.frozen->Find(upper);
    if (above == nullptr || above == &site) continue;
    SetLevels(OneSite(results, *above), OneSite(results, site), gaps->add_levels());
  }
}

// A site and all that is below it, level by level.
void AddBelow(const WaveResults& results, const WaveSite& site, v1::SiteGaps* gaps) {
  std::map<Level, Side> below;
  for (const WaveSite& other : results.frozen->sites) {
    const bool of_this =
        other.steering_group == site.organisation || other.whole_system == site.organisation;
    if (!of_this || other.organisation == site.organisation) continue;
    Side& side = below[other.level];
    side.words = absl::StrCat("group of its ", WordsOf(other.level), "s");
    AddSite(results, other, &side);
  }
  for (const auto& [level, side] : below) {
    SetLevels(OneSite(results, site), side, gaps->add_levels());
  }
}

// A site whose staff groups are told apart, where they may be.
struct Team {
  const WaveResults& results;
  const WaveSite& site;
  const SiteDetails& details;
  const LevelDetails& level;

  // Whether both of two staff groups are shown in any construct.
  bool Tells(int a, int b) const {
    return std::any_of(details.groups.begin(), details.groups.end(), [&](const GroupMeans& groups) {
      return groups[a].people > 0 && groups[b].people > 0;
    });
  }
};

void SetGroups(const Team& team, Construct construct, int a, int b, const v1::GroupGap& names,
               v1::ScoreGap* message) {
  const int c = static_cast<int>(construct);
  const SiteMean& first = team.details.groups[c][a];
  const SiteMean& second = team.details.groups[c][b];
  Hidden why = WhyNotInGroups(team.results, team.site, construct);
  if (first.people == 0 || second.people == 0) {
    why = why == Hidden::kShown ? Hidden::kBelowMinimum : why;
  }
  message->set_construct(ToProto(construct));
  message->set_suppression(ToProto(why));
  if (why != Hidden::kShown) return;
  Outgoing one, other;
  Add(team.results, team.site, static_cast<int64_t>(first.people), &one);
  Add(team.results, team.site, static_cast<int64_t>(second.people), &other);
  SetPeople(one, other, message);
  const Estimate site = HowSiteWorks(CellOf(team.results, team.site, construct).mean,
                                     team.results.FiguresOf(team.site).pool(construct));
  const auto sentence = [&](const ScoreGap& gap) {
    return SentenceOf(WordsOf(construct), names.first(), names.second(), gap);
  };
  SetGap(GroupGap(first, second, site, team.level.groups[c]),
         std::max(one.mean_step(), other.mean_step()),
         std::max(one.share_step(), other.share_step()), sentence, message);
}

void AddStaffGroups(const Team& team, v1::SiteGaps* gaps) {
  for (int a = 0; a < kStaffGroups; ++a) {
    for (int b = a + 1; b < kStaffGroups; ++b) {
      if (!team.Tells(a, b)) continue;
      auto* message = gaps->add_staff_groups();
      message->set_first(std::string(WordsOf(static_cast<StaffGroup>(a + 1))));
      message->set_second(std::string(WordsOf(static_cast<StaffGroup>(b + 1))));
      message->set_first_sites(1);
      message->set_second_sites(1);
      for (const auto& [word, construct] : kConstructWords) {
        SetGroups(team, construct, a, b, *message, message->add_constructs());
      }
    }
  }
}

}  // namespace

absl::StatusOr<v1::SiteGaps> ComparisonMethods::GetSiteGaps(const rpc::Call&,
                                                            const v1::GetSiteGapsRequest& request) {
  ASSIGN_OR_RETURN(const Found found, Find(request.name()));
  const auto& [results, site] = found;
  v1::SiteGaps gaps;
  gaps.set_name(request.name());
  AddAbove(*results, *site, &gaps);
  AddBelow(*results, *site, &gaps);
  if (StatisticsOf(*results, *site).respondents == 0) return gaps;
  ASSIGN_OR_RETURN(const auto details, details_.Get(*results));
  AddStaffGroups(
      {*results, *site, details->sites[site->number - 1], details->levels.at(site->level)}, &gaps);
  return gaps;
}

}  // namespace pcsp::assessments
