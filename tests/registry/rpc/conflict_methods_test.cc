#include "tests/registry/rpc/import_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr char kEast[] = "sub-16c";
constexpr char kNorth[] = "sub-00k";

// A person has said that 16C commissions A81044; the file says that 00K does.
class ConflictTest : public ImportTest {
 protected:
  void SetUp() override {
    ImportTest::SetUp();
    ASSERT_OK(Create(kNorth, pb::ORGANISATION_KIND_WHOLE_SYSTEM, "00K"));
    ASSERT_OK(Create(kEast, pb::ORGANISATION_KIND_WHOLE_SYSTEM, "16C"));
    ASSERT_OK(Create("a81044", pb::ORGANISATION_KIND_PRACTICE, "A81044"));
    ASSERT_OK(Relate("a81044", pb::RELATIONSHIP_KIND_COMMISSIONED_BY, kEast, "2010-01-01"));
  }

  std::vector<pb::ImportConflict> List(
      pb::ImportConflictState state = pb::IMPORT_CONFLICT_STATE_UNSPECIFIED) {
    pb::ListImportConflictsRequest request;
    request.set_parent("programmes/north");
    request.set_state(state);
    const auto response = Call(&Stub::ListImportConflicts, request);
    EXPECT_OK(response);
    return {response->import_conflicts().begin(), response->import_conflicts().end()};
  }

  // The conflict that the file queues.
  pb::ImportConflict Queued() {
    EXPECT_EQ(Counts(Import(ImportConfig(), File({{}}))),
              "rows 1, updated 1, warned 1, conflicts 1");
    const auto open = List(pb::IMPORT_CONFLICT_STATE_OPEN);
    EXPECT_THAT(open, SizeIs(1));
    return open.at(0);
  }

  static pb::ResolveImportConflictRequest Decision(const pb::ImportConflict& conflict,
                                                   pb::ImportConflictChoice choice) {
    pb::ResolveImportConflictRequest request;
    request.set_name(conflict.name());
    request.set_choice(choice);
    return request;
  }

  // "sub-16c 2010-01-01 2013-03-31": who commissions the practice.
  std::vector<std::string> Commissioners() {
    pb::ListRelationshipsRequest request;
    request.set_parent("programmes/north");
    request.set_kind(pb::RELATIONSHIP_KIND_COMMISSIONED_BY);
    std::vector<std::string> texts;
    const auto listed = Call(&Stub::ListRelationships, request);
    for (const auto& r : listed->relationships()) {
      texts.push_back(absl::StrCat(r.object().substr(Name("").size()), " ", r.start_date(), " ",
                                   r.end_date(), " ", pb::Source_Name(r.source())));
    }
    return texts;
  }
};

TEST_F(ConflictTest, QueuesBothClaimsOnce) {
  const auto report = Import(ImportConfig(), File({{}}));
  EXPECT_EQ(Counts(report), "rows 1, updated 1, warned 1, conflicts 1");
  EXPECT_THAT(Commissioners(), ElementsAre("sub-16c 2010-01-01  SOURCE_PERSON"));
  const auto conflicts = List(pb::IMPORT_CONFLICT_STATE_OPEN);
  ASSERT_THAT(conflicts, SizeIs(1));
  const pb::ImportConflict& c = conflicts[0];
  EXPECT_EQ(report->rows(0).issues(0).conflict(), c.name());
  EXPECT_EQ(c.kind(), pb::IMPORT_CONFLICT_KIND_COMMISSIONER);
  EXPECT_EQ(c.organisation(), Name("a81044"));
  EXPECT_EQ(c.known().source(), pb::SOURCE_PERSON);
  EXPECT_EQ(c.known().value(), Name(kEast));
  EXPECT_EQ(c.known().start_date(), "2010-01-01");
  EXPECT_EQ(c.claimed().source(), pb::SOURCE_EPRACCUR);
  EXPECT_EQ(c.claimed().content_sha256(), report->content_sha256());
  EXPECT_EQ(c.claimed().value(), Name(kNorth));
  EXPECT_EQ(c.claimed().start_date(), "2013-04-01");
  EXPECT_EQ(c.claimed().stated_time().seconds(), absl::ToUnixSeconds(clock_.Now()));
  EXPECT_EQ(c.state(), pb::IMPORT_CONFLICT_STATE_OPEN);

  const int64_t revision = ContentRevision();
  EXPECT_EQ(Counts(Import(ImportConfig(), File({{}}))),
            "rows 1, unchanged 1, warned 1, conflicts 1");
  EXPECT_THAT(List(), SizeIs(1));
  EXPECT_EQ(ContentRevision(), revision);
}

