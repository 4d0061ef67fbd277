#include "services/assessments/rpc/frozen_waves.h"

#include <utility>

#include "common/base/status_macros.h"
#include "services/assessments/domain/errors.h"

namespace pcsp::assessments {
namespace {

// A national wave takes about 2 MB; programmes have one or two open at a time.
constexpr size_t kMostWaves = 16;

}  // namespace

const WaveSite* FrozenWave::Find(absl::string_view organisation) const {
  const auto it = by_name.find(organisation);
  return it == by_name.end() ? nullptr : &sites[it->second];
}

std::shared_ptr<const FrozenWave> FrozenWaves::Find(const WaveName& name) {
  absl::MutexLock lock(&mutex_);
  const auto it = waves_.find(name.ToString());
  return it == waves_.end() ? nullptr : it->second;
}

absl::StatusOr<std::shared_ptr<const FrozenWave>> FrozenWaves::Load(const WaveName& name) {
  if (auto known = Find(name)) return known;
  auto frozen = std::make_shared<FrozenWave>();
  ASSIGN_OR_RETURN(frozen->wave, store_->GetWave(name));
  if (frozen->wave.state == WaveState::kDraft) return WaveNotOpen(name.ToString());
  if (catalogue_ != nullptr) RETURN_IF_ERROR(catalogue_->Prepare(frozen->wave.instruments));
  ASSIGN_OR_RETURN(frozen->sites, store_->ListSites(frozen->wave));
  for (const WaveSite& site : frozen->sites) {
    frozen->by_name.emplace(site.organisation, site.number - 1);
  }
  absl::MutexLock lock(&mutex_);
  if (waves_.size() >= kMostWaves) waves_.clear();
  waves_[name.ToString()] = frozen;
  return std::shared_ptr<const FrozenWave>(std::move(frozen));
}

}  // namespace pcsp::assessments
