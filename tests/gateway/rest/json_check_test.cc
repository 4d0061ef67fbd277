#include "gateway/rest/json_check.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "gateway/rest/json_codec.h"
#include "tests/gateway/rest/shelf.pb.h"
#include "tests/support/status_matchers.h"

namespace pcsp::rest {
namespace {

namespace pb = pcsp::test::rest::v1;
using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsOk;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

absl::Status Check(absl::string_view json) { return CheckJson(json, *pb::Book::descriptor()); }

TEST(JsonCheck, AcceptsWhatTheLibraryAccepts) {
  for (const char* json : {
           R"({})",
           R"(  {"displayName": "x", "pages": -1} )",
           R"({"display_name": "x"})",
           R"({"kind": "KIND_NOVEL"})",
           R"({"kind": 2})",
           R"({"pages": "12"})",
           R"({"pages": 1e3})",
           R"({"pages": 1.0})",
           R"({"copies": "9223372036854775807"})",
           R"({"copies": -9223372036854775808})",
           R"({"barcode": 18446744073709551615})",
           R"({"price": "NaN"})",
           R"({"price": "1.5"})",
           R"({"price": 3})",
           R"({"cover": "AP8="})",
           R"({"cover": "_-8"})",
           R"({"tags": []})",
           R"({"tags": ["a", "b"]})",
           R"({"author": null, "tags": null, "pages": null})",
           R"({"author": {"birthYear": 1815}})",
           R"({"editors": [{}, {"name": "x"}]})",
           R"({"ratings": {"a": 1, "b": 2}})",
           R"({"chapters": {"1": {"name": "x"}}})",
           R"({"createTime": "2026-01-01T00:00:00Z"})",
           R"({"readingTime": "1.5s"})",
           R"({"shelfMark": 7})",
           R"({"shelfMark": null})",
           R"({"extra": {"a": [1, {"b": null}], "c": "d"}})",
           R"({"note": null})",
           R"({"note": [1, "2", {}]})",
           R"({"person": "x"})",
           R"({"rank": 0})",
           R"({"otherKinds": ["KIND_NOVEL", 2]})",
           R"({"displayName": "\u00e9\ud83d\ude00"})",
       }) {
    EXPECT_THAT(Check(json), IsOk()) << json;
    pb::Book book;
    EXPECT_THAT(ParseJson(json, &book), IsOk()) << json;
  }
}

TEST(JsonCheck, SaysWhereJsonIsMalformed) {
  const std::pair<std::string, const char*> cases[] = {
      {"", "line 1, column 1"},
      {"{\"pages\": 1,\n \"lent\" true}", "line 2, column 12"},
      {R"({"pages": 1,})", "line 1, column 13"},
      {R"({'pages': 1})", "line 1, column 2"},
      {R"({pages: 1})", "line 1"},
      {R"({"pages": 01})", "line 1"},
      {R"({"pages": 1} x)", "line 1"},
      {R"({"pages": 1}{})", "line 1"},
      {R"({"pages": )", "line 1"},
      {R"(// c
          {})",
       "line 1"},
      {R"({"price": 1e999})", "out of range"},
      {"{\"displayName\": \"\xFF\"}", "UTF-8"},
      {"{\"displayName\": \"\xC3\"}", "UTF-8"},
      {R"({"displayName": "\ud83d"})", "line 1"},
      {"{\"displayName\": \"a\nb\"}", "line"},
      {std::string("{}\0{}", 5), "zero byte"},
      {std::string(100, '['), "deeper than 64"},
      {absl::StrCat("{\"extra\": ", std::string(5000, '{')), "line 1"},
  };
  for (const auto& [json, where] : cases) {
    const absl::Status status = Check(json);
    EXPECT_THAT(status, HasReason("MALFORMED_JSON")) << json;
    EXPECT_THAT(std::string(status.message()), HasSubstr(where)) << json;
    // What was read is not repeated: it may be long, or secret.
    EXPECT_LT(status.message().size(), 300u) << json;
    EXPECT_THAT(std::string(status.message()), ::testing::Not(HasSubstr("last read"))) << json;
  }
}

TEST(JsonCheck, LimitsDepth) {
  std::string open, close;
  for (size_t i = 0; i + 1 < kMaxJsonDepth; ++i) open += "{\"sequel\":", close += "}";
  EXPECT_OK(Check(absl::StrCat(open, "{}", close)));
  EXPECT_THAT(Check(absl::StrCat("{\"sequel\":", open, "{}", close, "}")),
              HasReason("MALFORMED_JSON"));
}

TEST(JsonCheck, FindsEveryFaultOfAField) {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"page": 1})", "page"},
      {R"({"author": {"nam": "x"}})", "author.nam"},
      {R"({"pages": "x"})", "pages"},
      {R"({"pages": 1.5})", "pages"},
      {R"({"pages": 2147483648})", "pages"},
      {R"({"pages": true})", "pages"},
      {R"({"pages": ""})", "pages"},
      {R"({"pages": " 1"})", "pages"},
      {R"({"pages": [1]})", "pages"},
      {R"({"pages": {}})", "pages"},
      {R"({"copies": 9223372036854775808})", "copies"},
      {R"({"copies": 1e30})", "copies"},
      {R"({"edition": -1})", "edition"},
      {R"({"barcode": 18446744073709551616})", "barcode"},
      {R"({"barcode": 123456789012345678901234567890})", "barcode"},
      {R"({"weight": 1e39})", "weight"},
      {R"({"lent": "true"})", "lent"},
      {R"({"lent": 1})", "lent"},
      {R"({"kind": "novel"})", "kind"},
      {R"({"kind": 7})", "kind"},
      {R"({"kind": 1.5})", "kind"},
      {R"({"displayName": 7})", "display_name"},
      {R"({"displayName": "a\u0000b"})", "display_name"},
      {R"({"cover": "*"})", "cover"},
      {R"({"tags": "a"})", "tags"},
      {R"({"tags": [1]})", "tags[0]"},
      {R"({"tags": ["a", null]})", "tags[1]"},
      {R"({"tags": {"a": 1}})", "tags"},
      {R"({"editors": [{}, {"birthYear": "x"}]})", "editors[1].birth_year"},
      {R"({"author": "x"})", "author"},
      {R"({"author": []})", "author"},
      {R"({"ratings": {"a": "x"}})", "ratings[a]"},
      {R"({"ratings": []})", "ratings"},
      {R"({"ratings": {"a": null}})", "ratings[a]"},
      {R"({"chapters": {"x": {}}})", "chapters[x]"},
      {R"({"createTime": "yesterday"})", "create_time"},
      {R"({"createTime": {"seconds": 1}})", "create_time"},
      {R"({"readingTime": "1"})", "reading_time"},
      {R"({"shelfMark": "x"})", "shelf_mark"},
      {R"({"shelfMark": {"value": 1}})", "shelf_mark"},
      {R"({"extra": []})", ""},
      {R"({"pages": 1, "pages": 2})", "pages"},
      {R"({"displayName": "x", "display_name": "y"})", "display_name"},
      {R"({"ratings": {"a": 1, "a": 2}})", "ratings[a]"},
      {R"({"ratings": {"a].b": "x"}})", R"(ratings["a].b"])"},
      {R"({"person": "x", "library": "y"})", "library"},
      {R"([])", ""},
      {R"("x")", ""},
      {R"(7)", ""},
      {R"(null)", ""},
      {R"(true)", ""},
  };
  for (const auto& [json, field] : cases) {
    pb::Book book;
    const absl::Status status = ParseJson(json, &book);
    EXPECT_THAT(status, HasReason("INVALID_FIELDS")) << json;
    EXPECT_THAT(ViolatedFields(status), ElementsAre(field)) << json;
  }
}

