#include "tests/assessments/rpc/assessment_service_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr char kRequestId[] = "0190b0a0-0000-7000-8000-000000000001";

// The clock stands at 2025-06-15.
class ObservationsTest : public ServiceTest {
 protected:
  absl::StatusOr<pb::Observation> Observe(const std::string& site, const std::string& date,
                                          const std::string& fact, const std::string& category,
                                          const std::string& note = "",
                                          const std::string& request_id = "") {
    pb::CreateObservationRequest request;
    request.set_parent(Organisation(site));
    request.mutable_observation()->set_kind(pb::OBSERVATION_KIND_VISIT);
    request.mutable_observation()->set_observed_date(date);
    request.mutable_observation()->set_note(note);
    auto* added = request.mutable_observation()->add_facts();
    added->set_fact(fact);
    added->set_category(category);
    request.set_request_id(request_id);
    return Ask(&Stub::CreateObservation, request);
  }
  absl::StatusOr<pb::ListObservationsResponse> List(
      const std::string& site, pb::ObservationView view = pb::OBSERVATION_VIEW_UNSPECIFIED) {
    pb::ListObservationsRequest request;
    request.set_parent(Organisation(site));
    request.set_view(view);
    return Ask(&Stub::ListObservations, request);
  }
  absl::StatusOr<pb::ListSiteFactsResponse> Facts(const std::vector<std::string>& sites = {}) {
    pb::ListSiteFactsRequest request;
    request.set_parent(kWave);
    for (const std::string& site : sites) request.add_organisations(Organisation(site));
    return Ask(&Stub::ListSiteFacts, request);
  }
  pb::ListEvidenceChangesResponse Changes(int64_t after = 0) {
    pb::ListEvidenceChangesRequest request;
    request.set_parent("programmes/p");
    request.set_after_revision(after);
    return Ask(&Stub::ListEvidenceChanges, request).value();
  }
  void RecordLetters(const std::string& month, int count, int denominator) {
    pb::RecordMeasuresRequest request;
    request.set_parent("programmes/p");
    auto* row = request.add_rows();
    row->set_organisation(Organisation("a1"));
    row->set_measure("programmes/p/measures/letters");
    row->set_month(month);
    row->set_count(count);
    row->set_denominator(denominator);
    ASSERT_EQ(Ask(&Stub::RecordMeasures, request)->rejected(), 0);
  }
};

TEST_F(ObservationsTest, WhatIsCountedElsewhereHoldsUntilItChangesOrSomebodySeesOtherwise) {
  pb::SetCountedFactsRequest request;
  request.set_parent("programmes/p");
  request.set_fact("fact_share");
  request.set_source("programmes/p/competences");
  for (const char* id : {"a1", "a2"}) {
    auto* site = request.add_sites();
    site->set_organisation(Organisation(id));
    site->set_category("half");
  }
  OpenWave();
  ASSERT_OK(CloseWave());
  EXPECT_EQ(Ask(&Stub::SetCountedFacts, request)->changed_sites(), 2);
  EXPECT_EQ(Ask(&Stub::SetCountedFacts, request)->changed_sites(), 0);
  EXPECT_THAT(Changes().changes(), SizeIs(2));
  auto facts = Facts();
  ASSERT_OK(facts);
  ASSERT_THAT(facts->sites(), SizeIs(2));
  EXPECT_EQ(facts->sites(0).facts(0).category(), "half");
  EXPECT_EQ(facts->sites(0).facts(0).source(), "programmes/p/competences");
  EXPECT_EQ(facts->sites(0).facts(0).date(), "2025-06-15");
  request.mutable_sites(0)->set_category("all");
  EXPECT_EQ(Ask(&Stub::SetCountedFacts, request)->changed_sites(), 1);
  EXPECT_EQ(Facts()->sites(0).facts(0).category(), "all");
  request.mutable_sites()->RemoveLast();
  EXPECT_EQ(Ask(&Stub::SetCountedFacts, request)->changed_sites(), 1);
  EXPECT_THAT(Facts({"a2"})->sites(0).facts(), IsEmpty());
  EXPECT_EQ(Changes(3).changes(0).organisation(), Organisation("a2"));
  ASSERT_OK(Observe("a1", "2025-06-16", "fact_share", "few"));
  EXPECT_EQ(Facts({"a1"})->sites(0).facts(0).category(), "few");
  EXPECT_EQ(Ask(&Stub::SetCountedFacts, request)->changed_sites(), 0);
  EXPECT_EQ(Facts({"a1"})->sites(0).facts(0).category(), "few");
}

