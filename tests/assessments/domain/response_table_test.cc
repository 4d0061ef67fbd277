#include "services/assessments/domain/response_table.h"

#include "tests/assessments/small_instruments.h"
#include "tests/support/status_matchers.h"

namespace pcsp::assessments {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;

class ResponseTableTest : public ::testing::Test {
 protected:
  absl::StatusOr<ResponseTable> Make(const std::vector<std::string>& header) {
    return ResponseTable::Make(header, {&practice_, &group_});
  }
  absl::StatusOr<PackedRow> Pack(const ResponseTable& table, const std::vector<std::string>& row) {
    return table.Pack(row, [this](absl::string_view site) -> const Instrument* {
      if (site == "a1") return &practice_;
      return site == "north" ? &group_ : nullptr;
    });
  }
  const Instrument practice_ = testing::SmallInstrument();
  const Instrument group_ = testing::SmallInstrument("steering_group", "steering_group", "sg");
};

TEST_F(ResponseTableTest, ReadsRowsOfEveryLevel) {
  const auto table = Make({"pr_value", "Site", "sg_purpose", " staff_group ", "pr_purpose"});
  ASSERT_OK(table);
  const auto practice = Pack(*table, {"4", " a1", "", "GP", "nr_role"});
  ASSERT_OK(practice);
  EXPECT_EQ(practice->site, "a1");
  EXPECT_EQ(practice->staff_group, StaffGroup::kGp);
  EXPECT_EQ(practice->answers, "a04000");
  const auto group = Pack(*table, {"", "north", "5", "leadership", ""});
  ASSERT_OK(group);
  EXPECT_EQ(group->answers, "500000");
}

TEST_F(ResponseTableTest, NamesEveryColumnAtFault) {
  const auto status = Make({"pr_valeu", "site", "pr_purpose", "pr_purpose", ""}).status();
  EXPECT_THAT(status, HasReason("INVALID_FILE"));
  EXPECT_THAT(ViolatedFields(status),
              ElementsAre("columns[1]", "columns[4]", "columns[5]", "columns"));
  EXPECT_THAT(ViolatedFields(Make({"site", "staff_group"}).status()), ElementsAre("columns"));
}

TEST_F(ResponseTableTest, TakesAnIdOfEachResponse) {
  const auto table = Make({"site", "staff_group", "Response_ID", "pr_purpose"}).value();
  EXPECT_TRUE(table.has_response_ids());
  EXPECT_EQ(table.ResponseIdOf({"a1", "gp", " R-17 ", "4"}), "R-17");
  EXPECT_OK(Pack(table, {"a1", "gp", "R-17", "4"}));
  EXPECT_THAT(ViolatedFields(Pack(table, {"a1", "gp", " ", "9"}).status()),
              ElementsAre("response_id", "pr_purpose"));
  EXPECT_FALSE(Make({"site", "staff_group", "pr_purpose"})->has_response_ids());
  EXPECT_THAT(ViolatedFields(Make({"site", "staff_group", "response_id"}).status()),
              ElementsAre("columns"));
}

TEST_F(ResponseTableTest, NamesEverythingThatIsWrongWithARow) {
  const auto table = Make({"site", "staff_group", "pr_purpose", "sg_value"}).value();
  EXPECT_THAT(ViolatedFields(Pack(table, {"b9", "doctor", "9", ""}).status()),
              ElementsAre("site", "staff_group", "pr_purpose"));
  EXPECT_THAT(ViolatedFields(Pack(table, {"b9", "gp", "4", "9"}).status()),
              ElementsAre("site", "sg_value"))
      << "answers too, where the site is not known";
  EXPECT_THAT(ViolatedFields(Pack(table, {"a1", "gp", "9", "4"}).status()),
              ElementsAre("pr_purpose", "sg_value"));
  EXPECT_THAT(ViolatedFields(Pack(table, {"a1", "gp", " ", ""}).status()), ElementsAre("answers"));
  EXPECT_THAT(ViolatedFields(Pack(table, {"a1", "gp", "4"}).status()), ElementsAre(""));
}

}  // namespace
}  // namespace pcsp::assessments
