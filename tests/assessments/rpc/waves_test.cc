// Instruments and the life of waves, over the wire.
#include "absl/strings/str_cat.h"
#include "tests/assessments/rpc/assessment_service_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::StatusIs;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;

constexpr char kRequest[] = "0190b0a0-0000-7000-8000-000000000001";

class WavesTest : public ServiceTest {
 protected:
  absl::StatusOr<pb::Wave> Get(const std::string& name) {
    pb::GetWaveRequest request;
    request.set_name(name);
    return Ask(&Stub::GetWave, request);
  }
  absl::StatusOr<pb::Wave> Complete() {
    pb::CompleteWaveRequest request;
    request.set_name(kWave);
    return Ask(&Stub::CompleteWave, request);
  }
};

TEST_F(WavesTest, InstrumentsAreListedPageByPage) {
  pb::ListInstrumentsRequest request;
  request.set_page_size(1);
  const auto first = Ask(&Stub::ListInstruments, request);
  ASSERT_OK(first);
  ASSERT_EQ(first->instruments_size(), 1);
  EXPECT_EQ(first->instruments(0).name(), "instruments/practice/versions/1");
  EXPECT_EQ(first->instruments(0).items_size(), 6);
  EXPECT_EQ(first->instruments(0).items(1).code(), "pr_already");
  EXPECT_TRUE(first->instruments(0).items(1).reverse());
  EXPECT_EQ(first->instruments(0).items(0).construct(), type::v1::CONSTRUCT_COHERENCE);
  request.set_page_token(first->next_page_token());
  const auto second = Ask(&Stub::ListInstruments, request);
  ASSERT_OK(second);
  EXPECT_EQ(second->instruments(0).name(), "instruments/steering_group/versions/1");
  EXPECT_EQ(second->next_page_token(), "");
  request.set_page_token("nonsense");
  request.set_page_size(-1);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::ListInstruments, request).status()),
              ElementsAre("page_size", "page_token"));
}

TEST_F(WavesTest, AnInstrumentIsFoundByName) {
  pb::GetInstrumentRequest request;
  request.set_name("instruments/practice/versions/1");
  ASSERT_OK(Ask(&Stub::GetInstrument, request));
  request.set_name("instruments/practice/versions/2");
  EXPECT_THAT(Ask(&Stub::GetInstrument, request), HasReason("INSTRUMENT_NOT_FOUND"));
  request.set_name("instruments/practice");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::GetInstrument, request).status()), ElementsAre("name"));
}

TEST_F(WavesTest, AWaveIsMadeOnce) {
  pb::CreateWaveRequest request;
  request.set_parent("programmes/p");
  request.mutable_wave()->set_display_name("Spring");
  request.mutable_wave()->add_instruments("instruments/practice/versions/1");
  request.set_request_id(kRequest);
  const auto wave = Ask(&Stub::CreateWave, request);
  ASSERT_OK(wave);
  EXPECT_EQ(wave->state(), pb::WAVE_STATE_DRAFT);
  EXPECT_EQ(wave->min_group_size(), 5);
  EXPECT_EQ(wave->etag(), "\"1\"");
  EXPECT_EQ(wave->create_time().seconds(), 1'750'000'000);
  EXPECT_EQ(Ask(&Stub::CreateWave, request)->SerializeAsString(), wave->SerializeAsString());
  request.mutable_wave()->set_display_name("Autumn");
  EXPECT_THAT(Ask(&Stub::CreateWave, request), HasReason("REQUEST_ID_REUSED"));
  ASSERT_OK(CreateWave("w1"));
  EXPECT_THAT(CreateWave("w1"), HasReason("WAVE_EXISTS"));
}

TEST_F(WavesTest, EverythingWrongWithAWaveIsSaidAtOnce) {
  pb::CreateWaveRequest request;
  request.set_parent("programme/p");
  request.set_wave_id("W 1");
  request.set_request_id("not a uuid");
  request.mutable_wave()->set_min_group_size(2);
  request.mutable_wave()->add_instruments("instruments/none/versions/1");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::CreateWave, request).status()),
              ElementsAre("parent", "wave_id", "request_id", "wave.min_group_size",
                          "wave.display_name", "wave.instruments[0]"));
}

TEST_F(WavesTest, WavesAreListedPageByPage) {
  for (const char* id : {"w3", "w1", "w2"}) ASSERT_OK(CreateWave(id));
  pb::ListWavesRequest request;
  request.set_parent("programmes/p");
  request.set_page_size(2);
  const auto first = Ask(&Stub::ListWaves, request);
  ASSERT_OK(first);
  EXPECT_EQ(first->waves(1).name(), "programmes/p/waves/w2");
  request.set_page_token(first->next_page_token());
  const auto second = Ask(&Stub::ListWaves, request);
  ASSERT_OK(second);
  ASSERT_EQ(second->waves_size(), 1);
  EXPECT_EQ(second->next_page_token(), "");
  request.set_parent("programmes/q");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::ListWaves, request).status()), ElementsAre("page_token"))
      << "a token of another list";
}

