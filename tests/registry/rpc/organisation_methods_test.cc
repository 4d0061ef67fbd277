#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "services/registry/domain/organisation.h"
#include "services/registry/domain/relationship.h"
#include "services/registry/domain/site_context.h"
#include "tests/registry/rpc/registry_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class OrganisationMethodsTest : public RegistryTest {
 protected:
  static pb::CreateOrganisationRequest CreateRequest() {
    pb::CreateOrganisationRequest request;
    request.set_parent("programmes/north");
    auto* organisation = request.mutable_organisation();
    organisation->set_kind(pb::ORGANISATION_KIND_PRACTICE);
    organisation->set_code_system("ods");
    organisation->set_code("a81044");
    organisation->set_display_name(" Harbour  Surgery ");
    organisation->set_postcode("ts25 1qu");
    organisation->add_address_lines("17 Kendal Road");
    organisation->set_open_date("1974-04-01");
    return request;
  }

  static pb::UpdateOrganisationRequest UpdateRequest(const std::string& id) {
    pb::UpdateOrganisationRequest request;
    request.mutable_organisation()->set_name(Name(id));
    return request;
  }
};

// Conversion goes by number: the words must agree.
TEST(Enums, HaveTheSameWordsInMessagesAndDomain) {
  const auto upper = [](absl::string_view prefix, absl::string_view word) {
    return word.empty() ? absl::StrCat(prefix, "UNSPECIFIED")
                        : absl::StrCat(prefix, absl::AsciiStrToUpper(word));
  };
  for (int i = 0; i <= pb::OrganisationKind_MAX; ++i) {
    EXPECT_EQ(pb::OrganisationKind_Name(i),
              upper("ORGANISATION_KIND_", Word(static_cast<OrganisationKind>(i))));
  }
  for (int i = 0; i <= pb::OrganisationStatus_MAX; ++i) {
    EXPECT_EQ(pb::OrganisationStatus_Name(i),
              upper("ORGANISATION_STATUS_", Word(static_cast<OrganisationStatus>(i))));
  }
  for (int i = 0; i <= pb::RelationshipKind_MAX; ++i) {
    EXPECT_EQ(pb::RelationshipKind_Name(i),
              upper("RELATIONSHIP_KIND_", Word(static_cast<RelationshipKind>(i))));
  }
  for (int i = 0; i <= type::v1::StaffGroup_MAX; ++i) {
    EXPECT_EQ(type::v1::StaffGroup_Name(i),
              upper("STAFF_GROUP_", Word(static_cast<StaffGroup>(i))));
  }
}

TEST_F(OrganisationMethodsTest, CreatesAndReadsAnOrganisation) {
  const auto created = Call(&Stub::CreateOrganisation, CreateRequest());
  ASSERT_OK(created);
  EXPECT_EQ(created->name(), Name("a81044"));
  EXPECT_EQ(created->code(), "A81044");
  EXPECT_EQ(created->display_name(), "Harbour Surgery");
  EXPECT_EQ(created->postcode(), "TS25 1QU");
  EXPECT_EQ(created->open_date(), "1974-04-01");
  EXPECT_EQ(created->close_date(), "");
  EXPECT_EQ(created->status(), pb::ORGANISATION_STATUS_ACTIVE);
  EXPECT_EQ(created->etag(), "\"1\"");
  EXPECT_EQ(created->warnings_size(), 0);
  const auto read = Get("a81044");
  ASSERT_OK(read);
  EXPECT_EQ(read->SerializeAsString(), created->SerializeAsString());
}

TEST_F(OrganisationMethodsTest, WarnsOfAnUnusualCode) {
  pb::CreateOrganisationRequest request = CreateRequest();
  request.mutable_organisation()->set_code("X1");
  const auto created = Call(&Stub::CreateOrganisation, request);
  ASSERT_OK(created);
  ASSERT_EQ(created->warnings_size(), 1);
  EXPECT_EQ(created->warnings(0).field(), "organisation.code");
}

