#include "services/registry/rpc/imports/writes_behind.h"

#include <memory>
#include <string>
#include <vector>

#include "services/registry/store/sql_store.h"
#include "soci/soci.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class WritesBehindTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto database = sql::Database::Open({.url = "sqlite::memory:", .schema = "registry"});
    ASSERT_OK(database);
    database_ = *std::move(database);
    ASSERT_OK(SqlStore::Migrate(*database_, absl::UnixEpoch()));
    store_ = std::make_unique<SqlStore>(database_.get());
    Programme programme;
    programme.id = "north";
    Write([&](Writer& writer) { writer.Insert(programme); });
  }

  void Write(absl::FunctionRef<void(Writer&)> body) {
    ASSERT_OK(
        store_->Write({{}, absl::UnixEpoch()}, [&](Writer& writer) -> absl::StatusOr<std::string> {
          body(writer);
          return "";
        }));
  }

  static ImportChanges Practice(const std::string& id) {
    ImportChanges changes;
    changes.created.emplace_back();
    changes.created.back().programme = "north";
    changes.created.back().id = id;
    return changes;
  }

  static std::vector<std::string> Ids(Reader& reader) {
    std::vector<std::string> ids;
    OrganisationQuery query;
    query.programme = "north";
    for (const Organisation& found : reader.ListOrganisations(query)) ids.push_back(found.id);
    return ids;
  }

  std::unique_ptr<sql::Database> database_;
  std::unique_ptr<SqlStore> store_;
};

TEST_F(WritesBehindTest, WritesWhatWaitsWhenItIsToBegin) {
  Write([](Writer& writer) {
    WritesBehind writes(&writer);
    writes.Begin();  // nothing waits yet
    writes.Put(Practice("a"));
    writes.Pause();
    EXPECT_THAT(Ids(writer), IsEmpty());
    writes.Begin();
    writes.Put(Practice("b"));
    writes.Pause();
    EXPECT_THAT(Ids(writer), ElementsAre("a"));
    writes.Begin();
    writes.Pause();
    EXPECT_THAT(Ids(writer), ElementsAre("a", "b"));
    writes.Put(Practice("c"));  // and is dropped
  });
  Write([](Writer& writer) { EXPECT_THAT(Ids(writer), ElementsAre("a", "b")); });
}

TEST_F(WritesBehindTest, ThrowsWhatWritingThrew) {
  Write([](Writer& writer) {
    WritesBehind writes(&writer);
    ImportChanges twice = Practice("a");
    twice.created.push_back(twice.created.front());
    writes.Put(std::move(twice));
    writes.Begin();
    EXPECT_THROW(writes.Pause(), soci::soci_error);
    writes.Pause();  // said once
  });
}

}  // namespace
}  // namespace pcsp::registry
