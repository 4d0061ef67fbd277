#include "common/base/error.h"
#include "tests/registry/rpc/registry_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;

class RelationshipMethodsTest : public RegistryTest {
 protected:
  void SetUp() override {
    RegistryTest::SetUp();
    ASSERT_OK(Create("icb", pb::ORGANISATION_KIND_WHOLE_SYSTEM));
    ASSERT_OK(Create("sub", pb::ORGANISATION_KIND_WHOLE_SYSTEM));
    ASSERT_OK(Create("sg1", pb::ORGANISATION_KIND_STEERING_GROUP));
    ASSERT_OK(Create("sg2", pb::ORGANISATION_KIND_STEERING_GROUP));
    ASSERT_OK(Create("a1", pb::ORGANISATION_KIND_PRACTICE));
  }

  static std::string Conflicts(const absl::Status& status) {
    const auto detail = ErrorDetailOf(status);
    return detail ? detail->metadata.at("conflicts") : "";
  }

  absl::StatusOr<pb::Relationship> End(const std::string& name, const std::string& end_date,
                                       const std::string& etag = "") {
    pb::EndRelationshipRequest request;
    request.set_name(name);
    request.set_end_date(end_date);
    request.set_etag(etag);
    return Call(&Stub::EndRelationship, request);
  }
};

