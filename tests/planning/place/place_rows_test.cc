#include "common/storage/records/sql_records.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/store/place/store.h"
#include "services/planning/store/sql_store.h"
#include "tests/support/databases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning::training {
namespace {

using ::pcsp::testing::DatabaseName;
using ::pcsp::testing::EveryDatabase;
using ::testing::ElementsAre;
using ::testing::SizeIs;

const absl::Time kNow = absl::FromUnixMicros(1'767'600'000'123'456);

class PlaceRowsTest : public pcsp::testing::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (HasFatalFailure()) return;
    ASSERT_OK(SqlStore::Open(&db(), kNow));
    records_.emplace(&db());
  }

  static Place Made(const std::string& postcode, int easting) {
    Place place;
    place.programme = "north";
    place.id = PlaceId(postcode);
    place.postcode = postcode;
    place.easting = easting;
    place.northing = 564'800;
    place.create_time = kNow;
    place.update_time = kNow + absl::Seconds(1);
    return place;
  }
  void Put(const std::vector<Place>& places) {
    EXPECT_OK(records_->Write({{"", "planning.Test", "", "", ""}, kNow, "north", false},
                              [&](sql::RecordWriter& writer) -> absl::StatusOr<std::string> {
                                writer.PutAll<Place>(places);
                                return "";
                              }));
  }
  std::vector<Place> List(const sql::Query& query) {
    std::vector<Place> places;
    EXPECT_OK(records_->Read([&](sql::RecordReader& reader) {
      places = reader.List<Place>(query);
      return absl::OkStatus();
    }));
    return places;
  }

  std::optional<sql::SqlRecordStore> records_;
};

TEST_P(PlaceRowsTest, KeepEveryFieldAndTheLastOfTwo) {
  Place place = Made("NE1 4LP", 424'800);
  Put({place});
  EXPECT_THAT(List({}), ElementsAre(place));
  place.easting = 424'900;
  place.revision = 2;
  Put({place});
  EXPECT_THAT(List({}), ElementsAre(place));
}

TEST_P(PlaceRowsTest, ComeByIdAsBytesAndByManyIds) {
  Put({Made("NE10 0AA", 1), Made("NE1 4LP", 2), Made("M1 1AA", 3)});
  std::vector<std::string> ids;
  for (const Place& place : List({.order = {"id"}})) ids.push_back(place.id);
  EXPECT_THAT(ids, ElementsAre("m11aa", "ne100aa", "ne14lp"));
  std::vector<std::string> asked = {"ne14lp", "m11aa"};
  for (int i = 0; i < 5000; ++i) asked.push_back("none" + std::to_string(i));
  EXPECT_THAT(List({.where = {sql::Is("programme", "north"), sql::OneOfThem("id", asked)}}),
              SizeIs(2));
  EXPECT_THAT(List({.where = {sql::AtLeast("id", "ne1"), sql::AtMost("id", "ne1~")}}), SizeIs(2));
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, PlaceRowsTest, EveryDatabase(), DatabaseName);

}  // namespace
}  // namespace pcsp::planning::training
