// Instruments of one's own through the whole service, from draft to retirement and as FHIR.
#include <sqlite3.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/match.h"
#include "services/assessments/domain/fhir/questionnaire.h"
#include "tests/assessments/many_scales.h"
#include "tests/assessments/rpc/assessment_service_fixture.h"

namespace pcsp::assessments {
namespace {

namespace pb = testing::pb;
using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kWave;
using ::testing::Not;
using testing::Organisation;

constexpr char kRequest[] = "0190b0a0-0000-7000-8000-000000000001";
constexpr char kName[] = "programmes/p/instruments/short/versions/1";

class InstrumentsTest : public testing::ServiceTest {
 protected:
  // A short instrument for practices: one scored item, one from 0 to 10, one for clinicians, words.
  static pb::Instrument Short() {
    pb::Instrument instrument;
    instrument.set_level(type::v1::LEVEL_PRACTICE);
    instrument.set_title("Short");
    instrument.set_language("en-GB");
    instrument.set_licence("ours");
    instrument.set_attribution("us");
    auto* scale = instrument.add_scales();
    scale->set_id("agreement");
    scale->set_kind(pb::SCALE_KIND_AGREEMENT);
    for (int i = 1; i <= 5; ++i) {
      auto* option = scale->add_options();
      option->set_code(absl::StrCat(i));
      option->set_label(absl::StrCat("label ", i));
      option->set_score(i);
    }
    auto* ten = instrument.add_scales();
    ten->set_id("ten");
    ten->set_kind(pb::SCALE_KIND_ZERO_TO_TEN);
    auto* words = instrument.add_scales();
    words->set_id("words");
    words->set_kind(pb::SCALE_KIND_TEXT);
    auto* section = instrument.add_sections();
    section->set_code("clinical");
    section->set_title("For clinicians");
    section->mutable_shown_to()->add_staff_groups(type::v1::STAFF_GROUP_GP);
    const auto add = [&](const char* code, const char* scale_id) {
      auto* item = instrument.add_items();
      item->set_code(code);
      item->set_text("A text.");
      item->set_scale(scale_id);
      return item;
    };
    add("purpose", "agreement")->set_construct(type::v1::CONSTRUCT_COHERENCE);
    add("normal", "ten");
    add("more", "words");
    auto* talk = add("talk", "agreement");
    talk->set_construct(type::v1::CONSTRUCT_COLLECTIVE_ACTION);
    talk->set_section("clinical");
    return instrument;
  }

