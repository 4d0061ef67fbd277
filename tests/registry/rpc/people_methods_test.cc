#include "tests/registry/rpc/registry_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

class PeopleMethodsTest : public RegistryTest {
 protected:
  void SetUp() override {
    RegistryTest::SetUp();
    ASSERT_OK(Create("sg", pb::ORGANISATION_KIND_STEERING_GROUP));
  }

  absl::StatusOr<pb::Person> GetPerson(const std::string& name) {
    pb::GetPersonRequest request;
    request.set_name(name);
    return Call(&Stub::GetPerson, request);
  }

  absl::StatusOr<pb::Person> Erase(const std::string& name, const std::string& etag = "",
                                   const std::string& request_id = "") {
    pb::ErasePersonRequest request;
    request.set_name(name);
    request.set_etag(etag);
    request.set_request_id(request_id);
    return Call(&Stub::ErasePerson, request);
  }

  std::vector<std::string> Listed(const pb::ListPeopleRequest& request) {
    const auto reply = Call(&Stub::ListPeople, request);
    EXPECT_OK(reply);
    std::vector<std::string> names;
    for (const auto& person : reply->people()) names.push_back(person.display_name());
    return names;
  }
};

TEST_F(PeopleMethodsTest, EntersAndReads) {
  const int64_t before = ContentRevision();
  const auto made = Enter("  Ann  Example ", "Ann@Example.NHS.uk");
  ASSERT_OK(made);
  EXPECT_EQ(made->display_name(), "Ann Example");
  EXPECT_EQ(made->email(), "ann@example.nhs.uk");
  EXPECT_THAT(made->name(), MatchesRegex("programmes/north/people/[0-9a-f-]{36}"));
  EXPECT_EQ(made->name(), "programmes/north/people/" + made->uid());
  EXPECT_EQ(made->etag(), "\"1\"");
  EXPECT_FALSE(made->has_erase_time());
  EXPECT_EQ(GetPerson(made->name())->SerializeAsString(), made->SerializeAsString());
  EXPECT_EQ(ContentRevision(), before + 1);
  EXPECT_THAT(GetPerson("programmes/north/people/nobody"), HasReason("PERSON_NOT_FOUND"));
  EXPECT_THAT(GetPerson("programmes/south/people/nobody"), HasReason("PROGRAMME_NOT_FOUND"));
  EXPECT_THAT(ViolatedFields(GetPerson("people/nobody").status()), ElementsAre("name"));
}

// The caller has no say in the name: it would outlive an erasure.
TEST_F(PeopleMethodsTest, NamesPeopleByNothingThatIsKnownOfThem) {
  pb::CreatePersonRequest request;
  request.set_parent("programmes/north");
  request.mutable_person()->set_name("programmes/north/people/ann-example");
  request.mutable_person()->set_uid("ann-example");
  request.mutable_person()->set_display_name("Ann Example");
  const auto made = Call(&Stub::CreatePerson, request);
  ASSERT_OK(made);
  EXPECT_THAT(made->name(), MatchesRegex("programmes/north/people/[0-9a-f-]{36}"));
}

TEST_F(PeopleMethodsTest, ReportsAllViolationsAtOnce) {
  pb::CreatePersonRequest request;
  request.set_parent("north");
  request.set_request_id("1");
  request.mutable_person()->set_email("ann");
  const auto reply = Call(&Stub::CreatePerson, request);
  EXPECT_THAT(reply, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ViolatedFields(reply.status()),
              ElementsAre("parent", "request_id", "person.display_name", "person.email"));
  request.Clear();
  request.set_parent("programmes/south");
  request.mutable_person()->set_display_name("Ann");
  EXPECT_THAT(Call(&Stub::CreatePerson, request), HasReason("PROGRAMME_NOT_FOUND"));
}

TEST_F(PeopleMethodsTest, EntersNobodyTwiceForOneRequest) {
  pb::CreatePersonRequest request;
  request.set_parent("programmes/north");
  request.set_request_id(Uuid(1));
  request.mutable_person()->set_display_name("Ann");
  const auto first = Call(&Stub::CreatePerson, request);
  ASSERT_OK(first);
  EXPECT_EQ(Call(&Stub::CreatePerson, request)->name(), first->name());
  request.mutable_person()->set_display_name("Bob");
  EXPECT_THAT(Call(&Stub::CreatePerson, request), HasReason("REQUEST_ID_REUSED"));
}

