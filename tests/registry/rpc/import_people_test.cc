// Files of people, over the service.
#include "tests/registry/rpc/import_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kHeader[] = "key,name,email,organisation,role,local_title,start_date,end_date\n";
constexpr char kAnn[] = "S1,Ann,ann@example.nhs.uk,A81044,practice lead,Nurse,2024-01-01,\n";
constexpr char kBob[] = "S2,Bob,,sg,facilitator,,2024-01-01,\n";

class ImportPeopleTest : public ImportTest {
 protected:
  void SetUp() override {
    ImportTest::SetUp();
    ASSERT_OK(Create("sg", pb::ORGANISATION_KIND_STEERING_GROUP));
    ASSERT_OK(Create("a81044", pb::ORGANISATION_KIND_PRACTICE, "A81044"));
    config_.set_parent("programmes/north");
  }

  absl::StatusOr<pb::ImportReport> People(const std::string& rows) {
    return Upload(&Stub::ImportPeople, config_, kHeader + rows);
  }

  std::vector<pb::Person> Listed(const std::string& key = "") {
    pb::ListPeopleRequest request;
    request.set_parent("programmes/north");
    request.set_external_key(key);
    const auto reply = Call(&Stub::ListPeople, request);
    EXPECT_OK(reply);
    return {reply->people().begin(), reply->people().end()};
  }

  std::vector<pb::Appointment> Appointments(const std::string& person) {
    pb::ListAppointmentsRequest request;
    request.set_parent("programmes/north");
    request.set_person(person);
    const auto reply = Call(&Stub::ListAppointments, request);
    EXPECT_OK(reply);
    return {reply->appointments().begin(), reply->appointments().end()};
  }

  std::vector<pb::ImportConflict> Conflicts() {
    pb::ListImportConflictsRequest request;
    request.set_parent("programmes/north");
    request.set_state(pb::IMPORT_CONFLICT_STATE_OPEN);
    const auto reply = Call(&Stub::ListImportConflicts, request);
    EXPECT_OK(reply);
    return {reply->import_conflicts().begin(), reply->import_conflicts().end()};
  }

  absl::Status Erase(const std::string& name) {
    pb::ErasePersonRequest request;
    request.set_name(name);
    return Call(&Stub::ErasePerson, request).status();
  }

  pb::ImportConfig config_;
};

TEST_F(ImportPeopleTest, EntersPeopleAndAppointments) {
  const auto report = People(std::string(kAnn) + kBob);
  EXPECT_EQ(Counts(report), "rows 2, created 2");
  const auto ann = Listed("S1");
  ASSERT_THAT(ann, SizeIs(1));
  EXPECT_EQ(ann[0].email(), "ann@example.nhs.uk");
  EXPECT_EQ(report->rows(0).person(), ann[0].name());
  const auto appointments = Appointments(ann[0].name());
  ASSERT_THAT(appointments, SizeIs(1));
  EXPECT_EQ(report->rows(0).appointment(), appointments[0].name());
  EXPECT_EQ(appointments[0].organisation(), Name("a81044"));
  EXPECT_EQ(appointments[0].staff_group(), type::v1::STAFF_GROUP_NURSE) << "as the title says";
  const int64_t revision = ContentRevision();
  EXPECT_EQ(Counts(People(std::string(kAnn) + kBob)), "rows 2, unchanged 2");
  EXPECT_EQ(ContentRevision(), revision);
  EXPECT_EQ(Counts(People("S1,,,A81044,practice lead,,2024-01-01,2024-05-31\n")),
            "rows 1, closed 1");
  EXPECT_EQ(Appointments(ann[0].name())[0].end_date(), "2024-05-31");
}

TEST_F(ImportPeopleTest, ChecksWithoutEnteringAnybody) {
  config_.set_validate_only(true);
  const auto checked = People(kAnn);
  EXPECT_EQ(Counts(checked), "rows 1, created 1");
  EXPECT_EQ(checked->outcome(), pb::IMPORT_OUTCOME_VALIDATED);
  EXPECT_EQ(checked->rows(0).person(), "") << "who is not there has no name";
  EXPECT_EQ(checked->rows(0).organisation(), Name("a81044"));
  EXPECT_THAT(Listed(), IsEmpty());
}

