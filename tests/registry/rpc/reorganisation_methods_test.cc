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
using ::testing::IsEmpty;

// sg supports a1 and a2, sg2 supports a3. It is 1 June 2024.
class ReorganisationMethodsTest : public RegistryTest {
 protected:
  void SetUp() override {
    RegistryTest::SetUp();
    ASSERT_OK(Create("sg", pb::ORGANISATION_KIND_STEERING_GROUP));
    ASSERT_OK(Create("sg2", pb::ORGANISATION_KIND_STEERING_GROUP));
    for (const char* id : {"a1", "a2", "a3"}) {
      ASSERT_OK(Create(id, pb::ORGANISATION_KIND_PRACTICE, absl::StrCat("A8100", id + 1)));
      ASSERT_OK(Relate(id, pb::RELATIONSHIP_KIND_SUPPORTED_BY, id[1] == '3' ? "sg2" : "sg",
                       "2020-01-01"));
    }
  }

  static pb::MergeOrganisationsRequest Merger(const std::vector<std::string>& sources,
                                              const std::string& target) {
    pb::MergeOrganisationsRequest request;
    request.set_parent("programmes/north");
    for (const std::string& id : sources) request.add_sources()->set_name(Name(id));
    if (!target.empty()) request.mutable_existing()->set_name(Name(target));
    request.set_date("2024-04-01");
    return request;
  }

  static pb::MergeOrganisationsRequest IntoNew(const std::string& name) {
    pb::MergeOrganisationsRequest request = Merger({"a1", "a2"}, "");
    auto* organisation = request.mutable_new_organisation()->mutable_organisation();
    organisation->set_display_name(name);
    organisation->set_code_system("ods");
    organisation->set_code("a81009");
    return request;
  }

  // Ids below `id` on the day.
  std::vector<std::string> Below(const std::string& id, const std::string& day,
                                 pb::RollUpBasis basis = pb::ROLL_UP_BASIS_AS_THEN) {
    pb::ListDescendantsRequest request;
    request.set_parent(Name(id));
    request.set_as_of_date(day);
    request.set_basis(basis);
    const auto reply = Call(&Stub::ListDescendants, request);
    EXPECT_OK(reply);
    std::vector<std::string> ids;
    for (const auto& node : reply->descendants()) {
      ids.push_back(node.organisation().substr(Name("").size()));
    }
    return ids;
  }
};