TEST_F(PeopleMethodsTest, UpdatesWhatTheMaskNames) {
  const auto made = Enter("Ann", "ann@example.nhs.uk");
  ASSERT_OK(made);
  pb::UpdatePersonRequest request;
  request.mutable_person()->set_name(made->name());
  request.mutable_person()->set_display_name("Ann Other");
  request.mutable_person()->set_etag(made->etag());
  const auto renamed = Call(&Stub::UpdatePerson, request);
  ASSERT_OK(renamed);
  EXPECT_EQ(renamed->display_name(), "Ann Other");
  EXPECT_EQ(renamed->email(), "ann@example.nhs.uk");
  EXPECT_EQ(renamed->etag(), "\"2\"");
  EXPECT_THAT(Call(&Stub::UpdatePerson, request), HasReason("ETAG_MISMATCH"));
  request.mutable_person()->clear_etag();
  request.mutable_update_mask()->add_paths("email");
  EXPECT_EQ(Call(&Stub::UpdatePerson, request)->email(), "");
  request.mutable_update_mask()->add_paths("erased");
  request.set_request_id("1");
  EXPECT_THAT(ViolatedFields(Call(&Stub::UpdatePerson, request).status()),
              ElementsAre("request_id", "update_mask"));
  request.Clear();
  request.mutable_person()->set_name(made->name());
  request.mutable_person()->set_email("ann");
  EXPECT_THAT(ViolatedFields(Call(&Stub::UpdatePerson, request).status()),
              ElementsAre("person.email"));
  request.mutable_person()->set_name("programmes/north/people/nobody");
  EXPECT_THAT(Call(&Stub::UpdatePerson, request), HasReason("PERSON_NOT_FOUND"));
}

TEST_F(PeopleMethodsTest, ListsInPagesAndByAddress) {
  for (const char* name : {"Ann", "Bob", "Cat"}) ASSERT_OK(Enter(name, "team@example.nhs.uk"));
  const auto dan = Enter("Dan", "dan@example.nhs.uk");
  ASSERT_OK(dan);
  pb::ListPeopleRequest request;
  request.set_parent("programmes/north");
  EXPECT_THAT(Listed(request), ::testing::UnorderedElementsAre("Ann", "Bob", "Cat", "Dan"));
  request.set_email(" Team@Example.nhs.uk");
  EXPECT_THAT(Listed(request), ::testing::UnorderedElementsAre("Ann", "Bob", "Cat"));
  request.set_page_size(2);
  const auto first = Call(&Stub::ListPeople, request);
  ASSERT_OK(first);
  EXPECT_EQ(first->people_size(), 2);
  request.set_page_token(first->next_page_token());
  EXPECT_EQ(Listed(request).size(), 1u);
  request.set_email("dan@example.nhs.uk");
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListPeople, request).status()), ElementsAre("page_token"));
  ASSERT_OK(Erase(dan->name()));
  request.Clear();
  request.set_parent("programmes/north");
  EXPECT_EQ(Listed(request).size(), 3u);
  request.set_show_erased(true);
  EXPECT_THAT(Listed(request), ::testing::UnorderedElementsAre("Ann", "Bob", "Cat", ""));
}

