// Where requests name what the registry keeps.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace pcsp::gateway {

// A field of a request and what it names: "marks[3].practice".
struct Mention {
  std::string field, name;

  bool operator==(const Mention&) const = default;
};

// Fields of the requests of `method`, "/pcsp.planning.v1.TrainingService/CreateLeave", that name
// people, appointments or organisations: "leave.appointment", "marks.practice". None for methods
// whose requests are not checked.
const std::vector<std::string>& MentioningFields(absl::string_view method);

// Every method that has some.
std::vector<std::string> MentioningMethods();

// What `request` names in `fields`, each place once; what is empty is left out.
std::vector<Mention> MentionsIn(const google::protobuf::Message& request,
                                const std::vector<std::string>& fields);

}  // namespace pcsp::gateway
