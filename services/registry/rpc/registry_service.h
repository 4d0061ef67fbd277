// pcsp.registry.v1.RegistryService over a Store.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/base/page_token.h"
#include "common/rpc/audit_methods.h"
#include "common/rpc/call.h"
#include "common/rpc/handler.h"
#include "pcsp/registry/v1/registry_service.grpc.pb.h"
#include "services/registry/rpc/convert.h"
#include "services/registry/rpc/imports/spool.h"
#include "services/registry/rpc/kept.h"
#include "services/registry/rpc/milestones/journey_methods.h"
#include "services/registry/rpc/milestones/milestone_methods.h"
#include "services/registry/rpc/organisations/deletion_methods.h"
#include "services/registry/rpc/organisations/find_methods.h"
#include "services/registry/rpc/organisations/graph_methods.h"
#include "services/registry/rpc/organisations/reorganisation_methods.h"
#include "services/registry/rpc/people/appointment_methods.h"
#include "services/registry/rpc/people/people_methods.h"
#include "services/registry/rpc/recent_ancestries.h"
#include "services/registry/rpc/requests.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// What is asked for again and again goes out as bytes, ready-made where it is in memory.
template <typename Base>
using WithRawTrees = pb::RegistryService::WithRawCallbackMethod_GetTree<
    pb::RegistryService::WithRawCallbackMethod_ListAncestors<
        pb::RegistryService::WithRawCallbackMethod_ListDescendants<Base>>>;
using RegistryServiceBase = pb::RegistryService::WithRawCallbackMethod_GetOrganisation<
    pb::RegistryService::WithRawCallbackMethod_ListSites<
        WithRawTrees<pb::RegistryService::CallbackService>>>;

// Thread-safe. Each method is a plain function of the same name, which a test or another thread
// may call, and a reactor that runs it through Handle().
class RegistryService final : public RegistryServiceBase {
 public:
  // `store` and `titles` must outlive this, and what the audit's options point to.
  RegistryService(Store* store, const JobTitles* titles, PageTokens tokens,
                  const rpc::AuditMethods::Options& audit, rpc::Handler::Options handler);

  // programme_methods.cc
  absl::StatusOr<pb::Programme> CreateProgramme(const rpc::Call& call,
                                                const pb::CreateProgrammeRequest& request);
  absl::StatusOr<pb::Programme> GetProgramme(const rpc::Call& call,
                                             const pb::GetProgrammeRequest& request);
  absl::StatusOr<pb::ListProgrammesResponse> ListProgrammes(
      const rpc::Call& call, const pb::ListProgrammesRequest& request);
  absl::StatusOr<pb::Programme> UpdateProgramme(const rpc::Call& call,
                                                const pb::UpdateProgrammeRequest& request);

  // organisation_methods.cc
  absl::StatusOr<pb::Organisation> CreateOrganisation(const rpc::Call& call,
                                                      const pb::CreateOrganisationRequest& request);
  // The reply as bytes, since it does not say what revision it is right for.
  absl::StatusOr<Answer> GetOrganisation(const rpc::Call& call,
                                         const pb::GetOrganisationRequest& request);
  absl::StatusOr<pb::Organisation> UpdateOrganisation(const rpc::Call& call,
                                                      const pb::UpdateOrganisationRequest& request);

  // relationship_methods.cc
  absl::StatusOr<pb::Relationship> CreateRelationship(const rpc::Call& call,
                                                      const pb::CreateRelationshipRequest& request);
  absl::StatusOr<pb::Relationship> GetRelationship(const rpc::Call& call,
                                                   const pb::GetRelationshipRequest& request);
  absl::StatusOr<pb::ListRelationshipsResponse> ListRelationships(
      const rpc::Call& call, const pb::ListRelationshipsRequest& request);
  absl::StatusOr<pb::Relationship> EndRelationship(const rpc::Call& call,
                                                   const pb::EndRelationshipRequest& request);