TEST_F(ReorganisationMethodsTest, MergesIntoANewOrganisation) {
  const auto merged = Call(&Stub::MergeOrganisations, IntoNew("Both"));
  ASSERT_OK(merged);
  ASSERT_EQ(merged->sources_size(), 2);
  EXPECT_EQ(merged->sources(0).name(), Name("a1"));
  EXPECT_EQ(merged->sources(0).close_date(), "2024-03-31");
  EXPECT_EQ(merged->sources(0).status(), pb::ORGANISATION_STATUS_CLOSED);
  ASSERT_EQ(merged->successors_size(), 1);
  EXPECT_EQ(merged->successors(0).name(), Name("a81009"));
  EXPECT_EQ(merged->successors(0).kind(), pb::ORGANISATION_KIND_PRACTICE);
  EXPECT_EQ(merged->successors(0).open_date(), "2024-04-01");
  EXPECT_EQ(merged->ended_count(), 2);
  EXPECT_EQ(merged->ended_size(), 2);
  EXPECT_EQ(merged->created_count(), 3);
  EXPECT_EQ(merged->moved_count(), 0);

  EXPECT_THAT(Below("sg", "2024-03-31"), ElementsAre("a1", "a2"));
  EXPECT_THAT(Below("sg", "2024-04-01"), ElementsAre("a81009"));
  EXPECT_THAT(Below("sg", "2024-03-31", pb::ROLL_UP_BASIS_AS_NOW), ElementsAre("a81009"));
  EXPECT_EQ(Get("a1")->SerializeAsString(), merged->sources(0).SerializeAsString());
  EXPECT_EQ(Get("a81009")->SerializeAsString(), merged->successors(0).SerializeAsString());
  pb::GetRelationshipRequest get;
  get.set_name(merged->created(0).name());
  EXPECT_EQ(Call(&Stub::GetRelationship, get)->SerializeAsString(),
            merged->created(0).SerializeAsString());

  const auto again = Call(&Stub::MergeOrganisations, Merger({"a1"}, "a3"));
  EXPECT_THAT(again, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(again, HasReason("ORGANISATION_SUCCEEDED"));
}

TEST_F(ReorganisationMethodsTest, MergesIntoOneThatExistsAndIsRepeatable) {
  pb::MergeOrganisationsRequest request = Merger({"a1", "a2"}, "a3");
  request.set_request_id(Uuid(1));
  request.mutable_sources(0)->set_etag("\"1\"");
  request.mutable_existing()->set_etag("\"1\"");
  const auto first = Call(&Stub::MergeOrganisations, request);
  ASSERT_OK(first);
  EXPECT_THAT(Below("sg", "2024-04-01"), IsEmpty());
  EXPECT_THAT(Below("sg2", "2024-04-01"), ElementsAre("a3"));
  const int64_t revision = ContentRevision();
  EXPECT_EQ(Call(&Stub::MergeOrganisations, request)->SerializeAsString(),
            first->SerializeAsString());
  EXPECT_EQ(ContentRevision(), revision);
  EXPECT_EQ(Get("a3")->etag(), "\"1\"") << "it has not changed itself";
}

TEST_F(ReorganisationMethodsTest, ChecksWithoutDoing) {
  pb::MergeOrganisationsRequest request = IntoNew("Both");
  request.set_validate_only(true);
  const int64_t revision = ContentRevision();
  const auto planned = Call(&Stub::MergeOrganisations, request);
  ASSERT_OK(planned);
  EXPECT_EQ(planned->sources(0).close_date(), "2024-03-31");
  EXPECT_EQ(planned->sources(0).etag(), "");
  EXPECT_EQ(planned->created_size(), 3);
  EXPECT_EQ(planned->created(0).name(), "");
  EXPECT_NE(planned->ended(0).name(), "");
  EXPECT_EQ(ContentRevision(), revision);
  EXPECT_EQ(Get("a1")->close_date(), "");
  EXPECT_THAT(Get("a81009"), HasReason("ORGANISATION_NOT_FOUND"));
}

TEST_F(ReorganisationMethodsTest, DoesAllOrNothing) {
  const int64_t revision = ContentRevision();
  pb::MergeOrganisationsRequest stale = Merger({"a1", "a2"}, "a3");
  stale.mutable_sources(1)->set_etag("\"7\"");
  EXPECT_THAT(Call(&Stub::MergeOrganisations, stale), StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(Call(&Stub::MergeOrganisations, stale), HasReason("ETAG_MISMATCH"));
  EXPECT_THAT(Call(&Stub::MergeOrganisations, Merger({"a1", "nobody"}, "a3")),
              HasReason("ORGANISATION_NOT_FOUND"));
  pb::MergeOrganisationsRequest taken = IntoNew("Both");
  taken.mutable_new_organisation()->mutable_organisation()->set_code("A81003");
  EXPECT_THAT(Call(&Stub::MergeOrganisations, taken), HasReason("ORGANISATION_CODE_TAKEN"));
  taken.mutable_new_organisation()->set_organisation_id("a3");
  EXPECT_THAT(Call(&Stub::MergeOrganisations, taken), HasReason("ORGANISATION_EXISTS"));
  const auto clash = Call(&Stub::MergeOrganisations, [] {
    pb::MergeOrganisationsRequest request = IntoNew("All");
    request.add_sources()->set_name(Name("a3"));
    return request;
  }());
  EXPECT_THAT(clash, HasReason("RELATIONSHIP_OVERLAP")) << "one has another group";
  EXPECT_EQ(ContentRevision(), revision);
  EXPECT_EQ(Get("a1")->etag(), "\"1\"");
}

TEST_F(ReorganisationMethodsTest, SplitsAGroup) {
  pb::SplitOrganisationRequest request;
  request.set_name(Name("sg"));
  request.set_etag("\"1\"");
  request.set_date("2024-04-01");
  for (const char* id : {"east", "west"}) {
    auto* part = request.add_parts();
    part->mutable_new_organisation()->set_organisation_id(id);
    part->mutable_new_organisation()->mutable_organisation()->set_display_name(id);
  }
  request.mutable_parts(0)->add_takes(Name("a1"));
  const auto left_over = Call(&Stub::SplitOrganisation, request);
  EXPECT_THAT(left_over, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(left_over, HasReason("RELATIONSHIPS_LEFT_OVER"));
  request.mutable_parts(1)->add_takes(Name("a2"));
  const auto split = Call(&Stub::SplitOrganisation, request);
  ASSERT_OK(split);
  EXPECT_EQ(split->successors(1).kind(), pb::ORGANISATION_KIND_STEERING_GROUP);
  EXPECT_THAT(Below("east", "2024-04-01"), ElementsAre("a1"));
  EXPECT_THAT(Below("west", "2024-04-01"), ElementsAre("a2"));
  EXPECT_THAT(Below("sg", "2024-03-31"), ElementsAre("a1", "a2"));
  EXPECT_EQ(Get("sg")->status(), pb::ORGANISATION_STATUS_CLOSED);
}

TEST_F(ReorganisationMethodsTest, ReportsAllViolationsAtOnce) {
  pb::MergeOrganisationsRequest merger = Merger({"a1", "a1"}, "a1");
  merger.set_date("April");
  merger.set_request_id("1");
  merger.add_sources()->set_name("programmes/south/organisations/a2");
  merger.add_sources();
  EXPECT_THAT(ViolatedFields(Call(&Stub::MergeOrganisations, merger).status()),
              ElementsAre("date", "request_id", "sources[1].name", "sources[2].name",
                          "sources[3].name", "existing.name"));
  merger = pb::MergeOrganisationsRequest();
  merger.set_parent("programmes/north");
  EXPECT_THAT(ViolatedFields(Call(&Stub::MergeOrganisations, merger).status()),
              ElementsAre("date", "sources", "target"));
  merger = IntoNew("");
  merger.mutable_new_organisation()->set_organisation_id("A 1");
  merger.mutable_new_organisation()->mutable_organisation()->set_code("?");
  merger.mutable_new_organisation()->mutable_organisation()->set_open_date("x");
  EXPECT_THAT(
      ViolatedFields(Call(&Stub::MergeOrganisations, merger).status()),
      ElementsAre("new_organisation.organisation_id", "new_organisation.organisation.open_date",
                  "new_organisation.organisation.display_name",
                  "new_organisation.organisation.code"));

  pb::SplitOrganisationRequest split;
  split.set_name("sg");
  split.add_parts()->add_takes("a1");
  EXPECT_THAT(ViolatedFields(Call(&Stub::SplitOrganisation, split).status()),
              ElementsAre("date", "name", "parts", "parts[0].part"));
  split.set_name(Name("sg"));
  split.set_date("2024-04-01");
  split.clear_parts();
  for (const char* id : {"sg2", "sg2"}) {
    split.add_parts()->mutable_existing()->set_name(Name(id));
    split.mutable_parts()->rbegin()->add_takes(Name("a1"));
    split.mutable_parts()->rbegin()->add_takes("");
  }
  EXPECT_THAT(ViolatedFields(Call(&Stub::SplitOrganisation, split).status()),
              ElementsAre("parts[0].takes[1]", "parts[1].existing.name", "parts[1].takes[0]",
                          "parts[1].takes[1]"));
}

}  // namespace
}  // namespace pcsp::registry
