// A fresh store with the programme `north`, on every engine, and rows to put into it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "services/registry/store/sql_store.h"
#include "tests/support/databases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {

inline const absl::Time kNow = absl::FromUnixMicros(1'700'000'000'123'456);

inline Programme MakeProgramme(std::string id) {
  Programme programme;
  programme.uid = "uid-" + id;
  programme.id = std::move(id);
  programme.display_name = "Tŷ 'North' \\ \"Programme\"";
  programme.description = "two\nlines";
  programme.revision = programme.content_revision = 1;
  programme.create_time = programme.update_time = kNow;
  return programme;
}

inline Organisation MakeOrganisation(std::string id,
                                     OrganisationKind kind = OrganisationKind::kPractice) {
  Organisation organisation;
  organisation.programme = "north";
  organisation.uid = "uid-" + id;
  organisation.id = std::move(id);
  organisation.kind = kind;
  organisation.display_name = "Organisation";
  organisation.status = OrganisationStatus::kActive;
  organisation.revision = 1;
  organisation.create_time = organisation.update_time = kNow;
  return organisation;
}

inline Relationship Relate(std::string id, std::string subject, RelationshipKind kind,
                           std::string object, Period period = {}) {
  Relationship relationship;
  relationship.programme = "north";
  relationship.id = std::move(id);
  relationship.subject = std::move(subject);
  relationship.object = std::move(object);
  relationship.kind = kind;
  relationship.period = period;
  relationship.revision = 1;
  relationship.create_time = relationship.update_time = kNow;
  return relationship;
}

template <typename T>
std::vector<std::string> Ids(const std::vector<T>& values) {
  std::vector<std::string> ids;
  for (const T& value : values) ids.push_back(value.id);
  return ids;
}

class StoreTest : public pcsp::testing::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (HasFatalFailure()) return;
    ASSERT_OK(SqlStore::Migrate(db(), kNow));
    store_ = std::make_unique<SqlStore>(&db());
    Write([](Writer& w) { w.Insert(MakeProgramme("north")); });
  }

  void Write(absl::FunctionRef<void(Writer&)> body) {
    ASSERT_OK(store_->Write({{}, kNow}, [&](Writer& w) -> absl::StatusOr<std::string> {
      body(w);
      return "";
    }));
  }

  template <typename Body>
  auto Read(Body body) {
    std::optional<decltype(body(std::declval<Reader&>()))> result;
    const absl::Status status = store_->Read([&](Reader& r) {
      result.emplace(body(r));
      return absl::OkStatus();
    });
    EXPECT_OK(status);
    return *std::move(result);
  }

  std::vector<std::string> List(OrganisationQuery query) {
    query.programme = "north";
    return Ids(Read([&](Reader& r) { return r.ListOrganisations(query); }));
  }

  int64_t ContentRevision() {
    return Read([](Reader& r) { return r.GetProgramme("north"); })->content_revision;
  }

  std::unique_ptr<SqlStore> store_;
};

}  // namespace pcsp::registry
