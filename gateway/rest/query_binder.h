// Sets the fields of a request from its path variables and query parameters.
#pragma once

#include <string>

#include "absl/types/span.h"
#include "common/base/error.h"
#include "gateway/rest/percent.h"
#include "gateway/rest/router.h"
#include "google/protobuf/message.h"

namespace pcsp::rest {

// Sets each path variable in `message`. A body that gives the field another value is at fault: one
// request never says two things about the same field. Fields of a oneof member are left alone when
// another member is set, so that only the first message of an upload gets them.
void BindPath(const RouteMatch& match, google::protobuf::Message* message, Violations* violations);

// Sets what `parameters` name, by dotted path in either spelling ("wave.displayName"). With `first`
// not null, a name is looked for in that message field before the whole. Whatever names no field,
// or one that the path or body gives, is a violation under the name that the client used.
void BindQuery(const QueryParameters& parameters, const Route& route,
               const google::protobuf::FieldDescriptor* first, google::protobuf::Message* message,
               Violations* violations);

}  // namespace pcsp::rest