TEST_F(ConflictTest, QueuesNothingOfACheckOrARefusedFile) {
  pb::ImportConfig config = ImportConfig();
  config.set_validate_only(true);
  EXPECT_EQ(Counts(Import(config, File({{}}))), "rows 1, updated 1, warned 1, conflicts 1");
  EXPECT_THAT(List(), IsEmpty());
  EXPECT_EQ(Import(ImportConfig(), File({{}, {{1, ""}}}))->outcome(), pb::IMPORT_OUTCOME_REFUSED);
  EXPECT_THAT(List(), IsEmpty());
}

TEST_F(ConflictTest, AppliesTheClaimThatIsChosen) {
  const pb::ImportConflict queued = Queued();
  auto decision = Decision(queued, pb::IMPORT_CONFLICT_CHOICE_CLAIMED);
  decision.set_note("confirmed by telephone");
  decision.set_etag(queued.etag());
  decision.set_request_id(Uuid(5));
  const auto resolved = Call(&Stub::ResolveImportConflict, decision);
  ASSERT_OK(resolved);
  EXPECT_EQ(resolved->state(), pb::IMPORT_CONFLICT_STATE_RESOLVED);
  EXPECT_EQ(resolved->choice(), pb::IMPORT_CONFLICT_CHOICE_CLAIMED);
  EXPECT_EQ(resolved->note(), "confirmed by telephone");
  EXPECT_THAT(Commissioners(), UnorderedElementsAre("sub-16c 2010-01-01 2013-03-31 SOURCE_PERSON",
                                                    "sub-00k 2013-04-01  SOURCE_EPRACCUR"));
  EXPECT_EQ(Call(&Stub::ResolveImportConflict, decision)->SerializeAsString(),
            resolved->SerializeAsString())
      << "a retry";
  EXPECT_EQ(Counts(Import(ImportConfig(), File({{}}))), "rows 1, unchanged 1");
  EXPECT_THAT(List(pb::IMPORT_CONFLICT_STATE_OPEN), IsEmpty());
}

TEST_F(ConflictTest, KeepsWhatIsKnownUntilAClaimChanges) {
  ASSERT_OK(
      Call(&Stub::ResolveImportConflict, Decision(Queued(), pb::IMPORT_CONFLICT_CHOICE_KNOWN)));
  EXPECT_THAT(Commissioners(), ElementsAre("sub-16c 2010-01-01  SOURCE_PERSON"));
  EXPECT_EQ(Counts(Import(ImportConfig(), File({{}}))), "rows 1, unchanged 1");
  EXPECT_EQ(Counts(Import(ImportConfig(), File({{{2, "RENAMED"}}}))), "rows 1, updated 1")
      << "another file with the same claim";
  EXPECT_THAT(List(pb::IMPORT_CONFLICT_STATE_OPEN), IsEmpty());
  EXPECT_EQ(Counts(Import(ImportConfig(), File({{{2, "RENAMED"}, {16, "20140401"}}}))),
            "rows 1, unchanged 1, warned 1, conflicts 1");
  EXPECT_THAT(List(pb::IMPORT_CONFLICT_STATE_OPEN), SizeIs(1));
  EXPECT_THAT(List(pb::IMPORT_CONFLICT_STATE_RESOLVED), SizeIs(1));
}

