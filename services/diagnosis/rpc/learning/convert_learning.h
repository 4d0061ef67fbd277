// The dictionary between learned layers and their messages.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "pcsp/diagnosis/v1/learning.pb.h"
#include "services/diagnosis/domain/learning/layers/difference.h"
#include "services/diagnosis/rpc/learning/review_log.h"
#include "services/diagnosis/store/store.h"

namespace pcsp::diagnosis {

void ToProto(Level level, const Promotion& promotion, v1::LearnedCalibration* to);

// What was learned over `base`, without what is stored beside it.
v1::LearnedLayer ToProto(const KnowledgeBase& base, const LearnedLayer& layer,
                         const std::vector<LearnedDifference>& differences, const ReviewLog& log);

// What StoredLayer::payload is.
absl::StatusOr<v1::LearnedLayerRecord> RecordOf(const StoredLayer& stored);

// The layer in `stored.payload`, with what is stored beside it. DATA_LOSS if it cannot be read.
absl::StatusOr<v1::LearnedLayer> ToProto(const StoredLayer& stored, bool in_use);

}  // namespace pcsp::diagnosis
