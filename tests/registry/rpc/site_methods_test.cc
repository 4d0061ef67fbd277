#include <map>

#include "absl/strings/str_cat.h"
#include "tests/registry/rpc/registry_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using type::v1::STAFF_GROUP_GP;
using type::v1::STAFF_GROUP_NURSE;

class SiteMethodsTest : public RegistryTest {
 protected:
  static pb::SetSiteContextRequest ContextRequest(
      const std::string& id, const std::string& date,
      const std::map<type::v1::StaffGroup, int>& headcounts = {}) {
    pb::SetSiteContextRequest request;
    request.set_parent(Name(id));
    request.mutable_site_context()->set_effective_date(date);
    for (const auto& [group, people] : headcounts) {
      auto* headcount = request.mutable_site_context()->add_headcounts();
      headcount->set_staff_group(group);
      headcount->set_people(people);
    }
    return request;
  }

  absl::StatusOr<pb::ListSitesResponse> List(const std::string& as_of_date = "",
                                             const std::string& within = "") {
    pb::ListSitesRequest request;
    request.set_parent("programmes/north");
    request.set_as_of_date(as_of_date);
    if (!within.empty()) request.set_within(Name(within));
    return Call(&Stub::ListSites, request);
  }

  static std::vector<std::string> Names(const pb::ListSitesResponse& response) {
    std::vector<std::string> names;
    for (const auto& site : response.sites()) {
      names.push_back(site.organisation().substr(Name("").size()));
    }
    return names;
  }
};

TEST_F(SiteMethodsTest, SetsAndReplacesTheContextOfADay) {
  ASSERT_OK(Create("a1", pb::ORGANISATION_KIND_PRACTICE));
  auto request = ContextRequest("a1", "2024-04-01", {{STAFF_GROUP_GP, 4}, {STAFF_GROUP_NURSE, 0}});
  request.mutable_site_context()->set_list_size(8123);
  const auto set = Call(&Stub::SetSiteContext, request);
  ASSERT_OK(set);
  EXPECT_EQ(set->name(), Name("a1") + "/siteContexts/2024-04-01");
  EXPECT_EQ(set->organisation(), Name("a1"));
  EXPECT_EQ(set->list_size(), 8123);
  EXPECT_EQ(set->headcounts_size(), 2);
  EXPECT_EQ(set->etag(), "\"1\"");

  request = ContextRequest("a1", "2024-04-01", {{STAFF_GROUP_GP, 5}});
  request.mutable_site_context()->set_etag("\"1\"");
  const auto again = Call(&Stub::SetSiteContext, request);
  ASSERT_OK(again);
  EXPECT_FALSE(again->has_list_size());
  EXPECT_EQ(again->headcounts_size(), 1);
  EXPECT_EQ(again->etag(), "\"2\"");
  const auto stale = Call(&Stub::SetSiteContext, request);
  EXPECT_THAT(stale, StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(stale, HasReason("ETAG_MISMATCH"));
}

TEST_F(SiteMethodsTest, ReportsAllViolationsOfAContextAtOnce) {
  auto request = ContextRequest("a1", "spring", {{STAFF_GROUP_GP, -1}});
  request.set_parent("a1");
  request.mutable_site_context()->set_list_size(-1);
  request.mutable_site_context()->add_headcounts()->set_staff_group(STAFF_GROUP_GP);
  request.mutable_site_context()->add_headcounts();
  EXPECT_THAT(
      ViolatedFields(Call(&Stub::SetSiteContext, request).status()),
      ElementsAre("parent", "site_context.effective_date", "site_context.headcounts[1].staff_group",
                  "site_context.headcounts[2].staff_group", "site_context.effective_date",
                  "site_context.list_size", "site_context.headcounts[gp].people"));
  EXPECT_THAT(Call(&Stub::SetSiteContext, ContextRequest("nobody", "2024-04-01")),
              HasReason("ORGANISATION_NOT_FOUND"));
}

TEST_F(SiteMethodsTest, ListsContextsOfOneOrAll) {
  for (const char* id : {"a1", "a2"}) {
    ASSERT_OK(Create(id, pb::ORGANISATION_KIND_PRACTICE));
    ASSERT_OK(Call(&Stub::SetSiteContext, ContextRequest(id, "2023-04-01")));
    ASSERT_OK(Call(&Stub::SetSiteContext, ContextRequest(id, "2024-04-01")));
  }
  pb::ListSiteContextsRequest request;
  request.set_parent(Name("a1"));
  EXPECT_EQ(Call(&Stub::ListSiteContexts, request)->site_contexts_size(), 2);
  request.set_parent("programmes/north/organisations/-");
  request.set_page_size(3);
  const auto first = Call(&Stub::ListSiteContexts, request);
  ASSERT_OK(first);
  ASSERT_EQ(first->site_contexts_size(), 3);
  request.set_page_token(first->next_page_token());
  const auto second = Call(&Stub::ListSiteContexts, request);
  ASSERT_OK(second);
  ASSERT_EQ(second->site_contexts_size(), 1);
  EXPECT_EQ(second->site_contexts(0).name(), Name("a2") + "/siteContexts/2024-04-01");
  EXPECT_EQ(second->next_page_token(), "");

  request.clear_page_token();
  request.set_as_of_date("2024-03-31");
  const auto then = Call(&Stub::ListSiteContexts, request);
  ASSERT_OK(then);
  ASSERT_EQ(then->site_contexts_size(), 2);
  EXPECT_EQ(then->site_contexts(0).effective_date(), "2023-04-01");
  request.set_parent(Name("nobody"));
  EXPECT_THAT(Call(&Stub::ListSiteContexts, request), HasReason("ORGANISATION_NOT_FOUND"));
  request.set_parent("programmes/east/organisations/-");
  EXPECT_THAT(Call(&Stub::ListSiteContexts, request), HasReason("PROGRAMME_NOT_FOUND"));
  request.set_parent("organisations/-");
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListSiteContexts, request).status()),
              ElementsAre("parent"));
}

