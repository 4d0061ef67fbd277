#include "services/diagnosis/rpc/learning/footing.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/notes.h"
#include "services/diagnosis/rpc/convert.h"
#include "services/diagnosis/rpc/learning/convert_learning.h"

namespace pcsp::diagnosis {
namespace {

constexpr absl::Duration kLookEvery = absl::Seconds(1);
constexpr size_t kMostProgrammes = 4096;
constexpr size_t kMostBases = 4;
constexpr size_t kMostPast = 4;

std::string NameOf(const StoredLayer& stored) {
  return LearnedLayerText(stored.programme, stored.number);
}

absl::StatusOr<LearnedLayer> Replayed(const Model& base, const StoredLayer& stored,
                                      Store& diagnoses, ReviewStore& reviews) {
  ASSIGN_OR_RETURN(const v1::LearnedLayerRecord record, RecordOf(stored));
  const std::set<std::string> only(record.reviews().begin(), record.reviews().end());
  ASSIGN_OR_RETURN(
      const ReviewLog log,
      ReadReviewLog(diagnoses, reviews,
                    {.programme = stored.programme, .as_of = stored.as_of, .only = &only}));
  return LearnLayer(AsWritten(base.kb), log.cases, stored.passes);
}

}  // namespace

LogitLine Footing::LineOf(std::optional<Level> subject) const {
  if (layer == nullptr || !subject) return {};
  return layer->maps[static_cast<int>(*subject)].InUse();
}

void Footing::Sign(Level level, v1::Diagnosis* diagnosis) const {
  diagnosis->set_knowledge_base(KnowledgeBaseText(base->kb.Name()));
  diagnosis->set_knowledge_base_hash(hash());
  if (layer != nullptr) diagnosis->set_learned_layer(layer->name);
  if (!LineOf(level).identity()) {
    ToProto(level, layer->maps[static_cast<int>(level)], diagnosis->mutable_calibration());
  }
  diagnosis->set_resting_layer(resting);
  diagnosis->set_resting_reason(why);
}

std::shared_ptr<Footings::Programme> Footings::Find(const std::string& programme) {
  absl::MutexLock lock(&mutex_);
  // Anybody may ask for any name.
  if (programmes_.size() >= kMostProgrammes) programmes_.clear();
  std::shared_ptr<Programme>& found = programmes_[programme];
  if (found == nullptr) found = std::make_shared<Programme>();
  return found;
}

void Footings::LookAgain(const std::string& programme) {
  const std::shared_ptr<Programme> found = Find(programme);
  absl::MutexLock lock(&found->mutex);
  found->looked = absl::InfinitePast();
}

absl::Status Footings::Look(const std::string& id, Programme& programme) {
  const absl::Time now = options_.clock->Now();
  if (now - programme.looked < kLookEvery) return absl::OkStatus();
  ASSIGN_OR_RETURN(LayerInUse in_use, options_.layers->InUse(id));
  programme.looked = now;
  if (in_use.revision != programme.in_use.revision) programme.known.clear();
  programme.in_use = std::move(in_use);
  return absl::OkStatus();
}

Footing Footings::Rest(std::shared_ptr<const Model> base, const StoredLayer& stored,
                       std::string why) {
  options_.log->Warning("a learned layer rests", {{"layer", NameOf(stored)}, {"reason", why}});
  return {.base = std::move(base), .resting = NameOf(stored), .why = std::move(why)};
}

absl::StatusOr<Footing> Footings::Stand(std::shared_ptr<const Model> base,
                                        const StoredLayer& stored) {
  if (base->content_hash != stored.knowledge_base_hash) {
    return Rest(std::move(base), stored,
                absl::StrCat("It was learned over another knowledge base, ", stored.knowledge_base,
                             ". Learn again to use what was learned with this one."));
  }
  ASSIGN_OR_RETURN(LearnedLayer learned,
                   Replayed(*base, stored, *options_.diagnoses, *options_.reviews));
  if (learned.fingerprint != stored.fingerprint) {
    return Rest(std::move(base), stored,
                "Replayed, it is no longer what was put in use. Learn again.");
  }
  auto layer = std::make_shared<ReplayedLayer>();
  layer->name = NameOf(stored);
  layer->hash = Sha256Hex(absl::StrCat(base->hash, " ", learned.fingerprint));
  layer->maps = learned.maps;
  ASSIGN_OR_RETURN(layer->model, options_.library->Compile(std::move(learned.kb)));
  layer->draws = DrawParameters(layer->model);
  options_.log->Info("a learned layer is ready", {{"layer", layer->name}});
  return Footing{.base = std::move(base), .layer = std::move(layer)};
}

absl::StatusOr<Footing> Footings::StandInUse(std::shared_ptr<const Model> base,
                                             Programme& programme) {
  const auto known = programme.known.find(base->hash);
  if (known != programme.known.end()) return known->second;
  const std::string hash = base->hash;
  ASSIGN_OR_RETURN(Footing footing, Stand(std::move(base), *programme.in_use.layer));
  if (programme.known.size() >= kMostBases) programme.known.clear();
  return programme.known[hash] = std::move(footing);
}

absl::StatusOr<Footing> Footings::For(std::shared_ptr<const Model> base,
                                      const std::string& programme) {
  if (programme.empty()) return Footing{.base = std::move(base)};
  const std::shared_ptr<Programme> found = Find(programme);
  absl::MutexLock lock(&found->mutex);
  RETURN_IF_ERROR(Look(programme, *found));
  if (!found->in_use.layer) return Footing{.base = std::move(base)};
  return StandInUse(std::move(base), *found);
}

absl::StatusOr<Footing> Footings::Of(std::shared_ptr<const Model> base,
                                     const LearnedLayerName& layer) {
  const std::shared_ptr<Programme> found = Find(layer.programme);
  {
    absl::MutexLock lock(&found->mutex);
    RETURN_IF_ERROR(Look(layer.programme, *found));
    const bool in_use = found->in_use.layer && found->in_use.layer->number == layer.number;
    if (in_use) return StandInUse(std::move(base), *found);
  }
  const std::string key = absl::StrCat(layer.number, " ", base->hash);
  absl::MutexLock lock(&found->past_mutex);
  const auto known = found->past.find(key);
  if (known != found->past.end()) return known->second;
  ASSIGN_OR_RETURN(const StoredLayer stored, options_.layers->Get(layer.programme, layer.number));
  ASSIGN_OR_RETURN(Footing footing, Stand(std::move(base), stored));
  if (found->past.size() >= kMostPast) found->past.clear();
  return found->past[key] = std::move(footing);
}

}  // namespace pcsp::diagnosis
