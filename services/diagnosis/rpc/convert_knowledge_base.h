// The words that the knowledge base shares with diagnoses, and the knowledge base itself, as
// messages.
#pragma once

#include "pcsp/diagnosis/v1/knowledge_base.pb.h"
#include "services/diagnosis/domain/engine/model.h"

namespace pcsp::diagnosis {

type::v1::Level ToProto(Level level);
type::v1::Construct ToProto(Construct construct);
v1::SignalKind ToProto(IndicatorType type);

v1::KnowledgeBase ToProto(const Model& model);

}  // namespace pcsp::diagnosis
