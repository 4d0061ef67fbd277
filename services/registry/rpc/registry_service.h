// pcsp.registry.v1.RegistryService over a Store.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/base/page_token.h"
#include "common/rpc/audit_methods.h"
#include "common/rpc/handler.h"
#include "common/rpc/raw_replies.h"
#include "services/registry/rpc/imports/conflict_methods.h"
#include "services/registry/rpc/imports/spool.h"
#include "services/registry/rpc/kept.h"
#include "services/registry/rpc/milestones/journey_methods.h"
#include "services/registry/rpc/milestones/milestone_methods.h"
#include "services/registry/rpc/organisation_methods.h"
#include "services/registry/rpc/organisations/deletion_methods.h"
#include "services/registry/rpc/organisations/find_methods.h"
#include "services/registry/rpc/organisations/graph_methods.h"
#include "services/registry/rpc/organisations/reorganisation_methods.h"
#include "services/registry/rpc/people/appointment_methods.h"
#include "services/registry/rpc/people/people_methods.h"
#include "services/registry/rpc/programme_methods.h"
#include "services/registry/rpc/registry_service_base.h"
#include "services/registry/rpc/relationship_methods.h"
#include "services/registry/rpc/site_methods.h"
#include "services/registry/store/store.h"

namespace pcsp::registry {

// Thread-safe. Each method is a reactor that runs a plain function of the same name through the
// handler; the functions are those of the classes that are members below.
class RegistryService final : public RegistryServiceBase {
 public:
  using Context = grpc::CallbackServerContext;
  using Unary = grpc::ServerUnaryReactor;
  template <typename Request>
  using Stream = grpc::ServerReadReactor<Request>;

  // `store` and `titles` must outlive this, and what the audit's options point to.
  RegistryService(Store* store, const JobTitles* titles, PageTokens tokens,
                  const rpc::AuditMethods::Options& audit, rpc::Handler::Options handler);

  Unary* CreateProgramme(Context*, const pb::CreateProgrammeRequest*, pb::Programme*) override;
  Unary* GetProgramme(Context*, const pb::GetProgrammeRequest*, pb::Programme*) override;
  Unary* ListProgrammes(Context*, const pb::ListProgrammesRequest*,
                        pb::ListProgrammesResponse*) override;
  Unary* UpdateProgramme(Context*, const pb::UpdateProgrammeRequest*, pb::Programme*) override;
  Unary* CreateOrganisation(Context*, const pb::CreateOrganisationRequest*,
                            pb::Organisation*) override;
  Unary* GetOrganisation(Context*, const grpc::ByteBuffer*, grpc::ByteBuffer*) override;
  Unary* UpdateOrganisation(Context*, const pb::UpdateOrganisationRequest*,
                            pb::Organisation*) override;
  Unary* CreateRelationship(Context*, const pb::CreateRelationshipRequest*,
                            pb::Relationship*) override;
  Unary* GetRelationship(Context*, const pb::GetRelationshipRequest*, pb::Relationship*) override;
  Unary* ListRelationships(Context*, const pb::ListRelationshipsRequest*,
                           pb::ListRelationshipsResponse*) override;
  Unary* EndRelationship(Context*, const pb::EndRelationshipRequest*, pb::Relationship*) override;
  Unary* SetSiteContext(Context*, const pb::SetSiteContextRequest*, pb::SiteContext*) override;
  Unary* ListSiteContexts(Context*, const pb::ListSiteContextsRequest*,
                          pb::ListSiteContextsResponse*) override;
  Unary* ListSites(Context*, const grpc::ByteBuffer*, grpc::ByteBuffer*) override;

  // organisations/reactors.cc
  Unary* ListOrganisations(Context*, const pb::ListOrganisationsRequest*,
                           pb::ListOrganisationsResponse*) override;
  Unary* BatchGetOrganisations(Context*, const pb::BatchGetOrganisationsRequest*,
                               pb::BatchGetOrganisationsResponse*) override;
  Unary* SearchOrganisations(Context*, const pb::SearchOrganisationsRequest*,
                             pb::SearchOrganisationsResponse*) override;
  Unary* GetTree(Context*, const grpc::ByteBuffer*, grpc::ByteBuffer*) override;
  Unary* ListAncestors(Context*, const grpc::ByteBuffer*, grpc::ByteBuffer*) override;
  Unary* ListDescendants(Context*, const grpc::ByteBuffer*, grpc::ByteBuffer*) override;
  Unary* MergeOrganisations(Context*, const pb::MergeOrganisationsRequest*,
                            pb::Reorganisation*) override;
  Unary* SplitOrganisation(Context*, const pb::SplitOrganisationRequest*,
                           pb::Reorganisation*) override;
  Unary* DeleteOrganisation(Context*, const pb::DeleteOrganisationRequest*,
                            pb::Organisation*) override;
  Unary* UndeleteOrganisation(Context*, const pb::UndeleteOrganisationRequest*,
                              pb::Organisation*) override;