  absl::StatusOr<pb::Instrument> Create(const pb::Instrument& instrument,
                                        const std::string& request_id = "") {
    pb::CreateInstrumentRequest request;
    request.set_parent("programmes/p");
    request.set_instrument_id("short");
    *request.mutable_instrument() = instrument;
    request.set_request_id(request_id);
    return Ask(&Stub::CreateInstrument, request);
  }
  absl::StatusOr<pb::Instrument> Get(const std::string& name, const std::string& language = "") {
    pb::GetInstrumentRequest request;
    request.set_name(name);
    request.set_language(language);
    return Ask(&Stub::GetInstrument, request);
  }
  absl::StatusOr<pb::Instrument> Publish(const std::string& name, const std::string& etag = "") {
    pb::PublishInstrumentVersionRequest request;
    request.set_name(name);
    request.set_etag(etag);
    return Ask(&Stub::PublishInstrumentVersion, request);
  }
  absl::StatusOr<pb::Instrument> Retire(const std::string& name) {
    pb::RetireInstrumentRequest request;
    request.set_name(name);
    return Ask(&Stub::RetireInstrument, request);
  }
  absl::StatusOr<pb::Wave> CreateWaveWith(const std::string& id, const std::string& instrument,
                                          const std::string& programme = "programmes/p") {
    pb::CreateWaveRequest request;
    request.set_parent(programme);
    request.set_wave_id(id);
    request.mutable_wave()->set_display_name("Spring");
    request.mutable_wave()->set_min_group_size(3);
    request.mutable_wave()->mutable_privacy_policy()->set_min_distribution_size(3);
    request.mutable_wave()->add_instruments(instrument);
    return Ask(&Stub::CreateWave, request);
  }
  // How many files of the server hold these bytes.
  int FilesWith(const std::string& bytes) {
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string content((std::istreambuf_iterator<char>(file)), {});
      files += absl::StrContains(content, bytes);
    }
    return files;
  }
  int DraftsKept() {
    sqlite3* file = nullptr;
    EXPECT_EQ(sqlite3_open((folder_ / "assessments.db").c_str(), &file), SQLITE_OK);
    int count = -1;
    const auto keep = [](void* kept, int, char** row, char**) {
      *static_cast<int*>(kept) = std::stoi(row[0]);
      return 0;
    };
    EXPECT_EQ(sqlite3_exec(file, "select count(*) from invitation where draft <> ''", keep, &count,
                           nullptr),
              SQLITE_OK);
    sqlite3_close(file);
    return count;
  }
  std::vector<std::string> Names(const pb::ListInstrumentsRequest& request) {
    std::vector<std::string> names;
    const auto list = Ask(&Stub::ListInstruments, request);
    EXPECT_OK(list);
    if (!list.ok()) return names;
    for (const auto& instrument : list->instruments()) names.push_back(instrument.name());
    if (!list->next_page_token().empty()) {
      pb::ListInstrumentsRequest next = request;
      next.set_page_token(list->next_page_token());
      for (const std::string& name : Names(next)) names.push_back(name);
    }
    return names;
  }
  void PublishShort() {
    ASSERT_OK(Create(Short()));
    ASSERT_OK(Publish(kName));
  }
};

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

TEST_F(InstrumentsTest, KeepWordsApartAndReturnThemNowhere) {
  PublishShort();
  ASSERT_OK(CreateWaveWith("w1", kName));
  ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest()));
  pb::SubmitResponseRequest request = Response("a1", {{"purpose", "4"}});
  (*request.mutable_words())["more"] = "Zanzibar is far, ask 07700 900123";
  for (int i = 0; i < 4; ++i) EXPECT_OK(Submit(request));
  request.clear_words();
  (*request.mutable_words())["purpose"] = "x";
  EXPECT_THAT(ViolatedFields(Submit(request)), ElementsAre("words[purpose]"));
  const auto report = Bulk("site,staff_group,purpose,more\na1,nurse,3,Zanzibar again\n");
  ASSERT_OK(report);
  EXPECT_EQ(report->accepted(), 1);
  ASSERT_OK(CloseWave());
  EXPECT_THAT(Results("a1")->DebugString(), Not(HasSubstr("Zanzibar")));
  EXPECT_THAT(Evidence()->DebugString(), Not(HasSubstr("Zanzibar")));
}

TEST_F(InstrumentsTest, KeepWordsOfADraftForItsTokenAlone) {
  PublishShort();
  ASSERT_OK(CreateWaveWith("w1", kName));
  ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest()));
  pb::IssueInvitationsRequest issue;
  issue.set_parent(kWave);
  issue.set_organisation(Organisation("a1"));
  issue.set_staff_group(type::v1::STAFF_GROUP_NURSE);
  issue.set_count(4);
  const auto issued = Ask(&Stub::IssueInvitations, issue);
  ASSERT_OK(issued);
  const std::string words = " Zanzibar is far, ask 07700 900123 ";
  pb::SaveDraftRequest save;
  save.set_parent(kWave);
  save.set_token(issued->invitations(0).token());
  (*save.mutable_words())["purpose"] = "x";
  EXPECT_THAT(ViolatedFields(Ask(&Stub::SaveDraft, save).status()), ElementsAre("words[purpose]"));
  save.clear_words();
  (*save.mutable_answers())["purpose"] = "4";
  (*save.mutable_words())["more"] = words;
  ASSERT_OK(Ask(&Stub::SaveDraft, save));

  pb::StartResponseRequest start;
  start.set_parent(kWave);
  start.set_token(issued->invitations(1).token());
  EXPECT_TRUE(Ask(&Stub::StartResponse, start)->draft_words().empty()) << "another's token";
  start.set_token(save.token());
  const auto started = Ask(&Stub::StartResponse, start);
  ASSERT_OK(started);
  EXPECT_EQ(started->draft().at("purpose"), "4");
  EXPECT_EQ(started->draft_words().at("more"), words) << "as it was written";
  EXPECT_EQ(FilesWith("Zanzibar"), 0) << "sealed";
  EXPECT_EQ(DraftsKept(), 1);

  // What is submitted is screened, and of the draft nothing is left.
  for (int i = 0; i < 4; ++i) {
    pb::SubmitResponseRequest submit;
    submit.set_parent(kWave);
    submit.set_token(issued->invitations(i).token());
    (*submit.mutable_answers())["purpose"] = "4";
    (*submit.mutable_words())["more"] = words;
    ASSERT_OK(Submit(submit));
  }
  EXPECT_EQ(DraftsKept(), 0);
  EXPECT_GT(FilesWith("Zanzibar"), 0) << "what was submitted is kept";
  EXPECT_EQ(FilesWith("900123"), 0);
}

