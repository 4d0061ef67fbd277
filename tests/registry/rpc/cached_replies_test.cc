// Replies that may come from memory: always those that the store would give.
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "grpcpp/generic/generic_stub.h"
#include "tests/registry/imports/epraccur_rows.h"
#include "tests/registry/rpc/registry_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;

class CachedRepliesTest : public RegistryTest {
 protected:
  uint64_t NearHits(const std::string& method) {
    for (const auto& counts : cache_.CountsByKind()) {
      if (counts.name == method) return counts.near_hits;
    }
    return 0;
  }
  absl::StatusOr<pb::ListSitesResponse> List(int page_size = 0, const std::string& token = "") {
    pb::ListSitesRequest request;
    request.set_parent("programmes/north");
    request.set_page_size(page_size);
    request.set_page_token(token);
    return Call(&Stub::ListSites, request);
  }
  void Rename(const std::string& id, const std::string& display_name) {
    pb::UpdateOrganisationRequest request;
    request.mutable_organisation()->set_name(Name(id));
    request.mutable_organisation()->set_display_name(display_name);
    ASSERT_OK(Call(&Stub::UpdateOrganisation, request));
  }
};

TEST_F(CachedRepliesTest, ShowEveryoneTheirOwnChanges) {
  ASSERT_OK(Create("a1", pb::ORGANISATION_KIND_PRACTICE));
  for (int i = 0; i < 20; ++i) {
    Rename("a1", absl::StrCat("Name ", i));
    for (int again = 0; again < 3; ++again) {
      EXPECT_EQ(Get("a1")->display_name(), absl::StrCat("Name ", i));
      EXPECT_EQ(List()->sites(0).display_name(), absl::StrCat("Name ", i));
    }
  }
  EXPECT_GE(NearHits("GetOrganisation"), 20u);
  EXPECT_GE(NearHits("ListSites"), 20u);
}

TEST_F(CachedRepliesTest, KnowThePageAndTheDay) {
  for (const char* id : {"a1", "a2", "a3"}) ASSERT_OK(Create(id, pb::ORGANISATION_KIND_PRACTICE));
  for (int again = 0; again < 3; ++again) {
    const auto first = List(2);
    ASSERT_OK(first);
    EXPECT_EQ(first->sites_size(), 2);
    EXPECT_EQ(List(2, first->next_page_token())->sites(0).organisation(), Name("a3"));
    EXPECT_EQ(List()->sites_size(), 3);
  }
  pb::UpdateOrganisationRequest close;
  close.mutable_organisation()->set_name(Name("a1"));
  close.mutable_organisation()->set_close_date("2024-06-01");  // today
  ASSERT_OK(Call(&Stub::UpdateOrganisation, close));
  EXPECT_EQ(List()->sites_size(), 3);
  clock_.Advance(absl::Hours(24));
  EXPECT_EQ(List()->sites_size(), 2);
}

// What is kept by the content revision is right for as long as this holds.
TEST_F(CachedRepliesTest, EveryChangeMovesTheContentRevision) {
  int64_t revision = ContentRevision();
  const auto moved = [&] { return std::exchange(revision, ContentRevision()) < ContentRevision(); };
  ASSERT_OK(Create("a1", pb::ORGANISATION_KIND_PRACTICE));
  EXPECT_TRUE(moved());
  ASSERT_OK(Create("sg", pb::ORGANISATION_KIND_STEERING_GROUP));
  EXPECT_TRUE(moved());
  Rename("a1", "Another name");
  EXPECT_TRUE(moved());
  const auto relationship = Relate("a1", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg");
  ASSERT_OK(relationship);
  EXPECT_TRUE(moved());
  pb::EndRelationshipRequest end;
  end.set_name(relationship->name());
  end.set_end_date("2024-07-01");
  ASSERT_OK(Call(&Stub::EndRelationship, end));
  EXPECT_TRUE(moved());
  pb::SetSiteContextRequest context;
  context.set_parent(Name("a1"));
  context.mutable_site_context()->set_effective_date("2024-06-01");
  context.mutable_site_context()->set_list_size(8000);
  ASSERT_OK(Call(&Stub::SetSiteContext, context));
  EXPECT_TRUE(moved());
  const std::string file = absl::StrCat(Line(Fields({{1, "A81099"}})), "\n");
  ASSERT_OK(Import(ImportConfig(), file));
  EXPECT_TRUE(moved());
  ASSERT_OK(Import(ImportConfig(), file));
  EXPECT_FALSE(moved()) << "nothing changed";
}

TEST_F(CachedRepliesTest, AreRefusedWithEveryViolation) {
  pb::GetOrganisationRequest get;
  get.set_name("a1");
  get.mutable_max_staleness()->set_seconds(3);
  EXPECT_THAT(ViolatedFields(Call(&Stub::GetOrganisation, get).status()),
              ElementsAre("name", "max_staleness"));
  pb::ListSitesRequest list;
  list.set_parent("programmes/north");
  list.mutable_max_staleness()->set_nanos(-1);
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListSites, list).status()), ElementsAre("max_staleness"));
  list.mutable_max_staleness()->set_nanos(500'000'000);
  EXPECT_OK(Call(&Stub::ListSites, list));
}

TEST_F(CachedRepliesTest, NeedARequestThatCanBeRead) {
  grpc::GenericStub stub(server_->InProcessChannel());
  grpc::ClientContext context;
  const grpc::Slice slice("\xFF not a message");
  const grpc::ByteBuffer request(&slice, 1);
  grpc::ByteBuffer reply;
  absl::Notification done;
  grpc::Status status;
  stub.UnaryCall(&context, "/pcsp.registry.v1.RegistryService/GetOrganisation", {}, &request,
                 &reply, [&](grpc::Status ended) {
                   status = std::move(ended);
                   done.Notify();
                 });
  done.WaitForNotification();
  EXPECT_THAT(rpc::FromGrpcStatus(status), HasReason("UNREADABLE_REQUEST"));
}

}  // namespace
}  // namespace pcsp::registry
