#include "tests/gateway/assignment/programme.h"

#include <map>

#include "services/planning/store/sql_store.h"
#include "tests/support/status_matchers.h"

namespace pcsp::gateway::testing {
namespace {

using Context = grpc::CallbackServerContext;
using Reactor = grpc::ServerUnaryReactor;

Reactor* Finish(Context* context, const absl::Status& status = absl::OkStatus()) {
  Reactor* const reactor = context->DefaultReactor();
  reactor->Finish(rpc::ToGrpcStatus(status));
  return reactor;
}

}  // namespace

// Lists honour `within` for steering groups, pages and days are left out.
class Programme::Registry final : public registry::v1::RegistryService::CallbackService {
 public:
  Reactor* ListSites(Context* context, const registry::v1::ListSitesRequest* request,
                     registry::v1::ListSitesResponse* response) override {
    if (request->within() == In("organisations/gone")) {
      return Finish(context, ResourceNotFound("organisation", request->within()));
    }
    for (const auto& site : sites) {
      const bool in_network = request->within() == In("organisations/network") &&
                              networks.count(site.organisation()) > 0;
      if (request->within().empty() || site.steering_group() == request->within() || in_network) {
        *response->add_sites() = site;
      }
    }
    return Finish(context);
  }
  Reactor* ListOrganisations(Context* context, const registry::v1::ListOrganisationsRequest*,
                             registry::v1::ListOrganisationsResponse* response) override {
    for (const auto& [name, postcode] : postcodes) {
      auto* const organisation = response->add_organisations();
      organisation->set_name(name);
      organisation->set_postcode(postcode);
    }
    return Finish(context);
  }
  Reactor* BatchGetOrganisations(Context* context,
                                 const registry::v1::BatchGetOrganisationsRequest* request,
                                 registry::v1::BatchGetOrganisationsResponse* response) override {
    for (const std::string& name : request->names()) {
      auto* const organisation = response->add_organisations();
      organisation->set_name(name);
      organisation->set_postcode(postcodes[name]);
    }
    return Finish(context);
  }
  Reactor* ListAppointments(Context* context, const registry::v1::ListAppointmentsRequest*,
                            registry::v1::ListAppointmentsResponse* response) override {
    for (const auto& appointment : appointments) *response->add_appointments() = appointment;
    for (const auto& [name, called] : people) {
      auto* const person = response->add_people();
      person->set_name(name);
      person->set_display_name(called);
    }
    return Finish(context);
  }

  std::vector<registry::v1::Site> sites;
  std::vector<registry::v1::Appointment> appointments;
  std::map<std::string, std::string> postcodes, people;
  std::set<std::string> networks{In("organisations/p1")};  // practices of the network
};

Programme::Programme() : registry_(std::make_unique<Registry>()) {
  database_ = sql::Database::Open({.url = "sqlite::memory:", .schema = "planning"}).value();
  EXPECT_OK(planning::SqlStore::Open(database_.get(), clock_.Now()));
  records_ = std::make_unique<sql::SqlRecordStore>(database_.get());
  const rpc::Handler::Options handler = {
      .service = "", .pool = &pool_, .metrics = &metrics_, .log = &log_, .clock = &clock_};
  using namespace planning::training;  // NOLINT: three services of it
  training_ = std::make_unique<TrainingService>(TrainingService::Options{
      .records = records_.get(), .page_token_key = "key", .handler = handler});
  places_ = std::make_unique<PlaceService>(PlaceService::Options{
      .records = records_.get(), .page_token_key = "key", .handler = handler});
  assignments_ = std::make_unique<AssignmentService>(AssignmentService::Options{
      .records = records_.get(), .searches = &pool_, .handler = handler});
  server_ = rpc::Server::Start(
                {.services = {registry_.get(), training_.get(), places_.get(), assignments_.get()}})
                .value();
  const auto channel = server_->InProcessChannel();
  clients_ = std::make_unique<Clients>(Channels{channel, channel, channel, channel});
}

Programme::~Programme() = default;

registry::v1::Site& Programme::AddPractice(const std::string& id, const std::string& group,
                                           const std::string& postcode) {
  registry::v1::Site site;
  site.set_organisation(In("organisations/" + id));
  site.set_display_name("Practice " + id);
  site.set_level(type::v1::LEVEL_PRACTICE);
  site.set_steering_group(In("organisations/" + group));
  registry_->postcodes[site.organisation()] = postcode;
  registry_->sites.push_back(site);
  return registry_->sites.back();
}

registry::v1::Appointment& Programme::AddFacilitator(const std::string& id,
                                                     const std::string& group,
                                                     const std::string& person) {
  registry::v1::Appointment appointment;
  appointment.set_name(In("appointments/" + id));
  appointment.set_person(In("people/" + id));
  appointment.set_organisation(In("organisations/" + group));
  registry_->people[appointment.person()] = person;
  registry_->appointments.push_back(appointment);
  return registry_->appointments.back();
}

void Programme::SetGroupPostcode(const std::string& group, const std::string& postcode) {
  registry_->postcodes[In("organisations/" + group)] = postcode;
}

void Programme::Locate(const std::string& postcode, int east_km, int north_km) {
  planning::v1::RecordPlacesRequest request;
  request.set_parent(kProgramme);
  auto* const place = request.add_places();
  place->set_postcode(postcode);
  place->set_easting(east_km * 1000);
  place->set_northing(north_km * 1000);
  EXPECT_OK(Ask(*clients_->places, &planning::v1::PlaceService::Stub::RecordPlaces, request,
                absl::InfiniteFuture()));
}

void Programme::SetCapacity(const std::string& facilitator, double hours,
                            const std::vector<std::string>& groups,
                            const std::vector<std::string>& skills) {
  planning::v1::UpdateFacilitatorCapacityRequest request;
  auto& capacity = *request.mutable_facilitator_capacity();
  capacity.set_name(In("facilitatorCapacities/" + facilitator));
  capacity.set_hours_per_month(hours);
  for (const std::string& group : groups) {
    capacity.add_travel_regions(In("organisations/" + group));
  }
  for (const std::string& skill : skills) capacity.add_skills(skill);
  EXPECT_OK(Ask(*clients_->training,
                &planning::v1::TrainingService::Stub::UpdateFacilitatorCapacity, request,
                absl::InfiniteFuture()));
}

void Programme::Assign(const std::string& facilitator, const std::string& practice,
                       const std::string& from) {
  planning::v1::CreateAssignmentRequest request;
  request.set_parent(kProgramme);
  request.mutable_assignment()->set_facilitator(In("appointments/" + facilitator));
  request.mutable_assignment()->set_practice(In("organisations/" + practice));
  request.mutable_assignment()->set_start_date(from);
  EXPECT_OK(Ask(*clients_->training, &planning::v1::TrainingService::Stub::CreateAssignment,
                request, absl::InfiniteFuture()));
}

void Programme::AddLeave(const std::string& facilitator, const std::string& from,
                         const std::string& until) {
  planning::v1::CreateLeaveRequest request;
  request.set_parent(kProgramme);
  request.mutable_leave()->set_appointment(In("appointments/" + facilitator));
  request.mutable_leave()->set_start_date(from);
  request.mutable_leave()->set_end_date(until);
  EXPECT_OK(Ask(*clients_->training, &planning::v1::TrainingService::Stub::CreateLeave, request,
                absl::InfiniteFuture()));
}

}  // namespace pcsp::gateway::testing