TEST_F(InstrumentsTest, GiveWordsFromTheirOwnThresholdOn) {
  PublishShort();
  ASSERT_OK(CreateWaveWith("w1", kName));
  ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest()));
  pb::SubmitResponseRequest request = Response("a1", {{"purpose", "4"}});
  for (int i = 0; i < 10; ++i) {
    (*request.mutable_words())["more"] = absl::StrCat("Text ", i, ", ask 07700 900123");
    ASSERT_OK(Submit(request));
  }
  request = Response("a2", {{"purpose", "2"}});
  for (int i = 0; i < 9; ++i) {
    (*request.mutable_words())["more"] = absl::StrCat("Other ", i);
    ASSERT_OK(Submit(request));
  }
  pb::GetWordsRequest get;
  get.set_name(kWave);
  EXPECT_THAT(Ask(&Stub::GetWords, get), HasReason("WAVE_NOT_CLOSED"));
  ASSERT_OK(CloseWave());
  get.set_organisation(Organisation("a1"));
  const auto enough = Ask(&Stub::GetWords, get);
  ASSERT_OK(enough);
  ASSERT_EQ(enough->items_size(), 1);
  EXPECT_EQ(enough->items(0).item(), "more");
  EXPECT_EQ(enough->items(0).texts_size(), 10);
  EXPECT_THAT(enough->items(0).texts(), Contains(HasSubstr("Text 7")));
  EXPECT_THAT(enough->DebugString(), Not(HasSubstr("07700")));
  get.set_organisation(Organisation("a2"));
  const auto few = Ask(&Stub::GetWords, get);
  ASSERT_OK(few);
  EXPECT_EQ(few->items(0).suppression(), pb::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE);
  EXPECT_THAT(few->items(0).texts(), IsEmpty());
  // All texts less those of a1 are those of a2.
  get.clear_organisation();
  const auto all = Ask(&Stub::GetWords, get);
  ASSERT_OK(all);
  EXPECT_EQ(all->items(0).suppression(), pb::SUPPRESSION_SECONDARY);
  EXPECT_THAT(all->items(0).texts(), IsEmpty());
  get.set_organisation(Organisation("nobody"));
  EXPECT_THAT(Ask(&Stub::GetWords, get), HasReason("SITE_RESULTS_NOT_FOUND"));
}

TEST_F(InstrumentsTest, ComeAndGoAsQuestionnaires) {
  pb::ImportQuestionnaireRequest import;
  import.set_parent("programmes/p");
  import.set_instrument_id("many");
  import.set_questionnaire(WriteQuestionnaire(testing::ManyScales(), EditionState::kPublished));
  import.set_validate_only(true);
  ASSERT_OK(Ask(&Stub::ImportQuestionnaire, import));
  const std::string name = "programmes/p/instruments/many/versions/1";
  EXPECT_THAT(Get(name), HasReason("INSTRUMENT_NOT_FOUND"));
  import.set_validate_only(false);
  import.set_request_id(kRequest);
  const auto made = Ask(&Stub::ImportQuestionnaire, import);
  ASSERT_OK(made);
  EXPECT_EQ(made->instrument().name(), name);
  EXPECT_EQ(Ask(&Stub::ImportQuestionnaire, import)->instrument().name(), name);

  pb::ExportQuestionnaireRequest request;
  request.set_name(name);
  const auto exported = Ask(&Stub::ExportQuestionnaire, request);
  ASSERT_OK(exported);
  const auto read = ReadQuestionnaire(exported->questionnaire(), {});
  ASSERT_OK(read);
  EXPECT_EQ(read->instrument.items, testing::ManyScales().items);
  EXPECT_THAT(exported->questionnaire(), HasSubstr("\"status\": \"draft\""));
  request.set_name("instruments/practice/versions/1");
  EXPECT_OK(Ask(&Stub::ExportQuestionnaire, request));

  import.set_request_id("");
  import.set_shape(pb::QUESTIONNAIRE_SHAPE_NOMAD);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::ImportQuestionnaire, import).status()), Contains("coding"));
  import.set_questionnaire("{}");
  EXPECT_THAT(Ask(&Stub::ImportQuestionnaire, import), HasReason("INVALID_QUESTIONNAIRE"));
}

