#include "common/base/ids.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/planning/rpc/place/place_service.h"
#include "tests/planning/record_service.h"
#include "tests/support/audit_chains.h"
#include "tests/support/status_matchers.h"

namespace pcsp::planning::training {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsLine;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kProgramme[] = "programmes/north";

class PlaceMethodsTest
    : public planning::testing::RecordServiceTest<PlaceService, pb::PlaceService> {
 protected:
  static pb::RecordPlacesRequest Recording() {
    pb::RecordPlacesRequest request;
    request.set_parent(kProgramme);
    return request;
  }
  static void Add(pb::RecordPlacesRequest& request, const std::string& postcode, int easting,
                  int northing) {
    pb::Place* const place = request.add_places();
    place->set_postcode(postcode);
    place->set_easting(easting);
    place->set_northing(northing);
  }
  absl::StatusOr<pb::ListPlacesResponse> List(const std::string& beginning = "", int size = 0,
                                              const std::string& token = "") {
    pb::ListPlacesRequest request;
    request.set_parent(kProgramme);
    request.set_beginning(beginning);
    request.set_page_size(size);
    request.set_page_token(token);
    return Ask(&Stub::ListPlaces, request);
  }
};

TEST_F(PlaceMethodsTest, AreRecordedChangedAndLeftAlone) {
  auto request = Recording();
  Add(request, "ne14lp", 424'800, 564'800);
  Add(request, "M1 1AA", 384'700, 398'100);
  EXPECT_THAT(Ask(&Stub::RecordPlaces, request)->verdicts(),
              ElementsAre(pb::PLACE_VERDICT_CREATED, pb::PLACE_VERDICT_CREATED));
  clock_.Advance(absl::Hours(1));
  request.mutable_places(1)->set_easting(384'800);
  Add(request, "NE10 0AA", 427'000, 561'000);
  EXPECT_THAT(Ask(&Stub::RecordPlaces, request)->verdicts(),
              ElementsAre(pb::PLACE_VERDICT_UNCHANGED, pb::PLACE_VERDICT_CHANGED,
                          pb::PLACE_VERDICT_CREATED));
  const auto all = List();
  ASSERT_OK(all);
  ASSERT_THAT(all->places(), SizeIs(3));
  EXPECT_EQ(all->places(0).name(), "programmes/north/places/m11aa");
  EXPECT_EQ(all->places(0).easting(), 384'800);
  EXPECT_EQ(all->places(0).update_time().seconds() - all->places(0).create_time().seconds(), 3600);
  EXPECT_EQ(all->places(2).postcode(), "NE1 4LP");
  EXPECT_EQ(all->places(2).northing(), 564'800);
}

TEST_F(PlaceMethodsTest, ARecordingIsRefusedWholeWithEverythingThatIsWrong) {
  auto request = Recording();
  request.set_request_id("no uuid");
  Add(request, "NE1 4LP", 424'800, 564'800);
  Add(request, "NE1 4LP", 424'800, 564'800);
  Add(request, "nowhere", 0, 564'800);
  Add(request, "BT7 1NN", 333'500, 372'600);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::RecordPlaces, request).status()),
              ElementsAre("request_id", "places[1].postcode", "places[2].postcode",
                          "places[2].easting", "places[3].postcode"));
  EXPECT_THAT(List()->places(), IsEmpty());
  EXPECT_THAT(ViolatedFields(Ask(&Stub::RecordPlaces, Recording()).status()),
              ElementsAre("places"));
}

TEST_F(PlaceMethodsTest, NoMoreThanFiveThousandAtOnce) {
  auto request = Recording();
  const auto letter = [](int i) { return static_cast<char>('A' + i % 26); };
  for (int i = 0; i < 5001; ++i) {
    Add(request,
        absl::StrCat("NE", i / 676 + 1, " 1", std::string(1, letter(i / 26)),
                     std::string(1, letter(i))),
        400'000 + i, 500'000);
  }
  EXPECT_THAT(ViolatedFields(Ask(&Stub::RecordPlaces, request).status()), ElementsAre("places"));
  request.mutable_places()->RemoveLast();
  EXPECT_THAT(Ask(&Stub::RecordPlaces, request)->verdicts(), SizeIs(5000));
}

TEST_F(PlaceMethodsTest, ARepeatedRecordingGetsItsReplyAndACheckKeepsNothing) {
  auto request = Recording();
  Add(request, "NE1 4LP", 424'800, 564'800);
  request.set_validate_only(true);
  EXPECT_THAT(Ask(&Stub::RecordPlaces, request)->verdicts(),
              ElementsAre(pb::PLACE_VERDICT_CREATED));
  EXPECT_THAT(List()->places(), IsEmpty());
  request.set_validate_only(false);
  request.set_request_id(NewUuid(clock_.Now()));
  EXPECT_OK(Ask(&Stub::RecordPlaces, request));
  EXPECT_THAT(Ask(&Stub::RecordPlaces, request)->verdicts(),
              ElementsAre(pb::PLACE_VERDICT_CREATED));
  request.mutable_places(0)->set_easting(1);
  EXPECT_THAT(Ask(&Stub::RecordPlaces, request), HasReason("REQUEST_ID_REUSED"));
}

// What changes nothing leaves no line.
TEST_F(PlaceMethodsTest, ARecordingLeavesALineInTheAudit) {
  auto request = Recording();
  Add(request, "NE1 4LP", 424'800, 564'800);
  EXPECT_OK(Ask(&Stub::RecordPlaces, request));
  EXPECT_OK(Ask(&Stub::RecordPlaces, request));
  EXPECT_THAT(pcsp::testing::SoundChain(*database_, "north"),
              ElementsAre(IsLine("planning.RecordPlaces", "programmes/north/places")));
}

TEST_F(PlaceMethodsTest, AreLookedUpHoweverTheyAreTyped) {
  auto request = Recording();
  Add(request, "NE1 4LP", 424'800, 564'800);
  Add(request, "M1 1AA", 384'700, 398'100);
  EXPECT_OK(Ask(&Stub::RecordPlaces, request));
  pb::BatchGetPlacesRequest get;
  get.set_parent(kProgramme);
  for (const char* postcode : {"ne14lp", "NE1 4LP", "NE1 9ZZ", "nowhere", "NE1 9ZZ", "m1 1aa"}) {
    get.add_postcodes(postcode);
  }
  const auto got = Ask(&Stub::BatchGetPlaces, get);
  ASSERT_OK(got);
  ASSERT_THAT(got->places(), SizeIs(2));
  EXPECT_EQ(got->places(0).postcode(), "M1 1AA");
  EXPECT_EQ(got->places(1).postcode(), "NE1 4LP");
  EXPECT_THAT(got->unknown_postcodes(), ElementsAre("NE1 9ZZ", "nowhere"));
  get.set_parent("programmes/south");
  EXPECT_THAT(Ask(&Stub::BatchGetPlaces, get)->places(), IsEmpty());
  get.clear_postcodes();
  EXPECT_THAT(ViolatedFields(Ask(&Stub::BatchGetPlaces, get).status()), ElementsAre("postcodes"));
}

TEST_F(PlaceMethodsTest, AreListedByPageAndBeginning) {
  auto request = Recording();
  for (const char* postcode : {"NE1 4LP", "NE10 0AA", "M1 1AA"}) Add(request, postcode, 9, 9);
  EXPECT_OK(Ask(&Stub::RecordPlaces, request));
  const auto first = List("ne1", 1);
  ASSERT_OK(first);
  ASSERT_THAT(first->places(), SizeIs(1));
  EXPECT_EQ(first->places(0).postcode(), "NE10 0AA");
  const auto second = List("NE1", 1, first->next_page_token());
  ASSERT_THAT(second->places(), SizeIs(1));
  EXPECT_EQ(second->places(0).postcode(), "NE1 4LP");
  EXPECT_EQ(second->next_page_token(), "");
  EXPECT_THAT(List("NE1 4")->places(), SizeIs(1));
  EXPECT_THAT(ViolatedFields(List("NE1 4%").status()), ElementsAre("beginning"));
  EXPECT_THAT(ViolatedFields(List("M", 1, first->next_page_token()).status()),
              ElementsAre("page_token"));
}

}  // namespace
}  // namespace pcsp::planning::training
