#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "tests/registry/rpc/registry_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class FindMethodsTest : public RegistryTest {
 protected:
  void SetUp() override {
    RegistryTest::SetUp();
    ASSERT_OK(Create("sg", pb::ORGANISATION_KIND_STEERING_GROUP));
    ASSERT_OK(Create("a1", pb::ORGANISATION_KIND_PRACTICE, "A81003"));
    ASSERT_OK(Create("a2", pb::ORGANISATION_KIND_PRACTICE, "A81002"));
    ASSERT_OK(Create("a3", pb::ORGANISATION_KIND_PRACTICE, "X1"));
    ASSERT_OK(Relate("a1", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg"));
  }

  static pb::ListOrganisationsRequest ListRequest(const std::string& filter = "") {
    pb::ListOrganisationsRequest request;
    request.set_parent("programmes/north");
    request.set_filter(filter);
    return request;
  }

  template <typename Reply>
  static std::vector<std::string> Ids(const absl::StatusOr<Reply>& reply) {
    std::vector<std::string> ids;
    if (!reply.ok()) return {reply.status().ToString()};
    for (const auto& organisation : reply->organisations()) {
      ids.push_back(organisation.name().substr(Name("").size()));
    }
    return ids;
  }
};

TEST_F(FindMethodsTest, ListsWhatTheFilterLetsThrough) {
  const auto list = [&](const std::string& filter) {
    return Ids(Call(&Stub::ListOrganisations, ListRequest(filter)));
  };
  EXPECT_THAT(list("kind = PRACTICE AND code : \"a8100\""), ElementsAre("a1", "a2"));
  EXPECT_THAT(list("within(sg)"), ElementsAre("a1"));
  EXPECT_THAT(list("kind = PRACTICE AND NOT within(\"" + Name("sg") + "\")"),
              ElementsAre("a2", "a3"));
}

TEST_F(FindMethodsTest, SaysWhatIsWrongWithAFilterAndAnOrder) {
  pb::ListOrganisationsRequest request = ListRequest("kind = HOSPITAL AND size > 3");
  request.set_order_by("size");
  request.set_view(static_cast<pb::OrganisationView>(9));
  const auto reply = Call(&Stub::ListOrganisations, request);
  EXPECT_THAT(reply, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ViolatedFields(reply.status()), ElementsAre("filter", "filter", "order_by", "view"));
  const auto detail = ErrorDetailOf(reply.status());
  EXPECT_EQ(detail->violations[0].given, "HOSPITAL");
  EXPECT_THAT(detail->violations[1].expected, HasSubstr("at character 21 a field"));
  EXPECT_THAT(Call(&Stub::ListOrganisations, ListRequest("within(nobody)")),
              HasReason("ORGANISATION_NOT_FOUND"));
}

TEST_F(FindMethodsTest, ListsInAnOrderThatItsTokensAreBoundTo) {
  pb::ListOrganisationsRequest request = ListRequest("kind = PRACTICE");
  request.set_order_by("code desc");
  request.set_page_size(2);
  const auto first = Call(&Stub::ListOrganisations, request);
  EXPECT_THAT(Ids(first), ElementsAre("a3", "a1"));
  request.set_page_token(first->next_page_token());
  EXPECT_THAT(Ids(Call(&Stub::ListOrganisations, request)), ElementsAre("a2"));
  request.set_order_by("code");
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListOrganisations, request).status()),
              ElementsAre("page_token"));
  request.set_order_by("code desc");
  request.set_filter("kind = PCN");
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListOrganisations, request).status()),
              ElementsAre("page_token"));
}

TEST_F(FindMethodsTest, ShowsAsMuchAsTheViewSays) {
  pb::GetOrganisationRequest request;
  request.set_name(Name("a3"));
  const auto full = Call(&Stub::GetOrganisation, request);
  ASSERT_OK(full);
  EXPECT_NE(full->uid(), "");
  EXPECT_EQ(full->warnings_size(), 1);
  request.set_view(pb::ORGANISATION_VIEW_BASIC);
  const auto basic = Call(&Stub::GetOrganisation, request);
  ASSERT_OK(basic);
  pb::Organisation expected = *full;
  expected.clear_uid();
  expected.clear_create_time();
  expected.clear_update_time();
  expected.clear_warnings();
  EXPECT_EQ(basic->SerializeAsString(), expected.SerializeAsString());
  pb::ListOrganisationsRequest list = ListRequest("code = X1");
  list.set_view(pb::ORGANISATION_VIEW_BASIC);
  EXPECT_EQ(Call(&Stub::ListOrganisations, list)->organisations(0).uid(), "");
  request.set_view(static_cast<pb::OrganisationView>(9));
  EXPECT_THAT(ViolatedFields(Call(&Stub::GetOrganisation, request).status()), ElementsAre("view"));
}