TEST(JsonCheck, ReportsAllAtOnceButNotForEver) {
  EXPECT_THAT(
      ViolatedFields(Check(R"({"x": 1, "pages": "x", "author": {"y": {"z": 1}}, "lent": 1})")),
      ElementsAre("x", "pages", "author.y", "lent"));
  std::string many = "{\"tags\": [0";
  for (int i = 0; i < 1000; ++i) many += ",0";
  EXPECT_EQ(ViolatedFields(Check(many + "]}")).size(), kMaxJsonViolations);
}

TEST(JsonCheck, NamesTheFieldsThatThereAre) {
  const auto detail = ErrorDetailOf(Check(R"({"author": {"nam": "x"}})"));
  ASSERT_TRUE(detail.has_value());
  EXPECT_EQ(detail->violations.at(0).expected, "one of name, birthYear");
}

TEST(JsonCheck, SaysThatTextIsInQuotes) {
  for (const char* json : {R"({"displayName": 7})", R"({"displayName": true})"}) {
    const auto detail = ErrorDetailOf(Check(json));
    ASSERT_TRUE(detail.has_value());
    EXPECT_EQ(detail->violations.at(0).expected, "text in quotes") << json;
  }
}

TEST(JsonCodec, ReadsAFieldAlone) {
  const auto field = [](const char* name) -> const auto& {
    return *pb::Book::descriptor()->FindFieldByName(name);
  };
  pb::Book book;
  EXPECT_OK(ParseJsonField("[\"a\", \"b\"]", field("tags"), &book));
  EXPECT_EQ(book.ShortDebugString(), R"(tags: "a" tags: "b")");
  EXPECT_OK(ParseJsonField("\xEF\xBB\xBF{\"name\": \"x\"}", field("author"), &book));
  EXPECT_EQ(book.ShortDebugString(), R"(author { name: "x" })");
  EXPECT_OK(ParseJsonField("7", field("pages"), &book));
  EXPECT_EQ(book.ShortDebugString(), "pages: 7");
  EXPECT_THAT(ViolatedFields(ParseJsonField("[1]", field("tags"), &book)), ElementsAre("tags[0]"));
  EXPECT_THAT(ViolatedFields(ParseJsonField("{\"x\": 1}", field("author"), &book)),
              ElementsAre("author.x"));
  EXPECT_THAT(ParseJsonField("{}, \"pages\": 1", field("author"), &book),
              HasReason("MALFORMED_JSON"));
}

TEST(JsonCodec, PrintsZerosButNotAbsence) {
  const auto json = PrintJson(*pb::Book::descriptor(), "");
  ASSERT_OK(json);
  EXPECT_THAT(*json, HasSubstr(R"("displayName":"","kind":"KIND_UNSPECIFIED","pages":0)"));
  EXPECT_THAT(*json, HasSubstr(R"("copies":"0")"));
  EXPECT_THAT(*json, HasSubstr(R"("tags":[])"));
  for (const char* absent : {"author\"", "rank", "person", "shelfMark", "createTime"}) {
    EXPECT_THAT(*json, ::testing::Not(HasSubstr(absent)));
  }
}

}  // namespace
}  // namespace pcsp::rest
