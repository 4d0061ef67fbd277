#include "gateway/cli/place/place_file.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace pcsp::cli {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

struct ReadRows {
  std::vector<PlaceRow> rows;
  absl::Status status;
};

// In pieces of three bytes, as a slow pipe gives them.
ReadRows Read(absl::string_view csv) {
  ReadRows read;
  PlaceFile file([&read](PlaceRow row) {
    read.rows.push_back(std::move(row));
    return absl::OkStatus();
  });
  for (size_t i = 0; i < csv.size() && read.status.ok(); i += 3) {
    read.status = file.Push(csv.substr(i, 3));
  }
  if (read.status.ok()) read.status = file.Finish();
  return read;
}

TEST(PlaceFileTest, ReadsTheOnsPostcodeDirectory) {
  const auto read = Read(
      "\"pcd\",\"pcd2\",\"pcds\",\"dointr\",\"oseast1m\",\"osnrth1m\"\n"
      "\"NE1 4LP\",\"NE1  4LP\",\"NE1 4LP\",\"198001\",\"0424800\",\"0564800\"\n");
  ASSERT_OK(read.status);
  ASSERT_THAT(read.rows, SizeIs(1));
  EXPECT_EQ(read.rows[0].row, 2);
  EXPECT_EQ(read.rows[0].fault, "");
  EXPECT_EQ(read.rows[0].place.postcode, "NE1 4LP");
  EXPECT_EQ(read.rows[0].place.easting, 424'800);
  EXPECT_EQ(read.rows[0].place.northing, 564'800);
}

TEST(PlaceFileTest, ReadsCodePointOpenAndFilesOfOnesOwn) {
  const auto code_point = Read(
      "Postcode,Positional_quality_indicator,Eastings,Northings\n"
      "M11AA,10,384700,398100\n");
  ASSERT_THAT(code_point.rows, SizeIs(1));
  EXPECT_EQ(code_point.rows[0].place.id, "m11aa");
  const auto own = Read("Northing;Easting;Postcode\n398100.4;384699.6;m1 1aa\n");
  ASSERT_THAT(own.rows, SizeIs(1));
  EXPECT_EQ(own.rows[0].place.postcode, "M1 1AA");
  EXPECT_EQ(own.rows[0].place.easting, 384'700);
  EXPECT_EQ(own.rows[0].place.northing, 398'100);
}

// Jersey has no reference, Belfast one of another grid; the rest of the file is as good as before.
TEST(PlaceFileTest, TellsWhatIsWrongWithARowAndGoesOn) {
  const auto read = Read(
      "pcds,oseast1m,osnrth1m\n"
      "JE2 3AB,,\n"
      "BT7 1NN,333500,372600\n"
      "nowhere,east,564800\n"
      "NE1 4LP,424800\n"
      "M1 1AA,384700,398100\n");
  ASSERT_OK(read.status);
  ASSERT_THAT(read.rows, SizeIs(5));
  EXPECT_THAT(read.rows[0].fault, HasSubstr("easting"));
  EXPECT_THAT(read.rows[1].fault, HasSubstr("Irish grid"));
  EXPECT_THAT(read.rows[2].fault, HasSubstr("given \"nowhere\""));
  EXPECT_THAT(read.rows[2].fault, HasSubstr("given \"east\""));
  EXPECT_THAT(read.rows[3].fault, HasSubstr("northing"));
  EXPECT_EQ(read.rows[4].fault, "");
}

TEST(PlaceFileTest, WantsItsColumns) {
  EXPECT_THAT(ViolatedFields(Read("code,easting\nM1 1AA,1\n").status),
              ElementsAre("row 1", "row 1"));
  EXPECT_THAT(ViolatedFields(Read("").status), ElementsAre("row 1", "row 1", "row 1"));
  EXPECT_THAT(Read("postcode,easting,northing\n\"M1 1AA,1,1\n").status, HasReason("INVALID_CSV"));
}

}  // namespace
}  // namespace pcsp::cli
