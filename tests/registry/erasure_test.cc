// Of a person who has been erased nothing is left: not in a table, not in a remembered reply, not
// in the files of the database.
#include <filesystem>
#include <fstream>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/ids.h"
#include "services/registry/rpc/imports/import_upload.h"
#include "services/registry/rpc/people/appointment_methods.h"
#include "services/registry/rpc/people/people_methods.h"
#include "tests/registry/store_fixture.h"
#include "tests/support/audit_chains.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::DatabaseKind;
using ::pcsp::testing::HasReason;
using ::testing::IsEmpty;

namespace pb = ::pcsp::registry::v1;

constexpr char kName[] = "Canary Quillfeather";
constexpr char kEmail[] = "canary.quillfeather@example.nhs.uk";
constexpr char kTitle[] = "Quillfeather's practice nurse";

// The methods of the service as they are, over each engine.
class ErasureTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (HasFatalFailure()) return;
    Write([](Writer& w) { w.Insert(MakeOrganisation("a1")); });
    people_ = std::make_unique<PeopleMethods>(store_.get(), &tokens_);
    appointments_ = std::make_unique<AppointmentMethods>(store_.get(), &tokens_, &titles_);
  }

  static std::string Uuid(int n) { return absl::StrCat("3f0e6a4e-0000-4000-8000-00000000000", n); }

  // Everything that says the name, in six remembered calls.
  void TellOf(const std::string& display_name) {
    create_.set_parent("programmes/north");
    create_.mutable_person()->set_display_name("Somebody");
    create_.mutable_person()->set_email(kEmail);
    create_.set_request_id(Uuid(1));
    const auto person = people_->CreatePerson(call_, create_);
    ASSERT_OK(person);
    name_ = person->name();
    update_.mutable_person()->set_name(name_);
    update_.mutable_person()->set_display_name(display_name);
    update_.set_request_id(Uuid(2));
    ASSERT_OK(people_->UpdatePerson(call_, update_));

    appoint_.set_parent("programmes/north");
    appoint_.mutable_appointment()->set_person(name_);
    appoint_.mutable_appointment()->set_organisation("programmes/north/organisations/a1");
    appoint_.mutable_appointment()->set_role(pb::APPOINTMENT_ROLE_STAFF);
    appoint_.mutable_appointment()->set_local_title(kTitle);
    appoint_.mutable_appointment()->set_start_date("2020-01-01");
    appoint_.set_request_id(Uuid(3));
    const auto appointment = appointments_->CreateAppointment(call_, appoint_);
    ASSERT_OK(appointment);
    appointment_ = appointment->name();
    pb::UpdateAppointmentRequest longer;
    longer.mutable_appointment()->set_name(appointment_);
    longer.mutable_appointment()->set_local_title(absl::StrCat("Dr ", kTitle));
    longer.set_request_id(Uuid(4));
    ASSERT_OK(appointments_->UpdateAppointment(call_, longer));
    pb::EndAppointmentRequest end;
    end.set_name(appointment_);
    end.set_end_date("2030-01-01");
    end.set_request_id(Uuid(5));
    ASSERT_OK(appointments_->EndAppointment(call_, end));
  }

  absl::StatusOr<pb::Person> Erase() {
    pb::ErasePersonRequest request;
    request.set_name(name_);
    request.set_request_id(Uuid(6));
    return people_->ErasePerson(call_, request);
  }

  std::vector<std::string> Column(const std::string& sql) {
    std::vector<std::string> cells;
    EXPECT_OK(db().Read([&](soci::session& session) {
      std::string cell;
      soci::statement statement = (session.prepare << sql, soci::into(cell));
      statement.execute();
      while (statement.fetch()) cells.push_back(cell);
      return absl::OkStatus();
    }));
    return cells;
  }

  // Every cell of every table, and what a cell stands for where it is base64.
  std::vector<std::string> Dump() {
    const bool sqlite = GetParam() != DatabaseKind::kPostgresql;
    std::vector<std::string> all;
    for (const std::string& table :
         Column(sqlite ? "select name from sqlite_master where type = 'table'"
                       : "select cast(table_name as text) from information_schema.tables where "
                         "table_schema = current_schema()")) {
      for (const std::string& column :
           Column(sqlite ? absl::StrCat("select name from pragma_table_info('", table, "')")
                         : absl::StrCat("select cast(column_name as text) from "
                                        "information_schema.columns where table_schema = "
                                        "current_schema() and table_name = '",
                                        table, "'"))) {
        for (std::string& cell : Column(absl::StrCat("select coalesce(cast(\"", column,
                                                     "\" as text), '') from \"", table, "\""))) {
          std::string bytes;
          if (absl::Base64Unescape(cell, &bytes)) all.push_back(std::move(bytes));
          all.push_back(std::move(cell));
        }
      }
    }
    return all;
  }

  // The bytes of every file of the database; none where there are no files of ours.
  std::string Files() {
    std::string bytes;
    if (GetParam() != DatabaseKind::kSqliteFile) return bytes;
    const std::filesystem::path folder(options().url.substr(std::string("sqlite:").size()));
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream file(entry.path(), std::ios::binary);
      bytes.append(std::istreambuf_iterator<char>(file), {});
    }
    return bytes;
  }

  // What is left of the person, whatever its case.
  std::vector<std::string> Found(const std::vector<std::string>& traces) {
    const std::string dump = absl::AsciiStrToLower(absl::StrJoin(Dump(), "\n"));
    const std::string files = absl::AsciiStrToLower(Files());
    std::vector<std::string> found;
    for (const std::string& trace : traces) {
      const std::string lower = absl::AsciiStrToLower(trace);
      if (absl::StrContains(dump, lower)) found.push_back(trace + " in a table");
      if (absl::StrContains(files, lower)) found.push_back(trace + " in a file");
    }
    return found;
  }

  // The hash under which a request is remembered, from which a guess could be confirmed.
  template <typename Request>
  static std::string HashOf(Request request) {
    request.clear_request_id();
    return Sha256Hex(request.SerializeAsString());
  }

  rpc::Call call_{.now = absl::FromCivil(absl::CivilDay(2024, 6, 1), absl::UTCTimeZone())};
  JobTitles titles_ = JobTitles::Read("services/registry/content/job_titles.yaml").value();
  const PageTokens tokens_{"key"};
  std::unique_ptr<PeopleMethods> people_;
  std::unique_ptr<AppointmentMethods> appointments_;
  pb::CreatePersonRequest create_;
  pb::UpdatePersonRequest update_;
  pb::CreateAppointmentRequest appoint_;
  std::string name_, appointment_;
};

