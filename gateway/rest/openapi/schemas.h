// Messages as the JSON schemas of OpenAPI 3.0: what json_codec.h reads and writes.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gateway/rest/openapi/contract.h"
#include "google/protobuf/descriptor.h"
#include "nlohmann/json.hpp"

namespace pcsp::rest {

using OrderedJson = nlohmann::ordered_json;

// Collects the schemas that a document refers to. Not thread-safe.
class Schemas {
 public:
  // `contract` outlives it.
  explicit Schemas(const Contract& contract) : contract_(contract) {}

  // The JSON of a `field`: a list or an object of values where it is repeated or a map. Without
  // its comment.
  OrderedJson OfField(const google::protobuf::FieldDescriptor& field);
  // The same with the field's comment as its description.
  OrderedJson OfFieldWithComment(const google::protobuf::FieldDescriptor& field);
  // A reference, or the schema itself for messages whose JSON form is special.
  OrderedJson OfMessage(const google::protobuf::Descriptor& message);

  // Every message and enum that was referred to, by full name, and whatever those refer to.
  OrderedJson Components();

 private:
  OrderedJson OfValue(const google::protobuf::FieldDescriptor& field);
  OrderedJson OfEnum(const google::protobuf::EnumDescriptor& type);
  OrderedJson Object(const google::protobuf::Descriptor& message);
  OrderedJson Enumeration(const google::protobuf::EnumDescriptor& type);

  const Contract& contract_;
  std::map<std::string, OrderedJson> done_;
  std::vector<const google::protobuf::Descriptor*> open_;
};

}  // namespace pcsp::rest
