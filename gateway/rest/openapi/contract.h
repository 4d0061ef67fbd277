// The words of the contract: what the .proto files say of their elements.
#pragma once

#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

namespace pcsp::rest {

// The generated code leaves comments out, so they come from the descriptor set that the build
// wrote and the program carries. Reading it takes tens of milliseconds and some megabytes: make
// one to write a document with, and drop it. Thread-safe.
class Contract {
 public:
  // The contract of this program.
  static Contract OfThisProgram();
  // `descriptor_set` is a serialised google.protobuf.FileDescriptorSet with source info; one that
  // cannot be read has no comments.
  explicit Contract(absl::string_view descriptor_set);

  // The comment above the message, field, enum, value, service or method of that full name, in
  // paragraphs; "" when there is none.
  std::string CommentOn(const std::string& full_name) const;

 private:
  std::unique_ptr<google::protobuf::DescriptorPool> pool_;
};

}  // namespace pcsp::rest