TEST_P(ErasureTest, LeavesNothing) {
  TellOf(kName);
  const std::vector<std::string> traces = {
      kName, kEmail, kTitle, "Quillfeather", HashOf(create_), HashOf(update_), HashOf(appoint_)};
  // What is not found now could not be missed afterwards.
  const size_t places = GetParam() == DatabaseKind::kSqliteFile ? 2 : 1;
  ASSERT_EQ(Found(traces).size(), places * traces.size());
  size_t replies = 0;
  for (const std::string& cell : Dump()) replies += absl::StrContains(cell, name_) ? 1 : 0;
  ASSERT_GE(replies, 10u) << "the base64 of replies is looked into";

  ASSERT_OK(Erase());
  EXPECT_THAT(Found(traces), IsEmpty());
}

// What files say of the person goes as well: what is disputed, and the report that quotes it.
TEST_P(ErasureTest, LeavesNothingOfFiles) {
  TellOf(kName);
  constexpr char kKey[] = "canary-key-1", kClaimed[] = "Canary Peregrine";
  SpoolRoom room;
  pb::ImportConfig config;
  config.set_parent("programmes/north");
  config.set_request_id(Uuid(8));
  const auto import = [&](const std::string& rows) -> absl::StatusOr<pb::ImportReport> {
    ImportMethod method{"ImportPeople", {pb::IMPORT_FORMAT_PEOPLE}};
    method.titles = &titles_;
    ImportUpload upload(store_.get(), &room, method);
    if (const auto taken = upload.Take(&config, "key,email,name,organisation,role\n" + rows);
        !taken.ok()) {
      return taken;
    }
    return upload.Done(call_);
  };
  const std::string row = absl::StrCat(kKey, ",", kEmail, ",", kClaimed, ",a1,staff\n");
  // The name is another, so the address with a new key says nothing: the person is named.
  pb::UpdatePersonRequest key;
  key.mutable_person()->set_name(name_);
  key.mutable_person()->set_external_key(kKey);
  key.set_request_id(Uuid(9));
  ASSERT_OK(people_->UpdatePerson(call_, key));
  const auto report = import(row);
  ASSERT_OK(report);
  ASSERT_EQ(report->counts().conflicts(), 1) << report->DebugString();
  pb::ExportPersonRequest held;
  held.set_name(name_);
  const auto before = people_->ExportPerson(call_, held);
  ASSERT_EQ(before->import_conflicts_size(), 1);
  EXPECT_EQ(before->import_conflicts(0).claimed().value(), kClaimed);
  EXPECT_EQ(before->person().external_key(), kKey);
  EXPECT_EQ(before->remembered_replies_size(), 7);
  const std::vector<std::string> traces = {kKey, kClaimed, "Quillfeather"};
  ASSERT_GE(Found(traces).size(), traces.size());

  ASSERT_OK(Erase());
  EXPECT_THAT(Found(traces), IsEmpty());
  const auto after = people_->ExportPerson(call_, held);
  EXPECT_EQ(after->import_conflicts_size(), 0);
  EXPECT_EQ(after->remembered_replies_size(), 0);
  EXPECT_THAT(import(row), HasReason("REPLY_ERASED"));
  config.clear_request_id();
  const auto again = import(row);
  ASSERT_OK(again);
  EXPECT_EQ(again->counts().rejected(), 1) << "nobody comes back with the next file";
  EXPECT_EQ(again->outcome(), pb::IMPORT_OUTCOME_REFUSED);
  for (const audit::Entry& line : pcsp::testing::SoundChain(db(), "north")) {
    if (line.method == "registry.ImportPeople") {
      EXPECT_EQ(line.salt, "");
      EXPECT_EQ(line.resource, "programmes/north/people/-");
    }
  }
}