TEST_F(ObservationsTest, SaysEverythingThatIsWrongWithWhatIsCountedElsewhere) {
  pb::SetCountedFactsRequest request;
  request.set_parent("programmes/p");
  request.set_fact("Fact");
  request.set_source("programmes/q/competences");
  request.set_request_id("x");
  for (const char* name :
       {"programmes/p/organisations/a1", "programmes/p/organisations/a1", "a1"}) {
    request.add_sites()->set_organisation(name);
  }
  EXPECT_THAT(ViolatedFields(Ask(&Stub::SetCountedFacts, request).status()),
              UnorderedElementsAre("request_id", "fact", "source", "sites[0].category",
                                   "sites[1].organisation", "sites[1].category",
                                   "sites[2].organisation", "sites[2].category"));
}

TEST_F(ObservationsTest, GivesANoteOnlyToThoseWhoAskForIt) {
  const auto made = Observe("a1", "2025-06-01", "fact_owner", "yes", "On the wall.", kRequestId);
  ASSERT_OK(made);
  EXPECT_EQ(made->note(), "");
  EXPECT_TRUE(made->has_note());
  EXPECT_EQ(Observe("a1", "2025-06-01", "fact_owner", "yes", "On the wall.", kRequestId)->name(),
            made->name());
  EXPECT_THAT(Observe("a1", "2025-06-01", "fact_owner", "no", "On the wall.", kRequestId),
              HasReason("REQUEST_ID_REUSED"));
  pb::GetObservationRequest get;
  get.set_name(made->name());
  EXPECT_EQ(Ask(&Stub::GetObservation, get)->note(), "On the wall.");
  EXPECT_EQ(List("a1")->observations(0).note(), "");
  EXPECT_TRUE(List("a1")->observations(0).has_note());
  EXPECT_EQ(List("-", pb::OBSERVATION_VIEW_FULL)->observations(0).note(), "On the wall.");
  EXPECT_THAT(List("a2")->observations(), IsEmpty());
}

TEST_F(ObservationsTest, ReportsEveryFaultAtOnce) {
  pb::CreateObservationRequest request;
  request.set_parent("a1");
  request.set_request_id("x");
  request.mutable_observation()->set_observed_date("1 June");
  request.mutable_observation()->add_facts()->set_fact("F");
  EXPECT_THAT(
      ViolatedFields(Ask(&Stub::CreateObservation, request).status()),
      UnorderedElementsAre("parent", "request_id", "observation.observed_date", "observation.kind",
                           "observation.facts[0].fact", "observation.facts[0].category"));
  pb::ListObservationsRequest list;
  list.set_parent("programmes/p/organisations/-");
  list.set_from_date("2025-06-02");
  list.set_until_date("2025-06-01");
  list.set_page_token("x");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::ListObservations, list).status()),
              UnorderedElementsAre("until_date", "page_token"));
}

TEST_F(ObservationsTest, ChangesWhatIsNamedAndDeletesForGood) {
  const auto made = Observe("a1", "2025-06-01", "fact_owner", "yes", "On the wall.");
  pb::UpdateObservationRequest update;
  update.mutable_observation()->set_name(made->name());
  update.mutable_observation()->set_etag(made->etag());
  update.mutable_observation()->set_note("");
  update.mutable_update_mask()->add_paths("note");
  update.set_request_id(kRequestId);
  const auto updated = Ask(&Stub::UpdateObservation, update);
  ASSERT_OK(updated);
  EXPECT_FALSE(updated->has_note());
  EXPECT_THAT(updated->facts(), SizeIs(1));
  EXPECT_EQ(Ask(&Stub::UpdateObservation, update)->etag(), updated->etag());
  update.clear_request_id();
  EXPECT_THAT(Ask(&Stub::UpdateObservation, update), HasReason("ETAG_MISMATCH"));
  update.mutable_update_mask()->add_paths("colour");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::UpdateObservation, update).status()),
              UnorderedElementsAre("update_mask"));
  pb::DeleteObservationRequest remove;
  remove.set_name(made->name());
  remove.set_etag(made->etag());
  EXPECT_THAT(Ask(&Stub::DeleteObservation, remove), HasReason("ETAG_MISMATCH"));
  remove.set_etag(updated->etag());
  remove.set_request_id("0190b0a0-0000-7000-8000-000000000002");
  ASSERT_OK(Ask(&Stub::DeleteObservation, remove));
  ASSERT_OK(Ask(&Stub::DeleteObservation, remove));
  remove.clear_request_id();
  EXPECT_THAT(Ask(&Stub::DeleteObservation, remove), HasReason("OBSERVATION_NOT_FOUND"));
}

