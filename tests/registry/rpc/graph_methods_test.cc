#include "services/registry/rpc/organisations/graph_methods.h"

#include "absl/strings/str_cat.h"
#include "tests/registry/rpc/registry_fixture.h"
#include "tests/registry/store_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// icb <- sg <- a1, a2; a1 and a2 merged into a3 on 1 January 2024, which sg supports since.
class GraphMethodsTest : public RegistryTest {
 protected:
  void SetUp() override {
    RegistryTest::SetUp();
    ASSERT_OK(Create("icb", pb::ORGANISATION_KIND_WHOLE_SYSTEM));
    ASSERT_OK(Create("sg", pb::ORGANISATION_KIND_STEERING_GROUP));
    ASSERT_OK(Relate("sg", pb::RELATIONSHIP_KIND_PART_OF, "icb"));
    for (const char* id : {"a1", "a2"}) {
      ASSERT_OK(Create(id, pb::ORGANISATION_KIND_PRACTICE));
      ASSERT_OK(Relate(id, pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg", "2020-01-01", "2023-12-31"));
    }
    ASSERT_OK(Create("a3", pb::ORGANISATION_KIND_PRACTICE, "A81003"));
    ASSERT_OK(Relate("a3", pb::RELATIONSHIP_KIND_SUPPORTED_BY, "sg", "2024-01-01"));
    ASSERT_OK(Relate("a1", pb::RELATIONSHIP_KIND_SUCCEEDED_BY, "a3", "2024-01-01"));
    ASSERT_OK(Relate("a2", pb::RELATIONSHIP_KIND_SUCCEEDED_BY, "a3", "2024-01-01"));
  }

  static pb::ListDescendantsRequest Below(const std::string& id, const std::string& day = "") {
    pb::ListDescendantsRequest request;
    request.set_parent(Name(id));
    request.set_as_of_date(day);
    return request;
  }

  template <typename Nodes>
  static std::vector<std::string> Ids(const Nodes& nodes) {
    std::vector<std::string> ids;
    for (const auto& node : nodes) ids.push_back(node.organisation().substr(Name("").size()));
    return ids;
  }
};

TEST_F(GraphMethodsTest, ShowsTheTreeOfADay) {
  pb::GetTreeRequest request;
  request.set_parent("programmes/north");
  request.set_root(Name("icb"));
  const auto today = Call(&Stub::GetTree, request);
  ASSERT_OK(today);
  EXPECT_EQ(today->as_of_date(), "2024-06-01");
  EXPECT_EQ(today->revision(), ContentRevision());
  EXPECT_THAT(Ids(today->nodes()), ElementsAre("icb", "sg", "a3"));
  const auto& a3 = today->nodes(2);
  EXPECT_EQ(a3.kind(), pb::ORGANISATION_KIND_PRACTICE);
  EXPECT_EQ(a3.display_name(), "Organisation a3");
  EXPECT_EQ(a3.code(), "A81003");
  EXPECT_EQ(a3.status(), pb::ORGANISATION_STATUS_ACTIVE);
  EXPECT_EQ(a3.depth(), 2);
  ASSERT_EQ(a3.parents_size(), 1);
  EXPECT_EQ(a3.parents(0).organisation(), Name("sg"));
  EXPECT_EQ(a3.parents(0).relationship_kind(), pb::RELATIONSHIP_KIND_SUPPORTED_BY);

  request.set_as_of_date("2023-12-31");
  EXPECT_THAT(Ids(Call(&Stub::GetTree, request)->nodes()), ElementsAre("icb", "sg", "a1", "a2"));
  request.set_max_depth(1);
  EXPECT_THAT(Ids(Call(&Stub::GetTree, request)->nodes()), ElementsAre("icb", "sg"));
  request.clear_max_depth();
  request.add_kinds(pb::ORGANISATION_KIND_PRACTICE);
  request.add_kinds(pb::ORGANISATION_KIND_WHOLE_SYSTEM);
  const auto without_group = Call(&Stub::GetTree, request);
  EXPECT_THAT(Ids(without_group->nodes()), ElementsAre("icb", "a1", "a2"));
  EXPECT_EQ(without_group->nodes(1).parents(0).organisation(), Name("icb"));
  request.add_relationship_kinds(pb::RELATIONSHIP_KIND_PART_OF);
  EXPECT_THAT(Ids(Call(&Stub::GetTree, request)->nodes()), ElementsAre("icb"));
}

TEST_F(GraphMethodsTest, ShowsTheWholeProgrammeWithoutARoot) {
  pb::GetTreeRequest request;
  request.set_parent("programmes/north");
  EXPECT_THAT(Ids(Call(&Stub::GetTree, request)->nodes()),
              ElementsAre("a1", "a2", "icb", "sg", "a3"))
      << "nobody has closed a1 and a2 yet";
}

TEST_F(GraphMethodsTest, RefusesATreeThatFitsIntoNoReply) {
  const auto database = sql::Database::Open({.url = "sqlite::memory:", .schema = "registry"});
  ASSERT_OK(database);
  ASSERT_OK(SqlStore::Migrate(**database, clock_.Now()));
  SqlStore store(database->get());
  ASSERT_OK(store.Write({{}, clock_.Now()}, [](Writer& writer) -> absl::StatusOr<std::string> {
    writer.Insert(MakeProgramme("north"));
    for (int i = 0; i < 5; ++i) writer.Insert(MakeOrganisation(absl::StrCat("a", i)));
    return "";
  }));
  const PageTokens tokens("key");
  const rpc::Call call = {clock_.Now(), absl::InfiniteFuture(), {}};
  pb::GetTreeRequest request;
  request.set_parent("programmes/north");
  const auto tree = GraphMethods(&store, &tokens, {}).GetTree(call, request);
  ASSERT_OK(tree);
  const size_t bytes = tree->ByteSizeLong();
  EXPECT_OK(GraphMethods(&store, &tokens, {5, bytes}).GetTree(call, request));
  for (const GraphMethods::Limits limits : {GraphMethods::Limits{4, bytes}, {5, bytes - 1}}) {
    const auto refused = GraphMethods(&store, &tokens, limits).GetTree(call, request);
    EXPECT_THAT(refused, StatusIs(absl::StatusCode::kResourceExhausted));
    EXPECT_THAT(refused, HasReason("TREE_TOO_LARGE"));
    EXPECT_EQ(ErrorDetailOf(refused.status())->metadata.at("organisations"), "5");
  }
}

TEST_F(GraphMethodsTest, ListsAncestorsInPages) {
  pb::ListAncestorsRequest request;
  request.set_parent(Name("a3"));
  request.set_page_size(1);
  auto page = Call(&Stub::ListAncestors, request);
  ASSERT_OK(page);
  EXPECT_THAT(Ids(page->ancestors()), ElementsAre("sg"));
  EXPECT_EQ(page->ancestors(0).depth(), 1);
  request.set_page_token(page->next_page_token());
  page = Call(&Stub::ListAncestors, request);
  ASSERT_OK(page);
  EXPECT_THAT(Ids(page->ancestors()), ElementsAre("icb"));
  EXPECT_EQ(page->next_page_token(), "");
  EXPECT_EQ(page->revision(), ContentRevision());
  request.set_kind(pb::ORGANISATION_KIND_WHOLE_SYSTEM);
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListAncestors, request).status()),
              ElementsAre("page_token"));
  request.clear_page_token();
  EXPECT_THAT(Ids(Call(&Stub::ListAncestors, request)->ancestors()), ElementsAre("icb"));
}