TEST_F(PeopleMethodsTest, ExportsEverythingThatIsHeld) {
  pb::CreatePersonRequest create;
  create.set_parent("programmes/north");
  create.set_request_id(Uuid(1));
  create.mutable_person()->set_display_name("Ann");
  const auto ann = Call(&Stub::CreatePerson, create);
  ASSERT_OK(ann);
  ASSERT_OK(Enter("Bob"));
  auto appointment = Appointment(ann->name(), pb::APPOINTMENT_ROLE_STEERING_GROUP_MEMBER, "sg");
  appointment.set_local_title("Patient voice");
  appointment.set_end_date("2020-01-01");
  const auto past = Appoint(appointment);
  ASSERT_OK(past);
  pb::ExportPersonRequest request;
  request.set_name(ann->name());
  const auto held = Call(&Stub::ExportPerson, request);
  ASSERT_OK(held);
  EXPECT_EQ(held->person().SerializeAsString(), ann->SerializeAsString());
  ASSERT_EQ(held->appointments_size(), 1);
  EXPECT_EQ(held->appointments(0).SerializeAsString(), past->SerializeAsString());
  ASSERT_EQ(held->remembered_replies_size(), 1);
  EXPECT_EQ(held->remembered_replies(0).method(), "registry.CreatePerson");
  EXPECT_EQ(held->export_time().seconds(), absl::ToUnixSeconds(clock_.Now()));
  ASSERT_OK(Erase(ann->name()));
  const auto after = Call(&Stub::ExportPerson, request);
  ASSERT_OK(after);
  EXPECT_EQ(after->person().display_name(), "");
  EXPECT_EQ(after->appointments(0).local_title(), "");
  EXPECT_THAT(after->remembered_replies(), IsEmpty());
  request.set_name("programmes/north/people/nobody");
  EXPECT_THAT(Call(&Stub::ExportPerson, request), HasReason("PERSON_NOT_FOUND"));
}

TEST_F(PeopleMethodsTest, ErasesOnceAndForGood) {
  const auto ann = Enter("Ann", "ann@example.nhs.uk");
  ASSERT_OK(ann);
  auto future = Appointment(ann->name(), pb::APPOINTMENT_ROLE_FACILITATOR, "sg");
  future.set_start_date("2024-06-02");
  const auto planned = Appoint(future);
  ASSERT_OK(planned);
  EXPECT_THAT(Erase(ann->name(), "\"7\""), HasReason("ETAG_MISMATCH"));
  const auto erased = Erase(ann->name(), ann->etag(), Uuid(1));
  ASSERT_OK(erased);
  EXPECT_EQ(erased->display_name(), "");
  EXPECT_EQ(erased->email(), "");
  EXPECT_EQ(erased->erase_time().seconds(), absl::ToUnixSeconds(clock_.Now()));
  pb::GetAppointmentRequest get;
  get.set_name(planned->name());
  EXPECT_THAT(Call(&Stub::GetAppointment, get), HasReason("APPOINTMENT_NOT_FOUND"));

  const int64_t revision = ContentRevision();
  for (const std::string& etag : {ann->etag(), std::string()}) {
    EXPECT_EQ(Erase(ann->name(), etag)->SerializeAsString(), erased->SerializeAsString());
  }
  EXPECT_EQ(Erase(ann->name(), ann->etag(), Uuid(1))->SerializeAsString(),
            erased->SerializeAsString());
  EXPECT_EQ(ContentRevision(), revision);
  EXPECT_THAT(Erase("programmes/north/people/nobody"), HasReason("PERSON_NOT_FOUND"));
  EXPECT_THAT(ViolatedFields(Erase("ann", "", "1").status()), ElementsAre("name", "request_id"));
}

TEST_F(PeopleMethodsTest, SaysNothingMoreOfTheErased) {
  const auto ann = Enter("Ann");
  ASSERT_OK(ann);
  const auto made = Appoint(Appointment(ann->name(), pb::APPOINTMENT_ROLE_FACILITATOR, "sg"));
  ASSERT_OK(made);
  ASSERT_OK(Erase(ann->name()));
  pb::UpdatePersonRequest update;
  update.mutable_person()->set_name(ann->name());
  update.mutable_person()->set_display_name("Ann");
  EXPECT_THAT(Call(&Stub::UpdatePerson, update), HasReason("PERSON_ERASED"));
  EXPECT_THAT(Appoint(Appointment(ann->name(), pb::APPOINTMENT_ROLE_TRAINER, "sg")),
              HasReason("PERSON_ERASED"));
  pb::UpdateAppointmentRequest retitle;
  retitle.mutable_appointment()->set_name(made->name());
  retitle.mutable_appointment()->set_local_title("Ann's job");
  EXPECT_THAT(Call(&Stub::UpdateAppointment, retitle), HasReason("PERSON_ERASED"));
}

}  // namespace
}  // namespace pcsp::registry
