// The bodies of client-streaming methods, cut into messages.
//
// Any such method takes application/x-ndjson, one message a line. One whose request has a message
// (what to do), bytes (the data) and nothing else also takes the data itself, as text/csv or
// application/octet-stream, with the fields of the first in the path and query: what
// `curl --data-binary @file.csv` sends.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace pcsp::rest {

struct UploadShape {
  const google::protobuf::FieldDescriptor* config;  // the message member
  const google::protobuf::FieldDescriptor* chunk;   // the bytes member
};

// How many bytes of data go into one message.
inline constexpr size_t kUploadChunkBytes = 256 << 10;

// The request's two fields, whether of a oneof or not; two nulls when it has another shape.
UploadShape UploadShapeOf(const google::protobuf::Descriptor& request);

// The lines of an NDJSON body; blank ones are left out.
std::vector<absl::string_view> Lines(absl::string_view body);

// `data` as serialised messages of the shape's request.
std::vector<std::string> Chunks(absl::string_view data, const UploadShape& shape);

}  // namespace pcsp::rest