TEST_F(ObservationsTest, TurnsPages) {
  for (const char* date : {"2025-06-01", "2025-06-03", "2025-06-02"}) {
    ASSERT_OK(Observe("a1", date, "fact_owner", "yes"));
  }
  pb::ListObservationsRequest request;
  request.set_parent("programmes/p/organisations/a1");
  request.set_page_size(2);
  auto page = Ask(&Stub::ListObservations, request);
  ASSERT_THAT(page->observations(), SizeIs(2));
  EXPECT_EQ(page->observations(0).observed_date(), "2025-06-03");
  request.set_page_token(page->next_page_token());
  page = Ask(&Stub::ListObservations, request);
  ASSERT_THAT(page->observations(), SizeIs(1));
  EXPECT_EQ(page->observations(0).observed_date(), "2025-06-01");
}

TEST_F(ObservationsTest, OffersTheLatestFactsOfAClosedWaveToADiagnosis) {
  OpenWave();
  EXPECT_THAT(Facts(), HasReason("WAVE_NOT_CLOSED"));
  ASSERT_OK(CloseWave());
  ASSERT_OK(Observe("a1", "2025-06-01", "fact_owner", "yes"));
  ASSERT_OK(Observe("a1", "2025-03-01", "fact_owner", "no"));
  ASSERT_OK(Observe("a2", "2024-06-01", "fact_owner", "no"));  // more than a year before
  RecordLetters("2025-04", 20, 30);
  RecordLetters("2025-05", 9, 20);
  const auto facts = Facts();
  ASSERT_OK(facts);
  ASSERT_THAT(facts->sites(), SizeIs(2));
  const auto& site = facts->sites(0);
  EXPECT_EQ(site.organisation(), Organisation("a1"));
  EXPECT_EQ(site.facts_revision(), 5);
  ASSERT_THAT(site.facts(), SizeIs(2));
  EXPECT_EQ(site.facts(0).fact(), "fact_letters");
  EXPECT_EQ(site.facts(0).category(), "some");  // 29 of 50
  EXPECT_EQ(site.facts(0).source(), "programmes/p/measures/letters");
  EXPECT_EQ(site.facts(0).date(), "2025-05-31");
  EXPECT_EQ(site.facts(1).category(), "yes");
  EXPECT_THAT(facts->sites(1).facts(), IsEmpty());
  EXPECT_THAT(Facts({"a2"})->sites(), SizeIs(1));
  EXPECT_EQ(Facts({"a2"})->newest_revision(), facts->newest_revision()) << "of the programme";
  EXPECT_EQ(facts->newest_revision(),
            std::max(facts->sites(0).facts_revision(), facts->sites(1).facts_revision()));
}

// Seven is a small count until the policy says otherwise; then the site is to be diagnosed again.
TEST_F(ObservationsTest, WhatIsForTheSiteAloneSettlesNoFact) {
  OpenWave();
  ASSERT_OK(CloseWave());
  RecordLetters("2025-04", 20, 40);
  RecordLetters("2025-05", 7, 40);
  ASSERT_THAT(Facts()->sites(0).facts(), SizeIs(1));
  EXPECT_EQ(Facts()->sites(0).facts(0).category(), "some");  // 20 of 40
  EXPECT_EQ(Facts()->sites(0).facts(0).date(), "2025-04-30");
  const int64_t before = Facts()->newest_revision();
  pb::UpdateMeasurePolicyRequest update;
  update.mutable_policy()->set_name("programmes/p/measurePolicy");
  update.mutable_policy()->set_disclosure_threshold(7);
  ASSERT_OK(Ask(&Stub::UpdateMeasurePolicy, update));
  EXPECT_EQ(Facts()->sites(0).facts(0).category(), "few");  // 27 of 80
  EXPECT_THAT(Changes(before).changes(), SizeIs(1));
}

TEST_F(ObservationsTest, TellsWhichSitesChangedSince) {
  ASSERT_OK(Observe("a1", "2025-06-01", "fact_owner", "yes"));
  ASSERT_OK(Observe("a2", "2025-06-01", "fact_owner", "yes"));
  EXPECT_THAT(Changes().changes(), SizeIs(2));
  RecordLetters("2025-04", 9, 10);
  const auto changes = Changes(2);
  ASSERT_THAT(changes.changes(), SizeIs(1));
  EXPECT_EQ(changes.changes(0).organisation(), Organisation("a1"));
  EXPECT_EQ(changes.changes(0).facts_revision(), 3);
  RecordLetters("2025-04", 9, 10);  // nothing new
  EXPECT_THAT(Changes(3).changes(), IsEmpty());
}

}  // namespace
}  // namespace pcsp::assessments::testing
