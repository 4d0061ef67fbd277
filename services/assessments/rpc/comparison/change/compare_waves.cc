// CompareWaves.
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/comparison/sentences.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/rpc/comparison/change/convert_change.h"
#include "services/assessments/rpc/comparison/change/level_pair.h"
#include "services/assessments/rpc/comparison/comparison_methods.h"
#include "services/assessments/rpc/convert.h"

namespace pcsp::assessments {
namespace {

std::string Capital(std::string words) {
  words[0] = absl::ascii_toupper(words[0]);
  return words;
}

void SetOne(const std::string& subject, const LevelPair& level, const PairOfSite& cells,
            std::optional<size_t> site, v1::ScoreChange* message) {
  const Compared sites = CompareSites(level, cells);
  if (site) {
    SetSite(subject, sites, *site, message);
  } else {
    SetProgramme(subject, sites, message);
  }
}

void AddConstructs(const LevelPair& level, std::optional<size_t> site, v1::LevelChange* message) {
  for (const auto& [word, construct] : kConstructWords) {
    v1::ScoreChange* added = message->add_constructs();
    added->set_construct(ToProto(construct));
    SetOne(Capital(WordsOf(construct)), level, ConstructOf(level, construct), site, added);
  }
}

// Items that can be compared: the same code, asked the same way round on as many steps.
void AddItems(const LevelPair& level, std::optional<size_t> site, v1::LevelChange* message) {
  const Instrument& before = level.first.instrument();
  const Instrument& after = level.second.instrument();
  for (size_t i = 0; i < after.items.size(); ++i) {
    const Item& item = after.items[i];
    const auto found = before.item_index.find(item.code);
    if (found == before.item_index.end()) continue;
    const Item& old = before.items[found->second];
    if (!after.ScaleOf(item).ordered()) continue;
    if (old.reverse != item.reverse || before.ScaleOf(old).steps() != after.ScaleOf(item).steps()) {
      continue;
    }
    v1::ScoreChange* added = message->add_items();
    if (item.construct) added->set_construct(ToProto(*item.construct));
    added->set_item(item.code);
    SetOne(absl::StrCat("Item ", item.code), level,
           ItemOf(level, found->second, static_cast<int>(i)), site, added);
  }
}

void AddLevel(const WaveResults& before, const WaveResults& after, Level level,
              const std::string& organisation, bool items, v1::WaveComparison* message) {
  const LevelPair pair = PairUp(before, after, level);
  std::optional<size_t> site;
  for (size_t i = 0; i < pair.sites.size() && !organisation.empty(); ++i) {
    const WaveSite* const known = pair.sites[i].second ? pair.sites[i].second : pair.sites[i].first;
    if (known->organisation == organisation) site = i;
  }
  if (!organisation.empty() && !site) return;
  v1::LevelChange* added = message->add_levels();
  added->set_level(ToProto(level));
  added->set_instrument_before(pair.first.instrument().name());
  added->set_instrument_after(pair.second.instrument().name());
  AddConstructs(pair, site, added);
  if (items) AddItems(pair, site, added);
}

}  // namespace

absl::StatusOr<v1::WaveComparison> ComparisonMethods::CompareWaves(
    const rpc::Call&, const v1::CompareWavesRequest& request) {
  Violations violations;
  const WaveName name = WaveNameFrom("name", request.name(), violations);
  const WaveName baseline = BaselineFrom(name, request.baseline(), violations);
  const auto organisation = ParseOrganisationName(request.organisation());
  if (!request.organisation().empty() &&
      (!organisation || organisation->programme != name.programme)) {
    violations.Add("organisation", request.organisation(), "the name of a site of this programme");
  }
  if (!v1::ResultsView_IsValid(request.view())) {
    violations.Add("view", absl::StrCat(request.view()), "BASIC or FULL");
  }
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const auto after, results_->Get(name));
  ASSIGN_OR_RETURN(const auto before, results_->Get(baseline));
  const std::string site = organisation ? organisation->organisation : "";
  if (organisation && !after->frozen->Find(site) && !before->frozen->Find(site)) {
    return SiteResultsNotFound(request.organisation());
  }
  v1::WaveComparison comparison;
  comparison.set_name(request.name());
  comparison.set_baseline(request.baseline());
  comparison.set_organisation(request.organisation());
  for (Level level : SharedLevels(*before, *after)) {
    AddLevel(*before, *after, level, site, request.view() != v1::RESULTS_VIEW_BASIC, &comparison);
  }
  if (comparison.levels().empty()) return WavesNotComparable(request.name(), request.baseline());
  return comparison;
}

}  // namespace pcsp::assessments