TEST_F(ImportPeopleTest, TakesAllOrSomeAsIsAsked) {
  const std::string file = std::string(kAnn) + "S3,Eve,eve,A81044,boss,,2024-01-01,\n";
  const auto refused = People(file);
  EXPECT_EQ(refused->outcome(), pb::IMPORT_OUTCOME_REFUSED);
  EXPECT_EQ(Counts(refused), "rows 2, created 1, rejected 1");
  ASSERT_EQ(refused->rows(1).issues_size(), 2);
  EXPECT_EQ(refused->rows(1).issues(0).column_title(), "role");
  EXPECT_EQ(refused->rows(1).issues(0).column(), 5);
  EXPECT_EQ(refused->rows(1).issues(0).given(), "boss");
  EXPECT_THAT(refused->rows(1).issues(0).expected(), HasSubstr("GP_CHAMPION"));
  EXPECT_EQ(refused->rows(1).issues(1).given(), "eve");
  EXPECT_THAT(Listed(), IsEmpty());
  config_.set_mode(pb::IMPORT_MODE_PARTIAL);
  EXPECT_EQ(People(file)->outcome(), pb::IMPORT_OUTCOME_APPLIED);
  EXPECT_THAT(Listed(), SizeIs(1));
}

TEST_F(ImportPeopleTest, RemembersTheReportOfARequestUntilSomebodyIsErased) {
  config_.set_request_id(Uuid(1));
  const auto first = People(kAnn);
  ASSERT_OK(first);
  EXPECT_EQ(People(kAnn)->SerializeAsString(), first->SerializeAsString());
  EXPECT_THAT(People(kBob), HasReason("REQUEST_ID_REUSED"));
  const auto other = Enter("Eve");
  ASSERT_OK(Erase(other->name()));
  EXPECT_THAT(People(kAnn), HasReason("REPLY_ERASED"));
}

TEST_F(ImportPeopleTest, RejectsWhoWasErased) {
  ASSERT_OK(People(kAnn));
  const pb::Person ann = Listed().at(0);
  ASSERT_OK(Erase(ann.name()));
  const auto report = People(kAnn);
  EXPECT_EQ(Counts(report), "rows 1, rejected 1");
  EXPECT_THAT(report->rows(0).issues(0).hint(), HasSubstr(ann.name()));
  EXPECT_EQ(Counts(People("S2,Ann,ann@example.nhs.uk,A81044,practice lead,,,\n")),
            "rows 1, created 1, warned 1")
      << "the key tells them apart";
}

TEST_F(ImportPeopleTest, LetsAPersonDecideAboutAName) {
  ASSERT_OK(People(kAnn));
  const auto report = People("S1,Anne Sample,,A81044,practice lead,,2024-01-01,\n");
  EXPECT_EQ(Counts(report), "rows 1, unchanged 1, warned 1, conflicts 1");
  const auto conflicts = Conflicts();
  ASSERT_THAT(conflicts, SizeIs(1));
  const pb::ImportConflict& c = conflicts[0];
  EXPECT_EQ(c.kind(), pb::IMPORT_CONFLICT_KIND_PERSON);
  EXPECT_EQ(c.field(), "display_name");
  EXPECT_EQ(c.person(), report->rows(0).person());
  EXPECT_EQ(c.known().value(), "Ann");
  EXPECT_EQ(c.known().source(), pb::SOURCE_PEOPLE);
  EXPECT_EQ(c.claimed().value(), "Anne Sample");
  EXPECT_NE(c.known().content_sha256(), c.claimed().content_sha256());
  pb::ResolveImportConflictRequest decision;
  decision.set_name(c.name());
  decision.set_choice(pb::IMPORT_CONFLICT_CHOICE_CLAIMED);
  decision.set_etag(c.etag());
  decision.set_request_id(Uuid(2));
  ASSERT_OK(Call(&Stub::ResolveImportConflict, decision));
  EXPECT_EQ(Listed().at(0).display_name(), "Anne Sample");
  EXPECT_THAT(Conflicts(), IsEmpty());
  ASSERT_OK(Erase(c.person()));
  EXPECT_THAT(Call(&Stub::ResolveImportConflict, decision), HasReason("REPLY_ERASED"));
}

