#include "gateway/cli/training/called.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gateway/flows/pages.h"

namespace pcsp::cli {
namespace {

using registry::v1::RegistryService;
using Stub = RegistryService::Stub;

// More are read by the page.
constexpr size_t kMostOneByOne = 200;

bool IsIn(const std::string& name, const char* collection) {
  return absl::StrContains(name, absl::StrCat("/", collection, "/"));
}

template <typename Request, typename Response>
absl::StatusOr<Response> Get(Session& session,
                             grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                          Response*),
                             const std::string& name) {
  Request request;
  request.set_name(name);
  return gateway::Ask(*session.clients().registry, method, request, session.deadline());
}

}  // namespace

Called::Called(Session& session, const std::set<std::string>& names) {
  if (session.format != Format::kTable || names.empty()) return;
  if (names.size() > kMostOneByOne) {
    ReadAll(session);
  } else {
    ReadOneByOne(session, names);
  }
}

std::string Called::operator()(const std::string& name) const {
  const auto found = called_.find(name);
  if (found == called_.end() || found->second.empty()) return IdOf(name);
  return absl::StrCat(found->second, " (", IdOf(name), ")");
}

void Called::ReadOneByOne(Session& session, const std::set<std::string>& names) {
  const auto person = [&](const std::string& name) {
    const auto known = Get(session, &Stub::GetPerson, name);
    return known.ok() ? known->display_name() : "";
  };
  for (const std::string& name : names) {
    if (IsIn(name, "people")) {
      called_[name] = person(name);
    } else if (IsIn(name, "appointments")) {
      const auto known = Get(session, &Stub::GetAppointment, name);
      if (known.ok()) called_[name] = person(known->person());
    } else if (IsIn(name, "organisations")) {
      const auto known = Get(session, &Stub::GetOrganisation, name);
      if (known.ok()) called_[name] = known->display_name();
    }
  }
}

void Called::ReadAll(Session& session) {
  const absl::Duration page = absl::Seconds(session.timeout_seconds);
  Stub& registry = *session.clients().registry;
  const auto each = [&](auto method, auto request, auto take) {
    request.set_parent(session.ProgrammeName());
    (void)gateway::EachPage(registry, method, request, page, take);
  };
  each(&Stub::ListPeople, registry::v1::ListPeopleRequest(), [this](const auto& people) {
    for (const auto& person : people.people()) called_[person.name()] = person.display_name();
  });
  each(&Stub::ListAppointments, registry::v1::ListAppointmentsRequest(), [this](const auto& posts) {
    for (const auto& post : posts.appointments()) called_[post.name()] = called_[post.person()];
  });
  each(&Stub::ListOrganisations, registry::v1::ListOrganisationsRequest(),
       [this](const auto& organisations) {
         for (const auto& one : organisations.organisations()) {
           called_[one.name()] = one.display_name();
         }
       });
}

}  // namespace pcsp::cli