TEST_F(SiteMethodsTest, ListsSitesWithWhatAWaveFreezes) {
  ASSERT_OK(Create("icb", pb::ORGANISATION_KIND_WHOLE_SYSTEM));
  ASSERT_OK(Create("sg", pb::ORGANISATION_KIND_STEERING_GROUP));
  ASSERT_OK(Create("a1", pb::ORGANISATION_KIND_PRACTICE));
  ASSERT_OK(Create("a2", pb::ORGANISATION_KIND_PRACTICE));
  ASSERT_OK(Create("u1", pb::ORGANISATION_KIND_PCN));
  ASSERT_OK(Relate("sg", pb::RELATIONSHIP_KIND_PART_OF, "icb"));
  ASSERT_OK(Relate("a1", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg", "2024-01-01"));
  ASSERT_OK(Call(&Stub::SetSiteContext, ContextRequest("a1", "2024-04-01", {{STAFF_GROUP_GP, 4}})));
  const auto sites = List();
  ASSERT_OK(sites);
  EXPECT_THAT(Names(*sites), ElementsAre("a1", "a2", "icb", "sg"));
  EXPECT_EQ(sites->revision(), ContentRevision());
  const pb::Site& a1 = sites->sites(0);
  EXPECT_EQ(a1.display_name(), "Organisation a1");
  EXPECT_EQ(a1.level(), type::v1::LEVEL_PRACTICE);
  EXPECT_EQ(a1.steering_group(), Name("sg"));
  EXPECT_EQ(a1.whole_system(), Name("icb"));
  ASSERT_EQ(a1.headcounts_size(), 1);
  EXPECT_EQ(a1.headcounts(0).people(), 4);
  EXPECT_EQ(sites->sites(1).steering_group(), "");
  EXPECT_EQ(sites->sites(2).level(), type::v1::LEVEL_WHOLE_SYSTEM);
  EXPECT_EQ(sites->sites(3).level(), type::v1::LEVEL_STEERING_GROUP);
  EXPECT_EQ(sites->sites(3).whole_system(), Name("icb"));

  EXPECT_THAT(Names(*List("", "icb")), ElementsAre("a1", "icb", "sg"));
  EXPECT_THAT(Names(*List("2023-12-31", "icb")), ElementsAre("icb", "sg"));
  EXPECT_EQ(List("2023-12-31")->sites(0).headcounts_size(), 0);
  EXPECT_THAT(List("", "nobody"), HasReason("ORGANISATION_NOT_FOUND"));
  EXPECT_THAT(ViolatedFields(List("today").status()), ElementsAre("as_of_date"));
}

// Organisations that are no sites must neither shorten a page nor end the list.
TEST_F(SiteMethodsTest, ListsSitesInFullPages) {
  for (int i = 0; i < 12; ++i) {
    ASSERT_OK(Create(absl::StrCat("x", 100 + i),
                     i % 3 == 0 ? pb::ORGANISATION_KIND_PRACTICE : pb::ORGANISATION_KIND_PCN));
  }
  pb::ListSitesRequest request;
  request.set_parent("programmes/north");
  request.set_page_size(3);
  const auto first = Call(&Stub::ListSites, request);
  ASSERT_OK(first);
  EXPECT_THAT(Names(*first), ElementsAre("x100", "x103", "x106"));
  request.set_page_token(first->next_page_token());
  const auto second = Call(&Stub::ListSites, request);
  ASSERT_OK(second);
  EXPECT_THAT(Names(*second), ElementsAre("x109"));
  EXPECT_EQ(second->next_page_token(), "");
  request.set_page_size(-1);
  request.set_page_token("?");
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListSites, request).status()),
              ElementsAre("page_size", "page_token"));
}

}  // namespace
}  // namespace pcsp::registry
