#include "services/diagnosis/rpc/learning/convert_learning.h"

#include <algorithm>

#include "common/base/status_macros.h"
#include "services/diagnosis/rpc/convert.h"
#include "services/diagnosis/rpc/convert_knowledge_base.h"

namespace pcsp::diagnosis {
namespace {

constexpr char kNoEvidence[] = "It was stored before evidence was kept.";

void ToProto(const KnowledgeBase& kb, const LearnedDifference& difference,
             v1::LearnedDifference* to) {
  to->set_issue(kb.issues[difference.issue].id);
  to->set_title(kb.issues[difference.issue].title);
  to->set_diagnoses(difference.diagnoses);
  to->set_mean_before(difference.mean_before);
  to->set_mean_after(difference.mean_after);
  to->set_bands_changed(difference.bands_changed);
}

void LeaveOut(const std::string& diagnosis, absl::string_view reason, v1::LearnedLayer* to) {
  v1::LearningLeftOut* left_out = to->add_left_out();
  left_out->set_diagnosis(diagnosis);
  left_out->set_reason(std::string(reason));
}

}  // namespace

void ToProto(Level level, const Promotion& promotion, v1::LearnedCalibration* to) {
  to->set_level(ToProto(level));
  to->set_intercept(promotion.fitted.a);
  to->set_slope(promotion.fitted.b);
  to->set_judged(promotion.judged);
  to->set_gain(promotion.gain);
  to->set_standard_error(promotion.standard_error);
  to->set_promoted(promotion.promoted);
}

v1::LearnedLayer ToProto(const KnowledgeBase& base, const LearnedLayer& layer,
                         const std::vector<LearnedDifference>& differences, const ReviewLog& log) {
  v1::LearnedLayer to;
  to.set_diagnoses(layer.cases);
  to.set_verdicts(layer.verdicts);
  to.set_reviewer_sensitivity(layer.accuracy.sensitivity);
  to.set_reviewer_specificity(layer.accuracy.specificity);
  for (int level = 0; level < kLevels; ++level) {
    ToProto(static_cast<Level>(level), layer.maps[level], to.add_calibrations());
  }
  for (const LearnedDifference& difference : differences) {
    ToProto(base, difference, to.add_differences());
  }
  for (const LeftOut& left_out : layer.left_out) {
    LeaveOut(left_out.id, left_out.why.message(), &to);
  }
  for (const std::string& diagnosis : log.no_evidence) LeaveOut(diagnosis, kNoEvidence, &to);
  return to;
}

absl::StatusOr<v1::LearnedLayerRecord> RecordOf(const StoredLayer& stored) {
  v1::LearnedLayerRecord record;
  if (!record.ParseFromString(stored.payload)) {
    return absl::DataLossError("a stored layer cannot be read");
  }
  return record;
}

absl::StatusOr<v1::LearnedLayer> ToProto(const StoredLayer& stored, bool in_use) {
  ASSIGN_OR_RETURN(v1::LearnedLayerRecord record, RecordOf(stored));
  v1::LearnedLayer& to = *record.mutable_layer();
  if (stored.number > 0) {
    to.set_name(LearnedLayerText(stored.programme, stored.number));
    *to.mutable_create_time() = ToTimestamp(stored.create_time);
  }
  to.set_knowledge_base(KnowledgeBaseText(stored.knowledge_base));
  to.set_knowledge_base_hash(stored.knowledge_base_hash);
  *to.mutable_as_of() = ToTimestamp(stored.as_of);
  to.set_fingerprint(stored.fingerprint);
  to.set_in_use(in_use);
  return to;
}

}  // namespace pcsp::diagnosis
