#include "absl/strings/str_cat.h"
#include "tests/registry/rpc/registry_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// sg supports a1 and, by way of a PCN, a2; nobody supports a3 and a4.
class JourneyMethodsTest : public RegistryTest {
 protected:
  void SetUp() override {
    RegistryTest::SetUp();
    ASSERT_OK(Create("sg", pb::ORGANISATION_KIND_STEERING_GROUP));
    ASSERT_OK(Create("pcn", pb::ORGANISATION_KIND_PCN));
    for (const char* id : {"a1", "a2", "a3", "a4"}) {
      ASSERT_OK(Create(id, pb::ORGANISATION_KIND_PRACTICE));
    }
    ASSERT_OK(Relate("a1", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg", "2023-01-01"));
    ASSERT_OK(Relate("a2", pb::RELATIONSHIP_KIND_PARTNER_OF, "pcn", "2023-01-01"));
    ASSERT_OK(Relate("pcn", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg", "2023-01-01"));
  }

  void Record(const std::string& site, pb::MilestoneState state, const std::string& date,
              const std::string& successor = "") {
    pb::RecordMilestoneRequest request;
    request.set_parent(Name(site));
    request.mutable_milestone()->set_state(state);
    request.mutable_milestone()->set_date(date);
    request.mutable_milestone()->set_evidence(pb::MILESTONE_EVIDENCE_STATEMENT);
    if (!successor.empty()) request.mutable_milestone()->set_successor(Name(successor));
    ASSERT_OK(Call(&Stub::RecordMilestone, request));
  }

  absl::StatusOr<pb::MilestoneFunnel> Funnel(const std::string& as_of_date = "",
                                             const std::string& within = "") {
    pb::GetMilestoneFunnelRequest request;
    request.set_parent("programmes/north");
    request.set_as_of_date(as_of_date);
    if (!within.empty()) request.set_within(Name(within));
    return Call(&Stub::GetMilestoneFunnel, request);
  }

  static pb::ListSilentSitesRequest SilentRequest(const std::string& as_of_date = "") {
    pb::ListSilentSitesRequest request;
    request.set_parent("programmes/north");
    request.set_as_of_date(as_of_date);
    return request;
  }

  // "a1 2023-01-01", without a day for those never heard of.
  std::vector<std::string> Silent(const pb::ListSilentSitesRequest& request) {
    const auto response = Call(&Stub::ListSilentSites, request);
    EXPECT_OK(response);
    std::vector<std::string> found;
    for (const auto& site : response->silent_sites()) {
      found.push_back(
          absl::StrCat(site.organisation().substr(Name("").size()), " ", site.last_event_date()));
    }
    return found;
  }
};

TEST_F(JourneyMethodsTest, CountsEachSteeringGroupAndTheTotal) {
  Record("a1", pb::MILESTONE_STATE_TRAINED, "2023-05-01");
  Record("a1", pb::MILESTONE_STATE_LIVE, "2023-12-01");
  Record("a2", pb::MILESTONE_STATE_TRAINED, "2024-02-01");
  const auto funnel = Funnel();
  ASSERT_OK(funnel);
  EXPECT_EQ(funnel->as_of_date(), "2024-06-01");
  EXPECT_EQ(funnel->revision(), ContentRevision());
  EXPECT_EQ(funnel->total().sites(), 4);
  EXPECT_EQ(funnel->total().not_started(), 2);
  EXPECT_EQ(funnel->total().trained_not_live(), 1);
  EXPECT_EQ(funnel->total().steering_group(), "");
  ASSERT_EQ(funnel->total().stages_size(), 12);
  const pb::FunnelStage& trained = funnel->total().stages(3);
  EXPECT_EQ(trained.state(), pb::MILESTONE_STATE_TRAINED);
  EXPECT_EQ(trained.now(), 1);
  EXPECT_EQ(trained.recorded(), 2);
  EXPECT_EQ(trained.reached(), 2);
  EXPECT_EQ(trained.left().stays(), 1);
  EXPECT_EQ(trained.left().lower_quartile(), 214);
  EXPECT_EQ(trained.left().median(), 214);
  EXPECT_EQ(trained.left().upper_quartile(), 214);
  EXPECT_EQ(trained.staying().stays(), 1);
  EXPECT_EQ(trained.staying().median(), 121);
  EXPECT_EQ(funnel->total().stages(0).reached(), 2);
  EXPECT_EQ(funnel->total().stages(0).recorded(), 0);

  ASSERT_EQ(funnel->steering_groups_size(), 2);
  EXPECT_EQ(funnel->steering_groups(0).steering_group(), "");
  EXPECT_EQ(funnel->steering_groups(0).sites(), 2);
  EXPECT_EQ(funnel->steering_groups(1).steering_group(), Name("sg"));
  EXPECT_EQ(funnel->steering_groups(1).display_name(), "Organisation sg");
  EXPECT_EQ(funnel->steering_groups(1).sites(), 2);
  EXPECT_EQ(funnel->steering_groups(1).stages(6).now(), 1);
}

TEST_F(JourneyMethodsTest, CountsAsOfADayAndWithin) {
  Record("a1", pb::MILESTONE_STATE_TRAINED, "2023-05-01");
  EXPECT_EQ(Funnel("2023-04-30")->total().not_started(), 4);
  EXPECT_EQ(Funnel("2023-05-01")->total().not_started(), 3);
  const auto within = Funnel("", "pcn");
  ASSERT_OK(within);
  EXPECT_EQ(within->total().sites(), 1);
  ASSERT_EQ(within->steering_groups_size(), 1);
  EXPECT_EQ(within->steering_groups(0).steering_group(), Name("sg"));
  EXPECT_EQ(Funnel("2022-12-31", "sg")->total().sites(), 0);
  EXPECT_THAT(Funnel("", "nobody"), HasReason("ORGANISATION_NOT_FOUND"));
  EXPECT_THAT(ViolatedFields(Funnel("spring").status()), ElementsAre("as_of_date"));
  pb::GetMilestoneFunnelRequest elsewhere;
  elsewhere.set_parent("programmes/south");
  EXPECT_THAT(Call(&Stub::GetMilestoneFunnel, elsewhere), HasReason("PROGRAMME_NOT_FOUND"));
}

// A practice that closed stays in the funnel if it ever was in it.
TEST_F(JourneyMethodsTest, CountsClosedSitesThatHadStarted) {
  Record("a1", pb::MILESTONE_STATE_TRAINED, "2023-05-01");
  Record("a1", pb::MILESTONE_STATE_MERGED, "2024-04-01", "a2");
  for (const char* id : {"a1", "a3"}) {
    pb::UpdateOrganisationRequest request;
    request.mutable_organisation()->set_name(Name(id));
    request.mutable_organisation()->set_status(pb::ORGANISATION_STATUS_CLOSED);
    request.mutable_update_mask()->add_paths("status");
    ASSERT_OK(Call(&Stub::UpdateOrganisation, request));
  }
  const auto funnel = Funnel();
  ASSERT_OK(funnel);
  EXPECT_EQ(funnel->total().sites(), 3);
  EXPECT_EQ(funnel->total().stages(11).now(), 1);
  EXPECT_EQ(funnel->total().stages(3).reached(), 1);
}

TEST_F(JourneyMethodsTest, ShowsTheStateOfASiteOnTheDay) {
  Record("a1", pb::MILESTONE_STATE_TRAINED, "2023-05-01");
  Record("a1", pb::MILESTONE_STATE_LIVE, "2023-12-01");
  pb::ListSitesRequest request;
  request.set_parent("programmes/north");
  auto sites = Call(&Stub::ListSites, request);
  ASSERT_OK(sites);
  EXPECT_EQ(sites->sites(0).state(), pb::MILESTONE_STATE_LIVE);
  EXPECT_EQ(sites->sites(0).state_since_date(), "2023-12-01");
  EXPECT_EQ(sites->sites(1).state(), pb::MILESTONE_STATE_UNSPECIFIED);
  EXPECT_EQ(sites->sites(1).state_since_date(), "");
  request.set_as_of_date("2023-11-30");
  sites = Call(&Stub::ListSites, request);
  EXPECT_EQ(sites->sites(0).state(), pb::MILESTONE_STATE_TRAINED);
  EXPECT_EQ(sites->sites(0).state_since_date(), "2023-05-01");
}

TEST_F(JourneyMethodsTest, ListsSilentSitesTheLongestFirst) {
  Record("a1", pb::MILESTONE_STATE_TRAINED, "2023-11-01");
  Record("a3", pb::MILESTONE_STATE_TRAINED, "2023-12-02");
  EXPECT_THAT(Silent(SilentRequest()), ElementsAre("a4 ", "a2 2023-01-01", "a1 2023-11-01"));
  const auto response = Call(&Stub::ListSilentSites, SilentRequest());
  EXPECT_EQ(response->total(), 3);
  EXPECT_EQ(response->revision(), ContentRevision());
  const pb::SilentSite& never = response->silent_sites(0);
  EXPECT_EQ(never.last_event_kind(), pb::SITE_EVENT_KIND_UNSPECIFIED);
  EXPECT_FALSE(never.has_days_silent());
  EXPECT_EQ(response->silent_sites(1).last_event_kind(), pb::SITE_EVENT_KIND_RELATIONSHIP);
  EXPECT_EQ(response->silent_sites(1).steering_group(), Name("sg"));
  const pb::SilentSite& trained = response->silent_sites(2);
  EXPECT_EQ(trained.display_name(), "Organisation a1");
  EXPECT_EQ(trained.last_event_kind(), pb::SITE_EVENT_KIND_MILESTONE);
  EXPECT_EQ(trained.days_silent(), 213);
  EXPECT_EQ(trained.state(), pb::MILESTONE_STATE_TRAINED);
  EXPECT_EQ(trained.state_since_date(), "2023-11-01");

  auto request = SilentRequest();
  request.set_months(8);
  EXPECT_THAT(Silent(request), ElementsAre("a4 ", "a2 2023-01-01"));
  request = SilentRequest("2024-06-02");
  EXPECT_THAT(Silent(request),
              ElementsAre("a4 ", "a2 2023-01-01", "a1 2023-11-01", "a3 2023-12-02"));
  request.add_states(pb::MILESTONE_STATE_TRAINED);
  EXPECT_THAT(Silent(request), ElementsAre("a1 2023-11-01", "a3 2023-12-02"));
  request.set_within(Name("sg"));
  EXPECT_THAT(Silent(request), ElementsAre("a1 2023-11-01"));
}

TEST_F(JourneyMethodsTest, HearsContextsAndNotWhatWasRetracted) {
  pb::SetSiteContextRequest context;
  context.set_parent(Name("a1"));
  context.mutable_site_context()->set_effective_date("2024-04-01");
  ASSERT_OK(Call(&Stub::SetSiteContext, context));
  pb::RecordMilestoneRequest request;
  request.set_parent(Name("a2"));
  request.mutable_milestone()->set_state(pb::MILESTONE_STATE_TASTER);
  request.mutable_milestone()->set_date("2024-05-01");
  request.mutable_milestone()->set_evidence(pb::MILESTONE_EVIDENCE_VISIT);
  const auto taster = Call(&Stub::RecordMilestone, request);
  ASSERT_OK(taster);
  EXPECT_THAT(Silent(SilentRequest()), ElementsAre("a3 ", "a4 "));
  pb::RetractMilestoneRequest retract;
  retract.set_name(taster->name());
  retract.set_reason("nobody came");
  ASSERT_OK(Call(&Stub::RetractMilestone, retract));
  EXPECT_THAT(Silent(SilentRequest()), ElementsAre("a3 ", "a4 ", "a2 2023-01-01"));
}

TEST_F(JourneyMethodsTest, LeavesOutThoseWhoHaveGone) {
  Record("a3", pb::MILESTONE_STATE_INTERESTED, "2023-01-01");
  Record("a3", pb::MILESTONE_STATE_WITHDRAWN, "2023-02-01");
  Record("a4", pb::MILESTONE_STATE_INTERESTED, "2023-01-01");
  Record("a4", pb::MILESTONE_STATE_MERGED, "2023-02-01", "a1");
  EXPECT_THAT(Silent(SilentRequest()), ElementsAre("a1 2023-01-01", "a2 2023-01-01"));
  EXPECT_THAT(Silent(SilentRequest("2023-01-31")), IsEmpty());
}

TEST_F(JourneyMethodsTest, ListsSilentSitesInPages) {
  Record("a3", pb::MILESTONE_STATE_TASTER, "2023-01-01");
  auto request = SilentRequest();
  request.set_page_size(1);
  std::vector<std::string> found;
  for (int pages = 1; pages < 9; ++pages) {
    const auto page = Call(&Stub::ListSilentSites, request);
    ASSERT_OK(page);
    EXPECT_EQ(page->total(), 4);
    ASSERT_EQ(page->silent_sites_size(), 1);
    found.push_back(page->silent_sites(0).organisation().substr(Name("").size()));
    request.set_page_token(page->next_page_token());
    if (page->next_page_token().empty()) break;
  }
  EXPECT_THAT(found, ElementsAre("a4", "a1", "a2", "a3"));
}

TEST_F(JourneyMethodsTest, ReportsAllViolationsOfASilenceAtOnce) {
  pb::ListSilentSitesRequest request;
  request.set_parent("north");
  request.set_months(121);
  request.set_as_of_date("spring");
  request.set_within("a1");
  request.add_states(static_cast<pb::MilestoneState>(99));
  request.set_page_size(-1);
  request.set_page_token("?");
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListSilentSites, request).status()),
              ElementsAre("parent", "within", "as_of_date", "months", "states[0]", "page_size",
                          "page_token"));
  request = SilentRequest();
  request.set_within(Name("nobody"));
  EXPECT_THAT(Call(&Stub::ListSilentSites, request), HasReason("ORGANISATION_NOT_FOUND"));
}

}  // namespace
}  // namespace pcsp::registry