TEST_F(ConflictTest, RefusesDecisionsThatComeTooLate) {
  const pb::ImportConflict queued = Queued();
  ASSERT_OK(Import(ImportConfig(), File({{{16, "20140401"}}})));
  auto decision = Decision(queued, pb::IMPORT_CONFLICT_CHOICE_CLAIMED);
  decision.set_etag(queued.etag());
  EXPECT_THAT(Call(&Stub::ResolveImportConflict, decision), HasReason("ETAG_MISMATCH"));
  decision.clear_etag();

  pb::ListRelationshipsRequest list;
  list.set_parent("programmes/north");
  pb::EndRelationshipRequest end;
  end.set_name(Call(&Stub::ListRelationships, list)->relationships(0).name());
  end.set_end_date("2020-12-31");
  ASSERT_OK(Call(&Stub::EndRelationship, end));
  const auto outdated = Call(&Stub::ResolveImportConflict, decision);
  EXPECT_THAT(outdated, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(outdated, HasReason("IMPORT_CONFLICT_OUTDATED"));
  decision.set_choice(pb::IMPORT_CONFLICT_CHOICE_KNOWN);
  ASSERT_OK(Call(&Stub::ResolveImportConflict, decision));
  EXPECT_THAT(Call(&Stub::ResolveImportConflict, decision), HasReason("IMPORT_CONFLICT_RESOLVED"));
}

TEST_F(ConflictTest, DecidesAboutAListSize) {
  pb::ImportConfig config = ImportConfig();
  config.set_format(pb::IMPORT_FORMAT_SITE_CONTEXTS);
  ASSERT_OK(Upload(&Stub::ImportSiteContexts, config,
                   "code,effective_date,list_size\nA81044,2024-04-30,9000\n"));
  config.set_format(pb::IMPORT_FORMAT_WORKFORCE);
  config.set_effective_date("2024-04-30");
  const std::string workforce =
      "PRAC_CODE,TOTAL_PATIENTS,TOTAL_GP_HC,TOTAL_NURSES_HC,TOTAL_DPC_HC,TOTAL_ADMIN_HC\n"
      "A81044,12000,7,4,3,15\n";
  EXPECT_EQ(Counts(Upload(&Stub::ImportWorkforce, config, workforce)),
            "rows 1, updated 1, warned 1, conflicts 1");
  const auto open = List(pb::IMPORT_CONFLICT_STATE_OPEN);
  ASSERT_THAT(open, SizeIs(1));
  EXPECT_EQ(open[0].field(), "list_size");
  EXPECT_EQ(open[0].effective_date(), "2024-04-30");
  EXPECT_EQ(open[0].known().value(), "9000");
  EXPECT_EQ(open[0].known().source(), pb::SOURCE_SITE_CONTEXTS);
  EXPECT_EQ(open[0].claimed().value(), "12000");
  ASSERT_OK(
      Call(&Stub::ResolveImportConflict, Decision(open[0], pb::IMPORT_CONFLICT_CHOICE_CLAIMED)));
  pb::ListSiteContextsRequest request;
  request.set_parent(Name("a81044"));
  const auto contexts = Call(&Stub::ListSiteContexts, request);
  EXPECT_EQ(contexts->site_contexts(0).list_size(), 12000);
  EXPECT_EQ(contexts->site_contexts(0).headcounts_size(), 4);
}

TEST_F(ConflictTest, ListsInPagesAndOfOneOrganisation) {
  ASSERT_OK(Create("a81045", pb::ORGANISATION_KIND_PRACTICE, "A81045"));
  ASSERT_OK(Relate("a81045", pb::RELATIONSHIP_KIND_COMMISSIONED_BY, kEast, "2010-01-01"));
  ASSERT_OK(Import(ImportConfig(), File({{}, {{1, "A81045"}}})));
  pb::ListImportConflictsRequest request;
  request.set_parent("programmes/north");
  request.set_page_size(1);
  const auto first = Call(&Stub::ListImportConflicts, request);
  ASSERT_OK(first);
  ASSERT_EQ(first->import_conflicts_size(), 1);
  request.set_page_token(first->next_page_token());
  const auto second = Call(&Stub::ListImportConflicts, request);
  ASSERT_EQ(second->import_conflicts_size(), 1);
  EXPECT_NE(first->import_conflicts(0).name(), second->import_conflicts(0).name());
  EXPECT_EQ(second->next_page_token(), "");
  request.Clear();
  request.set_parent("programmes/north");
  request.set_organisation(Name("a81045"));
  const auto of_one = Call(&Stub::ListImportConflicts, request);
  ASSERT_EQ(of_one->import_conflicts_size(), 1);
  EXPECT_EQ(of_one->import_conflicts(0).organisation(), Name("a81045"));
  request.set_organisation(Name("nobody"));
  EXPECT_THAT(Call(&Stub::ListImportConflicts, request), HasReason("ORGANISATION_NOT_FOUND"));
}

TEST_F(ConflictTest, ReportsAllFaultsOfARequestAtOnce) {
  pb::ResolveImportConflictRequest decision;
  decision.set_name("programmes/north/relationships/r1");
  decision.set_choice(pb::IMPORT_CONFLICT_CHOICE_AGREED);
  decision.set_note(std::string(2001, 'x'));
  decision.set_request_id("1");
  EXPECT_THAT(ViolatedFields(Call(&Stub::ResolveImportConflict, decision).status()),
              ElementsAre("name", "request_id", "choice", "note"));
  pb::ListImportConflictsRequest list;
  list.set_parent("north");
  list.set_state(static_cast<pb::ImportConflictState>(7));
  list.set_page_size(-1);
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListImportConflicts, list).status()),
              ElementsAre("parent", "state", "page_size"));
  decision = {};
  decision.set_name("programmes/north/importConflicts/none");
  decision.set_choice(pb::IMPORT_CONFLICT_CHOICE_KNOWN);
  const auto missing = Call(&Stub::ResolveImportConflict, decision);
  EXPECT_THAT(missing, StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(missing, HasReason("IMPORT_CONFLICT_NOT_FOUND"));
}

}  // namespace
}  // namespace pcsp::registry