TEST_F(WavesTest, OpeningFreezesSitesThatHaveAnInstrument) {
  ASSERT_OK(CreateWave("w1"));
  pb::OpenWaveRequest request = OpenRequest();
  request.set_request_id(kRequest);
  request.set_etag("\"9\"");
  EXPECT_THAT(Ask(&Stub::OpenWave, request), HasReason("ETAG_MISMATCH"));
  request.set_etag("\"1\"");
  const auto wave = Ask(&Stub::OpenWave, request);
  ASSERT_OK(wave);
  EXPECT_EQ(wave->state(), pb::WAVE_STATE_OPEN);
  EXPECT_EQ(wave->site_count(), 4);
  EXPECT_EQ(wave->revision(), 2);
  EXPECT_EQ(Ask(&Stub::OpenWave, request)->SerializeAsString(), wave->SerializeAsString());
  request.clear_request_id();
  EXPECT_THAT(Ask(&Stub::OpenWave, request), HasReason("WAVE_NOT_DRAFT"));
  request.set_name("programmes/p/waves/none");
  EXPECT_THAT(Ask(&Stub::OpenWave, request), HasReason("WAVE_NOT_FOUND"));
}

TEST_F(WavesTest, WhatEachSizeOfThePolicyLetsThroughIsSaidBeforeOpening) {
  pb::CreateWaveRequest create;
  create.set_parent("programmes/p");
  create.set_wave_id("w1");
  create.mutable_wave()->set_display_name("Spring");
  create.mutable_wave()->add_instruments("instruments/practice/versions/1");
  create.mutable_wave()->add_instruments("instruments/steering_group/versions/1");
  ASSERT_OK(Ask(&Stub::CreateWave, create));  // of 5, 8 and 10, as no policy is given
  pb::OpenWaveRequest request = OpenRequest();
  request.mutable_sites(0)->mutable_headcounts(0)->set_people(4);  // a3
  auto* nurses = request.mutable_sites(1)->add_headcounts();       // a1, where 8 are GPs
  nurses->set_staff_group(type::v1::STAFF_GROUP_NURSE);
  nurses->set_people(4);
  request.mutable_sites(2)->mutable_headcounts(0)->set_people(5);  // a2
  request.set_validate_only(true);
  const auto checked = Ask(&Stub::OpenWave, request);
  ASSERT_OK(checked);
  const pb::WaveOpening& opening = checked->opening();
  std::vector<std::string> sizes, lines;
  for (const auto& size : opening.sizes()) {
    sizes.push_back(absl::StrCat(size.size(), " ", size.least(), ": ", size.site_count(), ", ",
                                 size.staff_group_count()));
  }
  EXPECT_THAT(sizes, ElementsAre("min_group_size 5: 2, 2", "min_distribution_size 8: 1, 1",
                                 "min_free_text_size 10: 1, 0"));
  EXPECT_EQ(opening.sizes(1).text(),
            "From 8 answers on numbers are exact and answers are shown one beside the other: "
            "possible at 1 of 4 sites, and for 1 staff group of a site by itself.");
  for (const auto& one : opening.reach()) {
    lines.push_back(absl::StrCat(one.organisation().substr(one.organisation().rfind('/') + 1), " ",
                                 static_cast<int>(one.staff_group()), " ", one.headcount(), " ",
                                 one.means(), one.distributions(), one.free_text()));
  }
  EXPECT_THAT(lines, ElementsAre("a1 0 12 111", "a1 1 8 110", "a1 2 4 000", "a2 0 5 100",
                                 "a2 1 5 100", "a3 0 4 000", "a3 1 4 000"));
}

