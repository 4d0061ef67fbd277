// Instruments of one's own and screened words on every engine.
#include <set>

#include "services/assessments/store/instruments/sql_instruments.h"
#include "tests/assessments/many_scales.h"
#include "tests/assessments/store/store_fixture.h"

namespace pcsp::assessments {
namespace {

using pcsp::testing::HasReason;
using testing::kNow;
using testing::kRequest;
using testing::ManyScales;
using testing::StoreTest;

std::string NameOf(const Edition& edition) { return edition.instrument.name(); }

Edition DraftOf(const std::string& id) {
  Edition draft{.instrument = ManyScales(), .create_time = kNow, .update_time = kNow};
  draft.instrument.programme = "p";
  draft.instrument.id = id;
  return draft;
}

class InstrumentStoreTest : public StoreTest {};
INSTANTIATE_TEST_SUITE_P(EveryDatabase, InstrumentStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

TEST_P(InstrumentStoreTest, KeepsVersionsAsTheyWere) {
  SqlInstruments instruments(&db());
  const sql::RequestKey key{.method = "m", .request_id = kRequest, .payload_hash = "h"};
  EXPECT_EQ(instruments.Create(key, DraftOf("many"), NameOf).value(),
            "programmes/p/instruments/many/versions/1");
  EXPECT_EQ(instruments.Create(key, DraftOf("many"), NameOf).value(),
            "programmes/p/instruments/many/versions/1");
  EXPECT_EQ(instruments.Create({}, DraftOf("many"), NameOf).value(),
            "programmes/p/instruments/many/versions/2");
  const Edition read = instruments.Get({"p", "many", 1}).value();
  Instrument expected = DraftOf("many").instrument;
  expected.version = 1;
  EXPECT_TRUE(read.instrument == expected);
  EXPECT_EQ(read.create_time, kNow);
  EXPECT_THAT(instruments.Get({"p", "many", 3}), HasReason("INSTRUMENT_NOT_FOUND"));
  EXPECT_THAT(instruments.Get({"q", "many", 1}), HasReason("INSTRUMENT_NOT_FOUND"));
}

TEST_P(InstrumentStoreTest, GivesACatalogueWhatCannotChangeAlone) {
  SqlInstruments instruments(&db());
  ASSERT_OK(instruments.Create({}, DraftOf("many"), NameOf));
  EXPECT_EQ(instruments.GetImmutable({"p", "many", 1}).value(), std::nullopt);
  EXPECT_EQ(instruments.GetImmutable({"p", "other", 1}).value(), std::nullopt);
  ASSERT_OK(instruments.Update(
      {}, {"p", "many", 1}, kNow,
      [](Edition edition, const std::optional<Instrument>& before) {
        EXPECT_FALSE(before);
        return Published(std::move(edition), before, "", kNow);
      },
      NameOf));
  EXPECT_NE(instruments.GetImmutable({"p", "many", 1}).value(), std::nullopt);
  // The next version is told of it.
  ASSERT_OK(instruments.Create({}, DraftOf("many"), NameOf));
  ASSERT_OK(instruments.Update(
      {}, {"p", "many", 2}, kNow,
      [](Edition edition, const std::optional<Instrument>& before) {
        EXPECT_TRUE(before && before->version == 1);
        return absl::StatusOr<Edition>(std::move(edition));
      },
      NameOf));
}

TEST_P(InstrumentStoreTest, ListsInOrderByStateAndLanguage) {
  SqlInstruments instruments(&db());
  for (const char* id : {"b", "a", "b"}) ASSERT_OK(instruments.Create({}, DraftOf(id), NameOf));
  const auto names = [&](EditionQuery query) {
    query.programme = "p";
    query.limit = query.limit == 0 ? 10 : query.limit;
    std::string all;
    const std::vector<Edition> editions = instruments.List(query).value();
    for (const Edition& edition : editions) {
      absl::StrAppend(&all, edition.instrument.id, edition.instrument.version, " ");
    }
    return all;
  };
  EXPECT_EQ(names({}), "a1 b1 b2 ");
  EXPECT_EQ(names({.limit = 2}), "a1 b1 ");
  EXPECT_EQ(names({.after = InstrumentName{"p", "b", 1}}), "b2 ");
  EXPECT_EQ(names({.language = "cy-GB"}), "a1 b1 b2 ");
  EXPECT_EQ(names({.language = "c"}), "");
  EXPECT_EQ(names({.state = EditionState::kPublished}), "");
}

TEST_P(InstrumentStoreTest, KeepsWordsWithoutAWayToTheirResponse) {
  const Wave wave = OpenWave();
  std::vector<PackedResponse> responses;
  for (int i = 0; i < 20; ++i) {
    PackedResponse response = Response(wave, 1, "411111", absl::StrCat("r", i));
    response.words = {{"q", absl::StrCat("words ", i)}, {"r", "more"}};
    responses.push_back(std::move(response));
  }
  ASSERT_OK(store_->Append(responses));
  ASSERT_OK(store_->Append(responses));  // repeated: nothing counts twice
  std::set<std::string> columns, words;
  std::set<long long> word_ids, response_ids;
  ASSERT_OK(db().Read([&](soci::session& session) {
    const auto column = [&](const std::string& select, auto& into, auto value) {
      soci::statement rows = (session.prepare << select, soci::into(value));
      rows.execute();
      while (rows.fetch()) into.insert(value);
    };
    column("select words from item_words where item = 'q'", words, std::string());
    column("select id from item_words", word_ids, 0LL);
    column("select id from response", response_ids, 0LL);
    soci::row row;
    session << "select * from item_words where item = 'r' limit 1", soci::into(row);
    for (size_t i = 0; i < row.size(); ++i) columns.insert(row.get_properties(i).get_name());
    return absl::OkStatus();
  }));
  EXPECT_EQ(words.size(), 20u);
  EXPECT_EQ(word_ids.size(), 40u);
  EXPECT_EQ(columns, (std::set<std::string>{"wave_key", "site", "item", "id", "words"}));
  for (long long id : word_ids) EXPECT_FALSE(response_ids.contains(id));
}

TEST_P(InstrumentStoreTest, ReadsTheWordsOfOneSiteOrOfAll) {
  const Wave wave = OpenWave();
  std::vector<PackedResponse> responses;
  constexpr int kMany = 300;  // more than are fetched at once
  for (int i = 0; i < kMany; ++i) {
    for (int site : {1, 2}) {
      responses.push_back(Response(wave, site, "411111", absl::StrCat("r", site, " ", i)));
      responses.back().words = {{"q", absl::StrCat("site ", site, " ", i)}};
    }
  }
  ASSERT_OK(store_->Append(responses));
  const auto read = [&](int site) {
    std::set<std::string> words;
    EXPECT_OK(
        store_->ScanWords(wave, site, [&](int from, const std::string& item, std::string text) {
          EXPECT_EQ(item, "q");
          EXPECT_THAT(text, ::testing::StartsWith(absl::StrCat("site ", from, " ")));
          words.insert(std::move(text));
        }));
    return words;
  };
  EXPECT_EQ(read(0).size(), 2 * kMany);
  const std::set<std::string> second = read(2);
  EXPECT_EQ(second.size(), kMany);
  EXPECT_EQ(second.count("site 2 299"), 1);
  EXPECT_EQ(second.count("site 1 299"), 0);
  EXPECT_THAT(read(3), ::testing::IsEmpty());
}

TEST_P(InstrumentStoreTest, KeepsTheMilestonesOfSites) {
  const auto opened = [](Wave wave) {
    auto opened = Opened(std::move(wave));
    if (opened.ok()) opened->sites[0].milestone = "live";
    return opened;
  };
  ASSERT_OK(store_->CreateWave({}, Draft("w1"), testing::Encoded));
  ASSERT_OK(store_->OpenWave({}, {"p", "w1"}, kNow, opened, testing::Encoded));
  const auto sites = store_->ListSites(store_->GetWave({"p", "w1"}).value());
  ASSERT_OK(sites);
  EXPECT_EQ((*sites)[0].milestone, "live");
  EXPECT_EQ((*sites)[1].milestone, "");
}

}  // namespace
}  // namespace pcsp::assessments
