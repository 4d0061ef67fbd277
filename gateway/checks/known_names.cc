#include "gateway/checks/known_names.h"

#include <map>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"

namespace pcsp::gateway {
namespace {

using registry::v1::RegistryService;

enum class Kind { kPerson, kAppointment, kOrganisation };

struct Named {
  Kind kind;
  std::string name;  // as the registry has it
};

// Nothing for any other name.
std::optional<Named> Parse(absl::string_view name) {
  static const std::map<std::string, std::pair<Kind, const char*>>& kinds =
      *new std::map<std::string, std::pair<Kind, const char*>>{
          {"people", {Kind::kPerson, "people"}},
          {"appointments", {Kind::kAppointment, "appointments"}},
          {"trainers", {Kind::kAppointment, "appointments"}},
          {"facilitatorCapacities", {Kind::kAppointment, "appointments"}},
          {"organisations", {Kind::kOrganisation, "organisations"}}};
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  if (parts.size() != 4 || parts[0] != "programmes" || !IsResourceId(parts[1])) return std::nullopt;
  const auto kind = kinds.find(parts[2]);
  if (kind == kinds.end() || !IsResourceId(parts[3])) return std::nullopt;
  return Named{kind->second.first,
               absl::StrCat("programmes/", parts[1], "/", kind->second.second, "/", parts[3])};
}

template <typename Request, typename Response>
absl::StatusOr<Response> Get(Clients& clients,
                             grpc::Status (RegistryService::Stub::*method)(grpc::ClientContext*,
                                                                           const Request&,
                                                                           Response*),
                             const std::string& name, absl::Time deadline) {
  Request request;
  request.set_name(name);
  return Ask(*clients.registry, method, request, deadline);
}

// What would have been accepted; "" if it is known.
absl::StatusOr<std::string> Missing(Clients& clients, const Named& named, absl::Time deadline) {
  using Stub = RegistryService::Stub;
  absl::Status status;
  std::string expected;
  switch (named.kind) {
    case Kind::kPerson: {
      const auto person = Get(clients, &Stub::GetPerson, named.name, deadline);
      if (person.ok() && person->has_erase_time()) return "a person who has not been erased";
      status = person.status();
      expected = "a person of the programme";
      break;
    }
    case Kind::kAppointment:
      status = Get(clients, &Stub::GetAppointment, named.name, deadline).status();
      expected = "an appointment of the programme";
      break;
    case Kind::kOrganisation:
      status = Get(clients, &Stub::GetOrganisation, named.name, deadline).status();
      expected = "an organisation of the programme";
      break;
  }
  // An id that the registry would never give is nobody's either.
  if (absl::IsNotFound(status) || absl::IsInvalidArgument(status)) return expected;
  RETURN_IF_ERROR(status);
  return "";
}

}  // namespace

absl::Status CheckKnown(Clients& clients, const std::vector<Mention>& mentions, absl::Time deadline,
                        Violations& violations) {
  std::map<std::string, std::string> asked;
  for (const Mention& mention : mentions) {
    const auto named = Parse(mention.name);
    if (!named) continue;
    auto known = asked.find(named->name);
    if (known == asked.end()) {
      ASSIGN_OR_RETURN(const std::string missing, Missing(clients, *named, deadline));
      known = asked.emplace(named->name, missing).first;
    }
    if (!known->second.empty()) violations.Add(mention.field, mention.name, known->second);
  }
  return absl::OkStatus();
}

absl::Status CheckHolder(Clients& clients, const planning::v1::CreateCalendarFeedRequest& request,
                         absl::Time deadline, Violations& violations) {
  const auto owner = Parse(request.owner());
  if (!owner || owner->kind != Kind::kAppointment || request.person().empty()) {
    return absl::OkStatus();
  }
  const auto appointment =
      Get(clients, &RegistryService::Stub::GetAppointment, owner->name, deadline);
  if (absl::IsNotFound(appointment.status())) return absl::OkStatus();  // told by CheckKnown
  RETURN_IF_ERROR(appointment.status());
  if (appointment->person() != request.person()) {
    violations.Add("person", request.person(), "the person who holds the appointment");
  }
  return absl::OkStatus();
}

}  // namespace pcsp::gateway
