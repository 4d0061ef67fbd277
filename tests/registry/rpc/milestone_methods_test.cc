#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "services/registry/domain/milestone.h"
#include "tests/registry/rpc/registry_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class MilestoneMethodsTest : public RegistryTest {
 protected:
  void SetUp() override {
    RegistryTest::SetUp();
    ASSERT_OK(Create("a1", pb::ORGANISATION_KIND_PRACTICE));
    ASSERT_OK(Create("a2", pb::ORGANISATION_KIND_PRACTICE));
  }

  static pb::RecordMilestoneRequest Request(const std::string& site, pb::MilestoneState state,
                                            const std::string& date) {
    pb::RecordMilestoneRequest request;
    request.set_parent(Name(site));
    request.mutable_milestone()->set_state(state);
    request.mutable_milestone()->set_date(date);
    request.mutable_milestone()->set_evidence(pb::MILESTONE_EVIDENCE_VISIT);
    return request;
  }

  absl::StatusOr<pb::Milestone> Record(const std::string& site, pb::MilestoneState state,
                                       const std::string& date) {
    return Call(&Stub::RecordMilestone, Request(site, state, date));
  }

  absl::StatusOr<pb::Milestone> Retract(const pb::Milestone& milestone) {
    pb::RetractMilestoneRequest request;
    request.set_name(milestone.name());
    request.set_etag(milestone.etag());
    request.set_reason("It was another practice");
    return Call(&Stub::RetractMilestone, request);
  }

  absl::StatusOr<pb::Milestone> GetMilestone(const std::string& name) {
    pb::GetMilestoneRequest request;
    request.set_name(name);
    return Call(&Stub::GetMilestone, request);
  }

  // "a1 TRAINED 2024-03-01", an asterisk for those retracted.
  std::vector<std::string> List(pb::ListMilestonesRequest request = {}) {
    if (request.parent().empty()) request.set_parent(Name("-"));
    const auto response = Call(&Stub::ListMilestones, request);
    EXPECT_OK(response);
    std::vector<std::string> found;
    for (const auto& m : response->milestones()) {
      found.push_back(absl::StrCat(m.name().substr(Name("").size(), 2), " ",
                                   pb::MilestoneState_Name(m.state()).substr(16), " ", m.date(),
                                   m.has_retraction() ? "*" : ""));
    }
    return found;
  }
};

TEST_F(MilestoneMethodsTest, RecordsAndReturnsAMilestone) {
  const int64_t before = ContentRevision();
  auto request = Request("a1", pb::MILESTONE_STATE_TRAINED, "2024-03-01");
  request.mutable_milestone()->set_recorded_by("programmes/north/people/p1");
  request.mutable_milestone()->set_note("Five of seven came");
  const auto recorded = Call(&Stub::RecordMilestone, request);
  ASSERT_OK(recorded);
  EXPECT_THAT(recorded->name(), HasSubstr(Name("a1") + "/milestones/"));
  EXPECT_EQ(recorded->state(), pb::MILESTONE_STATE_TRAINED);
  EXPECT_EQ(recorded->date(), "2024-03-01");
  EXPECT_EQ(recorded->recorded_by(), "programmes/north/people/p1");
  EXPECT_EQ(recorded->evidence(), pb::MILESTONE_EVIDENCE_VISIT);
  EXPECT_EQ(recorded->note(), "Five of seven came");
  EXPECT_EQ(recorded->etag(), "\"1\"");
  EXPECT_EQ(recorded->create_time().seconds(), absl::ToUnixSeconds(clock_.Now()));
  EXPECT_FALSE(recorded->has_retraction());
  EXPECT_EQ(ContentRevision(), before + 1);
  const auto got = GetMilestone(recorded->name());
  ASSERT_OK(got);
  EXPECT_EQ(got->SerializeAsString(), recorded->SerializeAsString());
  EXPECT_THAT(GetMilestone(Name("a1") + "/milestones/none"), HasReason("MILESTONE_NOT_FOUND"));
  EXPECT_THAT(GetMilestone("programmes/south/organisations/a1/milestones/none"),
              HasReason("PROGRAMME_NOT_FOUND"));
  EXPECT_THAT(ViolatedFields(GetMilestone("a1").status()), ElementsAre("name"));
}

