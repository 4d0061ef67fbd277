#include "common/base/error.h"
#include "tests/registry/imports/epraccur_rows.h"
#include "tests/registry/rpc/registry_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;

// sg supports a1 and will support a2 from July on; it is 1 June 2024.
class DeletionMethodsTest : public RegistryTest {
 protected:
  void SetUp() override {
    RegistryTest::SetUp();
    ASSERT_OK(Create("sg", pb::ORGANISATION_KIND_STEERING_GROUP));
    ASSERT_OK(Create("a1", pb::ORGANISATION_KIND_PRACTICE, "A81001"));
    ASSERT_OK(Create("a2", pb::ORGANISATION_KIND_PRACTICE));
    ASSERT_OK(Create("lone", pb::ORGANISATION_KIND_PRACTICE, "A81044"));
    const auto holds = Relate("a1", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg", "2020-01-01");
    ASSERT_OK(holds);
    holds_ = holds->name();
    const auto later = Relate("a2", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg", "2024-07-01");
    ASSERT_OK(later);
    later_ = later->name();
  }

  static pb::DeleteOrganisationRequest Deletion(const std::string& id,
                                                const std::string& etag = "\"1\"") {
    pb::DeleteOrganisationRequest request;
    request.set_name(Name(id));
    request.set_etag(etag);
    return request;
  }

  static pb::UndeleteOrganisationRequest Undeletion(const std::string& id) {
    pb::UndeleteOrganisationRequest request;
    request.set_name(Name(id));
    return request;
  }

  absl::StatusOr<pb::Relationship> GetRelationship(const std::string& name) {
    pb::GetRelationshipRequest request;
    request.set_name(name);
    return Call(&Stub::GetRelationship, request);
  }

  std::string holds_, later_;
};

TEST_F(DeletionMethodsTest, TakesItOutOfEveryListAndBringsItBack) {
  clock_.Advance(absl::Hours(1));
  const auto deleted = Call(&Stub::DeleteOrganisation, Deletion("lone"));
  ASSERT_OK(deleted);
  EXPECT_EQ(deleted->etag(), "\"2\"");
  EXPECT_EQ(deleted->delete_time().seconds(), absl::ToUnixSeconds(clock_.Now()));
  EXPECT_THAT(Everything(), ElementsAre("a1", "a2", "sg"));
  EXPECT_EQ(Get("lone")->SerializeAsString(), deleted->SerializeAsString());
  pb::ListOrganisationsRequest list;
  list.set_parent("programmes/north");
  list.set_show_deleted(true);
  EXPECT_EQ(Call(&Stub::ListOrganisations, list)->organisations_size(), 4);
  pb::SearchOrganisationsRequest search;
  search.set_parent("programmes/north");
  search.set_query("lone");
  EXPECT_EQ(Call(&Stub::SearchOrganisations, search)->total_size(), 0);

  const auto back = Call(&Stub::UndeleteOrganisation, Undeletion("lone"));
  ASSERT_OK(back);
  EXPECT_FALSE(back->has_delete_time());
  EXPECT_EQ(back->etag(), "\"3\"");
  EXPECT_THAT(Everything(), ElementsAre("a1", "a2", "lone", "sg"));
  EXPECT_EQ(Call(&Stub::SearchOrganisations, search)->total_size(), 1);
}

TEST_F(DeletionMethodsTest, RefusesWhatIsInUseUnlessForced) {
  const auto refused = Call(&Stub::DeleteOrganisation, Deletion("sg"));
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(refused, HasReason("ORGANISATION_IN_USE"));
  EXPECT_EQ(ErrorDetailOf(refused.status())->metadata.at("conflicts"), holds_ + "," + later_);
  pb::DeleteOrganisationRequest forced = Deletion("sg");
  forced.set_force(true);
  ASSERT_OK(Call(&Stub::DeleteOrganisation, forced));
  EXPECT_EQ(GetRelationship(holds_)->end_date(), "2024-06-01");
  EXPECT_EQ(GetRelationship(holds_)->etag(), "\"2\"");
  EXPECT_THAT(GetRelationship(later_), HasReason("RELATIONSHIP_NOT_FOUND"));
  ASSERT_OK(Call(&Stub::UndeleteOrganisation, Undeletion("sg")));
  EXPECT_OK(Call(&Stub::DeleteOrganisation, Deletion("sg", "\"3\"")))
      << "nothing needs it any more";
}

TEST_F(DeletionMethodsTest, EndsAppointmentsThereToo) {
  const std::string ann = Enter("Ann")->name();
  pb::Appointment lead = Appointment(ann, pb::APPOINTMENT_ROLE_PRACTICE_LEAD, "lone");
  lead.set_start_date("2024-01-01");
  const auto made = Appoint(lead);
  ASSERT_OK(made);
  const auto refused = Call(&Stub::DeleteOrganisation, Deletion("lone"));
  EXPECT_THAT(refused, HasReason("ORGANISATION_IN_USE"));
  EXPECT_EQ(ErrorDetailOf(refused.status())->metadata.at("conflicts"), made->name());
  pb::DeleteOrganisationRequest forced = Deletion("lone");
  forced.set_force(true);
  ASSERT_OK(Call(&Stub::DeleteOrganisation, forced));
  pb::GetAppointmentRequest get;
  get.set_name(made->name());
  EXPECT_EQ(Call(&Stub::GetAppointment, get)->end_date(), "2024-06-01");
  EXPECT_THAT(Appoint(lead), HasReason("ORGANISATION_DELETED"));
}

TEST_F(DeletionMethodsTest, TakesASiteOutOfFunnelAndSilence) {
  pb::ListSilentSitesRequest silent;
  silent.set_parent("programmes/north");
  const int before = Call(&Stub::ListSilentSites, silent)->silent_sites_size();
  pb::GetMilestoneFunnelRequest funnel;
  funnel.set_parent("programmes/north");
  const int sites = Call(&Stub::GetMilestoneFunnel, funnel)->total().sites();
  ASSERT_OK(Call(&Stub::DeleteOrganisation, Deletion("lone")));
  EXPECT_EQ(Call(&Stub::ListSilentSites, silent)->silent_sites_size(), before - 1);
  EXPECT_EQ(Call(&Stub::GetMilestoneFunnel, funnel)->total().sites(), sites - 1);
  pb::RecordMilestoneRequest record;
  record.set_parent(Name("lone"));
  record.mutable_milestone()->set_state(pb::MILESTONE_STATE_INTERESTED);
  record.mutable_milestone()->set_date("2024-05-01");
  record.mutable_milestone()->set_evidence(pb::MILESTONE_EVIDENCE_VISIT);
  EXPECT_THAT(Call(&Stub::RecordMilestone, record), HasReason("ORGANISATION_DELETED"));
}

TEST_F(DeletionMethodsTest, NeedsTheEtagAndIsRepeatable) {
  EXPECT_THAT(ViolatedFields(Call(&Stub::DeleteOrganisation, Deletion("lone", "")).status()),
              ElementsAre("etag"));
  EXPECT_THAT(Call(&Stub::DeleteOrganisation, Deletion("lone", "\"7\"")),
              HasReason("ETAG_MISMATCH"));
  EXPECT_THAT(Call(&Stub::DeleteOrganisation, Deletion("nobody")),
              HasReason("ORGANISATION_NOT_FOUND"));
  pb::DeleteOrganisationRequest request = Deletion("lone");
  request.set_request_id(Uuid(1));
  const auto first = Call(&Stub::DeleteOrganisation, request);
  ASSERT_OK(first);
  EXPECT_EQ(Call(&Stub::DeleteOrganisation, request)->SerializeAsString(),
            first->SerializeAsString());
  EXPECT_THAT(Call(&Stub::DeleteOrganisation, Deletion("lone", "\"2\"")),
              HasReason("ORGANISATION_DELETED"));
}

TEST_F(DeletionMethodsTest, RefusesToUndeleteWhatIsNotDeleted) {
  const auto reply = Call(&Stub::UndeleteOrganisation, Undeletion("lone"));
  EXPECT_THAT(reply, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(reply, HasReason("ORGANISATION_NOT_DELETED"));
  pb::UndeleteOrganisationRequest request = Undeletion("lone");
  request.set_etag("\"7\"");
  EXPECT_THAT(Call(&Stub::UndeleteOrganisation, request), HasReason("ETAG_MISMATCH"));
  request.set_name("lone");
  request.set_request_id("1");
  EXPECT_THAT(ViolatedFields(Call(&Stub::UndeleteOrganisation, request).status()),
              ElementsAre("name", "request_id"));
}

TEST_F(DeletionMethodsTest, LetsNothingOfItChange) {
  ASSERT_OK(Call(&Stub::DeleteOrganisation, Deletion("lone")));
  const auto deleted = HasReason("ORGANISATION_DELETED");
  EXPECT_THAT(Relate("lone", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg"), deleted);
  EXPECT_THAT(Create("lone", pb::ORGANISATION_KIND_PRACTICE), deleted);
  EXPECT_THAT(Create("other", pb::ORGANISATION_KIND_PRACTICE, "A81044"),
              HasReason("ORGANISATION_CODE_TAKEN"));
  pb::UpdateOrganisationRequest update;
  update.mutable_organisation()->set_name(Name("lone"));
  update.mutable_organisation()->set_display_name("Other");
  EXPECT_THAT(Call(&Stub::UpdateOrganisation, update), deleted);
  pb::SetSiteContextRequest context;
  context.set_parent(Name("lone"));
  context.mutable_site_context()->set_effective_date("2024-01-01");
  EXPECT_THAT(Call(&Stub::SetSiteContext, context), deleted);
  pb::MergeOrganisationsRequest merger;
  merger.set_parent("programmes/north");
  merger.add_sources()->set_name(Name("lone"));
  merger.mutable_existing()->set_name(Name("a1"));
  merger.set_date("2024-01-01");
  EXPECT_THAT(Call(&Stub::MergeOrganisations, merger), deleted);
}

TEST_F(DeletionMethodsTest, IsPassedOverByImports) {
  ASSERT_OK(Call(&Stub::DeleteOrganisation, Deletion("lone")));
  const auto report = Import(ImportConfig(), Line() + "\r\n");
  ASSERT_OK(report);
  EXPECT_EQ(report->outcome(), pb::IMPORT_OUTCOME_APPLIED);
  EXPECT_EQ(report->counts().skipped(), 1);
  ASSERT_EQ(report->rows_size(), 1);
  EXPECT_EQ(report->rows(0).issues(0).severity(), pb::IMPORT_SEVERITY_WARNING);
  EXPECT_TRUE(Get("lone")->has_delete_time());
}

}  // namespace
}  // namespace pcsp::registry
