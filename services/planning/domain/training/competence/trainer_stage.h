// The stages of a trainer's path (domain.md 2.4).
#pragma once

#include "absl/strings/string_view.h"

namespace pcsp::planning::training {

// In the order of the path, but for kLapsed.
enum class TrainerStage {
  kNone,
  kCandidate,
  kTrained,
  kCoDelivering,
  kPeerReviewed,
  kQualityAssured,
  kLapsed
};
inline constexpr absl::string_view kTrainerStageWords[] = {
    "", "candidate", "trained", "co_delivering", "peer_reviewed", "quality_assured", "lapsed"};

// True if somebody at `stage` has come as far as `needed`.
inline bool IsAsFarAs(TrainerStage stage, TrainerStage needed) {
  return stage != TrainerStage::kLapsed && stage >= needed;
}

}  // namespace pcsp::planning::training