TEST_F(RelationshipMethodsTest, RelatesAndReads) {
  const auto created = Relate("a1", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg1", "2020-01-01");
  ASSERT_OK(created);
  EXPECT_EQ(created->subject(), Name("a1"));
  EXPECT_EQ(created->object(), Name("sg1"));
  EXPECT_EQ(created->start_date(), "2020-01-01");
  EXPECT_EQ(created->end_date(), "");
  pb::GetRelationshipRequest request;
  request.set_name(created->name());
  const auto read = Call(&Stub::GetRelationship, request);
  ASSERT_OK(read);
  EXPECT_EQ(read->SerializeAsString(), created->SerializeAsString());
  request.set_name("programmes/north/relationships/none");
  EXPECT_THAT(Call(&Stub::GetRelationship, request), HasReason("RELATIONSHIP_NOT_FOUND"));
}

TEST_F(RelationshipMethodsTest, ReportsAllViolationsAtOnce) {
  pb::CreateRelationshipRequest request;
  request.set_parent("programmes/north");
  request.mutable_relationship()->set_subject("programmes/south/organisations/a1");
  request.mutable_relationship()->set_object("a2");
  request.mutable_relationship()->set_start_date("2024-02-30");
  const auto reply = Call(&Stub::CreateRelationship, request);
  EXPECT_THAT(reply, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ViolatedFields(reply.status()),
              ElementsAre("relationship.subject", "relationship.object", "relationship.start_date",
                          "relationship.kind"));
}

TEST_F(RelationshipMethodsTest, RefusesWhatDoesNotFit) {
  EXPECT_THAT(ViolatedFields(Relate("a1", pb::RELATIONSHIP_KIND_PART_OF, "icb").status()),
              ElementsAre("relationship.kind"));
  EXPECT_THAT(ViolatedFields(Relate("a1", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "icb").status()),
              ElementsAre("relationship.object"));
  EXPECT_THAT(Relate("a1", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "nobody"),
              HasReason("ORGANISATION_NOT_FOUND"));
}

TEST_F(RelationshipMethodsTest, RefusesAnOverlapAndNamesIt) {
  const auto first = Relate("a1", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg1", "2020-01-01");
  ASSERT_OK(first);
  const auto overlap = Relate("a1", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg2", "2024-01-01");
  EXPECT_THAT(overlap, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(overlap, HasReason("RELATIONSHIP_OVERLAP"));
  EXPECT_EQ(Conflicts(overlap.status()), first->name());
  ASSERT_OK(End(first->name(), "2023-12-31"));
  EXPECT_OK(Relate("a1", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg2", "2024-01-01"));
}

TEST_F(RelationshipMethodsTest, RefusesACycleAndNamesTheWay) {
  const auto part = Relate("sub", pb::RELATIONSHIP_KIND_PART_OF, "icb");
  ASSERT_OK(part);
  const auto cycle = Relate("icb", pb::RELATIONSHIP_KIND_PART_OF, "sub");
  EXPECT_THAT(cycle, HasReason("RELATIONSHIP_CYCLE"));
  EXPECT_EQ(Conflicts(cycle.status()), part->name());
  EXPECT_THAT(ViolatedFields(Relate("sub", pb::RELATIONSHIP_KIND_PART_OF, "sub").status()),
              ElementsAre("relationship.object"));
}

TEST_F(RelationshipMethodsTest, RefusesImpossibleDates) {
  pb::UpdateOrganisationRequest request;
  request.mutable_organisation()->set_name(Name("sg1"));
  request.mutable_organisation()->set_open_date("2020-01-01");
  ASSERT_OK(Call(&Stub::UpdateOrganisation, request));
  EXPECT_THAT(ViolatedFields(Relate("a1", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg1", "2021-01-02",
                                    "2021-01-01")
                                 .status()),
              ElementsAre("relationship.end_date"));
  const auto early = Relate("a1", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg1", "2019-12-31");
  EXPECT_THAT(early, HasReason("DATES_CONFLICT"));
  EXPECT_EQ(Conflicts(early.status()), Name("sg1"));
}

TEST_F(RelationshipMethodsTest, ChecksWithoutCreating) {
  pb::CreateRelationshipRequest request;
  request.set_parent("programmes/north");
  request.set_validate_only(true);
  request.mutable_relationship()->set_subject(Name("a1"));
  request.mutable_relationship()->set_object(Name("sg1"));
  request.mutable_relationship()->set_kind(pb::RELATIONSHIP_KIND_SUPPORTED_BY);
  const int64_t before = ContentRevision();
  const auto checked = Call(&Stub::CreateRelationship, request);
  ASSERT_OK(checked);
  EXPECT_EQ(checked->name(), "");
  EXPECT_EQ(ContentRevision(), before);
}

TEST_F(RelationshipMethodsTest, EndsOnceAndForGood) {
  const auto created = Relate("a1", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg1", "2020-01-01");
  ASSERT_OK(created);
  const auto ended = End(created->name(), "2024-03-31", created->etag());
  ASSERT_OK(ended);
  EXPECT_EQ(ended->end_date(), "2024-03-31");
  EXPECT_EQ(ended->etag(), "\"2\"");
  EXPECT_THAT(End(created->name(), "2024-03-01", created->etag()), HasReason("ETAG_MISMATCH"));
  EXPECT_THAT(End(created->name(), "2024-04-01"), HasReason("RELATIONSHIP_ENDED"));
  EXPECT_THAT(ViolatedFields(End(created->name(), "2019-12-31").status()), ElementsAre("end_date"));
  EXPECT_THAT(ViolatedFields(End(created->name(), "").status()), ElementsAre("end_date"));
  EXPECT_THAT(End("programmes/north/relationships/none", "2024-03-01"),
              HasReason("RELATIONSHIP_NOT_FOUND"));
}

TEST_F(RelationshipMethodsTest, Lists) {
  ASSERT_OK(Relate("a1", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg1", "2020-01-01", "2020-12-31"));
  ASSERT_OK(Relate("a1", pb::RELATIONSHIP_KIND_COMMISSIONED_BY, "sub"));
  ASSERT_OK(Relate("sg1", pb::RELATIONSHIP_KIND_PART_OF, "icb"));
  pb::ListRelationshipsRequest request;
  request.set_parent("programmes/north");
  EXPECT_EQ(Call(&Stub::ListRelationships, request)->relationships_size(), 3);
  request.set_organisation(Name("a1"));
  EXPECT_EQ(Call(&Stub::ListRelationships, request)->relationships_size(), 2);
  request.set_as_of_date("2021-01-01");
  const auto then = Call(&Stub::ListRelationships, request);
  ASSERT_OK(then);
  ASSERT_EQ(then->relationships_size(), 1);
  EXPECT_EQ(then->relationships(0).kind(), pb::RELATIONSHIP_KIND_COMMISSIONED_BY);
  request.set_page_size(-1);
  request.set_page_token("?");
  request.set_organisation("a1");
  request.set_as_of_date("then");
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListRelationships, request).status()),
              ElementsAre("organisation", "as_of_date", "page_size", "page_token"));
}

TEST_F(RelationshipMethodsTest, ListsInPages) {
  ASSERT_OK(Relate("sub", pb::RELATIONSHIP_KIND_PART_OF, "icb"));
  ASSERT_OK(Relate("sg1", pb::RELATIONSHIP_KIND_PART_OF, "icb"));
  ASSERT_OK(Relate("sg2", pb::RELATIONSHIP_KIND_PART_OF, "icb"));
  pb::ListRelationshipsRequest request;
  request.set_parent("programmes/north");
  request.set_page_size(2);
  const auto first = Call(&Stub::ListRelationships, request);
  ASSERT_OK(first);
  EXPECT_EQ(first->relationships_size(), 2);
  request.set_page_token(first->next_page_token());
  const auto second = Call(&Stub::ListRelationships, request);
  ASSERT_OK(second);
  EXPECT_EQ(second->relationships_size(), 1);
  EXPECT_EQ(second->next_page_token(), "");
}

}  // namespace
}  // namespace pcsp::registry