TEST_F(FindMethodsTest, GetsManyInTheOrderOfTheirNames) {
  pb::BatchGetOrganisationsRequest request;
  request.set_parent("programmes/north");
  for (const char* id : {"sg", "a3", "a1", "sg"}) request.add_names(Name(id));
  EXPECT_THAT(Ids(Call(&Stub::BatchGetOrganisations, request)),
              ElementsAre("sg", "a3", "a1", "sg"));
  request.add_names(Name("nobody"));
  request.add_names(Name("nothing"));
  const auto missing = Call(&Stub::BatchGetOrganisations, request);
  EXPECT_THAT(missing, StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(missing, HasReason("ORGANISATION_NOT_FOUND"));
  const auto detail = ErrorDetailOf(missing.status());
  EXPECT_EQ(detail->metadata.at("missing"), Name("nobody") + "," + Name("nothing"));
  EXPECT_EQ(detail->metadata.at("missing_count"), "2");
}

TEST_F(FindMethodsTest, RefusesABatchOfWrongNames) {
  pb::BatchGetOrganisationsRequest request;
  request.set_parent("programmes/north");
  EXPECT_THAT(ViolatedFields(Call(&Stub::BatchGetOrganisations, request).status()),
              ElementsAre("names"));
  request.add_names(Name("a1"));
  request.add_names("a1");
  request.add_names("programmes/south/organisations/a1");
  request.set_view(static_cast<pb::OrganisationView>(9));
  EXPECT_THAT(ViolatedFields(Call(&Stub::BatchGetOrganisations, request).status()),
              ElementsAre("names[1]", "names[2]", "view"));
  request.clear_names();
  request.clear_view();
  for (int i = 0; i < 1001; ++i) request.add_names(Name(absl::StrCat("b", i)));
  EXPECT_THAT(ViolatedFields(Call(&Stub::BatchGetOrganisations, request).status()),
              ElementsAre("names"));
  request.mutable_names()->RemoveLast();
  const auto missing = Call(&Stub::BatchGetOrganisations, request);
  EXPECT_THAT(missing, HasReason("ORGANISATION_NOT_FOUND"));
  EXPECT_EQ(ErrorDetailOf(missing.status())->metadata.at("missing_count"), "1000");
}

TEST_F(FindMethodsTest, SearchesAsPeopleType) {
  pb::SearchOrganisationsRequest request;
  request.set_parent("programmes/north");
  request.set_query("ORGANISTION a81003");
  const auto found = Call(&Stub::SearchOrganisations, request);
  ASSERT_OK(found);
  ASSERT_GE(found->matches_size(), 1);
  const auto& best = found->matches(0);
  EXPECT_EQ(best.organisation(), Name("a1"));
  EXPECT_EQ(best.kind(), pb::ORGANISATION_KIND_PRACTICE);
  EXPECT_EQ(best.display_name(), "Organisation a1");
  EXPECT_EQ(best.code(), "A81003");
  EXPECT_EQ(best.status(), pb::ORGANISATION_STATUS_ACTIVE);
  EXPECT_THAT(best.matched_fields(),
              ElementsAre(pb::MATCHED_FIELD_DISPLAY_NAME, pb::MATCHED_FIELD_CODE));
  EXPECT_EQ(found->revision(), ContentRevision());

  request.set_query("organisation");
  request.set_page_size(3);
  const auto first = Call(&Stub::SearchOrganisations, request);
  EXPECT_EQ(first->total_size(), 4);
  ASSERT_EQ(first->matches_size(), 3);
  EXPECT_EQ(first->matches(0).organisation(), Name("a1"));
  request.set_page_token(first->next_page_token());
  const auto second = Call(&Stub::SearchOrganisations, request);
  ASSERT_OK(second);
  ASSERT_EQ(second->matches_size(), 1);
  EXPECT_EQ(second->matches(0).organisation(), Name("sg"));
  EXPECT_EQ(second->next_page_token(), "");
  request.set_kind(pb::ORGANISATION_KIND_PRACTICE);
  EXPECT_THAT(ViolatedFields(Call(&Stub::SearchOrganisations, request).status()),
              ElementsAre("page_token"));
  request.clear_page_token();
  EXPECT_EQ(Call(&Stub::SearchOrganisations, request)->total_size(), 3);
}

TEST_F(FindMethodsTest, SeesAtOnceWhatHasChanged) {
  pb::SearchOrganisationsRequest request;
  request.set_parent("programmes/north");
  request.set_query("new");
  EXPECT_EQ(Call(&Stub::SearchOrganisations, request)->total_size(), 0);
  ASSERT_OK(Create("new", pb::ORGANISATION_KIND_PCN));
  EXPECT_EQ(Call(&Stub::SearchOrganisations, request)->total_size(), 1);
}

TEST_F(FindMethodsTest, RefusesASearchForNothing) {
  pb::SearchOrganisationsRequest request;
  request.set_parent("north");
  request.set_query(" x . ");
  request.set_kind(static_cast<pb::OrganisationKind>(99));
  request.set_as_of_date("May");
  request.set_page_size(-1);
  const auto reply = Call(&Stub::SearchOrganisations, request);
  EXPECT_THAT(reply, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ViolatedFields(reply.status()),
              ElementsAre("parent", "query", "kind", "as_of_date", "page_size"));
  request = pb::SearchOrganisationsRequest();
  request.set_parent("programmes/north");
  request.set_query(std::string(101, 'x'));
  EXPECT_THAT(ViolatedFields(Call(&Stub::SearchOrganisations, request).status()),
              ElementsAre("query"));
}

}  // namespace
}  // namespace pcsp::registry
