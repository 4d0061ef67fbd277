// Instruments of one's own through the whole service, from draft to retirement.
#include "services/assessments/domain/fhir/questionnaire.h"
#include "tests/assessments/many_scales.h"
#include "tests/assessments/rpc/instruments_fixture.h"

namespace pcsp::assessments {
namespace {

namespace pb = testing::pb;
using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::InstrumentsTest;
using ::testing::IsEmpty;
using testing::kName;
using testing::kRequest;

TEST_F(InstrumentsTest, GoFromDraftToRetirement) {
  const auto draft = Create(Short(), kRequest);
  ASSERT_OK(draft);
  EXPECT_EQ(draft->name(), kName);
  EXPECT_EQ(draft->state(), pb::INSTRUMENT_STATE_DRAFT);
  EXPECT_EQ(draft->scales(1).options_size(), 11);
  EXPECT_EQ(Create(Short(), kRequest)->SerializeAsString(), draft->SerializeAsString());
  pb::Instrument other = Short();
  other.set_title("Other");
  EXPECT_THAT(Create(other, kRequest), HasReason("REQUEST_ID_REUSED"));
  EXPECT_THAT(Retire(kName), HasReason("INSTRUMENT_NOT_PUBLISHED"));

  pb::UpdateInstrumentRequest update;
  *update.mutable_instrument() = *draft;
  update.mutable_instrument()->set_title("Shorter");
  const auto updated = Ask(&Stub::UpdateInstrument, update);
  ASSERT_OK(updated);
  EXPECT_EQ(updated->title(), "Shorter");
  EXPECT_THAT(Ask(&Stub::UpdateInstrument, update), HasReason("ETAG_MISMATCH"));
  EXPECT_THAT(Publish(kName, draft->etag()), HasReason("ETAG_MISMATCH"));

  const auto published = Publish(kName, updated->etag());
  ASSERT_OK(published);
  EXPECT_EQ(published->state(), pb::INSTRUMENT_STATE_PUBLISHED);
  EXPECT_TRUE(published->has_publish_time());
  *update.mutable_instrument() = *published;
  EXPECT_THAT(Ask(&Stub::UpdateInstrument, update), HasReason("INSTRUMENT_NOT_DRAFT"));
  EXPECT_THAT(Publish(kName), HasReason("INSTRUMENT_NOT_DRAFT"));

  const auto retired = Retire(kName);
  ASSERT_OK(retired);
  EXPECT_EQ(retired->state(), pb::INSTRUMENT_STATE_RETIRED);
  EXPECT_EQ(Retire(kName)->etag(), retired->etag());
  EXPECT_EQ(Get(kName)->SerializeAsString(), retired->SerializeAsString());
}

TEST_F(InstrumentsTest, LeaveALineInTheAuditForEveryChangeAndForNothingElse) {
  ASSERT_OK(Create(Short(), kRequest));
  ASSERT_OK(Create(Short(), kRequest));
  EXPECT_THAT(Retire(kName), HasReason("INSTRUMENT_NOT_PUBLISHED"));
  ASSERT_OK(Publish(kName));
  ASSERT_OK(Retire(kName));
  ASSERT_OK(Retire(kName));
  audit::v1::ListAuditEntriesRequest request;
  request.set_parent("programmes/p/auditChains/assessments");
  const auto entries = Ask(&Stub::ListAuditEntries, request);
  ASSERT_OK(entries);
  std::vector<std::string> methods;
  for (const auto& entry : entries->entries()) {
    methods.push_back(entry.method());
    EXPECT_EQ(entry.resource(), kName);
  }
  EXPECT_THAT(methods,
              ElementsAre("assessments.CreateInstrument", "assessments.PublishInstrumentVersion",
                          "assessments.RetireInstrument"));
}

TEST_F(InstrumentsTest, AreRefusedWithEveryViolation) {
  pb::Instrument broken = Short();
  broken.mutable_items(1)->set_code("purpose");
  broken.mutable_items(2)->set_reverse(true);
  broken.mutable_items(3)->set_subcomponent("wishfulness");
  broken.mutable_scales(0)->mutable_options(4)->set_score(7);
  broken.set_language("");
  broken.mutable_scales(1)->set_high(1);
  EXPECT_THAT(ViolatedFields(Create(broken).status()),
              ::testing::UnorderedElementsAre(
                  "instrument.items[1].code", "instrument.items[2].reverse",
                  "instrument.items[3].subcomponent", "instrument.scales.agreement.options",
                  "instrument.language", "instrument.scales.ten.high"));
  pb::Instrument lost = Short();
  lost.mutable_items(0)->set_scale("nowhere");
  lost.mutable_items(3)->set_section("nowhere");
  const auto fields = ViolatedFields(Create(lost).status());
  EXPECT_THAT(fields, Contains("instrument.items[0].scale"));
  EXPECT_THAT(fields, Contains("instrument.items[3].section"));
  EXPECT_THAT(Get(kName), HasReason("INSTRUMENT_NOT_FOUND"));
  EXPECT_THAT(ViolatedFields(Get("programmes/p/instruments/short").status()), ElementsAre("name"));
}

TEST_F(InstrumentsTest, KeepWhatTheirCodesMean) {
  PublishShort();
  pb::Instrument second = Short();
  second.mutable_items(0)->set_construct(type::v1::CONSTRUCT_REFLEXIVE_MONITORING);
  const auto draft = Create(second);
  ASSERT_OK(draft);
  EXPECT_EQ(draft->name(), "programmes/p/instruments/short/versions/2");
  EXPECT_THAT(ViolatedFields(Publish(draft->name()).status()),
              ElementsAre("instrument.items[0].code"));
  pb::UpdateInstrumentRequest update;
  *update.mutable_instrument() = second;
  update.mutable_instrument()->set_name(draft->name());
  update.mutable_instrument()->mutable_items(0)->set_code("purpose2");
  ASSERT_OK(Ask(&Stub::UpdateInstrument, update));
  EXPECT_OK(Publish(draft->name()));
}

TEST_F(InstrumentsTest, AreListedByStateAndLanguage) {
  PublishShort();
  ASSERT_OK(Create(Short()));
  const std::string second = "programmes/p/instruments/short/versions/2";
  pb::ListInstrumentsRequest request;
  EXPECT_THAT(Names(request), ElementsAre("instruments/practice/versions/1",
                                          "instruments/steering_group/versions/1"));
  request.set_parent("programmes/p");
  for (int page_size : {0, 1, 2, 3}) {
    request.set_page_size(page_size);
    EXPECT_THAT(Names(request),
                ElementsAre("instruments/practice/versions/1",
                            "instruments/steering_group/versions/1", kName, second));
  }
  request.set_state(pb::INSTRUMENT_STATE_DRAFT);
  EXPECT_THAT(Names(request), ElementsAre(second));
  request.clear_state();
  request.set_language("cy");
  EXPECT_THAT(Names(request), IsEmpty());
  request.set_language("en");
  EXPECT_EQ(Names(request).size(), 4u);
  request.set_parent("programmes/q");
  EXPECT_EQ(Names(request).size(), 2u);
}

TEST_F(InstrumentsTest, AreHadInTheLanguageAskedFor) {
  const std::string name = "programmes/p/instruments/many/versions/1";
  pb::ImportQuestionnaireRequest import;
  import.set_parent("programmes/p");
  import.set_instrument_id("many");
  import.set_questionnaire(WriteQuestionnaire(testing::ManyScales(), EditionState::kPublished));
  ASSERT_OK(Ask(&Stub::ImportQuestionnaire, import));
  EXPECT_EQ(Get(name)->translations_size(), 1);
  EXPECT_THAT(Get(name)->languages(), ElementsAre("en-GB", "cy"));
  const auto welsh = Get(name, "cy-GB");
  ASSERT_OK(welsh);
  EXPECT_EQ(welsh->language(), "cy");
  EXPECT_EQ(welsh->items(0).text(), "Un.");
  EXPECT_EQ(welsh->translations_size(), 0);
  EXPECT_THAT(Get(name, "fr"), HasReason("LANGUAGE_NOT_FOUND"));
  EXPECT_THAT(ViolatedFields(Get(name, "not a tag").status()), ElementsAre("language"));
}

TEST_F(InstrumentsTest, AreUsedByWavesWhilePublished) {
  ASSERT_OK(Create(Short()));
  EXPECT_THAT(ViolatedFields(CreateWaveWith("w1", kName).status()),
              ElementsAre("wave.instruments[0]"));
  ASSERT_OK(Publish(kName));
  EXPECT_THAT(ViolatedFields(CreateWaveWith("w1", kName, "programmes/q").status()),
              ElementsAre("wave.instruments[0]"));
  ASSERT_OK(CreateWaveWith("w1", kName));
  ASSERT_OK(CreateWaveWith("w2", kName));
  ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest()));
  ASSERT_OK(Retire(kName));
  EXPECT_THAT(CreateWaveWith("w3", kName), HasReason("INSTRUMENT_RETIRED"));
  EXPECT_THAT(Ask(&Stub::OpenWave, OpenRequest("programmes/p/waves/w2")),
              HasReason("INSTRUMENT_RETIRED"));

