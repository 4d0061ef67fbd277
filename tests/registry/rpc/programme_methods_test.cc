#include "tests/registry/rpc/registry_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ProgrammeMethodsTest : public RegistryTest {
 protected:
  static pb::CreateProgrammeRequest CreateRequest(const std::string& id,
                                                  const std::string& request_id = "") {
    pb::CreateProgrammeRequest request;
    request.set_programme_id(id);
    request.mutable_programme()->set_display_name("Programme " + id);
    request.set_request_id(request_id);
    return request;
  }
};

TEST_F(ProgrammeMethodsTest, CreatesAndReadsAProgramme) {
  const auto created = Call(&Stub::CreateProgramme, CreateRequest("south"));
  ASSERT_OK(created);
  EXPECT_EQ(created->name(), "programmes/south");
  EXPECT_EQ(created->etag(), "\"1\"");
  EXPECT_EQ(created->revision(), 1);
  EXPECT_EQ(created->create_time().seconds(), absl::ToUnixSeconds(clock_.Now()));
  EXPECT_FALSE(created->uid().empty());
  pb::GetProgrammeRequest get;
  get.set_name("programmes/south");
  const auto read = Call(&Stub::GetProgramme, get);
  ASSERT_OK(read);
  EXPECT_EQ(read->SerializeAsString(), created->SerializeAsString());
}

TEST_F(ProgrammeMethodsTest, MakesAnIdWhereNoneIsGiven) {
  const auto created = Call(&Stub::CreateProgramme, CreateRequest(""));
  ASSERT_OK(created);
  EXPECT_EQ(created->name(), "programmes/" + created->uid());
}

TEST_F(ProgrammeMethodsTest, RefusesAnIdThatIsTaken) {
  const auto again = Call(&Stub::CreateProgramme, CreateRequest("north"));
  EXPECT_THAT(again, StatusIs(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(again, HasReason("PROGRAMME_EXISTS"));
}

TEST_F(ProgrammeMethodsTest, ReportsAllViolationsAtOnce) {
  pb::CreateProgrammeRequest request = CreateRequest("Not An Id", "not a uuid");
  request.mutable_programme()->clear_display_name();
  request.mutable_programme()->set_description(std::string(2001, 'x'));
  const auto reply = Call(&Stub::CreateProgramme, request);
  EXPECT_THAT(reply, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(
      ViolatedFields(reply.status()),
      ElementsAre("programme_id", "request_id", "programme.display_name", "programme.description"));
}

TEST_F(ProgrammeMethodsTest, AnswersARepeatedRequestAsBefore) {
  const auto first = Call(&Stub::CreateProgramme, CreateRequest("south", Uuid(1)));
  clock_.Advance(absl::Hours(1));
  const auto again = Call(&Stub::CreateProgramme, CreateRequest("south", Uuid(1)));
  ASSERT_OK(first);
  ASSERT_OK(again);
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  const auto other = Call(&Stub::CreateProgramme, CreateRequest("west", Uuid(1)));
  EXPECT_THAT(other, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(other, HasReason("REQUEST_ID_REUSED"));
}

TEST_F(ProgrammeMethodsTest, NamesAProgrammeThatDoesNotExist) {
  pb::GetProgrammeRequest request;
  request.set_name("programmes/east");
  const auto missing = Call(&Stub::GetProgramme, request);
  EXPECT_THAT(missing, StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(missing, HasReason("PROGRAMME_NOT_FOUND"));
  request.set_name("east");
  EXPECT_THAT(ViolatedFields(Call(&Stub::GetProgramme, request).status()), ElementsAre("name"));
}

TEST_F(ProgrammeMethodsTest, ListsInPages) {
  for (const char* id : {"west", "east", "south"}) {
    ASSERT_OK(Call(&Stub::CreateProgramme, CreateRequest(id)));
  }
  pb::ListProgrammesRequest request;
  request.set_page_size(3);
  const auto first = Call(&Stub::ListProgrammes, request);
  ASSERT_OK(first);
  ASSERT_EQ(first->programmes_size(), 3);
  EXPECT_EQ(first->programmes(0).name(), "programmes/east");
  request.set_page_token(first->next_page_token());
  const auto second = Call(&Stub::ListProgrammes, request);
  ASSERT_OK(second);
  ASSERT_EQ(second->programmes_size(), 1);
  EXPECT_EQ(second->programmes(0).name(), "programmes/west");
  EXPECT_THAT(second->next_page_token(), IsEmpty());
}

TEST_F(ProgrammeMethodsTest, RefusesBadPages) {
  pb::ListProgrammesRequest request;
  request.set_page_size(-1);
  request.set_page_token("made up");
  const auto reply = Call(&Stub::ListProgrammes, request);
  EXPECT_THAT(reply, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ViolatedFields(reply.status()), ElementsAre("page_size", "page_token"));
}

TEST_F(ProgrammeMethodsTest, UpdatesWhatTheMaskNames) {
  pb::UpdateProgrammeRequest request;
  request.mutable_programme()->set_name("programmes/north");
  request.mutable_programme()->set_display_name("ignored");
  request.mutable_programme()->set_description("The far north");
  request.mutable_programme()->set_etag("\"1\"");
  request.mutable_update_mask()->add_paths("description");
  const auto updated = Call(&Stub::UpdateProgramme, request);
  ASSERT_OK(updated);
  EXPECT_EQ(updated->display_name(), "North");
  EXPECT_EQ(updated->description(), "The far north");
  EXPECT_EQ(updated->etag(), "\"2\"");
  EXPECT_GT(updated->revision(), 1);

  const auto stale = Call(&Stub::UpdateProgramme, request);
  EXPECT_THAT(stale, StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(stale, HasReason("ETAG_MISMATCH"));

  request.mutable_update_mask()->add_paths("colour");
  EXPECT_THAT(ViolatedFields(Call(&Stub::UpdateProgramme, request).status()),
              ElementsAre("update_mask"));
}

TEST_F(ProgrammeMethodsTest, ReplacesEverythingForAStar) {
  pb::UpdateProgrammeRequest request;
  request.mutable_programme()->set_name("programmes/north");
  request.mutable_programme()->set_description("x");
  request.mutable_update_mask()->add_paths("*");
  EXPECT_THAT(ViolatedFields(Call(&Stub::UpdateProgramme, request).status()),
              ElementsAre("programme.display_name"));
  request.clear_update_mask();
  EXPECT_OK(Call(&Stub::UpdateProgramme, request)) << "only what has a value";
}

}  // namespace
}  // namespace pcsp::registry
