#include "services/assessments/domain/errors.h"
#include "services/assessments/store/evidence/sql_evidence_store.h"
#include "tests/assessments/store/store_fixture.h"
#include "tests/support/audit_chains.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::IsLine;
using pcsp::testing::IsOkAndHolds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;
using ::testing::SizeIs;

constexpr Month kMonth(2025, 3);

MeasureDefinition Letters() {
  return {.name = {"p", "letters"},
          .display_name = "Letters",
          .description = "Sent.\nNot the day alone.",
          .unit = "letters",
          .denominator = "talks",
          .kind = MeasureKind::kProportion,
          .direction = Direction::kHigher,
          .levels = {Level::kSteeringGroup, Level::kPractice},
          .about_patients = true,
          .fact = MeasureFact{"fact_letters", {{100.0 / 3, "few"}, {{}, "most"}}},
          .phases = {{kMonth, "by post; \"new\"", ""}, {kMonth, "here", "a1"}},
          .create_time = kNow,
          .update_time = kNow,
          .revision = 1};
}

class EvidenceStoreTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (HasFatalFailure()) return;
    evidence_ = std::make_unique<SqlEvidenceStore>(&db());
  }

  absl::StatusOr<std::string> Put(MeasureDefinition measure) {
    return evidence_->ChangeMeasure(
        {}, measure.name, kNow, [&](const auto&) { return measure; }, Etag);
  }
  static std::string Etag(const MeasureDefinition& measure) { return measure.etag(); }

  static MeasureRow Row(const std::string& site, int month, int64_t count,
                        std::optional<int64_t> denominator = {}) {
    return {.organisation = site,
            .measure = "letters",
            .month = kMonth + month,
            .count = count,
            .denominator = denominator};
  }
  // The verdicts as digits.
  absl::StatusOr<std::string> Record(const std::vector<MeasureRow>& rows,
                                     const sql::RequestKey& key = {}, bool check_only = false) {
    return evidence_->RecordValues(key, "p", kNow, check_only, rows, [](const auto& recordings) {
      std::string verdicts;
      for (const auto& r : recordings) absl::StrAppend(&verdicts, static_cast<int>(r.verdict));
      return verdicts;
    });
  }

  static Observation Visit(const std::string& site, const std::string& id, Day day) {
    return {.name = {{"p", site}, id},
            .kind = ObservationKind::kVisit,
            .observed_date = day,
            .appointment = "programmes/p/appointments/x",
            .facts = {{"fact_b", "yes"}, {"fact_a", "no"}},
            .note = "A list on the wall; it's \"theirs\".",
            .create_time = kNow,
            .update_time = kNow};
  }
  absl::Status Add(const Observation& observation, const sql::RequestKey& key = {}) {
    return evidence_->CreateObservation(key, observation, "reply").status();
  }
  std::vector<EvidenceChange> Changes(int64_t after = 0) {
    return evidence_->ListChanges("p", after, 100).value();
  }

  std::unique_ptr<SqlEvidenceStore> evidence_;
};
INSTANTIATE_TEST_SUITE_P(EveryDatabase, EvidenceStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

TEST_P(EvidenceStoreTest, KeepsAMeasureAsItWasGiven) {
  ASSERT_OK(Put(Letters()));
  const auto found = evidence_->FindMeasure({"p", "letters"}).value();
  ASSERT_TRUE(found);
  const MeasureDefinition given = Letters();
  EXPECT_EQ(found->name, given.name);
  EXPECT_EQ(found->description, given.description);
  EXPECT_EQ(found->denominator, given.denominator);
  EXPECT_EQ(found->kind, given.kind);
  EXPECT_EQ(found->direction, given.direction);
  EXPECT_EQ(found->levels, given.levels);
  EXPECT_EQ(found->fact, given.fact);  // the bound to the last bit
  EXPECT_EQ(found->phases, given.phases);
  EXPECT_EQ(found->create_time, kNow);
  EXPECT_EQ(found->retire_time, std::nullopt);
  EXPECT_TRUE(found->about_patients);
  EXPECT_FALSE(found->built_in);
  EXPECT_FALSE(evidence_->FindMeasure({"q", "letters"}).value());
  EXPECT_THAT(evidence_->ListMeasures("p"), IsOkAndHolds(SizeIs(1)));
}

TEST_P(EvidenceStoreTest, ChangesAMeasureOnlyWhenItsRevisionDoes) {
  ASSERT_OK(Put(Letters()));
  MeasureDefinition changed = Letters();
  changed.phases.clear();
  changed.unit = "posts";
  ASSERT_OK(Put(changed));
  EXPECT_EQ(evidence_->FindMeasure(changed.name).value()->unit, "letters");
  changed.revision = 2;
  ASSERT_OK(Put(changed));
  EXPECT_EQ(evidence_->FindMeasure(changed.name).value()->unit, "posts");
  EXPECT_THAT(evidence_->FindMeasure(changed.name).value()->phases, IsEmpty());
  EXPECT_THAT(
      evidence_->ChangeMeasure(
          {}, {"p", "x"}, kNow,
          [](const auto&) -> absl::StatusOr<MeasureDefinition> { return MeasureNotFound("x"); },
          Etag),
      HasReason("MEASURE_NOT_FOUND"));
  const std::string name = "programmes/p/measures/letters";
  EXPECT_THAT(pcsp::testing::SoundChain(db(), "p"),
              ElementsAre(IsLine("", name), IsLine("", name)));
}

TEST_P(EvidenceStoreTest, KeepsThePolicyOfAProgramme) {
  EXPECT_EQ(evidence_->GetPolicy("p")->threshold, kDefaultThreshold);
  ASSERT_OK(Record({Row("a1", 0, 3, 4), Row("a2", 0, 5)}));
  for (int threshold : {5, 11}) {
    ASSERT_OK(evidence_->ChangePolicy(
        {}, "p", kNow,
        [&](MeasurePolicy policy) -> absl::StatusOr<MeasurePolicy> {
          policy.threshold = threshold;
          ++policy.revision;
          return policy;
        },
        [](const MeasurePolicy& policy) { return policy.etag(); }));
  }
  EXPECT_EQ(evidence_->GetPolicy("p")->threshold, 11);
  EXPECT_EQ(evidence_->GetPolicy("p")->revision, 2);
  EXPECT_EQ(evidence_->GetPolicy("q")->threshold, kDefaultThreshold);
  EXPECT_THAT(Changes(2), SizeIs(2)) << "what may be shown of them is another";
}

TEST_P(EvidenceStoreTest, RecordsCorrectsAndKeepsWhatWasThere) {
  EXPECT_THAT(Record({Row("a1", 0, 3, 4), Row("a2", 0, 5)}), IsOkAndHolds("11"));
  EXPECT_THAT(Record({Row("a1", 0, 3, 4), Row("a2", 0, 6), Row("a2", 1, 0)}), IsOkAndHolds("321"));
  MeasureRow withdraw = Row("a2", 0, 0);
  withdraw.withdraw = true;
  EXPECT_THAT(Record({withdraw}), IsOkAndHolds("4"));
  const ValueQuery all{.programme = "p", .withdrawn_too = true};
  const auto values = evidence_->ListValues(all).value();
  ASSERT_THAT(values, SizeIs(3));
  EXPECT_EQ(values[0].organisation, "a1");
  EXPECT_EQ(values[0].month, kMonth);
  EXPECT_EQ(values[0].count, 3);
  EXPECT_THAT(values[0].denominator, Optional(4));
  EXPECT_EQ(values[0].record_time, kNow);
  EXPECT_TRUE(values[1].withdrawn);
  EXPECT_EQ(values[1].revision, 3);
  EXPECT_EQ(values[1].denominator, std::nullopt);
  const auto history = evidence_->ListHistory(all).value();
  ASSERT_THAT(history, SizeIs(2));
  EXPECT_EQ(history[0].count, 6);
  EXPECT_EQ(history[0].revision, 2);
  EXPECT_EQ(history[1].count, 5);
  EXPECT_THAT(pcsp::testing::SoundChain(db(), "p"), SizeIs(3));
}

TEST_P(EvidenceStoreTest, RecordsARequestOnceAndNothingWhenItOnlyChecks) {
  const sql::RequestKey key{"", "assessments.RecordMeasures", kRequest, "hash"};
  EXPECT_THAT(Record({Row("a1", 0, 3)}, {}, true), IsOkAndHolds("1"));
  EXPECT_THAT(evidence_->ListValues({.programme = "p"}), IsOkAndHolds(IsEmpty()));
  EXPECT_THAT(Record({Row("a1", 0, 3)}, key), IsOkAndHolds("1"));
  EXPECT_THAT(Record({Row("a1", 0, 3)}, key), IsOkAndHolds("1"));  // the first reply
  sql::RequestKey other = key;
  other.payload_hash = "another";
  EXPECT_THAT(Record({Row("a1", 0, 4)}, other), HasReason("REQUEST_ID_REUSED"));
  EXPECT_THAT(Record({Row("a1", 0, 3)}), IsOkAndHolds("3"));  // unchanged: no line, no revision
  EXPECT_THAT(pcsp::testing::SoundChain(db(), "p"), SizeIs(1));
  EXPECT_THAT(Changes(), ElementsAre(EvidenceChange{"a1", 1}));
}

TEST_P(EvidenceStoreTest, ListsValuesByPageSiteMeasureAndMonths) {
  std::vector<MeasureRow> rows;
  for (const char* site : {"a1", "a2", "a3"}) {
    for (int month = 0; month < 4; ++month) rows.push_back(Row(site, month, month));
  }
  rows.push_back({.organisation = "a1", .measure = "talks", .month = kMonth, .count = 9});
  ASSERT_OK(Record(rows));
  EXPECT_THAT(evidence_->ListValues({.programme = "p"}), IsOkAndHolds(SizeIs(13)));
  EXPECT_THAT(evidence_->ListValues({.programme = "q"}), IsOkAndHolds(IsEmpty()));
  EXPECT_THAT(evidence_->ListValues({.programme = "p", .organisation = "a1"}),
              IsOkAndHolds(SizeIs(5)));
  EXPECT_THAT(evidence_->ListValues({.programme = "p", .measure = "talks"}),
              IsOkAndHolds(SizeIs(1)));
  EXPECT_THAT(evidence_->ListValues({.programme = "p", .organisations = {"a1", "a3"}}),
              IsOkAndHolds(SizeIs(9)));
  EXPECT_THAT(evidence_->ListValues({.programme = "p", .from = kMonth + 1, .until = kMonth + 2}),
              IsOkAndHolds(SizeIs(6)));
  // Page by page every value comes once, in order.
  std::vector<MonthValue> pages;
  ValueQuery query{.programme = "p", .limit = 4};
  for (;;) {
    const auto page = evidence_->ListValues(query).value();
    pages.insert(pages.end(), page.begin(), page.end());
    if (page.size() < 4) break;
    query.after = page.back();
  }
  ASSERT_THAT(pages, SizeIs(13));
  EXPECT_EQ(pages[4].measure, "talks");
  EXPECT_EQ(pages[12].organisation, "a3");
  EXPECT_EQ(pages[12].month, kMonth + 3);
}

TEST_P(EvidenceStoreTest, KeepsAnObservationAndForgetsADeletedOne) {
  const Observation given = Visit("a1", "o1", Day(2025, 3, 4));
  ASSERT_OK(Add(given));
  const Observation found = evidence_->GetObservation(given.name).value();
  EXPECT_EQ(found.name, given.name);
  EXPECT_EQ(found.kind, given.kind);
  EXPECT_EQ(found.observed_date, given.observed_date);
  EXPECT_EQ(found.facts, given.facts);
  EXPECT_EQ(found.note, given.note);
  EXPECT_EQ(found.appointment, given.appointment);
  const auto any = [](const Observation&) { return absl::OkStatus(); };
  EXPECT_THAT(evidence_->DeleteObservation(
                  {}, given.name, kNow,
                  [](const Observation& before) { return CheckEtag(before, "\"9\""); }),
              HasReason("ETAG_MISMATCH"));
  EXPECT_OK(evidence_->DeleteObservation({}, given.name, kNow, any));
  EXPECT_THAT(evidence_->GetObservation(given.name), HasReason("OBSERVATION_NOT_FOUND"));
  EXPECT_THAT(evidence_->DeleteObservation({}, given.name, kNow, any),
              HasReason("OBSERVATION_NOT_FOUND"));
  const std::string name = given.name.ToString();
  EXPECT_THAT(pcsp::testing::SoundChain(db(), "p"),
              ElementsAre(IsLine("", name), IsLine("", name)));
}

TEST_P(EvidenceStoreTest, ChangesAnObservationWithItsFacts) {
  const Observation given = Visit("a1", "o1", Day(2025, 3, 4));
  ASSERT_OK(Add(given));
  ASSERT_OK(evidence_->UpdateObservation(
      {}, given.name, kNow,
      [](Observation o) -> absl::StatusOr<Observation> {
        o.facts = {{"fact_c", "maybe"}};
        ++o.revision;
        return o;
      },
      [](const Observation& o) { return o.etag(); }));
  const Observation found = evidence_->GetObservation(given.name).value();
  EXPECT_THAT(found.facts, ElementsAre(ObservedFact{"fact_c", "maybe"}));
  EXPECT_EQ(found.note, given.note);
  EXPECT_EQ(found.revision, 2);
}

TEST_P(EvidenceStoreTest, ListsObservationsTheLatestFirstAndNotesOnlyWhenAsked) {
  ASSERT_OK(Add(Visit("a1", "o1", Day(2025, 3, 4))));
  ASSERT_OK(Add(Visit("a2", "o2", Day(2025, 5, 1))));
  Observation call = Visit("a1", "o3", Day(2025, 4, 1));
  call.kind = ObservationKind::kCall;
  call.note = "";
  ASSERT_OK(Add(call));
  const auto ids = [&](const ObservationQuery& query) {
    std::vector<std::string> list;
    const auto observations = evidence_->ListObservations(query).value();
    for (const Observation& o : observations) {
      list.push_back(o.name.observation);
    }
    return list;
  };
  EXPECT_THAT(ids({.programme = "p"}), ElementsAre("o2", "o3", "o1"));
  EXPECT_THAT(ids({.programme = "p", .organisation = "a1"}), ElementsAre("o3", "o1"));
  EXPECT_THAT(ids({.programme = "p", .from = Day(2025, 4, 1), .until = Day(2025, 4, 30)}),
              ElementsAre("o3"));
  EXPECT_THAT(ids({.programme = "p", .kind = ObservationKind::kCall}), ElementsAre("o3"));
  ObservationQuery second{.programme = "p", .limit = 2};
  second.after = Visit("a2", "o2", Day(2025, 5, 1));
  EXPECT_THAT(ids(second), ElementsAre("o3", "o1"));
  const auto basic = evidence_->ListObservations({.programme = "p"}).value();
  EXPECT_EQ(basic[0].note, " ");  // there is one
  EXPECT_EQ(basic[1].note, "");
  EXPECT_THAT(basic[2].facts, SizeIs(2));
  EXPECT_EQ(evidence_->ListObservations({.programme = "p", .notes = true}).value()[0].note,
            call.note + "A list on the wall; it's \"theirs\".");
}

TEST_P(EvidenceStoreTest, NumbersEveryChangeOfASiteWithinItsProgramme) {
  ASSERT_OK(Record({Row("a1", 0, 3), Row("a2", 0, 5)}));
  EXPECT_THAT(Changes(), ElementsAre(EvidenceChange{"a1", 1}, EvidenceChange{"a2", 2}));
  ASSERT_OK(Add(Visit("a1", "o1", Day(2025, 3, 4))));
  EXPECT_THAT(Changes(), ElementsAre(EvidenceChange{"a2", 2}, EvidenceChange{"a1", 3}));
  EXPECT_THAT(Changes(2), ElementsAre(EvidenceChange{"a1", 3}));
  ASSERT_OK(evidence_->DeleteObservation({}, {{"p", "a1"}, "o1"}, kNow,
                                         [](const Observation&) { return absl::OkStatus(); }));
  EXPECT_THAT(Changes(3), ElementsAre(EvidenceChange{"a1", 4}));
  ASSERT_OK(Put(Letters()));  // changes what the values of both come to
  EXPECT_THAT(Changes(4), ElementsAre(EvidenceChange{"a1", 5}, EvidenceChange{"a2", 6}));
  EXPECT_THAT(evidence_->ListChanges("q", 0, 100), IsOkAndHolds(IsEmpty()));
}

TEST_P(EvidenceStoreTest, GathersWhatIsKnownOfSites) {
  ASSERT_OK(Record({Row("a1", 1, 5), Row("a1", 0, 3), Row("a2", -20, 5), Row("a3", 0, 1)}));
  ASSERT_OK(Add(Visit("a1", "o1", Day(2025, 4, 4))));
  ASSERT_OK(Add(Visit("a1", "o2", Day(2025, 3, 4))));
  ASSERT_OK(Add(Visit("a1", "o0", Day(2020, 3, 4))));
  const Day since(2025, 1, 1);
  const auto known = evidence_->ListKnowledge("p", {}, since, "", 2).value();
  ASSERT_THAT(known, SizeIs(2));
  EXPECT_EQ(known[0].organisation, "a1");
  EXPECT_EQ(known[0].revision, 6);
  ASSERT_THAT(known[0].observations, SizeIs(2));
  EXPECT_EQ(known[0].observations[0].name.observation, "o2");
  EXPECT_THAT(known[0].observations[0].facts, SizeIs(2));
  ASSERT_THAT(known[0].values.at("letters"), SizeIs(2));
  EXPECT_EQ(known[0].values.at("letters")[0].count, 3);
  EXPECT_THAT(known[1].values, IsEmpty());  // too long ago
  EXPECT_THAT(evidence_->ListKnowledge("p", {}, since, "a2", 2), IsOkAndHolds(SizeIs(1)));
  EXPECT_THAT(evidence_->ListKnowledge("p", {"a3", "a9"}, since, "", 9), IsOkAndHolds(SizeIs(1)));
}

TEST_P(EvidenceStoreTest, CountedFactsReplaceEachOtherAndChangeOnlyWhatDiffers) {
  const auto set = [this](const std::vector<std::pair<std::string, std::string>>& categories) {
    std::vector<CountedFact> sites;
    for (const auto& [site, category] : categories) {
      sites.push_back({site, "fact_share", category, "programmes/p/competences", Day(2025, 6, 1)});
    }
    return evidence_->SetCountedFacts({}, "p", "fact_share", kNow, sites,
                                      [](int changed) { return absl::StrCat(changed); });
  };
  EXPECT_THAT(set({{"a1", "half"}, {"a2", "all"}}), IsOkAndHolds("2"));
  EXPECT_THAT(set({{"a1", "half"}, {"a2", "all"}}), IsOkAndHolds("0"));
  EXPECT_THAT(set({{"a2", "half"}, {"a3", "all"}}), IsOkAndHolds("3"));
  const auto known = evidence_->ListKnowledge("p", {}, Day(2026, 1, 1), "", 10);
  ASSERT_OK(known);
  ASSERT_THAT(*known, SizeIs(3));
  EXPECT_THAT((*known)[0].counted, IsEmpty());
  EXPECT_THAT((*known)[1].counted,
              ElementsAre(CountedFact{"a2", "fact_share", "half", "programmes/p/competences",
                                      Day(2025, 6, 1)}));
  EXPECT_THAT(evidence_->ListChanges("p", 2, 10),
              IsOkAndHolds(ElementsAre(EvidenceChange{"a1", 3}, EvidenceChange{"a2", 4},
                                       EvidenceChange{"a3", 5})));
}

}  // namespace
}  // namespace pcsp::assessments::testing