  // common/rpc/audit_methods.h
  Unary* ListAuditEntries(Context*, const audit::v1::ListAuditEntriesRequest*,
                          audit::v1::ListAuditEntriesResponse*) override;
  Unary* ExportAuditHead(Context*, const audit::v1::ExportAuditHeadRequest*,
                         audit::v1::AuditHead*) override;

  // milestones/reactors.cc
  Unary* RecordMilestone(Context*, const pb::RecordMilestoneRequest*, pb::Milestone*) override;
  Unary* RetractMilestone(Context*, const pb::RetractMilestoneRequest*, pb::Milestone*) override;
  Unary* GetMilestone(Context*, const pb::GetMilestoneRequest*, pb::Milestone*) override;
  Unary* ListMilestones(Context*, const pb::ListMilestonesRequest*,
                        pb::ListMilestonesResponse*) override;
  Unary* GetMilestoneFunnel(Context*, const pb::GetMilestoneFunnelRequest*,
                            pb::MilestoneFunnel*) override;
  Unary* ListSilentSites(Context*, const pb::ListSilentSitesRequest*,
                         pb::ListSilentSitesResponse*) override;

  // people/reactors.cc
  Unary* CreatePerson(Context*, const pb::CreatePersonRequest*, pb::Person*) override;
  Unary* GetPerson(Context*, const pb::GetPersonRequest*, pb::Person*) override;
  Unary* ListPeople(Context*, const pb::ListPeopleRequest*, pb::ListPeopleResponse*) override;
  Unary* UpdatePerson(Context*, const pb::UpdatePersonRequest*, pb::Person*) override;
  Unary* ExportPerson(Context*, const pb::ExportPersonRequest*, pb::PersonExport*) override;
  Unary* ErasePerson(Context*, const pb::ErasePersonRequest*, pb::Person*) override;
  Unary* CreateAppointment(Context*, const pb::CreateAppointmentRequest*,
                           pb::Appointment*) override;
  Unary* GetAppointment(Context*, const pb::GetAppointmentRequest*, pb::Appointment*) override;
  Unary* ListAppointments(Context*, const pb::ListAppointmentsRequest*,
                          pb::ListAppointmentsResponse*) override;
  Unary* CountAppointedPeople(Context*, const pb::CountAppointedPeopleRequest*,
                              pb::CountAppointedPeopleResponse*) override;
  Unary* UpdateAppointment(Context*, const pb::UpdateAppointmentRequest*,
                           pb::Appointment*) override;
  Unary* EndAppointment(Context*, const pb::EndAppointmentRequest*, pb::Appointment*) override;

  // imports/reactors.cc
  Unary* ListImportConflicts(Context*, const pb::ListImportConflictsRequest*,
                             pb::ListImportConflictsResponse*) override;
  Unary* ResolveImportConflict(Context*, const pb::ResolveImportConflictRequest*,
                               pb::ImportConflict*) override;
  Stream<pb::ImportOrganisationsRequest>* ImportOrganisations(Context*, pb::ImportReport*) override;
  Stream<pb::ImportWorkforceRequest>* ImportWorkforce(Context*, pb::ImportReport*) override;
  Stream<pb::ImportSiteContextsRequest>* ImportSiteContexts(Context*, pb::ImportReport*) override;
  Stream<pb::ImportPeopleRequest>* ImportPeople(Context*, pb::ImportReport*) override;

 private:
  // The reactor of a method that imports files of `formats`.
  template <typename Request>
  Stream<Request>* Import(Context* context, pb::ImportReport* response, const char* name,
                          std::vector<pb::ImportFormat> formats);

  // `make(const Call&, const Request&)` gives absl::StatusOr<Answer>.
  template <typename Request, typename Make>
  Unary* Kept(Context* context, const grpc::ByteBuffer* request, grpc::ByteBuffer* response,
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
  const ProgrammeMethods programmes_;
  const OrganisationMethods organisations_;
  const RelationshipMethods relationships_;
  const SiteMethods sites_;
  const FindMethods find_;
  const GraphMethods graph_;
  const ReorganisationMethods reorganisation_;
  const MilestoneMethods milestone_;
  const JourneyMethods journey_;
  const PeopleMethods people_;
  const AppointmentMethods appointments_;
  const ConflictMethods conflicts_;
  SpoolRoom spool_room_;
  const rpc::AuditMethods audit_;
  const DeletionMethods deletion_;
  rpc::Handler handler_;
};

}  // namespace pcsp::registry
