#include "common/base/audit/head.h"
#include "common/rpc/audit_convert.h"
#include "tests/registry/rpc/registry_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kChain[] = "programmes/north/auditChains/registry";

class AuditTest : public RegistryTest {
 protected:
  absl::StatusOr<audit::v1::ListAuditEntriesResponse> List(const std::string& parent,
                                                           int page_size = 0,
                                                           const std::string& token = "") {
    audit::v1::ListAuditEntriesRequest request;
    request.set_parent(parent);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return Call(&Stub::ListAuditEntries, request);
  }
  absl::StatusOr<audit::v1::AuditHead> Head(const std::string& name) {
    audit::v1::ExportAuditHeadRequest request;
    request.set_name(name);
    return Call(&Stub::ExportAuditHead, request);
  }
  // Method and resource of every line.
  std::vector<std::string> Lines() {
    std::vector<std::string> lines;
    const auto all = List(kChain, 1000);
    EXPECT_OK(all);
    for (const auto& e : all->entries()) lines.push_back(e.method() + " " + e.resource());
    return lines;
  }
};

TEST_F(AuditTest, EveryMethodThatChangesLeavesALine) {
  ASSERT_OK(Create("icb", pb::ORGANISATION_KIND_WHOLE_SYSTEM));
  ASSERT_OK(Create("group", pb::ORGANISATION_KIND_STEERING_GROUP));
  const auto related = Relate("group", pb::RELATIONSHIP_KIND_PART_OF, "icb");
  ASSERT_OK(related);
  pb::UpdateOrganisationRequest rename;
  rename.mutable_organisation()->set_name(Name("group"));
  rename.mutable_organisation()->set_display_name("Another");
  rename.mutable_update_mask()->add_paths("display_name");
  ASSERT_OK(Call(&Stub::UpdateOrganisation, rename));
  pb::UpdateProgrammeRequest title;
  title.mutable_programme()->set_name("programmes/north");
  title.mutable_programme()->set_display_name("Another");
  title.mutable_update_mask()->add_paths("display_name");
  ASSERT_OK(Call(&Stub::UpdateProgramme, title));
  pb::SetSiteContextRequest context;
  context.set_parent(Name("group"));
  context.mutable_site_context()->set_effective_date("2024-01-01");
  context.mutable_site_context()->set_list_size(1000);
  const auto set = Call(&Stub::SetSiteContext, context);
  ASSERT_OK(set);
  pb::EndRelationshipRequest end;
  end.set_name(related->name());
  end.set_end_date("2024-05-31");
  ASSERT_OK(Call(&Stub::EndRelationship, end));
  ASSERT_OK(Create("a", pb::ORGANISATION_KIND_PRACTICE));
  ASSERT_OK(Create("b", pb::ORGANISATION_KIND_PRACTICE));
  pb::MergeOrganisationsRequest merge;
  merge.set_parent("programmes/north");
  merge.set_date("2024-06-01");
  merge.add_sources()->set_name(Name("a"));
  merge.mutable_existing()->set_name(Name("b"));
  merge.set_validate_only(true);
  ASSERT_OK(Call(&Stub::MergeOrganisations, merge));
  merge.set_validate_only(false);
  ASSERT_OK(Call(&Stub::MergeOrganisations, merge));
  EXPECT_THAT(
      Lines(),
      ElementsAre(
          "registry.CreateProgramme programmes/north", "registry.CreateOrganisation " + Name("icb"),
          "registry.CreateOrganisation " + Name("group"),
          "registry.CreateRelationship " + related->name(),
          "registry.UpdateOrganisation " + Name("group"),
          "registry.UpdateProgramme programmes/north", "registry.SetSiteContext " + set->name(),
          "registry.EndRelationship " + related->name(), "registry.CreateOrganisation " + Name("a"),
          "registry.CreateOrganisation " + Name("b"), "registry.MergeOrganisations " + Name("a")));
}

TEST_F(AuditTest, AnImportLeavesOneLineAndItsRepetitionNone) {
  const std::string row =
      "A81001,THE SURGERY,Y60,QHM,1 STREET,TOWN,,,,TS1 1AA,19740401,,A,B,00K,20130401,,,,,,,,00K,0,"
      "4,\n";
  const auto imported = Import(ImportConfig(), row);
  ASSERT_OK(imported);
  ASSERT_EQ(imported->outcome(), pb::IMPORT_OUTCOME_APPLIED);
  const size_t lines = Lines().size();
  EXPECT_EQ(Lines().back(), "registry.ImportOrganisations programmes/north");
  ASSERT_OK(Import(ImportConfig(), row));
  EXPECT_EQ(Lines().size(), lines);
}

TEST_F(AuditTest, ALineHoldsNoName) {
  ASSERT_OK(Create("a81001", pb::ORGANISATION_KIND_PRACTICE));
  const auto all = List(kChain);
  ASSERT_OK(all);
  EXPECT_EQ(all->DebugString().find("Organisation a81001"), std::string::npos);
  EXPECT_EQ(all->entries(1).name(), std::string(kChain) + "/entries/2");
}

TEST_F(AuditTest, IsListedPageByPage) {
  for (const char* id : {"a", "b", "c"}) ASSERT_OK(Create(id, pb::ORGANISATION_KIND_PRACTICE));
  std::vector<int64_t> seen;
  std::string token;
  do {
    const auto page = List(kChain, 2, token);
    ASSERT_OK(page);
    ASSERT_LE(page->entries_size(), 2);
    for (const auto& entry : page->entries()) seen.push_back(entry.sequence());
    token = page->next_page_token();
  } while (!token.empty());
  EXPECT_THAT(seen, ElementsAre(1, 2, 3, 4));
  EXPECT_THAT(List("programmes/nowhere/auditChains/registry")->entries(), IsEmpty());
}

TEST_F(AuditTest, AHeadNamesTheLastLineAndIsSigned) {
  ASSERT_OK(Create("a", pb::ORGANISATION_KIND_PRACTICE));
  const auto head = Head(kChain);
  ASSERT_OK(head);
  EXPECT_EQ(head->sequence(), 2);
  EXPECT_EQ(head->hash(), List(kChain)->entries(1).hash());
  EXPECT_EQ(head->public_key(), audit_key_->public_key());
  EXPECT_TRUE(audit::HasValidSignature(rpc::FromProto(*head)));
  audit::Head altered = rpc::FromProto(*head);
  altered.sequence = 1;
  EXPECT_FALSE(audit::HasValidSignature(altered));
  const auto none = Head("programmes/nowhere/auditChains/registry");
  ASSERT_OK(none);
  EXPECT_EQ(none->sequence(), 0);
  EXPECT_EQ(none->hash(), "");
}

TEST_F(AuditTest, ReportsAllViolationsAtOnce) {
  const auto list = List("programmes/north", -1, "nonsense");
  EXPECT_THAT(list, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ViolatedFields(list.status()), ElementsAre("parent", "page_size", "page_token"));
  for (const char* name :
       {"", "programmes/north/auditChains/planning", "programmes/North/auditChains/registry",
        "programmes/north/auditChains/registry/entries"}) {
    EXPECT_THAT(ViolatedFields(Head(name).status()), ElementsAre("name")) << name;
  }
}

}  // namespace
}  // namespace pcsp::registry
