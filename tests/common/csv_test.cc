#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/text/csv_reader.h"
#include "common/text/csv_writer.h"
#include "tests/support/status_matchers.h"

namespace pcsp::text {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;

// Every row as `N:field|field`, read in chunks of `chunk` bytes; the fault at the end, if any.
std::vector<std::string> Rows(absl::string_view bytes, CsvOptions options = {},
                              size_t chunk = 1 << 20) {
  std::vector<std::string> rows;
  CsvReader reader(options, [&](int64_t row, std::vector<std::string> fields) {
    rows.push_back(absl::StrCat(row, ":", absl::StrJoin(fields, "|")));
    return absl::OkStatus();
  });
  absl::Status status;
  for (size_t i = 0; i < bytes.size() && status.ok(); i += chunk) {
    status = reader.Push(bytes.substr(i, chunk));
  }
  if (status.ok()) status = reader.Finish();
  if (!status.ok()) rows.push_back(absl::StrJoin(ViolatedFields(status), ","));
  return rows;
}

struct Case {
  const char* what;
  std::string bytes;
  std::vector<std::string> rows;
};

TEST(CsvReader, ReadsTheSameInEveryChunking) {
  const Case cases[] = {
      {"plain", "a,b\nc,d\n", {"1:a|b", "2:c|d"}},
      {"no last line break", "a,b\nc,d", {"1:a|b", "2:c|d"}},
      {"CRLF", "a,b\r\nc,d\r\n", {"1:a|b", "2:c|d"}},
      {"CR", "a,b\rc,d\r", {"1:a|b", "2:c|d"}},
      {"empty lines count", "a\n\nb\r\n\r\n\r\nc", {"1:a", "3:b", "6:c"}},
      {"quotes", "\"a,\"\"x\"\"\",\"line\r\nbreak\"\nb,c", {"1:a,\"x\"|line\r\nbreak", "2:b|c"}},
      {"empty fields", ",\n\"\"\n", {"1:|", "2:"}},
      {"spaces stay", " a , b\n", {"1: a | b"}},
      {"UTF-8",
       "caf\xC3\xA9,\xE2\x82\xAC,\xF0\x9F\x98\x80\n",
       {"1:caf\xC3\xA9|\xE2\x82\xAC|\xF0\x9F\x98\x80"}},
      {"UTF-8 with a mark", "\xEF\xBB\xBF\"a\",b\n", {"1:a|b"}},
      {"Windows-1252",
       "caf\xE9,\x80,\x93x\x94\nb,c,d",
       {"1:caf\xC3\xA9|\xE2\x82\xAC|\xE2\x80\x9Cx\xE2\x80\x9D", "2:b|c|d"}},
      {"Windows-1252 at the end", "a,caf\xE9", {"1:a|caf\xC3\xA9"}},
      {"UTF-16LE",
       std::string("\xFF\xFE"
                   "a\0,\0\xE9\0\n\0=\xD8\x00\xDE",
                   14),
       {"1:a|\xC3\xA9", "2:\xF0\x9F\x98\x80"}},
      {"UTF-16BE", std::string("\xFE\xFF\0a\0,\0\xE9\0\n", 10), {"1:a|\xC3\xA9"}},
      {"nothing", "", {}},
      {"a mark alone", "\xEF\xBB\xBF", {}},
      {"one byte", "a", {"1:a"}},
      {"stray quote", "a,b\nc\"d,e\nf,g", {"1:a|b", "row 2"}},
      {"text after a quote", "\"a\"b,c\n", {"row 1"}},
      {"quote left open", "a\n\"b,c\nd", {"1:a", "row 2"}},
      {"NUL", std::string("a,b\nc\0,d\n", 9), {"1:a|b", "row 2"}},
      {"UTF-16 without a mark", std::string("a\0,\0b\0\n\0", 8), {"row 1"}},
      {"UTF-8 that breaks", "\xC3\xA9,b\n\xE9,c", {"1:\xC3\xA9|b", "byte 6"}},
      {"UTF-8 cut short", "\xC3\xA9,b\n\xC3", {"1:\xC3\xA9|b", "byte 6"}},
      {"UTF-16 cut short",
       std::string("\xFF\xFE"
                   "a\0\n\0b",
                   7),
       {"1:a", "byte 8"}},
  };
  for (const Case& c : cases) {
    for (const size_t chunk : {size_t{1}, size_t{2}, size_t{3}, size_t{1000}}) {
      std::vector<std::string> rows = Rows(c.bytes, {}, chunk);
      // A whole chunk is decoded before it is parsed, so its earlier rows may be missing before
      // a fault of encoding.
      if (!c.rows.empty() && c.rows.back().starts_with("byte")) {
        EXPECT_TRUE(rows.back().starts_with("byte")) << c.what << " by " << chunk;
        continue;
      }
      EXPECT_EQ(rows, c.rows) << c.what << " by " << chunk;
    }
  }
}

TEST(CsvReader, FindsTheDelimiter) {
  const CsvOptions any{.delimiter = 0};
  for (const size_t chunk : {size_t{1}, size_t{100}}) {
    EXPECT_THAT(Rows("a;b;c,d\n1;2;3\n", any, chunk), ElementsAre("1:a|b|c,d", "2:1|2|3"));
    EXPECT_THAT(Rows("a\tb\n1\t2", any, chunk), ElementsAre("1:a|b", "2:1|2"));
    EXPECT_THAT(Rows("\"a;;;;\",b\n", any, chunk), ElementsAre("1:a;;;;|b"));
    EXPECT_THAT(Rows("alone", any, chunk), ElementsAre("1:alone"));
    EXPECT_THAT(Rows("", any, chunk), ElementsAre());
  }
  const std::string long_line(200'000, 'x');
  EXPECT_THAT(Rows(long_line, any, 1000), ElementsAre("row 1"));
}

TEST(CsvReader, LimitsFieldsAndRows) {
  CsvOptions small;
  small.max_field_bytes = 4;
  small.max_row_bytes = 6;
  small.max_fields = 3;
  EXPECT_THAT(Rows("abcd,ef\nabcde", small), ElementsAre("1:abcd|ef", "row 2"));
  EXPECT_THAT(Rows("abcd,efg", small), ElementsAre("row 1"));
  EXPECT_THAT(Rows("a,b,c\na,b,c,d\nx", small), ElementsAre("1:a|b|c", "row 2"));
  // An open quote must not swallow the rest of a large file.
  std::string open = "a\n\"";
  open.append(10 << 20, 'x');
  EXPECT_THAT(Rows(open, {}, 4096), ElementsAre("1:a", "row 2"));
}

TEST(CsvReader, StopsWhenToldTo) {
  int rows = 0;
  CsvReader reader({}, [&](int64_t, std::vector<std::string>) {
    return ++rows == 2 ? absl::CancelledError("enough") : absl::OkStatus();
  });
  EXPECT_EQ(reader.Push("a\nb\nc\nd\n").code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(reader.Push("e\n").code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(reader.Finish().code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(rows, 2);
}

TEST(CsvReader, SaysWhatItRead) {
  CsvReader reader({.delimiter = 0},
                   [](int64_t, std::vector<std::string>) { return absl::OkStatus(); });
  ASSERT_OK(reader.Push("a;\xE9\n"));
  ASSERT_OK(reader.Finish());
  EXPECT_EQ(reader.delimiter(), ';');
  EXPECT_EQ(reader.encoding(), "Windows-1252");
}

TEST(CsvWriter, QuotesAndDisarms) {
  EXPECT_EQ(CsvLine({"a", "b c", ""}), "a,b c,\r\n");
  EXPECT_EQ(CsvLine({"say \"no\"", "x,y", "two\nlines"}),
            "\"say \"\"no\"\"\",\"x,y\",\"two\nlines\"\r\n");
  EXPECT_EQ(CsvLine({"=1+2", "@x", "+a", "-a", "\tx", "\rx"}),
            "'=1+2,'@x,'+a,'-a,\"'\tx\",\"'\rx\"\r\n");
  EXPECT_EQ(CsvLine({"-0.5", "+3", "-1e-9", "12"}), "-0.5,+3,-1e-9,12\r\n");
  EXPECT_EQ(CsvLine({"-1+1", "-", "-1-1", "-2e5-3", "-A1"}), "'-1+1,'-,'-1-1,'-2e5-3,'-A1\r\n");
}

TEST(CsvWriter, ReadsBackAsWritten) {
  const std::vector<std::string> cells = {"a\"b", "c,d", "e\r\nf", "", " g ", "caf\xC3\xA9"};
  std::vector<std::string> back;
  CsvReader reader({}, [&](int64_t, std::vector<std::string> fields) {
    back = std::move(fields);
    return absl::OkStatus();
  });
  ASSERT_OK(reader.Push(CsvLine(cells)));
  ASSERT_OK(reader.Finish());
  EXPECT_EQ(back, cells);
}

}  // namespace
}  // namespace pcsp::text
