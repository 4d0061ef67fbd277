// The registry: programmes, sites, imports, and who has been erased.
#include "tests/gateway/flows/fakes/fakes.h"

namespace pcsp::gateway::testing {
namespace {

class Import final : public grpc::ServerReadReactor<registry::v1::ImportOrganisationsRequest> {
 public:
  Import(grpc::CallbackServerContext* context, registry::v1::ImportReport* response,
         FakeServices* all)
      : context_(*context), response_(*response), all_(*all) {
    StartRead(&request_);
  }
  void OnReadDone(bool more) override {
    if (!more) {
      std::lock_guard lock(all_.mutex);
      ++(context_.IsCancelled() ? all_.imports_cancelled : all_.imports_complete);
      Finish(grpc::Status::OK);
    } else if (request_.data() == "bad") {
      Finish(rpc::ToGrpcStatus(InvalidField("data", "bad", "something else")));
    } else {
      response_.mutable_counts()->set_rows(response_.counts().rows() + 1);
      StartRead(&request_);
    }
  }
  void OnDone() override { delete this; }

 private:
  grpc::CallbackServerContext& context_;
  registry::v1::ImportReport& response_;
  FakeServices& all_;
  registry::v1::ImportOrganisationsRequest request_;
};

class Registry final : public registry::v1::RegistryService::CallbackService {
 public:
  explicit Registry(FakeServices* all) : all_(*all) {}
  Reactor* ListProgrammes(Context* context, const registry::v1::ListProgrammesRequest*,
                          registry::v1::ListProgrammesResponse* response) override {
    {
      std::lock_guard lock(all_.mutex);
      if (all_.fail_programmes > 0) {
        --all_.fail_programmes;
        return Finish(context, Away());
      }
    }
    response->add_programmes()->set_name("programmes/p");
    return Finish(context);
  }
  Reactor* GetProgramme(Context* context, const registry::v1::GetProgrammeRequest*,
                        registry::v1::Programme* response) override {
    response->set_display_name("Programme P");
    return Finish(context);
  }
  // Counts the messages; refuses the file at the first one that says "bad".
  grpc::ServerReadReactor<registry::v1::ImportOrganisationsRequest>* ImportOrganisations(
      Context* context, registry::v1::ImportReport* response) override {
    return new Import(context, response, &all_);
  }
  // Two sites a page, so that pages are really turned.
  Reactor* ListSites(Context* context, const registry::v1::ListSitesRequest* request,
                     registry::v1::ListSitesResponse* response) override {
    std::lock_guard lock(all_.mutex);
    const size_t begin = request->page_token().empty() ? 0 : std::stoul(request->page_token());
    for (size_t i = begin; i < all_.sites.size() && i < begin + 2; ++i) {
      *response->add_sites() = all_.sites[i];
    }
    if (begin + 2 < all_.sites.size()) response->set_next_page_token(std::to_string(begin + 2));
    return Finish(context);
  }
  Reactor* ListSiteContexts(Context* context, const registry::v1::ListSiteContextsRequest*,
                            registry::v1::ListSiteContextsResponse* response) override {
    std::lock_guard lock(all_.mutex);
    for (const auto& one : all_.contexts) *response->add_site_contexts() = one;
    return Finish(context);
  }
  Reactor* GetAppointment(Context* context, const registry::v1::GetAppointmentRequest* request,
                          registry::v1::Appointment* response) override {
    std::lock_guard lock(all_.mutex);
    const auto found = all_.appointments.find(request->name());
    if (found == all_.appointments.end()) {
      return Finish(context, ResourceNotFound("appointment", request->name()));
    }
    *response = found->second;
    return Finish(context);
  }
  Reactor* ListAncestors(Context* context, const registry::v1::ListAncestorsRequest* request,
                         registry::v1::ListAncestorsResponse* response) override {
    std::lock_guard lock(all_.mutex);
    for (const auto& site : all_.sites) {
      if (site.organisation() != request->parent()) continue;
      response->add_ancestors()->set_organisation(site.steering_group());
      response->add_ancestors()->set_organisation(site.whole_system());
    }
    return Finish(context);
  }
  Reactor* ListPeople(Context* context, const registry::v1::ListPeopleRequest* request,
                      registry::v1::ListPeopleResponse* response) override {
    std::lock_guard lock(all_.mutex);
    response->add_people()->set_name("programmes/p/people/still-here");
    if (!request->show_erased()) return Finish(context);
    for (const auto& [person, appointments] : all_.erased) {
      auto* one = response->add_people();
      one->set_name(person);
      one->mutable_erase_time()->set_seconds(1'704'067'200);
    }
    return Finish(context);
  }
  Reactor* ListOrganisations(Context* context, const registry::v1::ListOrganisationsRequest*,
                             registry::v1::ListOrganisationsResponse*) override {
    return Finish(context);
  }
  Reactor* CountAppointedPeople(Context* context, const registry::v1::CountAppointedPeopleRequest*,
                                registry::v1::CountAppointedPeopleResponse*) override {
    return Finish(context);
  }
  Reactor* ListAppointments(Context* context, const registry::v1::ListAppointmentsRequest* request,
                            registry::v1::ListAppointmentsResponse* response) override {
    std::lock_guard lock(all_.mutex);
    for (const std::string& name : all_.erased[request->person()]) {
      response->add_appointments()->set_name(name);
    }
    return Finish(context);
  }

 private:
  FakeServices& all_;
};

}  // namespace

std::shared_ptr<grpc::Service> FakeRegistry(FakeServices* all) {
  return std::make_shared<Registry>(all);
}

}  // namespace pcsp::gateway::testing