TEST_F(ImportPeopleTest, LetsAPersonDecideAboutAnAppointment) {
  ASSERT_OK(People(kAnn));
  const std::string name = Appointments(Listed().at(0).name()).at(0).name();
  pb::EndAppointmentRequest end;
  end.set_name(name);
  end.set_end_date("2024-04-30");
  ASSERT_OK(Call(&Stub::EndAppointment, end));
  EXPECT_EQ(Counts(People(kAnn)), "rows 1, unchanged 1, warned 1, conflicts 1");
  const auto conflicts = Conflicts();
  ASSERT_THAT(conflicts, SizeIs(1));
  EXPECT_EQ(conflicts[0].kind(), pb::IMPORT_CONFLICT_KIND_APPOINTMENT);
  EXPECT_EQ(conflicts[0].appointment(), name);
  EXPECT_EQ(conflicts[0].known().source(), pb::SOURCE_PERSON);
  EXPECT_EQ(conflicts[0].claimed().value(), "-");
  pb::ResolveImportConflictRequest decision;
  decision.set_name(conflicts[0].name());
  decision.set_choice(pb::IMPORT_CONFLICT_CHOICE_KNOWN);
  ASSERT_OK(Call(&Stub::ResolveImportConflict, decision));
  EXPECT_EQ(Counts(People(kAnn)), "rows 1, unchanged 1");
}

TEST_F(ImportPeopleTest, KnowsPeopleAgainAcrossBatches) {
  std::string rows;
  for (int i = 0; i < 2500; ++i) {
    absl::StrAppend(&rows, "K", i % 1250, ",Person ", i % 1250, ",,", i < 1250 ? "A81044" : "sg",
                    ",", i < 1250 ? "staff,GP" : "trainer,", ",,\n");
  }
  EXPECT_EQ(Counts(People(rows)), "rows 2500, created 2500");
  EXPECT_EQ(Appointments(Listed("K7").at(0).name()).size(), 2u);
  EXPECT_EQ(Counts(People(rows)), "rows 2500, unchanged 2500");
}

TEST_F(ImportPeopleTest, TakesFilesOfPeopleAlone) {
  config_.set_format(pb::IMPORT_FORMAT_EPRACCUR);
  EXPECT_THAT(ViolatedFields(People(kAnn).status()), ElementsAre("config.format"));
  config_.clear_format();
  EXPECT_THAT(Upload(&Stub::ImportPeople, config_, "key,name\nS1,Ann\n"),
              HasReason("IMPORT_COLUMNS_MISSING"));
}

TEST_F(ImportPeopleTest, GivesAKeyToOnePersonOnly) {
  pb::CreatePersonRequest request;
  request.set_parent("programmes/north");
  request.mutable_person()->set_display_name("Ann");
  request.mutable_person()->set_external_key(" S1 ");
  const auto ann = Call(&Stub::CreatePerson, request);
  ASSERT_OK(ann);
  EXPECT_EQ(ann->external_key(), "S1");
  EXPECT_THAT(Call(&Stub::CreatePerson, request), HasReason("PERSON_KEY_TAKEN"));
  const auto bob = Enter("Bob");
  pb::UpdatePersonRequest update;
  update.mutable_person()->set_name(bob->name());
  update.mutable_person()->set_external_key("S1");
  EXPECT_THAT(Call(&Stub::UpdatePerson, update), HasReason("PERSON_KEY_TAKEN"));
  update.mutable_person()->set_name(ann->name());
  EXPECT_OK(Call(&Stub::UpdatePerson, update)) << "it is theirs already";
}

}  // namespace
}  // namespace pcsp::registry