TEST_F(OrganisationMethodsTest, ReportsAllViolationsAtOnce) {
  pb::CreateOrganisationRequest request;
  request.set_parent("north");
  request.set_organisation_id("A 1");
  request.set_request_id("1");
  request.mutable_organisation()->set_code("?");
  request.mutable_organisation()->set_open_date("01/04/1974");
  const auto reply = Call(&Stub::CreateOrganisation, request);
  EXPECT_THAT(reply, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ViolatedFields(reply.status()),
              ElementsAre("parent", "organisation_id", "request_id", "organisation.open_date",
                          "organisation.kind", "organisation.display_name", "organisation.code",
                          "organisation.code_system"));
}

TEST_F(OrganisationMethodsTest, RefusesNumbersThatAreNoValue) {
  pb::CreateOrganisationRequest create = CreateRequest();
  create.mutable_organisation()->set_status(static_cast<pb::OrganisationStatus>(99));
  EXPECT_THAT(ViolatedFields(Call(&Stub::CreateOrganisation, create).status()),
              ElementsAre("organisation.status"));
  pb::ListOrganisationsRequest list;
  list.set_parent("programmes/north");
  list.set_kind(static_cast<pb::OrganisationKind>(-1));
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListOrganisations, list).status()), ElementsAre("kind"));
}