  // The wave that has opened keeps it, over a restart as well.
  for (int i = 0; i < 3; ++i) {
    EXPECT_OK(Submit(Response("a1", {{"purpose", "4"}, {"normal", i == 0 ? "9" : "10"}})));
  }
  Stop();
  ASSERT_OK(Start());
  EXPECT_OK(Submit(Response("a1", {{"purpose", "4"}})));
  ASSERT_OK(CloseWave());
  const auto results = Results("a1");
  ASSERT_OK(results);
  EXPECT_EQ(results->instrument(), kName);
  EXPECT_EQ(results->respondents(), 4);
  ASSERT_EQ(results->constructs_size(), 2);
  EXPECT_EQ(results->constructs(0).mean(), 75);
  // Words have no distribution; what only GPs were asked was answered by nobody.
  ASSERT_EQ(results->items_size(), 3);
  EXPECT_EQ(results->items(1).answers(10).count(), 2);
  EXPECT_EQ(results->items(2).suppression(), pb::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
}

TEST_F(InstrumentsTest, AskEverybodyTheirOwnSections) {
  PublishShort();
  ASSERT_OK(CreateWaveWith("w1", kName));
  ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest()));
  EXPECT_THAT(ViolatedFields(Submit(Response("a1", {{"talk", "4"}}))),
              ElementsAre("answers[talk]"));
  pb::SubmitResponseRequest gp = Response("a1", {{"talk", "4"}});
  gp.set_staff_group(type::v1::STAFF_GROUP_GP);
  EXPECT_OK(Submit(gp));
}

}  // namespace
}  // namespace pcsp::assessments