TEST_P(ErasureTest, LeavesTheHistoryTrue) {
  TellOf(kName);
  const auto erased = Erase();
  ASSERT_OK(erased);
  EXPECT_EQ(erased->display_name(), "");
  EXPECT_EQ(erased->email(), "");
  EXPECT_TRUE(erased->has_erase_time());
  pb::GetAppointmentRequest request;
  request.set_name(appointment_);
  const auto appointment = appointments_->GetAppointment(call_, request);
  ASSERT_OK(appointment);
  EXPECT_EQ(appointment->person(), name_);
  EXPECT_EQ(appointment->staff_group(), type::v1::STAFF_GROUP_NURSE);
  EXPECT_EQ(appointment->start_date(), "2020-01-01");
  EXPECT_EQ(appointment->end_date(), "2024-06-01");
}

TEST_P(ErasureTest, IsNotUndoneByACallThatComesAgain) {
  TellOf(kName);
  const auto erased = Erase();
  ASSERT_OK(erased);
  EXPECT_THAT(people_->CreatePerson(call_, create_), HasReason("REPLY_ERASED"));
  EXPECT_THAT(people_->UpdatePerson(call_, update_), HasReason("REPLY_ERASED"));
  EXPECT_THAT(appointments_->CreateAppointment(call_, appoint_), HasReason("REPLY_ERASED"));
  EXPECT_EQ(Erase()->SerializeAsString(), erased->SerializeAsString());
  EXPECT_THAT(Found({"Quillfeather"}), IsEmpty());
}

TEST_P(ErasureTest, LeavesAnAuditThatHoldsButConfirmsNoGuess) {
  TellOf(kName);
  ASSERT_OK(Erase());
  size_t forgotten = 0;
  for (const audit::Entry& line : pcsp::testing::SoundChain(db(), "north")) {
    if (line.resource != name_ && line.resource != appointment_) continue;
    if (line.method == "registry.ErasePerson") continue;
    EXPECT_EQ(line.salt, "") << line.method;
    ++forgotten;
  }
  EXPECT_EQ(forgotten, 5u);
}

TEST_P(ErasureTest, TouchesNobodyElse) {
  TellOf(kName);
  ASSERT_OK(Erase());
  pb::CreatePersonRequest other = create_;
  other.set_request_id(Uuid(7));
  other.mutable_person()->set_display_name("Another Quillfeather");
  const auto person = people_->CreatePerson(call_, other);
  ASSERT_OK(person);
  EXPECT_NE(person->name(), name_);
  ASSERT_OK(Erase());
  EXPECT_EQ(people_->CreatePerson(call_, other)->SerializeAsString(), person->SerializeAsString());
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, ErasureTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

}  // namespace
}  // namespace pcsp::registry