TEST_F(OrganisationMethodsTest, RefusesIdsAndCodesThatAreTaken) {
  ASSERT_OK(Call(&Stub::CreateOrganisation, CreateRequest()));
  EXPECT_THAT(Call(&Stub::CreateOrganisation, CreateRequest()), HasReason("ORGANISATION_EXISTS"));
  pb::CreateOrganisationRequest request = CreateRequest();
  request.set_organisation_id("harbour");
  const auto taken = Call(&Stub::CreateOrganisation, request);
  EXPECT_THAT(taken, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(taken, HasReason("ORGANISATION_CODE_TAKEN"));
  EXPECT_EQ(ErrorDetailOf(taken.status())->resource->name, Name("a81044"));
}

TEST_F(OrganisationMethodsTest, NeedsItsProgramme) {
  pb::CreateOrganisationRequest request = CreateRequest();
  request.set_parent("programmes/east");
  const auto reply = Call(&Stub::CreateOrganisation, request);
  EXPECT_THAT(reply, StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(reply, HasReason("PROGRAMME_NOT_FOUND"));
  pb::ListOrganisationsRequest list;
  list.set_parent("programmes/east");
  EXPECT_THAT(Call(&Stub::ListOrganisations, list), HasReason("PROGRAMME_NOT_FOUND"));
  EXPECT_THAT(Get("nobody"), HasReason("ORGANISATION_NOT_FOUND"));
}

TEST_F(OrganisationMethodsTest, ChecksWithoutCreating) {
  pb::CreateOrganisationRequest request = CreateRequest();
  request.set_validate_only(true);
  request.set_request_id(Uuid(1));
  const auto checked = Call(&Stub::CreateOrganisation, request);
  ASSERT_OK(checked);
  EXPECT_EQ(checked->etag(), "");
  EXPECT_THAT(Everything(), IsEmpty());
  EXPECT_EQ(ContentRevision(), 1);
  request.set_validate_only(false);
  EXPECT_OK(Call(&Stub::CreateOrganisation, request)) << "a check uses up no request id";
}

TEST_F(OrganisationMethodsTest, AnswersARepeatedRequestAsBefore) {
  pb::CreateOrganisationRequest request = CreateRequest();
  request.set_request_id(Uuid(1));
  const auto first = Call(&Stub::CreateOrganisation, request);
  const auto again = Call(&Stub::CreateOrganisation, request);
  ASSERT_OK(first);
  ASSERT_OK(again);
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  EXPECT_EQ(ContentRevision(), 2);
  request.mutable_organisation()->set_display_name("Another");
  EXPECT_THAT(Call(&Stub::CreateOrganisation, request), HasReason("REQUEST_ID_REUSED"));
  EXPECT_EQ(Get("a81044")->display_name(), "Harbour Surgery");
}

TEST_F(OrganisationMethodsTest, UpdatesWhatTheMaskNames) {
  ASSERT_OK(Call(&Stub::CreateOrganisation, CreateRequest()));
  clock_.Advance(absl::Hours(1));
  pb::UpdateOrganisationRequest request = UpdateRequest("a81044");
  request.mutable_organisation()->set_display_name("Harbour Group");
  request.mutable_organisation()->set_postcode("ignored");
  request.mutable_organisation()->set_etag("\"1\"");
  request.mutable_update_mask()->add_paths("display_name");
  request.mutable_update_mask()->add_paths("address_lines");
  const auto updated = Call(&Stub::UpdateOrganisation, request);
  ASSERT_OK(updated);
  EXPECT_EQ(updated->display_name(), "Harbour Group");
  EXPECT_EQ(updated->address_lines_size(), 0);
  EXPECT_EQ(updated->postcode(), "TS25 1QU");
  EXPECT_EQ(updated->etag(), "\"2\"");
  EXPECT_EQ(updated->update_time().seconds() - updated->create_time().seconds(), 3600);
}

TEST_F(OrganisationMethodsTest, RefusesAStaleEtag) {
  ASSERT_OK(Call(&Stub::CreateOrganisation, CreateRequest()));
  pb::UpdateOrganisationRequest request = UpdateRequest("a81044");
  request.mutable_organisation()->set_display_name("First");
  request.mutable_organisation()->set_etag("\"1\"");
  ASSERT_OK(Call(&Stub::UpdateOrganisation, request));
  request.mutable_organisation()->set_display_name("Second");
  const auto stale = Call(&Stub::UpdateOrganisation, request);
  EXPECT_THAT(stale, StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(stale, HasReason("ETAG_MISMATCH"));
  EXPECT_EQ(Get("a81044")->display_name(), "First");
}

TEST_F(OrganisationMethodsTest, RefusesUpdatesThatLeaveItInvalid) {
  ASSERT_OK(Call(&Stub::CreateOrganisation, CreateRequest()));
  ASSERT_OK(Create("other", pb::ORGANISATION_KIND_PRACTICE, "A81045"));
  pb::UpdateOrganisationRequest request = UpdateRequest("a81044");
  request.mutable_organisation()->set_close_date("1970-01-01");
  EXPECT_THAT(ViolatedFields(Call(&Stub::UpdateOrganisation, request).status()),
              ElementsAre("organisation.close_date"));
  request = UpdateRequest("a81044");
  request.mutable_organisation()->set_kind(pb::ORGANISATION_KIND_PCN);
  EXPECT_THAT(ViolatedFields(Call(&Stub::UpdateOrganisation, request).status()),
              ElementsAre("organisation.kind"));
  request = UpdateRequest("a81044");
  request.mutable_organisation()->set_code("A81045");
  EXPECT_THAT(Call(&Stub::UpdateOrganisation, request), HasReason("ORGANISATION_CODE_TAKEN"));
  EXPECT_THAT(Call(&Stub::UpdateOrganisation, UpdateRequest("nobody")),
              HasReason("ORGANISATION_NOT_FOUND"));
  EXPECT_EQ(Get("a81044")->etag(), "\"1\"");
}

TEST_F(OrganisationMethodsTest, RefusesALifeThatContradictsARelationship) {
  ASSERT_OK(Create("a1", pb::ORGANISATION_KIND_PRACTICE));
  ASSERT_OK(Create("sg", pb::ORGANISATION_KIND_STEERING_GROUP));
  const auto relationship = Relate("a1", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg", "2024-01-01");
  ASSERT_OK(relationship);
  pb::UpdateOrganisationRequest request = UpdateRequest("sg");
  request.mutable_organisation()->set_close_date("2023-12-31");
  const auto reply = Call(&Stub::UpdateOrganisation, request);
  EXPECT_THAT(reply, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(reply, HasReason("DATES_CONFLICT"));
  EXPECT_THAT(ErrorDetailOf(reply.status())->metadata.at("conflicts"),
              ::testing::HasSubstr(relationship->name()));
  request.mutable_organisation()->set_close_date("2024-01-01");
  EXPECT_OK(Call(&Stub::UpdateOrganisation, request));
}

TEST_F(OrganisationMethodsTest, ListsInPagesBoundToTheirArguments) {
  for (int i = 0; i < 5; ++i) {
    ASSERT_OK(Create(absl::StrCat("a", i), pb::ORGANISATION_KIND_PRACTICE));
  }
  ASSERT_OK(Create("sg", pb::ORGANISATION_KIND_STEERING_GROUP));
  pb::ListOrganisationsRequest request;
  request.set_parent("programmes/north");
  request.set_kind(pb::ORGANISATION_KIND_PRACTICE);
  request.set_page_size(2);
  std::vector<std::string> names;
  int pages = 0;
  do {
    const auto page = Call(&Stub::ListOrganisations, request);
    ASSERT_OK(page);
    ASSERT_LE(page->organisations_size(), 2);
    for (const auto& organisation : page->organisations()) names.push_back(organisation.name());
    request.set_page_token(page->next_page_token());
    ++pages;
  } while (!request.page_token().empty());
  EXPECT_EQ(pages, 3);
  EXPECT_THAT(names, ElementsAre(Name("a0"), Name("a1"), Name("a2"), Name("a3"), Name("a4")));

  const auto first = Call(&Stub::ListOrganisations, request);
  request.set_page_token(first->next_page_token());
  request.set_page_size(3);
  EXPECT_OK(Call(&Stub::ListOrganisations, request)) << "the size of a page may change";
  request.set_kind(pb::ORGANISATION_KIND_PCN);
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListOrganisations, request).status()),
              ElementsAre("page_token"));
  request.set_page_token("x" + first->next_page_token());
  request.set_page_size(-5);
  const auto bad = Call(&Stub::ListOrganisations, request);
  EXPECT_THAT(bad, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ViolatedFields(bad.status()), ElementsAre("page_size", "page_token"));
}

TEST_F(OrganisationMethodsTest, ListsWhatBelongsToAnOrganisation) {
  ASSERT_OK(Create("icb", pb::ORGANISATION_KIND_WHOLE_SYSTEM));
  ASSERT_OK(Create("sg", pb::ORGANISATION_KIND_STEERING_GROUP));
  ASSERT_OK(Create("a1", pb::ORGANISATION_KIND_PRACTICE));
  ASSERT_OK(Create("a2", pb::ORGANISATION_KIND_PRACTICE));
  ASSERT_OK(Relate("sg", pb::RELATIONSHIP_KIND_PART_OF, "icb"));
  ASSERT_OK(Relate("a1", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg", "2024-01-01", "2024-05-31"));
  pb::ListOrganisationsRequest request;
  request.set_parent("programmes/north");
  request.set_within(Name("icb"));
  auto today = Call(&Stub::ListOrganisations, request);
  ASSERT_OK(today);
  ASSERT_EQ(today->organisations_size(), 1) << "it is 1 June";
  EXPECT_EQ(today->organisations(0).name(), Name("sg"));
  request.set_as_of_date("2024-05-31");
  const auto then = Call(&Stub::ListOrganisations, request);
  ASSERT_OK(then);
  EXPECT_EQ(then->organisations_size(), 2);
  request.set_as_of_date("May");
  request.set_within("programmes/south/organisations/icb");
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListOrganisations, request).status()),
              ElementsAre("within", "as_of_date"));
  request.clear_as_of_date();
  request.set_within(Name("nobody"));
  EXPECT_THAT(Call(&Stub::ListOrganisations, request), HasReason("ORGANISATION_NOT_FOUND"));
}

}  // namespace
}  // namespace pcsp::registry
