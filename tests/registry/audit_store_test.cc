// What the registry's changes leave in the audit.
#include "services/registry/domain/errors.h"
#include "tests/registry/store_fixture.h"
#include "tests/support/audit_chains.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsLine;
using ::pcsp::testing::SoundChain;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class AuditStoreTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (!HasFatalFailure()) made_ = SoundChain(db(), "north").size();
  }

  absl::StatusOr<std::string> Add(const std::string& id, bool validate_only = false,
                                  const std::string& payload = "payload") {
    const Change change = {
        {"", "registry.CreateOrganisation", "request of " + id, payload}, kNow, validate_only};
    return store_->Write(change, [&](Writer& w) -> absl::StatusOr<std::string> {
      if (const absl::Status touched = w.Touch("north"); !touched.ok()) return touched;
      w.Insert(MakeOrganisation(id));
      w.Concerns("programmes/north/organisations/" + id);
      return "reply of " + id;
    });
  }

  // Lines since the test began.
  std::vector<audit::Entry> Lines() {
    std::vector<audit::Entry> lines = SoundChain(db(), "north");
    lines.erase(lines.begin(), lines.begin() + made_);
    return lines;
  }

  size_t made_ = 0;
};

TEST_P(AuditStoreTest, AChangeLeavesOneLine) {
  EXPECT_EQ(made_, 1u);  // the programme itself
  ASSERT_OK(Add("a1"));
  ASSERT_OK(Add("a2"));
  const auto lines = Lines();
  ASSERT_THAT(
      lines,
      ElementsAre(IsLine("registry.CreateOrganisation", "programmes/north/organisations/a1"),
                  IsLine("registry.CreateOrganisation", "programmes/north/organisations/a2")));
  EXPECT_EQ(lines[0].content_hash, audit::ContentHash(lines[0].salt, "reply of a1"));
  EXPECT_EQ(lines[0].time, kNow);
}

TEST_P(AuditStoreTest, NoLineForWhatChangesNothing) {
  ASSERT_OK(Add("a1"));
  ASSERT_THAT(Lines(), SizeIs(1));
  ASSERT_OK(Add("a1"));  // a repetition
  EXPECT_THAT(Add("a1", false, "another payload"), HasReason("REQUEST_ID_REUSED"));
  ASSERT_OK(Add("a2", /*validate_only=*/true));
  EXPECT_FALSE(store_
                   ->Write({{}, kNow},
                           [](Writer& w) -> absl::StatusOr<std::string> {
                             if (const auto touched = w.Touch("north"); !touched.ok())
                               return touched;
                             return OrganisationExists("north", "a1");
                           })
                   .ok());
  ASSERT_OK(store_->Write({{}, kNow}, [](Writer& w) -> absl::StatusOr<std::string> {
    if (const auto locked = w.Lock("north"); !locked.ok()) return locked;
    return "a report of what is known already";
  }));
  EXPECT_THAT(Lines(), SizeIs(1));
}

TEST_P(AuditStoreTest, ALineIsAboutTheProgrammeWhereNothingElseIsNamed) {
  ASSERT_OK(store_->Write({{.method = "registry.ImportOrganisations"}, kNow},
                          [](Writer& w) -> absl::StatusOr<std::string> {
                            if (const auto s = w.Touch("north"); !s.ok()) return s;
                            return "";
                          }));
  EXPECT_THAT(Lines(), ElementsAre(IsLine("registry.ImportOrganisations", "programmes/north")));
}

TEST_P(AuditStoreTest, NoLineForWhatIsUndoneAgain) {
  ASSERT_OK(store_->Write({{}, kNow}, [](Writer& w) -> absl::StatusOr<std::string> {
    const absl::Status undone = w.KeepIf([&]() -> absl::StatusOr<bool> {
      if (const auto touched = w.Touch("north"); !touched.ok()) return touched;
      w.Insert(MakeOrganisation("a1"));
      return false;
    });
    if (!undone.ok()) return undone;
    return "a report of what would be";
  }));
  EXPECT_THAT(Lines(), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, AuditStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

}  // namespace
}  // namespace pcsp::registry
