// One way of calling a gRPC method over HTTP: a google.api.http rule, checked against its messages.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/rest/path_template.h"
#include "google/protobuf/descriptor.h"

namespace pcsp::rest {

// From a request message down to a leaf, outermost first; every step but the last is a message.
using FieldPath = std::vector<const google::protobuf::FieldDescriptor*>;

// The field path in proto names, "organisation.code".
std::string ToString(const FieldPath& path);

struct Route {
  const google::protobuf::MethodDescriptor* method;
  std::string http_method;  // "GET"; "*" for any
  std::string pattern;      // the template as the annotation has it
  PathTemplate path;
  std::vector<FieldPath> variables;                         // one for each of path.variables
  bool whole_body = false;                                  // body: "*"
  const google::protobuf::FieldDescriptor* body = nullptr;  // body: "field"
  const google::protobuf::FieldDescriptor* response_body = nullptr;

  bool has_body() const { return whole_body || body != nullptr; }
};

// The routes of `method`: none without an annotation, several with additional_bindings.
// Errors: INVALID_ARGUMENT for an annotation that does not fit its messages, and UNIMPLEMENTED for
// a method that streams its answers.
absl::StatusOr<std::vector<Route>> RoutesOf(const google::protobuf::MethodDescriptor& method);

}  // namespace pcsp::rest
