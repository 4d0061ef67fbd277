#include "services/assessments/store/sql_store.h"

#include "services/assessments/domain/errors.h"
#include "services/assessments/domain/wave.h"
#include "tests/assessments/store/store_fixture.h"
#include "tests/support/audit_chains.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::IsLine;
using pcsp::testing::IsOkAndHolds;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class SqlStoreTest : public StoreTest {};
INSTANTIATE_TEST_SUITE_P(EveryDatabase, SqlStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

TEST_P(SqlStoreTest, KeepsAWaveAsItWasGiven) {
  ASSERT_OK(store_->CreateWave({}, Draft("w1"), Encoded));
  const Wave wave = store_->GetWave({"p", "w1"}).value();
  const Wave given = Draft("w1");
  EXPECT_EQ(wave.name, given.name);
  EXPECT_EQ(wave.display_name, given.display_name);
  EXPECT_EQ(wave.instruments, given.instruments);
  EXPECT_EQ(wave.min_group_size, 4);
  EXPECT_EQ(wave.state, WaveState::kDraft);
  EXPECT_EQ(wave.open_time, std::nullopt);
  EXPECT_EQ(wave.create_time, kNow);
  EXPECT_EQ(wave.revision, 1);
  EXPECT_THAT(store_->GetWave({"p", "w2"}), HasReason("WAVE_NOT_FOUND"));
  EXPECT_THAT(store_->GetWave({"q", "w1"}), HasReason("WAVE_NOT_FOUND"));
}

TEST_P(SqlStoreTest, MakesAWaveOnce) {
  const sql::RequestKey key{"", "assessments.CreateWave", kRequest, "hash"};
  EXPECT_THAT(store_->CreateWave(key, Draft("w1"), Encoded), IsOkAndHolds("w1\"1\""));
  EXPECT_THAT(store_->CreateWave(key, Draft("w1"), Encoded), IsOkAndHolds("w1\"1\""));
  sql::RequestKey other = key;
  other.payload_hash = "another";
  EXPECT_THAT(store_->CreateWave(other, Draft("w2"), Encoded), HasReason("REQUEST_ID_REUSED"));
  EXPECT_THAT(store_->CreateWave({}, Draft("w1"), Encoded), HasReason("WAVE_EXISTS"));
  EXPECT_THAT(store_->ListWaves("p", "", 10), IsOkAndHolds(SizeIs(1)));
}

TEST_P(SqlStoreTest, WavesLeaveLinesInTheAuditAndAnswersNone) {
  const Wave wave = OpenWave();
  ASSERT_OK(store_->Append(std::vector{Response(wave, 1, "543210", kRequest)}));
  CloseWave(wave);
  CloseWave(wave);  // closed already
  EXPECT_THAT(store_->CreateWave({}, Draft("w1"), Encoded), HasReason("WAVE_EXISTS"));
  const std::string name = "programmes/p/waves/w1";
  EXPECT_THAT(
      pcsp::testing::SoundChain(db(), "p"),
      ElementsAre(IsLine("", name), IsLine("", name), IsLine("assessments.CloseWave", name)));
}

TEST_P(SqlStoreTest, ListsWavesById) {
  for (const char* id : {"w3", "w1", "w2"}) {
    ASSERT_OK(store_->CreateWave({}, Draft(id), Encoded));
  }
  const auto page = store_->ListWaves("p", "w1", 10).value();
  ASSERT_THAT(page, SizeIs(2));
  EXPECT_EQ(page[0].name.wave, "w2");
  EXPECT_EQ(page[1].name.wave, "w3");
  EXPECT_THAT(store_->ListWaves("p", "", 1), IsOkAndHolds(SizeIs(1)));
  EXPECT_THAT(store_->ListWaves("q", "", 10), IsOkAndHolds(IsEmpty()));
}

TEST_P(SqlStoreTest, FreezesSitesAtOpening) {
  const Wave wave = OpenWave();
  EXPECT_EQ(wave.state, WaveState::kOpen);
  EXPECT_EQ(wave.site_count, 3);
  EXPECT_EQ(wave.open_time, kNow);
  const auto sites = store_->ListSites(wave).value();
  ASSERT_THAT(sites, SizeIs(3));
  EXPECT_EQ(sites[1], (WaveSite{.organisation = "a2",
                                .steering_group = "north",
                                .headcount = {1, 0, 2, 3, 0},
                                .number = 2}));
  EXPECT_EQ(sites[2], (WaveSite{.organisation = "north",
                                .level = Level::kSteeringGroup,
                                .whole_system = "east",
                                .number = 3}));
}

TEST_P(SqlStoreTest, OpensOnceHoweverOftenItIsAsked) {
  ASSERT_OK(store_->CreateWave({}, Draft("w1"), Encoded));
  const sql::RequestKey key{"", "assessments.OpenWave", kRequest, "hash"};
  const WaveName name{"p", "w1"};
  EXPECT_THAT(store_->OpenWave(key, name, kNow, Opened, Encoded), IsOkAndHolds("w1\"2\""));
  EXPECT_THAT(store_->OpenWave(key, name, kNow, Opened, Encoded), IsOkAndHolds("w1\"2\""));
  EXPECT_THAT(store_->OpenWave({}, name, kNow, Opened, Encoded), HasReason("WAVE_NOT_DRAFT"));
  EXPECT_THAT(store_->OpenWave({}, {"p", "w9"}, kNow, Opened, Encoded),
              HasReason("WAVE_NOT_FOUND"));
}

TEST_P(SqlStoreTest, PinsWhatAnInstrumentMeans) {
  OpenWave("w1");
  OpenWave("w2");
  EXPECT_THAT(store_->ListFingerprints(),
              IsOkAndHolds(ElementsAre(Pair("instruments/practice/versions/1", "fingerprint"))));
  ASSERT_OK(store_->CreateWave({}, Draft("w3"), Encoded));
  const auto changed = [](Wave wave) {
    auto opened = Opened(std::move(wave));
    if (opened.ok()) opened->fingerprints[0].second = "another";
    return opened;
  };
  EXPECT_THAT(store_->OpenWave({}, {"p", "w3"}, kNow, changed, Encoded),
              HasReason("INSTRUMENT_CHANGED"));
  EXPECT_EQ(store_->GetWave({"p", "w3"})->state, WaveState::kDraft);
}

TEST_P(SqlStoreTest, WritesAWaveOnlyWhenItChanged) {
  const Wave wave = OpenWave();
  const Wave closing = CloseWave(wave);
  EXPECT_EQ(closing.evidence_revision, 3);
  EXPECT_EQ(CloseWave(wave).revision, 3);
  const Wave stored = store_->GetWave(wave.name).value();
  EXPECT_EQ(stored.state, WaveState::kClosing);
  EXPECT_EQ(stored.close_time, kNow);
  EXPECT_EQ(stored.evidence_revision, 3);
  EXPECT_THAT(
      store_->UpdateWave(
          "assessments.CompleteWave", wave.name, [](Wave) { return WaveNotClosing("w"); }, Encoded),
      HasReason("WAVE_NOT_CLOSING"));
}

// In memory nothing is meant to survive.
class StoredTest : public StoreTest {};
INSTANTIATE_TEST_SUITE_P(StoredDatabase, StoredTest,
                         ::testing::Values(pcsp::testing::DatabaseKind::kSqliteFile,
                                           pcsp::testing::DatabaseKind::kPostgresql),
                         pcsp::testing::DatabaseName);

TEST_P(StoredTest, StaffGroupsAreReadForOneSiteOrAll) {
  const Wave wave = OpenWave(), other = OpenWave("w2");
  PackedResponse gp = Response(wave, 1, "12345");
  gp.staff_group = StaffGroup::kGp;
  ASSERT_OK(store_->Append(
      {gp, Response(wave, 2, "11111"), Response(wave, 3, "22222"), Response(other, 1, "55555")}));
  const auto rows = [&](int site) {
    std::vector<std::tuple<int, StaffGroup, std::string>> found;
    EXPECT_OK(store_->ScanStaffGroups(wave, site,
                                      [&](int number, StaffGroup group, absl::string_view answers) {
                                        found.emplace_back(number, group, answers);
                                      }));
    return found;
  };
  using Row = std::tuple<int, StaffGroup, std::string>;
  EXPECT_THAT(rows(1), ::testing::ElementsAre(Row{1, StaffGroup::kGp, "12345"}));
  EXPECT_THAT(rows(0), ::testing::UnorderedElementsAre(Row{1, StaffGroup::kGp, "12345"},
                                                       Row{2, StaffGroup::kNurse, "11111"},
                                                       Row{3, StaffGroup::kNurse, "22222"}));
}

TEST_P(StoredTest, SurvivesARestart) {
  const Wave wave = OpenWave();
  ASSERT_OK(store_->Append({Response(wave, 1, "512345", kRequest)}));
  Restart();
  EXPECT_EQ(store_->GetWave(wave.name)->revision, 2);
  EXPECT_THAT(Rows(wave), ElementsAre(Pair(1, "512345")));
  EXPECT_THAT(store_->Append({Response(wave, 1, "512345", kRequest)}),
              IsOkAndHolds(ElementsAre(IsOkAndHolds(Appended::kDuplicate))));
}

TEST_P(SqlStoreTest, StoresABatch) {
  const Wave wave = OpenWave(), other = OpenWave("w2");
  EXPECT_THAT(store_->Append({Response(wave, 1, "512345"), Response(wave, 1, "512345"),
                              Response(wave, 3, "00000a"), Response(other, 2, "111111")}),
              IsOkAndHolds(SizeIs(4)));
  EXPECT_THAT(Rows(wave),
              UnorderedElementsAre(Pair(1, "512345"), Pair(1, "512345"), Pair(3, "00000a")));
  EXPECT_THAT(Rows(other), ElementsAre(Pair(2, "111111")));
  EXPECT_THAT(store_->CountResponses(wave), IsOkAndHolds(ElementsAre(2, 0, 1)));
}

TEST_P(SqlStoreTest, CountsARequestOnceWithinABatchAndAcross) {
  const Wave wave = OpenWave(), other = OpenWave("w2");
  const auto batch = {Response(wave, 1, "111111", kRequest), Response(wave, 1, "222222", kRequest),
                      Response(wave, 2, "333333"), Response(other, 1, "444444", kRequest)};
  EXPECT_THAT(
      store_->Append(batch),
      IsOkAndHolds(ElementsAre(IsOkAndHolds(Appended::kStored), IsOkAndHolds(Appended::kDuplicate),
                               IsOkAndHolds(Appended::kStored), IsOkAndHolds(Appended::kStored))));
  EXPECT_THAT(store_->Append(
                  {Response(wave, 1, "555555", "another"), Response(wave, 2, "666666", kRequest)}),
              IsOkAndHolds(ElementsAre(IsOkAndHolds(Appended::kStored),
                                       IsOkAndHolds(Appended::kDuplicate))));
  EXPECT_THAT(Rows(wave),
              UnorderedElementsAre(Pair(1, "111111"), Pair(2, "333333"), Pair(1, "555555")));
}

TEST_P(SqlStoreTest, TakesNoAnswersUnlessOpen) {
  ASSERT_OK(store_->CreateWave({}, Draft("draft"), Encoded));
  const Wave draft = store_->GetWave({"p", "draft"}).value();
  const Wave open = OpenWave("open"), closing = OpenWave("closing");
  ASSERT_OK(store_->Append({Response(closing, 1, "111111", kRequest)}));
  CloseWave(closing);
  EXPECT_THAT(
      store_->Append({Response(draft, 1, "111111"), Response(open, 1, "222222"),
                      Response(closing, 1, "333333"), Response(closing, 1, "111111", kRequest)}),
      IsOkAndHolds(ElementsAre(HasReason("WAVE_NOT_OPEN"), IsOkAndHolds(Appended::kStored),
                               HasReason("WAVE_CLOSED"), IsOkAndHolds(Appended::kDuplicate))))
      << "what was stored before it closed is still acknowledged";
  EXPECT_THAT(Rows(open), SizeIs(1));
  EXPECT_THAT(Rows(closing), SizeIs(1));
}

TEST_P(SqlStoreTest, StoresNothingOfABatchThatFails) {
  const Wave wave = OpenWave();
  PackedResponse bad = Response(wave, 1, "222222");
  bad.staff_group = static_cast<StaffGroup>(9);
  EXPECT_FALSE(store_->Append({Response(wave, 1, "111111", kRequest), bad}).ok());
  EXPECT_THAT(Rows(wave), IsEmpty());
  EXPECT_THAT(store_->Append({Response(wave, 1, "111111", kRequest)}),
              IsOkAndHolds(ElementsAre(IsOkAndHolds(Appended::kStored))));
}

TEST_P(SqlStoreTest, TellsAFileFromOneOfAnotherLength) {
  const Wave wave = OpenWave(), other = OpenWave("w2");
  const FileClaims two = {wave.key, ClaimOf("file"), ClaimOf("file/rows/2")};
  const FileClaims three = {wave.key, two.file, ClaimOf("file/rows/3")};
  const auto rows = {Response(wave, 1, "111111", "1"), Response(wave, 1, "222222", "2")};
  EXPECT_THAT(store_->AppendFile(two, rows), IsOkAndHolds(SizeIs(2)));
  EXPECT_THAT(store_->AppendFile(three, {Response(wave, 1, "333333", "3")}),
              HasReason("REQUEST_ID_REUSED"));
  EXPECT_THAT(store_->AppendFile(two, rows),
              IsOkAndHolds(Each(IsOkAndHolds(Appended::kDuplicate))));
  EXPECT_THAT(Rows(wave), SizeIs(2));
  EXPECT_OK(store_->AppendFile(FileClaims{other.key, two.file, three.as_long},
                               {Response(other, 1, "333333", "3")}))
      << "another wave";
}

// The order in which rows come out, and their ids, must not be the order in which they came in.
TEST_P(SqlStoreTest, OrderOfRowsSaysNothing) {
  const Wave wave = OpenWave();
  std::vector<PackedResponse> batch;
  for (int i = 0; i < 100; ++i) {
    batch.push_back(Response(wave, 1, absl::StrCat(100'000 + i)));
  }
  ASSERT_OK(store_->Append(batch));
  std::vector<std::string> by_id, by_storage;
  ASSERT_OK(db().Read([&](soci::session& session) {
    std::string answers;
    for (auto [query, out] : {std::pair{"select answers from response order by id", &by_id},
                              {"select answers from response", &by_storage}}) {
      soci::statement rows = (session.prepare << query, soci::into(answers));
      rows.execute();
      while (rows.fetch()) out->push_back(answers);
    }
    return absl::OkStatus();
  }));
  ASSERT_THAT(by_id, SizeIs(100));
  EXPECT_FALSE(std::is_sorted(by_id.begin(), by_id.end()));
  EXPECT_FALSE(std::is_sorted(by_storage.begin(), by_storage.end()));
}

// Nothing beside the answers is kept that could lead to a person, a request or a time.
TEST_P(SqlStoreTest, KeepsNothingOfARespondent) {
  const Wave wave = OpenWave();
  ASSERT_OK(store_->Append({Response(wave, 1, "123450", kRequest)}));
  const auto columns = [&](const char* query) {
    std::vector<std::string> names;
    EXPECT_OK(db().Read([&](soci::session& session) {
      soci::row row;
      session << query, soci::into(row);
      for (size_t i = 0; i < row.size(); ++i) names.push_back(row.get_properties(i).get_name());
      return absl::OkStatus();
    }));
    return names;
  };
  EXPECT_THAT(columns("select * from response"),
              UnorderedElementsAre("id", "wave_key", "site", "staff_group", "answers"));
  EXPECT_THAT(columns("select * from burnt_claim"), UnorderedElementsAre("wave_key", "claim"));
  long long claim = 0;
  EXPECT_OK(db().Read([&](soci::session& session) {
    session << "select claim from burnt_claim", soci::into(claim);
    return absl::OkStatus();
  }));
  EXPECT_EQ(absl::StrCat(absl::Hex(claim, absl::kZeroPad16)), ClaimOf(kRequest).substr(0, 16));
}

TEST_P(SqlStoreTest, ScansMoreRowsThanOneChunk) {
  const Wave wave = OpenWave();
  std::vector<PackedResponse> batch;
  for (int i = 0; i < 9000; ++i) batch.push_back(Response(wave, 1 + i % 3, "543210"));
  ASSERT_OK(store_->Append(batch));
  EXPECT_THAT(store_->CountResponses(wave), IsOkAndHolds(ElementsAre(3000, 3000, 3000)));
  EXPECT_THAT(Rows(wave), SizeIs(9000));
}

TEST(ClaimOf, HidesTheRequestAndIsOfChanceWithoutOne) {
  EXPECT_EQ(ClaimOf(kRequest), ClaimOf(kRequest));
  EXPECT_EQ(ClaimOf(kRequest).find("0190"), std::string::npos);
  EXPECT_NE(ClaimOf(""), ClaimOf(""));
}

}  // namespace
}  // namespace pcsp::assessments::testing