TEST_F(WavesTest, SitesThatCannotPassAreNamedBeforeOpening) {
  ASSERT_OK(CreateWave("w1", 5));
  pb::OpenWaveRequest request = OpenRequest();
  request.mutable_sites(0)->mutable_headcounts(0)->set_people(3);
  request.mutable_sites(1)->mutable_headcounts(0)->set_people(5);
  request.mutable_sites(2)->mutable_headcounts(0)->set_people(1);
  request.set_validate_only(true);
  request.set_request_id(kRequest);
  const auto checked = Ask(&Stub::OpenWave, request);
  ASSERT_OK(checked);
  const pb::WaveOpening& opening = checked->opening();
  EXPECT_EQ(opening.site_count(), 4);
  EXPECT_EQ(opening.left_out_count(), 1);
  EXPECT_EQ(opening.headcount(), 9);
  EXPECT_EQ(opening.headcount_unknown_count(), 1);
  EXPECT_EQ(opening.cannot_pass_count(), 2);
  ASSERT_EQ(opening.cannot_pass_size(), 2);
  EXPECT_EQ(opening.cannot_pass(0).organisation(), Organisation("a2"));
  EXPECT_EQ(opening.cannot_pass(0).missing(), 4);
  EXPECT_EQ(opening.cannot_pass(1).organisation(), Organisation("a3"));
  EXPECT_EQ(opening.cannot_pass(1).headcount(), 3);
  EXPECT_EQ(opening.cannot_pass(1).level(), type::v1::LEVEL_PRACTICE);
  EXPECT_THAT(opening.cannot_pass(1).reason(), ::testing::HasSubstr("3 people"));
  EXPECT_EQ(Get(kWave)->state(), pb::WAVE_STATE_DRAFT) << "nothing has changed";
  EXPECT_EQ(Get(kWave)->revision(), 1);
  request.set_etag("\"9\"");
  EXPECT_THAT(Ask(&Stub::OpenWave, request), HasReason("ETAG_MISMATCH"));
  request.clear_etag();
  // The same id may open it for good, and the reply says the same of the sites.
  request.set_validate_only(false);
  const auto opened = Ask(&Stub::OpenWave, request);
  ASSERT_OK(opened);
  EXPECT_EQ(opened->opening().SerializeAsString(), opening.SerializeAsString());
  EXPECT_FALSE(Get(kWave)->has_opening());
  request.set_validate_only(true);
  EXPECT_THAT(Ask(&Stub::OpenWave, request), HasReason("WAVE_NOT_DRAFT"));
}

TEST_F(WavesTest, APolicyThatNoSiteCanPassIsRefusedWithAllOfThem) {
  ASSERT_OK(CreateWave("w1", 9));
  pb::OpenWaveRequest request = OpenRequest();
  auto* nurses = request.mutable_sites(3)->add_headcounts();
  nurses->set_staff_group(type::v1::STAFF_GROUP_NURSE);
  nurses->set_people(8);
  request.set_validate_only(true);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::OpenWave, request).status()),
              ElementsAre("sites[0].headcounts", "sites[1].headcounts", "sites[2].headcounts",
                          "sites[3].headcounts"));
}

TEST_F(WavesTest, EverythingWrongWithSitesIsSaidAtOnce) {
  ASSERT_OK(CreateWave("w1"));
  pb::OpenWaveRequest request;
  request.set_name(kWave);
  auto* site = request.add_sites();
  site->set_organisation("programmes/q/organisations/a1");
  site->set_steering_group("north");
  site->add_headcounts()->set_people(3);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::OpenWave, request).status()),
              ElementsAre("sites[0].organisation", "sites[0].level", "sites[0].steering_group",
                          "sites[0].headcounts[0].staff_group"));
}

TEST_F(WavesTest, AWaveMovesOnlyForward) {
  ASSERT_OK(CreateWave("w1"));
  EXPECT_THAT(CloseWave(), HasReason("WAVE_NOT_OPEN"));
  EXPECT_THAT(Complete(), HasReason("WAVE_NOT_CLOSING"));
  ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest()));
  EXPECT_THAT(Complete(), HasReason("WAVE_NOT_CLOSING"));
  EXPECT_THAT(Complete(), StatusIs(absl::StatusCode::kFailedPrecondition));
  const auto closing = CloseWave();
  ASSERT_OK(closing);
  EXPECT_EQ(closing->state(), pb::WAVE_STATE_CLOSING);
  EXPECT_EQ(closing->evidence_revision(), 3);
  EXPECT_EQ(CloseWave()->SerializeAsString(), closing->SerializeAsString());
  const auto closed = Complete();
  ASSERT_OK(closed);
  EXPECT_EQ(closed->state(), pb::WAVE_STATE_CLOSED);
  EXPECT_EQ(closed->evidence_revision(), 3);
  EXPECT_EQ(Complete()->SerializeAsString(), closed->SerializeAsString());
  EXPECT_EQ(Get(kWave)->SerializeAsString(), closed->SerializeAsString());
}

TEST_F(WavesTest, ContentThatContradictsStoredAnswersIsRefusedAtStart) {
  OpenWave();
  Stop();
  ASSERT_OK(Start());
  EXPECT_OK(Get(kWave));
  Stop();
  WriteInstrument("practice", absl::StrReplaceAll(SmallYaml("practice", "practice", "pr"),
                                                  {{"reverse: true", "reverse: false"}}));
  EXPECT_THAT(Start(), HasReason("INSTRUMENT_CHANGED"));
  std::filesystem::remove(folder_ / "content/assessments/practice.yaml");
  EXPECT_THAT(Start(), HasReason("INSTRUMENT_NOT_FOUND"));
}

}  // namespace
}  // namespace pcsp::assessments::testing
