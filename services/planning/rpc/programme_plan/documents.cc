#include "services/planning/rpc/programme_plan/documents.h"

#include "absl/strings/escaping.h"
#include "google/protobuf/io/gzip_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace pcsp::planning {

std::string Pack(const google::protobuf::MessageLite& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream out(&bytes);
    google::protobuf::io::GzipOutputStream compressed(&out);
    message.SerializeToZeroCopyStream(&compressed);
  }
  return absl::Base64Escape(bytes);
}

absl::Status Unpack(const std::string& body, google::protobuf::MessageLite& message) {
  std::string bytes;
  if (absl::Base64Unescape(body, &bytes)) {
    google::protobuf::io::ArrayInputStream in(bytes.data(), static_cast<int>(bytes.size()));
    google::protobuf::io::GzipInputStream plain(&in);
    if (message.ParseFromZeroCopyStream(&plain)) return absl::OkStatus();
  }
  return absl::InternalError("a document of a programme plan is not readable");
}

void PutDocument(sql::RecordWriter& writer, const ProgrammePlan& plan, PlanDocument::Kind kind,
                 const google::protobuf::MessageLite& message) {
  writer.Put(PlanDocument{plan.programme, plan.id, kind, Pack(message)});
}

}  // namespace pcsp::planning