TEST_F(MilestoneMethodsTest, HaveTheDomainsNumbers) {
  for (int i = pb::MilestoneState_MIN; i <= pb::MilestoneState_MAX; ++i) {
    const std::string word(Word(static_cast<MilestoneState>(i)));
    EXPECT_EQ(pb::MilestoneState_Name(static_cast<pb::MilestoneState>(i)),
              "MILESTONE_STATE_" +
                  (word.empty() ? std::string("UNSPECIFIED") : absl::AsciiStrToUpper(word)));
  }
  EXPECT_EQ(static_cast<int>(pb::MilestoneState_MAX), static_cast<int>(MilestoneState::kMerged));
  for (int i = 1; i <= pb::MilestoneEvidence_MAX; ++i) {
    EXPECT_EQ(
        pb::MilestoneEvidence_Name(static_cast<pb::MilestoneEvidence>(i)),
        "MILESTONE_EVIDENCE_" + absl::AsciiStrToUpper(Word(static_cast<MilestoneEvidence>(i))));
  }
}

TEST_F(MilestoneMethodsTest, ReportsAllViolationsAtOnce) {
  pb::RecordMilestoneRequest request;
  request.set_parent("a1");
  request.set_request_id("one");
  request.set_replaces("m1");
  auto* milestone = request.mutable_milestone();
  milestone->set_state(static_cast<pb::MilestoneState>(13));
  milestone->set_date("spring");
  milestone->set_successor("a2");
  milestone->set_recorded_by("Ann");
  milestone->set_note(std::string(501, 'x'));
  EXPECT_THAT(ViolatedFields(Call(&Stub::RecordMilestone, request).status()),
              ElementsAre("parent", "request_id", "milestone.state", "milestone.date",
                          "milestone.successor", "milestone.recorded_by", "milestone.state",
                          "milestone.date", "milestone.evidence", "milestone.note", "replaces"));
  EXPECT_THAT(ViolatedFields(Record("a1", pb::MILESTONE_STATE_TASTER, "2024-06-02").status()),
              ElementsAre("milestone.date"))
      << "tomorrow";
}

TEST_F(MilestoneMethodsTest, RefusesSitesThatHaveNoMilestones) {
  ASSERT_OK(Create("sg", pb::ORGANISATION_KIND_STEERING_GROUP));
  EXPECT_THAT(ViolatedFields(Record("sg", pb::MILESTONE_STATE_TASTER, "2024-01-01").status()),
              ElementsAre("parent"));
  EXPECT_THAT(Record("nobody", pb::MILESTONE_STATE_TASTER, "2024-01-01"),
              HasReason("ORGANISATION_NOT_FOUND"));
}

