#include "common/storage/records/records.h"

#include "common/storage/audit/audit_table.h"
#include "common/storage/migrations.h"
#include "common/storage/records/sql_records.h"
#include "tests/support/databases.h"
#include "tests/support/status_matchers.h"

namespace pcsp::sql {
namespace shop {

struct Book {
  std::string shelf, id, title;
  double price = 0;
  int64_t pages = 0;
  absl::CivilDay day;

  bool operator==(const Book&) const = default;
};

const Table& TableOf(Of<Book>) {
  static const Table& table =
      *new Table{"book", Columns("shelf id title price day", "pages"), {"shelf", "id"}};
  return table;
}
Cells ToCells(const Book& b) {
  return {b.shelf, b.id, b.title, RealText(b.price), DayText(b.day), NumberText(b.pages)};
}
Book FromCells(Of<Book>, const Cells& cells) {
  CellReader in(cells);
  Book b;
  b.shelf = in.Text();
  b.id = in.Text();
  b.title = in.Text();
  b.price = in.Real();
  b.day = in.Day();
  b.pages = in.Number();
  return b;
}

}  // namespace shop

namespace {

using ::pcsp::testing::DatabaseName;
using ::pcsp::testing::EveryDatabase;
using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsOkAndHolds;
using shop::Book;
using ::testing::ElementsAre;

const absl::Time kNow = absl::FromUnixSeconds(1'700'000'000);
constexpr SchemaFile kSchema = {
    "001_book.sql",
    "create table book (shelf text not null, id text not null, title text not null, price text not "
    "null, day text not null, pages bigint not null, primary key (shelf, id))"};

Book Volume(int number) {
  return {"p",          "b" + std::to_string(number),   "It's \"one\"\n\\", 1.0 / 3 * number,
          100 - number, absl::CivilDay(2026, 1, number)};
}

class RecordsTest : public pcsp::testing::DatabaseTest {
 protected:
  void SetUp() override {
    DatabaseTest::SetUp();
    if (HasFatalFailure()) return;
    ASSERT_OK(Migrate(db(), {kSchema}, kNow));
    store_.emplace(&db());
  }

  absl::StatusOr<std::string> Change(
      absl::FunctionRef<absl::StatusOr<std::string>(RecordWriter&)> body,
      std::string request_id = "", bool check = false, std::string hash = "h") {
    return store_->Write({{"", "shop.Change", request_id, hash, ""}, kNow, "p", check}, body);
  }
  absl::Status Fill(int books) {
    return Change([&](RecordWriter& writer) {
             for (int i = 1; i <= books; ++i) writer.Insert(Volume(i));
             return "filled";
           })
        .status();
  }
  std::vector<std::string> Ids(const Query& query) {
    std::vector<std::string> ids;
    EXPECT_OK(store_->Read([&](RecordReader& reader) {
      for (const Book& book : reader.List<Book>(query)) ids.push_back(book.id);
      return absl::OkStatus();
    }));
    return ids;
  }
  std::optional<Book> Find(const std::string& id) {
    std::optional<Book> found;
    EXPECT_OK(store_->Read([&](RecordReader& reader) {
      found = reader.Find<Book>({"p", id});
      return absl::OkStatus();
    }));
    return found;
  }

  std::optional<SqlRecordStore> store_;
};

TEST_P(RecordsTest, KeepsWhatItIsGiven) {
  ASSERT_OK(Fill(3));
  EXPECT_EQ(Find("b2"), Volume(2));
  EXPECT_EQ(Find("b9"), std::nullopt);
}

TEST_P(RecordsTest, FindsByConditionsOnTextAndNumbers) {
  ASSERT_OK(Fill(9));
  EXPECT_THAT(Ids({.where = {Is("shelf", "p"), AtLeast("pages", "97")}}),
              ElementsAre("b1", "b2", "b3"));
  EXPECT_THAT(Ids({.where = {AtMost("day", "2026-01-02")}}), ElementsAre("b1", "b2"));
  EXPECT_THAT(Ids({.where = {OneOfThem("id", {"b7", "b3", "none"})}}), ElementsAre("b3", "b7"));
  EXPECT_THAT(Ids({.where = {OneOfThem("id", {})}}), ElementsAre());
  EXPECT_THAT(Ids({.where = {IsNot("id", "b1"), AtMost("pages", "99"), AtLeast("pages", "98")}}),
              ElementsAre("b2"));
  EXPECT_THAT(Ids({.where = {Is("title", "' or 1 = 1 --")}}), ElementsAre());
}

TEST_P(RecordsTest, PagesGoOnAfterTheLastOneEitherWay) {
  ASSERT_OK(Fill(5));
  EXPECT_THAT(Ids({.after = {"p", "b2"}, .limit = 2}), ElementsAre("b3", "b4"));
  EXPECT_THAT(Ids({.order = {"pages", "id"}, .falling = true, .after = {"98", "b2"}}),
              ElementsAre("b3", "b4", "b5"));
}

TEST_P(RecordsTest, PutsAndRemoves) {
  ASSERT_OK(Fill(3));
  ASSERT_OK(Change([](RecordWriter& writer) {
    Book changed = Volume(2);
    changed.title = "other";
    const std::vector<Book> both = {changed, Volume(4)};
    writer.PutAll<Book>(both);
    EXPECT_EQ(writer.Remove<Book>({Is("id", "b1")}), 1);
    EXPECT_EQ(writer.Count<Book>({Is("shelf", "p")}), 3);
    return "done";
  }));
  EXPECT_EQ(Find("b2")->title, "other");
  EXPECT_THAT(Ids({}), ElementsAre("b2", "b3", "b4"));
}

TEST_P(RecordsTest, ARepeatedCallHasItsEffectOnceAndLeavesOneLine) {
  int runs = 0;
  const auto add = [&runs](RecordWriter& writer) {
    writer.Insert(Volume(++runs));
    writer.Concerns("programmes/p/books/b1");
    return "made";
  };
  const std::string id = "0189a7f4-0000-7000-8000-000000000001";
  EXPECT_THAT(Change(add, id), IsOkAndHolds("made"));
  EXPECT_THAT(Change(add, id), IsOkAndHolds("made"));
  EXPECT_THAT(Change(add, id, false, "other"), HasReason("REQUEST_ID_REUSED"));
  EXPECT_THAT(Ids({}), ElementsAre("b1"));
  const auto lines = SqlAuditLog(&db()).List("p", 0, 10);
  ASSERT_OK(lines);
  ASSERT_EQ(lines->size(), 1u);
  EXPECT_EQ(lines->front().resource, "programmes/p/books/b1");
}

TEST_P(RecordsTest, ACheckAndAFailureKeepNothing) {
  const auto add = [](RecordWriter& writer) {
    writer.Insert(Volume(1));
    return "made";
  };
  EXPECT_THAT(Change(add, "", true), IsOkAndHolds("made"));
  EXPECT_EQ(Change([&](RecordWriter& writer) -> absl::StatusOr<std::string> {
              writer.Insert(Volume(1));
              return absl::AbortedError("no");
            })
                .status()
                .code(),
            absl::StatusCode::kAborted);
  EXPECT_THAT(Ids({}), ElementsAre());
}

TEST_P(RecordsTest, ABodyThatLosesARaceRunsOnceMore) {
  ASSERT_OK(Fill(1));
  int runs = 0;
  EXPECT_THAT(Change([&](RecordWriter& writer) -> absl::StatusOr<std::string> {
                writer.Insert(Volume(++runs));  // the first is there already
                return "made";
              }),
              IsOkAndHolds("made"));
  EXPECT_THAT(Ids({}), ElementsAre("b1", "b2"));
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, RecordsTest, EveryDatabase(), DatabaseName);

}  // namespace
}  // namespace pcsp::sql
