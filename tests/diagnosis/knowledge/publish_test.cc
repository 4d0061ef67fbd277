// Versions of the knowledge base on two replicas that share a database, over in-process channels.
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/error.h"
#include "common/rpc/status.h"
#include "common/storage/sql.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "pcsp/diagnosis/v1/diagnosis_service.grpc.pb.h"
#include "services/diagnosis/domain/knowledge/fingerprint.h"
#include "services/diagnosis/domain/knowledge/reader.h"
#include "services/diagnosis/domain/names.h"
#include "services/diagnosis/module.h"
#include "services/diagnosis/store/sql_knowledge_base_store.h"
#include "services/diagnosis/store/sql_store.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsOk;
using ::pcsp::testing::ViolatedFields;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAre;
using Stub = v1::DiagnosisService::Stub;

constexpr char kShipped[] = "services/diagnosis/content/knowledge_base.yaml";
constexpr char kRequestId[] = "6f1b2a34-0000-4000-8000-000000000001";

std::string ShippedText() {
  std::ostringstream text;
  text << std::ifstream(kShipped).rdbuf();
  return text.str();
}

// Version 3: whether it is written down who does what counts for almost nothing.
std::string NextText() {
  return absl::StrReplaceAll(
      ShippedText(), {{"\nversion: 2\n", "\nversion: 3\n"},
                      {"links: [[cp-roles, usually, 10]]\n    rationale: \"Parts that are written",
                       "links: [[cp-roles, 0.02, 10]]\n    rationale: \"Parts that are written"}});
}

class Replica {
 public:
  Replica(const std::string& url, const std::string& content, const Clock* clock) {
    auto module = MakeModule({.database_url = url,
                              .database_connections = 2,
                              .worker_threads = 2,
                              .content_dir = content,
                              .page_token_key = "key",
                              .log = &log_,
                              .metrics = &metrics_,
                              .clock = clock});
    EXPECT_OK(module);
    module_ = *std::move(module);
    grpc::ServerBuilder builder;
    builder.RegisterService(&module_->service());
    server_ = builder.BuildAndStart();
    stub_ = v1::DiagnosisService::NewStub(server_->InProcessChannel({}));
  }
  ~Replica() { server_->Shutdown(); }

  template <typename Reply, typename Request>
  absl::StatusOr<Reply> Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                          Reply*),
                             const Request& request) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    Reply reply;
    const grpc::Status status = (stub_.get()->*method)(&context, request, &reply);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return reply;
  }

  absl::StatusOr<v1::KnowledgeBaseVersion> Publish(const std::string& content,
                                                   bool validate_only = false,
                                                   const std::string& request_id = "") {
    v1::PublishKnowledgeBaseRequest request;
    request.mutable_file()->set_content(content);
    request.mutable_file()->set_file_name("next.yaml");
    request.set_validate_only(validate_only);
    request.set_request_id(request_id);
    return Call(&Stub::PublishKnowledgeBase, request);
  }
  std::string Current() {
    v1::GetKnowledgeBaseRequest request;
    request.set_name("knowledgeBases/current");
    const auto kb = Call(&Stub::GetKnowledgeBase, request);
    EXPECT_OK(kb);
    EXPECT_TRUE(kb->current());
    return kb->name();
  }
  std::vector<std::string> Names() {
    const auto list = Call(&Stub::ListKnowledgeBases, v1::ListKnowledgeBasesRequest());
    EXPECT_OK(list);
    std::vector<std::string> names;
    for (const auto& version : list->knowledge_bases()) {
      names.push_back(absl::StrCat(version.current() ? "*" : "", version.name()));
    }
    return names;
  }

 private:
  rpc::Log log_{rpc::LogLevel::kOff};
  rpc::Metrics metrics_;
  std::unique_ptr<rpc::Module> module_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Stub> stub_;
};

v1::Evidence UnclearRoles() {
  v1::Evidence evidence;
  evidence.set_subject_level(type::v1::LEVEL_PRACTICE);
  v1::LevelEvidence* level = evidence.add_levels();
  level->set_level(type::v1::LEVEL_PRACTICE);
  level->set_organisation("programmes/p/organisations/a81001");
  for (const char* item : {"pr_own_part", "pr_others_part"}) {
    v1::ItemEvidence* added = level->add_items();
    added->set_item(item);
    (*added->mutable_answers())["1"] = 7;
  }
  v1::FactEvidence* fact = level->add_facts();
  fact->set_fact("fact_pr_roles_written");
  fact->set_category("no");
  return evidence;
}

class PublishTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = ::testing::TempDir() + absl::StrCat("publish_", getpid());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ + "/data");
    std::filesystem::create_directory_symlink(
        std::filesystem::absolute("services/diagnosis/content"), folder_ + "/diagnosis");
    std::filesystem::create_directory_symlink(
        std::filesystem::absolute("services/planning/content"), folder_ + "/planning");
    one_ = MakeReplica();
  }
  void TearDown() override {
    one_.reset();
    std::filesystem::remove_all(folder_);
  }
  std::unique_ptr<Replica> MakeReplica() {
    return std::make_unique<Replica>(absl::StrCat("sqlite:", folder_, "/data/"), folder_, &clock_);
  }
  absl::StatusOr<v1::Diagnosis> Stored(int revision) {
    v1::StoreDiagnosisRequest request;
    request.set_parent("programmes/p/organisations/a81001");
    request.set_wave("programmes/p/waves/w1");
    request.set_evidence_revision(revision);
    *request.mutable_evidence() = UnclearRoles();
    return one_->Call(&Stub::StoreDiagnosis, request);
  }

  // What the database has of a diagnosis.
  v1::Evidence EvidenceOf(const std::string& name) {
    auto database = sql::Database::Open(
        {.url = absl::StrCat("sqlite:", folder_, "/data/"), .schema = "diagnosis"});
    EXPECT_OK(database);
    auto store = SqlStore::Open(database->get(), clock_.Now());
    EXPECT_OK(store);
    const auto bytes = (*store)->GetEvidence(*ParseDiagnosis(name));
    EXPECT_OK(bytes);
    v1::Evidence evidence;
    EXPECT_TRUE(evidence.ParseFromString(*bytes));
    return evidence;
  }

  std::string folder_;
  FixedClock clock_{absl::FromUnixMicros(1'767'600'000'123'456)};
  std::unique_ptr<Replica> one_;
};

TEST_F(PublishTest, WhatShipsIsInForceUntilAnotherIsPublished) {
  EXPECT_THAT(one_->Names(), ElementsAre("*knowledgeBases/pcsp@2"));
  const auto version = one_->Publish(NextText());
  ASSERT_OK(version);
  EXPECT_EQ(version->name(), "knowledgeBases/pcsp@3");
  EXPECT_EQ(version->issue_count(), 38);
  EXPECT_EQ(version->publish_time().seconds(), 1'767'600'000);
  EXPECT_THAT(version->warnings(), IsEmpty());
  EXPECT_EQ(one_->Current(), "knowledgeBases/pcsp@3");
  EXPECT_THAT(one_->Names(), ElementsAre("*knowledgeBases/pcsp@3", "knowledgeBases/pcsp@2"));
}

TEST_F(PublishTest, ABadFileChangesNothingAndIsToldInFull) {
  const std::string bad = absl::StrReplaceAll(
      NextText(),
      {{"blocked_by: [ws-lifetime]", "blocked_by: [ws-lifetim]"},
       {"  - id: rm-feelgood\n    level: practice", "  - id: rm-feelgood\n    level: p"}});
  const auto refused = one_->Publish(bad);
  EXPECT_THAT(refused, HasReason("INVALID_KNOWLEDGE_BASE"));
  EXPECT_THAT(ViolatedFields(refused.status()), Contains("csfs[ws4].blocked_by[0]"));
  const auto detail = ErrorDetailOf(refused.status());
  ASSERT_TRUE(detail);
  for (const Violation& violation : detail->violations) {
    EXPECT_THAT(violation.expected, HasSubstr("(next.yaml:")) << violation.field;
  }
  EXPECT_THAT(one_->Publish(""), HasReason("INVALID_FIELDS"));
  EXPECT_THAT(one_->Publish("a: [1"), HasReason("INVALID_CONTENT"));
  EXPECT_EQ(one_->Current(), "knowledgeBases/pcsp@2");
  EXPECT_THAT(one_->Names(), SizeIs(1));
}

TEST_F(PublishTest, ASolutionThatTheCatalogueLacksIsRefusedWithAllElse) {
  const std::string bad = absl::StrReplaceAll(
      NextText(), {{"[ws-board-seminar, ws-leaders", "[ws-board-seminr, ws-leaders"},
                   {"blocked_by: [ws-lifetime]", "blocked_by: [ws-lifetim]"},
                   {"author: \"pcsp authors\"\n", ""}});
  ASSERT_THAT(bad, HasSubstr("ws-board-seminr"));
  const auto refused = one_->Publish(bad);
  EXPECT_THAT(refused, HasReason("INVALID_KNOWLEDGE_BASE"));
  EXPECT_THAT(ViolatedFields(refused.status()),
              UnorderedElementsAre("issues[ws-coherence].solutions[0]", "csfs[ws4].blocked_by[0]",
                                   "author"));
  EXPECT_EQ(one_->Current(), "knowledgeBases/pcsp@2");
  v1::DiffKnowledgeBasesRequest diff;
  diff.mutable_after_file()->set_content(bad);
  EXPECT_THAT(one_->Call(&Stub::DiffKnowledgeBases, diff), HasReason("INVALID_KNOWLEDGE_BASE"));
}

// What was published when less was asked of authors stays in force.
TEST_F(PublishTest, AVersionPublishedUnderOlderRulesStaysInForce) {
  const std::string old = absl::StrReplaceAll(NextText(), {{"author: \"pcsp authors\"\n", ""}});
  EXPECT_THAT(ViolatedFields(one_->Publish(old).status()), ElementsAre("author"));
  {
    const auto database = sql::Database::Open(
        {.url = absl::StrCat("sqlite:", folder_, "/data/"), .schema = "diagnosis"});
    ASSERT_OK(database);
    SqlKnowledgeBaseStore store(database->get());
    const auto kb = ReadKnowledgeBase(*text::ParseYaml(old, "next.yaml"));
    ASSERT_OK(kb);
    ASSERT_OK(store.Publish({.name = kb->Name(),
                             .hash = FingerprintOf(*kb),
                             .file_name = "next.yaml",
                             .content = old,
                             .publish_time = clock_.Now()},
                            clock_.Now(), {}, ""));
  }
  EXPECT_EQ(MakeReplica()->Current(), "knowledgeBases/pcsp@3");
}

// Its own check knows nothing of cues: such a version could be put in force and then not be read.
TEST_F(PublishTest, AnIdThatNotesTakeIsRefusedBeforeItIsInForce) {
  const std::string taken =
      absl::StrReplaceAll(NextText(), {{"fact_pr_roles_written", "note_ca_time"}});
  for (const bool validate_only : {true, false}) {
    EXPECT_THAT(one_->Publish(taken, validate_only), HasReason("INVALID_KNOWLEDGE_BASE"));
  }
  EXPECT_EQ(one_->Current(), "knowledgeBases/pcsp@2");
  EXPECT_THAT(one_->Names(), SizeIs(1));
  EXPECT_EQ(MakeReplica()->Current(), "knowledgeBases/pcsp@2");
}

TEST_F(PublishTest, CuesOfIssuesThatAVersionLacksAreNotUsedWithIt) {
  v1::DiagnoseRequest request;
  *request.mutable_evidence() = UnclearRoles();
  request.mutable_evidence()->mutable_levels(0)->add_notes()->set_text("We had NO protected time");
  const auto before = one_->Call(&Stub::Diagnose, request);
  ASSERT_OK(before);
  ASSERT_THAT(before->quotes(), SizeIs(1));
  EXPECT_EQ(before->quotes(0).issue(), "ca-time");
  const auto version = one_->Publish(absl::StrReplaceAll(NextText(), {{"ca-time", "ca-hours"}}));
  ASSERT_OK(version);
  const auto after = one_->Call(&Stub::Diagnose, request);
  ASSERT_OK(after);
  EXPECT_EQ(after->knowledge_base(), "knowledgeBases/pcsp@3");
  EXPECT_THAT(after->quotes(), IsEmpty());
  request.mutable_evidence()->mutable_levels(0)->mutable_notes(0)->set_text(
      "Everybody says we already do this");
  const auto other = one_->Call(&Stub::Diagnose, request);
  ASSERT_OK(other);
  EXPECT_THAT(other->quotes(), Not(IsEmpty()));  // the other cues still are
}

// The database has no word of a note, and whoever reads the evidence again is told what is missing.
TEST_F(PublishTest, NotesAreMissingFromStoredEvidenceAndADiffSaysSo) {
  v1::StoreDiagnosisRequest request;
  request.set_parent("programmes/p/organisations/a81001");
  request.set_wave("programmes/p/waves/w1");
  *request.mutable_evidence() = UnclearRoles();
  v1::NoteEvidence* note = request.mutable_evidence()->mutable_levels(0)->add_notes();
  note->set_text("We had NO protected time");
  note->add_judgements()->set_cue("no-setup-time");
  note->mutable_judgements(0)->set_polarity(v1::NOTE_POLARITY_AFFIRM);
  request.set_keep_quotes(true);  // of the diagnosis; its evidence has none all the same
  const auto stored = one_->Call(&Stub::StoreDiagnosis, request);
  ASSERT_OK(stored);
  const v1::Evidence kept = EvidenceOf(stored->name());
  ASSERT_THAT(kept.levels(0).notes(), SizeIs(1));
  EXPECT_TRUE(kept.levels(0).notes(0).withheld());
  EXPECT_EQ(kept.levels(0).notes(0).text(), "");
  EXPECT_THAT(kept.levels(0).notes(0).judgements(), IsEmpty());
  EXPECT_EQ(kept.levels(0).items_size(), 2);
  v1::DiffKnowledgeBasesRequest diff;
  diff.mutable_after_file()->set_content(NextText());
  diff.set_programme("programmes/p");
  const auto reply = one_->Call(&Stub::DiffKnowledgeBases, diff);
  ASSERT_OK(reply);
  EXPECT_EQ(reply->compared_count(), 1);
  ASSERT_THAT(reply->sites(), SizeIs(1));
  EXPECT_THAT(reply->sites(0).left_out(), Contains(HasSubstr("notes")));
  EXPECT_EQ(reply->sites(0).issues(0).issue(), "cp-roles");
}

TEST_F(PublishTest, AVersionHasOneContent) {
  const std::string other = absl::StrReplaceAll(NextText(), {{"version: 3", "version: 2"}});
  EXPECT_THAT(one_->Publish(other), HasReason("KNOWLEDGE_BASE_EXISTS"));
  ASSERT_OK(one_->Publish(NextText()));
  EXPECT_THAT(
      one_->Publish(absl::StrReplaceAll(NextText(), {{"cp-roles, 0.02", "cp-roles, 0.03"}})),
      HasReason("KNOWLEDGE_BASE_EXISTS"));
  ASSERT_OK(one_->Publish(ShippedText()));  // back to what ships
  EXPECT_EQ(one_->Current(), "knowledgeBases/pcsp@2");
}

TEST_F(PublishTest, CheckingAndRepeatingHaveNoSecondEffect) {
  ASSERT_OK(one_->Publish(NextText(), /*validate_only=*/true));
  EXPECT_EQ(one_->Current(), "knowledgeBases/pcsp@2");
  const auto first = one_->Publish(NextText(), false, kRequestId);
  clock_.Advance(absl::Hours(1));
  const auto again = one_->Publish(NextText(), false, kRequestId);
  ASSERT_OK(again);
  EXPECT_EQ(again->SerializeAsString(), first->SerializeAsString());
  EXPECT_THAT(one_->Publish(ShippedText(), false, kRequestId), HasReason("REQUEST_ID_REUSED"));
  EXPECT_THAT(one_->Publish(NextText(), false, "x"), HasReason("INVALID_FIELDS"));
}

TEST_F(PublishTest, OtherReplicasAndLaterProcessesFollow) {
  const auto two = MakeReplica();
  ASSERT_OK(one_->Publish(NextText()));
  EXPECT_EQ(two->Current(), "knowledgeBases/pcsp@2");  // it has just looked
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(two->Current(), "knowledgeBases/pcsp@3");
  EXPECT_EQ(MakeReplica()->Current(), "knowledgeBases/pcsp@3");
}

TEST_F(PublishTest, AVersionAskedForByNameIsLookedForAtOnce) {
  const auto two = MakeReplica();
  ASSERT_OK(one_->Publish(NextText()));
  v1::DiagnoseRequest request;
  request.set_knowledge_base("knowledgeBases/pcsp@3");
  *request.mutable_evidence() = UnclearRoles();
  const auto diagnosis = two->Call(&Stub::Diagnose, request);
  ASSERT_OK(diagnosis);
  EXPECT_EQ(diagnosis->knowledge_base(), "knowledgeBases/pcsp@3");
  request.set_knowledge_base("knowledgeBases/pcsp@9");
  EXPECT_THAT(two->Call(&Stub::Diagnose, request), HasReason("KNOWLEDGE_BASE_NOT_FOUND"));
}

TEST_F(PublishTest, StoredDiagnosesKeepTheirVersion) {
  const auto before = Stored(1);
  ASSERT_OK(before);
  ASSERT_OK(one_->Publish(NextText()));
  const auto after = Stored(1);
  ASSERT_OK(after);
  EXPECT_NE(after->name(), before->name());
  EXPECT_EQ(after->knowledge_base(), "knowledgeBases/pcsp@3");
  v1::GetDiagnosisRequest request;
  request.set_name(before->name());
  const auto kept = one_->Call(&Stub::GetDiagnosis, request);
  ASSERT_OK(kept);
  EXPECT_EQ(kept->knowledge_base(), "knowledgeBases/pcsp@2");
  EXPECT_EQ(kept->SerializeAsString(), before->SerializeAsString());
}

TEST_F(PublishTest, ADiffTellsWhichSitesWouldReadDifferentlyAndWhy) {
  v1::DiffKnowledgeBasesRequest request;
  request.mutable_after_file()->set_content(NextText());
  *request.add_evidence() = UnclearRoles();
  const auto diff = one_->Call(&Stub::DiffKnowledgeBases, request);
  ASSERT_OK(diff);
  EXPECT_EQ(diff->before(), "knowledgeBases/pcsp@2");
  EXPECT_EQ(diff->after(), "knowledgeBases/pcsp@3");
  ASSERT_THAT(diff->changes(), SizeIs(2));
  EXPECT_EQ(diff->changes(0).field(), "indicators[fact_pr_roles_written].links[cp-roles].strength");
  EXPECT_EQ(diff->changes(1).field(), "indicators[fact_pr_roles_written].links[cp-roles].word");
  EXPECT_EQ(diff->compared_count(), 1);
  ASSERT_THAT(diff->sites(), SizeIs(1));
  const v1::IssueDifference& roles = diff->sites(0).issues(0);
  EXPECT_EQ(roles.issue(), "cp-roles");
  EXPECT_LT(roles.after().probability(), roles.before().probability());
  ASSERT_THAT(roles.movers(), SizeIs(1));
  EXPECT_EQ(roles.movers(0).owner(), "indicators[fact_pr_roles_written]");
  EXPECT_EQ(one_->Current(), "knowledgeBases/pcsp@2");
}

TEST_F(PublishTest, ADiffReadsTheEvidenceOfAProgramme) {
  ASSERT_OK(Stored(1));
  ASSERT_OK(Stored(2));
  ASSERT_OK(one_->Publish(NextText()));
  v1::DiffKnowledgeBasesRequest request;
  request.set_before("knowledgeBases/pcsp@2");
  request.set_after("knowledgeBases/pcsp@3");
  request.set_programme("programmes/p");
  const auto diff = one_->Call(&Stub::DiffKnowledgeBases, request);
  ASSERT_OK(diff);
  EXPECT_EQ(diff->compared_count(), 1);  // the latest of the wave alone
  EXPECT_EQ(diff->without_evidence_count(), 0);
  ASSERT_THAT(diff->sites(), SizeIs(1));
  EXPECT_EQ(diff->sites(0).organisation(), "programmes/p/organisations/a81001");
  EXPECT_THAT(diff->sites(0).diagnosis(), StartsWith("programmes/p/organisations/a81001/"));
  EXPECT_EQ(diff->sites(0).evidence_index(), -1);
}

TEST_F(PublishTest, ADiffNamesWhatIsWrongWithTheRequest) {
  v1::DiffKnowledgeBasesRequest request;
  request.set_programme("p");
  request.set_page_size(-1);
  EXPECT_THAT(ViolatedFields(one_->Call(&Stub::DiffKnowledgeBases, request).status()),
              ElementsAre("after", "page_size", "programme"));
  v1::DiffKnowledgeBasesRequest evidence;
  evidence.set_after("knowledgeBases/current");
  *evidence.add_evidence() = UnclearRoles();
  evidence.mutable_evidence(0)->mutable_levels(0)->mutable_facts(0)->set_category("never");
  EXPECT_THAT(ViolatedFields(one_->Call(&Stub::DiffKnowledgeBases, evidence).status()),
              ElementsAre("evidence[0].levels[0].facts[0].category"));
}

}  // namespace
}  // namespace pcsp::diagnosis