TEST_F(MilestoneMethodsTest, RefusesAnIllegalStepAndSaysWhatIsLegal) {
  const auto committed = Record("a1", pb::MILESTONE_STATE_COMMITTED, "2024-03-01");
  ASSERT_OK(committed);
  const auto live = Record("a1", pb::MILESTONE_STATE_LIVE, "2024-05-01");
  EXPECT_THAT(live, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(live, HasReason("ILLEGAL_MILESTONE"));
  const auto detail = ErrorDetailOf(live.status());
  ASSERT_TRUE(detail);
  EXPECT_EQ(detail->metadata.at("conflicts"), committed->name());
  EXPECT_EQ(detail->metadata.at("legal"), "trained,paused,withdrawn,merged");
  EXPECT_THAT(List(), ElementsAre("a1 COMMITTED 2024-03-01"));
}

TEST_F(MilestoneMethodsTest, RecordsThePastLater) {
  ASSERT_OK(Record("a1", pb::MILESTONE_STATE_TRAINED, "2023-05-01"));
  ASSERT_OK(Record("a1", pb::MILESTONE_STATE_LIVE, "2024-01-01"));
  ASSERT_OK(Record("a1", pb::MILESTONE_STATE_TASTER, "2023-02-01"));
  ASSERT_OK(Record("a1", pb::MILESTONE_STATE_PAUSED, "2023-08-01"));
  EXPECT_THAT(List(), ElementsAre("a1 TASTER 2023-02-01", "a1 TRAINED 2023-05-01",
                                  "a1 PAUSED 2023-08-01", "a1 LIVE 2024-01-01"));
  EXPECT_THAT(Record("a1", pb::MILESTONE_STATE_WITHDRAWN, "2023-09-01"),
              HasReason("ILLEGAL_MILESTONE"));
  EXPECT_THAT(Record("a1", pb::MILESTONE_STATE_LIVE, "2024-01-01"), HasReason("MILESTONE_EXISTS"));
}

TEST_F(MilestoneMethodsTest, RetractsAndKeepsTheHistory) {
  const auto trained = Record("a1", pb::MILESTONE_STATE_TRAINED, "2023-05-01");
  const auto live = Record("a1", pb::MILESTONE_STATE_LIVE, "2024-01-01");
  ASSERT_OK(live);
  const auto needed = Retract(*trained);
  EXPECT_THAT(needed, HasReason("MILESTONE_NEEDED"));
  EXPECT_EQ(ErrorDetailOf(needed.status())->metadata.at("conflicts"), live->name());

  const auto retracted = Retract(*live);
  ASSERT_OK(retracted);
  EXPECT_EQ(retracted->retraction().reason(), "It was another practice");
  EXPECT_EQ(retracted->retraction().time().seconds(), absl::ToUnixSeconds(clock_.Now()));
  EXPECT_EQ(retracted->etag(), "\"2\"");
  EXPECT_THAT(Retract(*live), HasReason("ETAG_MISMATCH"));
  EXPECT_THAT(Retract(*retracted), HasReason("MILESTONE_RETRACTED"));
  EXPECT_THAT(List(), ElementsAre("a1 TRAINED 2023-05-01"));
  pb::ListMilestonesRequest history;
  history.set_show_retracted(true);
  EXPECT_THAT(List(history), ElementsAre("a1 TRAINED 2023-05-01", "a1 LIVE 2024-01-01*"));
  EXPECT_OK(Retract(*trained));
  EXPECT_OK(Record("a1", pb::MILESTONE_STATE_TRAINED, "2023-05-01"));

  pb::RetractMilestoneRequest empty;
  empty.set_retracted_by("Ann");
  EXPECT_THAT(ViolatedFields(Call(&Stub::RetractMilestone, empty).status()),
              ElementsAre("name", "reason", "retracted_by"));
}

TEST_F(MilestoneMethodsTest, ReplacesWhatOthersNeed) {
  const auto trained = Record("a1", pb::MILESTONE_STATE_TRAINED, "2023-05-01");
  ASSERT_OK(Record("a1", pb::MILESTONE_STATE_LIVE, "2024-01-01"));
  auto request = Request("a1", pb::MILESTONE_STATE_TRAINED, "2023-06-01");
  request.set_replaces(trained->name());
  request.set_replaces_etag("\"9\"");
  EXPECT_THAT(Call(&Stub::RecordMilestone, request), HasReason("ETAG_MISMATCH"));
  request.set_replaces_etag(trained->etag());
  const auto replacing = Call(&Stub::RecordMilestone, request);
  ASSERT_OK(replacing);
  EXPECT_THAT(List(), ElementsAre("a1 TRAINED 2023-06-01", "a1 LIVE 2024-01-01"));
  const auto replaced = GetMilestone(trained->name());
  EXPECT_EQ(replaced->retraction().replaced_by(), replacing->name());

  request.clear_replaces_etag();
  EXPECT_THAT(Call(&Stub::RecordMilestone, request), HasReason("MILESTONE_RETRACTED"));
  request.set_replaces(Name("a1") + "/milestones/none");
  EXPECT_THAT(Call(&Stub::RecordMilestone, request), HasReason("MILESTONE_NOT_FOUND"));
  request.set_replaces(replacing->name());
  request.mutable_milestone()->set_date("2024-02-01");
  EXPECT_THAT(Call(&Stub::RecordMilestone, request), HasReason("ILLEGAL_MILESTONE"))
      << "after the site went live";
  EXPECT_FALSE(GetMilestone(replacing->name())->has_retraction()) << "all or nothing";
}

TEST_F(MilestoneMethodsTest, MergesIntoAPracticeThatStands) {
  ASSERT_OK(Create("sg", pb::ORGANISATION_KIND_STEERING_GROUP));
  ASSERT_OK(Record("a1", pb::MILESTONE_STATE_TRAINED, "2023-05-01"));
  ASSERT_OK(Record("a2", pb::MILESTONE_STATE_TRAINED, "2023-05-01"));
  auto request = Request("a1", pb::MILESTONE_STATE_MERGED, "2024-01-01");
  EXPECT_THAT(ViolatedFields(Call(&Stub::RecordMilestone, request).status()),
              ElementsAre("milestone.successor"));
  request.mutable_milestone()->set_successor(Name("sg"));
  EXPECT_THAT(ViolatedFields(Call(&Stub::RecordMilestone, request).status()),
              ElementsAre("milestone.successor"));
  request.mutable_milestone()->set_successor(Name("nobody"));
  EXPECT_THAT(Call(&Stub::RecordMilestone, request), HasReason("ORGANISATION_NOT_FOUND"));
  request.mutable_milestone()->set_successor(Name("a2"));
  const auto merged = Call(&Stub::RecordMilestone, request);
  ASSERT_OK(merged);
  EXPECT_EQ(merged->successor(), Name("a2"));
  EXPECT_THAT(Record("a1", pb::MILESTONE_STATE_INTERESTED, "2024-02-01"),
              HasReason("ILLEGAL_MILESTONE"))
      << "merged is final";
  auto back = Request("a2", pb::MILESTONE_STATE_MERGED, "2023-12-01");
  back.mutable_milestone()->set_successor(Name("a1"));
  EXPECT_THAT(Call(&Stub::RecordMilestone, back), HasReason("SUCCESSOR_MERGED"));
}

TEST_F(MilestoneMethodsTest, ChecksWithoutRecordingAndRecordsOnce) {
  auto request = Request("a1", pb::MILESTONE_STATE_TASTER, "2024-01-01");
  request.set_validate_only(true);
  const auto checked = Call(&Stub::RecordMilestone, request);
  ASSERT_OK(checked);
  EXPECT_EQ(checked->name(), "");
  EXPECT_EQ(checked->etag(), "");
  EXPECT_THAT(List(), IsEmpty());

  request.set_validate_only(false);
  request.set_request_id(Uuid(1));
  const auto once = Call(&Stub::RecordMilestone, request);
  const auto twice = Call(&Stub::RecordMilestone, request);
  ASSERT_OK(twice);
  EXPECT_EQ(once->SerializeAsString(), twice->SerializeAsString());
  request.mutable_milestone()->set_date("2024-01-02");
  EXPECT_THAT(Call(&Stub::RecordMilestone, request), HasReason("REQUEST_ID_REUSED"));
}

TEST_F(MilestoneMethodsTest, ListsInPagesAndByFilter) {
  for (const char* site : {"a1", "a2"}) {
    ASSERT_OK(Record(site, pb::MILESTONE_STATE_TASTER, "2023-02-01"));
    ASSERT_OK(Record(site, pb::MILESTONE_STATE_TRAINED, "2023-05-01"));
  }
  pb::ListMilestonesRequest request;
  request.set_parent(Name("-"));
  request.set_page_size(3);
  const auto first = Call(&Stub::ListMilestones, request);
  ASSERT_OK(first);
  ASSERT_EQ(first->milestones_size(), 3);
  request.set_page_token(first->next_page_token());
  EXPECT_THAT(List(request), ElementsAre("a2 TRAINED 2023-05-01"));
  request.set_start_date("2023-01-01");
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListMilestones, request).status()),
              ElementsAre("page_token"))
      << "the token of another list";

  pb::ListMilestonesRequest filtered;
  filtered.add_states(pb::MILESTONE_STATE_TASTER);
  EXPECT_THAT(List(filtered), ElementsAre("a1 TASTER 2023-02-01", "a2 TASTER 2023-02-01"));
  filtered.set_parent(Name("a2"));
  EXPECT_THAT(List(filtered), ElementsAre("a2 TASTER 2023-02-01"));
  filtered.set_start_date("2023-02-02");
  EXPECT_THAT(List(filtered), IsEmpty());
  filtered.clear_states();
  filtered.set_end_date("2023-05-01");
  EXPECT_THAT(List(filtered), ElementsAre("a2 TRAINED 2023-05-01"));

  filtered.set_parent("organisations/-");
  filtered.add_states(pb::MILESTONE_STATE_UNSPECIFIED);
  filtered.set_start_date("x");
  filtered.set_end_date("y");
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListMilestones, filtered).status()),
              ElementsAre("parent", "states[0]", "start_date", "end_date"));
  filtered = {};
  filtered.set_parent(Name("nobody"));
  EXPECT_THAT(Call(&Stub::ListMilestones, filtered), HasReason("ORGANISATION_NOT_FOUND"));
}

}  // namespace
}  // namespace pcsp::registry
