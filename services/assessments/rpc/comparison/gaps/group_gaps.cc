// GetGroupGaps.
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/base/status_macros.h"
#include "services/assessments/domain/comparison/pooled_groups.h"
#include "services/assessments/domain/comparison/sentences.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/rpc/comparison/comparison_methods.h"
#include "services/assessments/rpc/comparison/gaps/convert_gaps.h"
#include "services/assessments/rpc/comparison/gaps/sides.h"
#include "services/assessments/rpc/comparison/pooled_parts.h"
#include "services/assessments/rpc/disclosure/requests.h"
#include "services/assessments/rpc/disclosure/site_group.h"
#include "services/assessments/rpc/results/convert_results.h"

namespace pcsp::assessments {
namespace {

// The whole system above all of the sites; "" if there are several, or none.
std::string SystemOf(const WaveResults& results, const std::vector<const Node*>& sites) {
  std::set<std::string> systems;
  for (const Node* site : sites) systems.insert(results.frozen->sites[site->site - 1].whole_system);
  return systems.size() == 1 ? *systems.begin() : "";
}

// Who stands at `level` beside a group of sites of another level: the organisation itself, what is
// above it, or, of a whole system and the programme, everybody at that level within it.
std::optional<Side> Beside(const WaveResults& results, const std::string& organisation,
                           const std::vector<const Node*>& sites, Level level) {
  const auto one = [&](const std::string& id) -> std::optional<Side> {
    const WaveSite* const site = id.empty() ? nullptr : results.frozen->Find(id);
    if (site == nullptr || site->level != level) return std::nullopt;
    return OneSite(results, *site);
  };
  if (auto itself = one(organisation)) return itself;
  if (const auto group = FindGroup(results, level, organisation)) {
    return OneGroup(results, level, *group);
  }
  return one(SystemOf(results, sites));
}

// Levels are numbered from the top down: the upper one comes first.
void AddLevels(const WaveResults& results, Level level, const std::string& organisation,
               const Population& population, v1::GroupGaps* gaps) {
  const Side side = OneGroup(results, level, population);
  const std::vector<const Node*> sites = SizeOf(population).sites;
  for (const auto& [other, figures] : results.levels) {
    if (other == level) continue;
    const auto beside = Beside(results, organisation, sites, other);
    if (!beside) continue;
    const bool above = other < level;
    SetLevels(above ? *beside : side, above ? side : *beside, gaps->add_levels());
  }
}

void SetParts(const GroupParts& group, Construct construct, Part a, Part b, int resolution,
              v1::ScoreGap* message) {
  message->set_construct(ToProto(construct));
  const Hidden why = group.WhyNot(construct, resolution);
  const PooledMean first = group.MeanOf(construct, a), second = group.MeanOf(construct, b);
  const bool nobody = first.people == 0 || second.people == 0;
  message->set_suppression(ToProto(why == Hidden::kShown && nobody ? Hidden::kBelowMinimum : why));
  if (message->suppression() != v1::SUPPRESSION_UNSPECIFIED) return;
  const Outgoing one = group.PeopleOf(first), other = group.PeopleOf(second);
  SetPeople(one, other, message);
  const auto sentence = [&](const ScoreGap& gap) {
    return SentenceOf(WordsOf(construct), WordsOf(a), WordsOf(b), gap);
  };
  SetGap(PooledGap(first, second, group.AllOf(construct), group.SpreadOf(construct)),
         std::max(one.mean_step(), other.mean_step()),
         std::max(one.share_step(), other.share_step()), sentence, message);
}

// The parts of a resolution in pairs, those of which nothing may be shown left out.
void AddStaffGroups(const GroupParts& group, int resolution, v1::GroupGaps* gaps) {
  const absl::Span<const Part> parts = PartsOf(resolution);
  for (size_t a = 0; a < parts.size(); ++a) {
    for (size_t b = a + 1; b < parts.size(); ++b) {
      if (!group.Tells(parts[a], parts[b], resolution)) continue;
      auto* message = gaps->add_staff_groups();
      message->set_first(WordsOf(parts[a]));
      message->set_second(WordsOf(parts[b]));
      message->set_first_sites(gaps->site_count());
      message->set_second_sites(gaps->site_count());
      for (const auto& [word, construct] : kConstructWords) {
        SetParts(group, construct, parts[a], parts[b], resolution, message->add_constructs());
      }
    }
  }
}

}  // namespace

absl::StatusOr<v1::GroupGaps> ComparisonMethods::GetGroupGaps(
    const rpc::Call&, const v1::GetGroupGapsRequest& request) {
  ASSIGN_OR_RETURN(const FoundGroup found, FindGroupOf(request));
  const auto& [results, level, organisation, population] = found;
  v1::GroupGaps gaps;
  gaps.set_wave(request.name());
  gaps.set_organisation(request.organisation());
  gaps.set_level(ToProto(level));
  gaps.set_site_count(static_cast<int>(SizeOf(population).sites.size()));
  AddLevels(*results, level, organisation, population, &gaps);
  ASSIGN_OR_RETURN(const auto details, details_.Get(*results));
  const GroupParts group(*results, level, population, *details);
  for (int resolution : {kRoles, kClinical}) AddStaffGroups(group, resolution, &gaps);
  return gaps;
}

}  // namespace pcsp::assessments