TEST_F(InstrumentsTest, TakeAnswersAsQuestionnaireResponsesThatNameNobody) {
  PublishShort();
  ASSERT_OK(CreateWaveWith("w1", kName));
  ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest()));
  const auto answers = [](const std::string& more, const std::string& code = "5") {
    return absl::StrCat(
        R"({"resourceType": "QuestionnaireResponse", "status": "completed", )", more,
        R"("item": [{"linkId": "purpose", "answer": [{"valueCoding": {"code": ")", code,
        R"("}}]}, {"linkId": "more", "answer": [{"valueString": "Time."}]}]})");
  };
  pb::SubmitQuestionnaireResponseRequest request;
  request.set_parent(kWave);
  request.set_organisation(Organisation("a1"));
  request.set_staff_group(type::v1::STAFF_GROUP_NURSE);
  request.set_request_id(kRequest);
  request.set_questionnaire_response(answers(""));
  ASSERT_OK(Ask(&Stub::SubmitQuestionnaireResponse, request));
  ASSERT_OK(Ask(&Stub::SubmitQuestionnaireResponse, request));  // counts once
  request.set_request_id("");
  request.set_questionnaire_response(answers(R"("author": {"reference": "Practitioner/1"}, )"));
  EXPECT_THAT(ViolatedFields(Ask(&Stub::SubmitQuestionnaireResponse, request).status()),
              ElementsAre("questionnaire_response.author"));
  request.set_questionnaire_response(answers("", "6"));
  EXPECT_THAT(ViolatedFields(Ask(&Stub::SubmitQuestionnaireResponse, request).status()),
              ElementsAre("answers[purpose]"));
  request.set_organisation(Organisation("b9"));
  EXPECT_THAT(ViolatedFields(Ask(&Stub::SubmitQuestionnaireResponse, request).status()),
              ElementsAre("organisation"));
  request.set_organisation(Organisation("a1"));
  request.set_questionnaire_response(answers(""));
  for (int i = 0; i < 2; ++i) ASSERT_OK(Ask(&Stub::SubmitQuestionnaireResponse, request));
  ASSERT_OK(CloseWave());
  EXPECT_EQ(Results("a1")->respondents(), 3);
  EXPECT_THAT(Ask(&Stub::SubmitQuestionnaireResponse, request), HasReason("WAVE_CLOSED"));
}

TEST_F(InstrumentsTest, RefuseAFileThatIsCodedTheOtherWayRound) {
  PublishShort();
  ASSERT_OK(CreateWaveWith("w1", kName));
  ASSERT_OK(Ask(&Stub::OpenWave, OpenRequest()));
  std::string right = "site,staff_group,purpose,normal\n", wrong = right;
  for (int i = 0; i < 20; ++i) {
    const int agrees = 1 + i % 5;
    absl::StrAppend(&right, "a1,nurse,", agrees, ",", 2 * agrees, "\n");
    absl::StrAppend(&wrong, "a1,nurse,", 6 - agrees, ",", 2 * agrees, "\n");
  }
  EXPECT_THAT(Bulk(wrong), HasReason("CODING_REVERSED"));
  EXPECT_THAT(Bulk(wrong, "", true), HasReason("CODING_REVERSED"));
  const auto report = Bulk(right);
  ASSERT_OK(report);
  EXPECT_EQ(report->accepted(), 20);
}

}  // namespace
}  // namespace pcsp::assessments