  // site_methods.cc
  absl::StatusOr<pb::SiteContext> SetSiteContext(const rpc::Call& call,
                                                 const pb::SetSiteContextRequest& request);
  absl::StatusOr<pb::ListSiteContextsResponse> ListSiteContexts(
      const rpc::Call& call, const pb::ListSiteContextsRequest& request);
  absl::StatusOr<pb::ListSitesResponse> ListSites(const rpc::Call& call,
                                                  const pb::ListSitesRequest& request);

  // imports/conflict_methods.cc
  absl::StatusOr<pb::ListImportConflictsResponse> ListImportConflicts(
      const rpc::Call& call, const pb::ListImportConflictsRequest& request);
  absl::StatusOr<pb::ImportConflict> ResolveImportConflict(
      const rpc::Call& call, const pb::ResolveImportConflictRequest& request);

  grpc::ServerUnaryReactor* CreateProgramme(grpc::CallbackServerContext* context,
                                            const pb::CreateProgrammeRequest* request,
                                            pb::Programme* response) override;
  grpc::ServerUnaryReactor* GetProgramme(grpc::CallbackServerContext* context,
                                         const pb::GetProgrammeRequest* request,
                                         pb::Programme* response) override;
  grpc::ServerUnaryReactor* ListProgrammes(grpc::CallbackServerContext* context,
                                           const pb::ListProgrammesRequest* request,
                                           pb::ListProgrammesResponse* response) override;
  grpc::ServerUnaryReactor* UpdateProgramme(grpc::CallbackServerContext* context,
                                            const pb::UpdateProgrammeRequest* request,
                                            pb::Programme* response) override;
  grpc::ServerUnaryReactor* CreateOrganisation(grpc::CallbackServerContext* context,
                                               const pb::CreateOrganisationRequest* request,
                                               pb::Organisation* response) override;
  grpc::ServerUnaryReactor* GetOrganisation(grpc::CallbackServerContext* context,
                                            const grpc::ByteBuffer* request,
                                            grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* UpdateOrganisation(grpc::CallbackServerContext* context,
                                               const pb::UpdateOrganisationRequest* request,
                                               pb::Organisation* response) override;
  grpc::ServerUnaryReactor* CreateRelationship(grpc::CallbackServerContext* context,
                                               const pb::CreateRelationshipRequest* request,
                                               pb::Relationship* response) override;
  grpc::ServerUnaryReactor* GetRelationship(grpc::CallbackServerContext* context,
                                            const pb::GetRelationshipRequest* request,
                                            pb::Relationship* response) override;
  grpc::ServerUnaryReactor* ListRelationships(grpc::CallbackServerContext* context,
                                              const pb::ListRelationshipsRequest* request,
                                              pb::ListRelationshipsResponse* response) override;
  grpc::ServerUnaryReactor* EndRelationship(grpc::CallbackServerContext* context,
                                            const pb::EndRelationshipRequest* request,
                                            pb::Relationship* response) override;
  grpc::ServerUnaryReactor* SetSiteContext(grpc::CallbackServerContext* context,
                                           const pb::SetSiteContextRequest* request,
                                           pb::SiteContext* response) override;
  grpc::ServerUnaryReactor* ListSiteContexts(grpc::CallbackServerContext* context,
                                             const pb::ListSiteContextsRequest* request,
                                             pb::ListSiteContextsResponse* response) override;
  grpc::ServerUnaryReactor* ListSites(grpc::CallbackServerContext* context,
                                      const grpc::ByteBuffer* request,
                                      grpc::ByteBuffer* response) override;

  // organisations/reactors.cc; the plain functions are those of FindMethods, GraphMethods,
  // ReorganisationMethods and DeletionMethods.
  grpc::ServerUnaryReactor* ListOrganisations(grpc::CallbackServerContext* context,
                                              const pb::ListOrganisationsRequest* request,
                                              pb::ListOrganisationsResponse* response) override;
  grpc::ServerUnaryReactor* BatchGetOrganisations(
      grpc::CallbackServerContext* context, const pb::BatchGetOrganisationsRequest* request,
      pb::BatchGetOrganisationsResponse* response) override;
  grpc::ServerUnaryReactor* SearchOrganisations(grpc::CallbackServerContext* context,
                                                const pb::SearchOrganisationsRequest* request,
                                                pb::SearchOrganisationsResponse* response) override;
  grpc::ServerUnaryReactor* GetTree(grpc::CallbackServerContext* context,
                                    const grpc::ByteBuffer* request,
                                    grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListAncestors(grpc::CallbackServerContext* context,
                                          const grpc::ByteBuffer* request,
                                          grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListDescendants(grpc::CallbackServerContext* context,
                                            const grpc::ByteBuffer* request,
                                            grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* MergeOrganisations(grpc::CallbackServerContext* context,
                                               const pb::MergeOrganisationsRequest* request,
                                               pb::Reorganisation* response) override;
  grpc::ServerUnaryReactor* SplitOrganisation(grpc::CallbackServerContext* context,
                                              const pb::SplitOrganisationRequest* request,
                                              pb::Reorganisation* response) override;
  grpc::ServerUnaryReactor* DeleteOrganisation(grpc::CallbackServerContext* context,
                                               const pb::DeleteOrganisationRequest* request,
                                               pb::Organisation* response) override;
  grpc::ServerUnaryReactor* UndeleteOrganisation(grpc::CallbackServerContext* context,
                                                 const pb::UndeleteOrganisationRequest* request,
                                                 pb::Organisation* response) override;

  // common/rpc/audit_methods.h
  grpc::ServerUnaryReactor* ListAuditEntries(
      grpc::CallbackServerContext* context, const audit::v1::ListAuditEntriesRequest* request,
      audit::v1::ListAuditEntriesResponse* response) override;
  grpc::ServerUnaryReactor* ExportAuditHead(grpc::CallbackServerContext* context,
                                            const audit::v1::ExportAuditHeadRequest* request,
                                            audit::v1::AuditHead* response) override;
  // milestones/reactors.cc; the plain functions are those of MilestoneMethods and JourneyMethods.
  grpc::ServerUnaryReactor* RecordMilestone(grpc::CallbackServerContext* context,
                                            const pb::RecordMilestoneRequest* request,
                                            pb::Milestone* response) override;
  grpc::ServerUnaryReactor* RetractMilestone(grpc::CallbackServerContext* context,
                                             const pb::RetractMilestoneRequest* request,
                                             pb::Milestone* response) override;
  grpc::ServerUnaryReactor* GetMilestone(grpc::CallbackServerContext* context,
                                         const pb::GetMilestoneRequest* request,
                                         pb::Milestone* response) override;
  grpc::ServerUnaryReactor* ListMilestones(grpc::CallbackServerContext* context,
                                           const pb::ListMilestonesRequest* request,
                                           pb::ListMilestonesResponse* response) override;
  grpc::ServerUnaryReactor* GetMilestoneFunnel(grpc::CallbackServerContext* context,
                                               const pb::GetMilestoneFunnelRequest* request,
                                               pb::MilestoneFunnel* response) override;
  grpc::ServerUnaryReactor* ListSilentSites(grpc::CallbackServerContext* context,
                                            const pb::ListSilentSitesRequest* request,
                                            pb::ListSilentSitesResponse* response) override;

  // people/reactors.cc; the plain functions are those of PeopleMethods and AppointmentMethods.
  grpc::ServerUnaryReactor* CreatePerson(grpc::CallbackServerContext* context,
                                         const pb::CreatePersonRequest* request,
                                         pb::Person* response) override;
  grpc::ServerUnaryReactor* GetPerson(grpc::CallbackServerContext* context,
                                      const pb::GetPersonRequest* request,
                                      pb::Person* response) override;
  grpc::ServerUnaryReactor* ListPeople(grpc::CallbackServerContext* context,
                                       const pb::ListPeopleRequest* request,
                                       pb::ListPeopleResponse* response) override;
  grpc::ServerUnaryReactor* UpdatePerson(grpc::CallbackServerContext* context,
                                         const pb::UpdatePersonRequest* request,
                                         pb::Person* response) override;
  grpc::ServerUnaryReactor* ExportPerson(grpc::CallbackServerContext* context,
                                         const pb::ExportPersonRequest* request,
                                         pb::PersonExport* response) override;
  grpc::ServerUnaryReactor* ErasePerson(grpc::CallbackServerContext* context,
                                        const pb::ErasePersonRequest* request,
                                        pb::Person* response) override;
  grpc::ServerUnaryReactor* CreateAppointment(grpc::CallbackServerContext* context,
                                              const pb::CreateAppointmentRequest* request,
                                              pb::Appointment* response) override;
  grpc::ServerUnaryReactor* GetAppointment(grpc::CallbackServerContext* context,
                                           const pb::GetAppointmentRequest* request,
                                           pb::Appointment* response) override;
  grpc::ServerUnaryReactor* ListAppointments(grpc::CallbackServerContext* context,
                                             const pb::ListAppointmentsRequest* request,
                                             pb::ListAppointmentsResponse* response) override;
  grpc::ServerUnaryReactor* UpdateAppointment(grpc::CallbackServerContext* context,
                                              const pb::UpdateAppointmentRequest* request,
                                              pb::Appointment* response) override;
  grpc::ServerUnaryReactor* EndAppointment(grpc::CallbackServerContext* context,
                                           const pb::EndAppointmentRequest* request,
                                           pb::Appointment* response) override;

  // imports/reactors.cc
  grpc::ServerUnaryReactor* ListImportConflicts(grpc::CallbackServerContext* context,
                                                const pb::ListImportConflictsRequest* request,
                                                pb::ListImportConflictsResponse* response) override;
  grpc::ServerUnaryReactor* ResolveImportConflict(grpc::CallbackServerContext* context,
                                                  const pb::ResolveImportConflictRequest* request,
                                                  pb::ImportConflict* response) override;
  grpc::ServerReadReactor<pb::ImportOrganisationsRequest>* ImportOrganisations(
      grpc::CallbackServerContext* context, pb::ImportReport* response) override;
  grpc::ServerReadReactor<pb::ImportWorkforceRequest>* ImportWorkforce(
      grpc::CallbackServerContext* context, pb::ImportReport* response) override;
  grpc::ServerReadReactor<pb::ImportSiteContextsRequest>* ImportSiteContexts(
      grpc::CallbackServerContext* context, pb::ImportReport* response) override;
  grpc::ServerReadReactor<pb::ImportPeopleRequest>* ImportPeople(
      grpc::CallbackServerContext* context, pb::ImportReport* response) override;

 private:
  // The reactor of a method that imports files of `formats`.
  template <typename Request>
  grpc::ServerReadReactor<Request>* Import(grpc::CallbackServerContext* context,
                                           pb::ImportReport* response, const char* name,
                                           std::vector<pb::ImportFormat> formats);

  // `make(const Call&, const Request&)` gives absl::StatusOr<Answer>.
  template <typename Request, typename Make>
  grpc::ServerUnaryReactor* Kept(grpc::CallbackServerContext* context,
                                 const grpc::ByteBuffer* request, grpc::ByteBuffer* response,
                                 absl::string_view name, Make make) {
    return handler_.UnaryBytes<Request>(
        context, request, response, name,
        [this, name](const rpc::Call& call, const Request& message) {
          return store_->AtHand(QuestionOf(name, message, call.now, signer_));
        },
        [this, name, make](const rpc::Call& call, const Request& message) {
          return store_->Kept(QuestionOf(name, message, call.now, signer_),
                              [&] { return make(call, message); });
        });
  }

  Store* const store_;
  const JobTitles* const titles_;
  const PageTokens tokens_;
  const std::string signer_ = tokens_.Encode({}, {});  // stands for their key
  const FindMethods find_;
  const GraphMethods graph_;
  const ReorganisationMethods reorganisation_;
  const MilestoneMethods milestone_;
  const JourneyMethods journey_;
  const PeopleMethods people_;
  const AppointmentMethods appointments_;
  SpoolRoom spool_room_;
  const rpc::AuditMethods audit_;
  const DeletionMethods deletion_;
  rpc::Handler handler_;
  RecentAncestries ancestries_;
};

}  // namespace pcsp::registry
