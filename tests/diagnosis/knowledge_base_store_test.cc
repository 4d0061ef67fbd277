// Published knowledge bases on every engine.
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/store/sql_knowledge_base_store.h"
#include "services/diagnosis/store/sql_store.h"
#include "tests/support/audit_chains.h"
#include "tests/support/databases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsLine;
using ::pcsp::testing::IsOk;
using ::pcsp::testing::IsOkAndHolds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::Time kNow = absl::FromUnixMicros(1'767'600'000'123'456);
constexpr char kRequest[] = "6f1b2a34-0000-4000-8000-000000000001";

StoredKnowledgeBase Version(int version, const std::string& hash = "hash", absl::Time time = kNow) {
  return {.name = absl::StrCat("kb@", version),
          .hash = hash,
          .author = "Ada",
          .file_name = "kb.yaml",
          .content = std::string("id: kb\n\0\xff'", 10),
          .publish_time = time};
}

class KnowledgeBaseStoreTest : public pcsp::testing::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (HasFatalFailure()) return;
    ASSERT_OK(SqlStore::Open(&db(), kNow));
  }
  absl::StatusOr<std::string> Publish(const StoredKnowledgeBase& version,
                                      const RequestMark& request = {}) {
    return SqlKnowledgeBaseStore(&db()).Publish(version, version.publish_time, request, "reply");
  }
  absl::StatusOr<KnowledgeBaseInForce> InForce() { return SqlKnowledgeBaseStore(&db()).InForce(); }
  std::vector<std::string> Names() {
    std::vector<std::string> names;
    const auto versions = SqlKnowledgeBaseStore(&db()).Versions();
    EXPECT_OK(versions);
    for (const StoredKnowledgeBase& version : *versions) names.push_back(version.name);
    return names;
  }
};

TEST_P(KnowledgeBaseStoreTest, NothingIsPublishedAtFirst) {
  EXPECT_THAT(InForce(), IsOkAndHolds(KnowledgeBaseInForce{}));
  EXPECT_THAT(Names(), IsEmpty());
}

TEST_P(KnowledgeBaseStoreTest, KeepsEveryFieldAndThePublicationInTheAudit) {
  EXPECT_THAT(Publish(Version(1)), IsOkAndHolds("reply"));
  EXPECT_THAT(SqlKnowledgeBaseStore(&db()).Versions(), IsOkAndHolds(ElementsAre(Version(1))));
  EXPECT_THAT(InForce(), IsOkAndHolds(KnowledgeBaseInForce{1, "kb@1"}));
  const auto lines = sql::SqlAuditLog(&db()).List("knowledge-bases", 0, 10);
  ASSERT_OK(lines);
  EXPECT_THAT(*lines, ElementsAre(IsLine("diagnosis.PublishKnowledgeBase", "knowledgeBases/kb@1")));
}

TEST_P(KnowledgeBaseStoreTest, TheLastOnePublishedIsInForceAlsoWhenItIsAnOldOne) {
  ASSERT_OK(Publish(Version(1)));
  ASSERT_OK(Publish(Version(2, "other", kNow + absl::Hours(1))));
  EXPECT_THAT(InForce(), IsOkAndHolds(KnowledgeBaseInForce{2, "kb@2"}));
  EXPECT_THAT(Names(), ElementsAre("kb@2", "kb@1"));
  ASSERT_OK(Publish(Version(1, "hash", kNow + absl::Hours(2))));
  EXPECT_THAT(InForce(), IsOkAndHolds(KnowledgeBaseInForce{3, "kb@1"}));
  ASSERT_OK(Publish(Version(1, "hash", kNow + absl::Hours(3))));
  EXPECT_THAT(InForce(), IsOkAndHolds(KnowledgeBaseInForce{3, "kb@1"}));
  EXPECT_THAT(Names(), ElementsAre("kb@2", "kb@1"));
}

TEST_P(KnowledgeBaseStoreTest, AVersionHasOneContent) {
  ASSERT_OK(Publish(Version(1)));
  EXPECT_THAT(Publish(Version(1, "other")), HasReason("KNOWLEDGE_BASE_EXISTS"));
  EXPECT_THAT(InForce(), IsOkAndHolds(KnowledgeBaseInForce{1, "kb@1"}));
}

TEST_P(KnowledgeBaseStoreTest, ARepeatedCallHasOneEffect) {
  ASSERT_OK(Publish(Version(1), {kRequest, "payload"}));
  ASSERT_OK(Publish(Version(2, "other")));
  ASSERT_OK(Publish(Version(1), {kRequest, "payload"}));
  EXPECT_THAT(InForce(), IsOkAndHolds(KnowledgeBaseInForce{2, "kb@2"}));
  EXPECT_THAT(Publish(Version(3), {kRequest, "another"}), HasReason("REQUEST_ID_REUSED"));
}

TEST_P(KnowledgeBaseStoreTest, PublishersComeOneAfterAnother) {
  std::vector<std::thread> publishers;
  std::vector<absl::Status> statuses(4);
  for (int i = 0; i < 4; ++i) {
    publishers.emplace_back([&, i] { statuses[i] = Publish(Version(i)).status(); });
  }
  for (std::thread& publisher : publishers) publisher.join();
  for (const absl::Status& status : statuses) EXPECT_OK(status);
  const auto in_force = InForce();
  ASSERT_OK(in_force);
  EXPECT_EQ(in_force->revision, 4);
}

TEST_P(KnowledgeBaseStoreTest, DiagnosesGiveTheirEvidenceBack) {
  const auto store = SqlStore::Open(&db(), kNow);
  ASSERT_OK(store);
  StoredDiagnosis diagnosis{.name = {{"p", "a1"}, "d1"}, .wave = "w", .create_time = kNow};
  diagnosis.evidence = std::string("\0\xff'", 3);
  ASSERT_OK((*store)->Keep(diagnosis));
  const auto found = (*store)->ListEvidence({.parent = {"p", "-"}, .latest_only = true});
  ASSERT_OK(found);
  ASSERT_EQ(found->size(), 1u);
  EXPECT_EQ(found->front().name, diagnosis.name);
  EXPECT_EQ(found->front().create_time, kNow);
  EXPECT_EQ(found->front().evidence, diagnosis.evidence);
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, KnowledgeBaseStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

}  // namespace
}  // namespace pcsp::diagnosis
