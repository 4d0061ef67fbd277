// Problems and results as documents of the store: compressed, as text.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "google/protobuf/message_lite.h"
#include "services/planning/store/programme_plan/store.h"

namespace pcsp::planning {

std::string Pack(const google::protobuf::MessageLite& message);
// INTERNAL for what Pack() did not write.
absl::Status Unpack(const std::string& body, google::protobuf::MessageLite& message);

// The document of a plan, read; the empty message where there is none.
template <typename Message>
absl::StatusOr<Message> ReadDocument(sql::RecordReader& reader, const ProgrammePlan& plan,
                                     PlanDocument::Kind kind) {
  Message message;
  const auto found = reader.Find<PlanDocument>({plan.programme, plan.id, KindWord(kind)});
  if (!found) return message;
  const absl::Status status = Unpack(found->body, message);
  if (!status.ok()) return status;
  return message;
}

void PutDocument(sql::RecordWriter& writer, const ProgrammePlan& plan, PlanDocument::Kind kind,
                 const google::protobuf::MessageLite& message);

}  // namespace pcsp::planning