TEST_F(GraphMethodsTest, ListsDescendantsAsThenAndAsNow) {
  pb::ListDescendantsRequest request = Below("icb", "2023-06-01");
  request.set_kind(pb::ORGANISATION_KIND_PRACTICE);
  EXPECT_THAT(Ids(Call(&Stub::ListDescendants, request)->descendants()), ElementsAre("a1", "a2"));
  request.set_basis(pb::ROLL_UP_BASIS_AS_THEN);
  const auto then = Call(&Stub::ListDescendants, request);
  EXPECT_THAT(Ids(then->descendants()), ElementsAre("a1", "a2"));
  EXPECT_THAT(then->descendants(0).formerly(), IsEmpty());
  request.set_basis(pb::ROLL_UP_BASIS_AS_NOW);
  const auto now = Call(&Stub::ListDescendants, request);
  ASSERT_OK(now);
  EXPECT_THAT(Ids(now->descendants()), ElementsAre("a3"));
  EXPECT_THAT(now->descendants(0).formerly(), ElementsAre(Name("a1"), Name("a2")));
}

TEST_F(GraphMethodsTest, ListsDescendantsInPagesBoundToTheirArguments) {
  pb::ListDescendantsRequest request = Below("icb", "2023-06-01");
  request.set_page_size(2);
  std::vector<std::string> ids;
  int pages = 0;
  do {
    const auto page = Call(&Stub::ListDescendants, request);
    ASSERT_OK(page);
    for (const std::string& id : Ids(page->descendants())) ids.push_back(id);
    request.set_page_token(page->next_page_token());
    ++pages;
  } while (!request.page_token().empty());
  EXPECT_THAT(ids, ElementsAre("a1", "a2", "sg"));
  EXPECT_EQ(pages, 2);
  request.set_page_token(Call(&Stub::ListDescendants, request)->next_page_token());
  request.set_basis(pb::ROLL_UP_BASIS_AS_NOW);
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListDescendants, request).status()),
              ElementsAre("page_token"));
}

TEST_F(GraphMethodsTest, ReportsAllViolationsAtOnce) {
  pb::GetTreeRequest tree;
  tree.set_parent("north");
  tree.set_root("icb");
  tree.add_kinds(pb::ORGANISATION_KIND_UNSPECIFIED);
  tree.add_relationship_kinds(pb::RELATIONSHIP_KIND_SUCCEEDED_BY);
  tree.add_relationship_kinds(static_cast<pb::RelationshipKind>(99));
  tree.set_as_of_date("May");
  tree.set_max_depth(-1);
  const auto refused = Call(&Stub::GetTree, tree);
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(ViolatedFields(refused.status()),
              ElementsAre("parent", "root", "kinds[0]", "relationship_kinds[0]",
                          "relationship_kinds[1]", "as_of_date", "max_depth"));

  pb::ListDescendantsRequest list = Below("icb");
  list.set_basis(static_cast<pb::RollUpBasis>(9));
  list.set_page_size(-1);
  list.set_page_token("x");
  EXPECT_THAT(ViolatedFields(Call(&Stub::ListDescendants, list).status()),
              ElementsAre("basis", "page_size", "page_token"));
}

TEST_F(GraphMethodsTest, NamesWhatIsMissing) {
  EXPECT_THAT(Call(&Stub::ListDescendants, Below("nobody")), HasReason("ORGANISATION_NOT_FOUND"));
  pb::ListAncestorsRequest above;
  above.set_parent("programmes/east/organisations/a1");
  EXPECT_THAT(Call(&Stub::ListAncestors, above), HasReason("PROGRAMME_NOT_FOUND"));
  pb::GetTreeRequest tree;
  tree.set_parent("programmes/north");
  tree.set_root(Name("nobody"));
  EXPECT_THAT(Call(&Stub::GetTree, tree), HasReason("ORGANISATION_NOT_FOUND"));
}

}  // namespace
}  // namespace pcsp::registry
