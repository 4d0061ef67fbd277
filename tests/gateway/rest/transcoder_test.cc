#include "gateway/rest/transcoder.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "gateway/rest/upload.h"
#include "google/protobuf/text_format.h"
#include "tests/gateway/rest/shelf.pb.h"
#include "tests/support/status_matchers.h"

namespace pcsp::rest {
namespace {

namespace pb = pcsp::test::rest::v1;
using ::pcsp::testing::HasReason;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

constexpr char kNewId[] = "018f0000-0000-7000-8000-000000000001";
constexpr char kOtherId[] = "018f0000-0000-7000-8000-000000000002";

const Router& ShelfRouter() {
  static const Router* const router = [] {
    pb::Echo::descriptor();
    return new Router(*Router::Create(*google::protobuf::DescriptorPool::generated_pool(),
                                      {"pcsp.test.rest.v1.ShelfService"}));
  }();
  return *router;
}

// "METHOD /path?query", a body and its type, to messages.
absl::StatusOr<std::vector<std::string>> Messages(const std::string& line,
                                                  const std::string& body = "",
                                                  HttpHeaders headers = {}) {
  HttpRequest request;
  request.method = line.substr(0, line.find(' '));
  const std::string target = line.substr(line.find(' ') + 1);
  request.path = target.substr(0, target.find('?'));
  if (request.path.size() < target.size()) request.query = target.substr(request.path.size() + 1);
  request.body = body;
  if (!body.empty()) headers.emplace_back("Content-Type", "application/json");
  request.headers = std::move(headers);
  const auto match = ShelfRouter().Match(request.method, request.path);
  EXPECT_OK(match);
  return ToMessages(*match, request, kNewId);
}

// The one message, in the text format.
template <typename Request>
std::string Text(const std::string& line, const std::string& body = "", HttpHeaders headers = {}) {
  const auto messages = Messages(line, body, std::move(headers));
  EXPECT_OK(messages);
  if (!messages.ok() || messages->size() != 1) return "";
  Request request;
  EXPECT_TRUE(request.ParseFromString(messages->at(0)));
  return request.ShortDebugString();
}

std::vector<std::string> Faults(const std::string& line, const std::string& body = "",
                                HttpHeaders headers = {}) {
  const auto messages = Messages(line, body, std::move(headers));
  EXPECT_THAT(messages.status(), HasReason("INVALID_FIELDS")) << line;
  return ViolatedFields(messages.status());
}

const std::string kList = "GET /v1/shelves/a/books?";

TEST(Query, SetsFieldsOfEveryKind) {
  const std::pair<std::string, std::string> cases[] = {
      {"", ""},
      {"pageSize=10", " page_size: 10"},
      {"page_size=-10", " page_size: -10"},
      {"pageToken=a%2Bb", R"( page_token: "a+b")"},
      {"filter.author.birthYear=1815", " filter { author { birth_year: 1815 } }"},
      {"kinds=KIND_NOVEL&kinds=2", " kinds: KIND_NOVEL kinds: KIND_HISTORY"},
      {"filter.kinds=KIND_NOVEL", " filter { kinds: KIND_NOVEL }"},
      {"updatedAfter=2026-01-01T00:00:00Z", " updated_after { seconds: 1767225600 }"},
      {"readMask=displayName,author.birthYear",
       R"( read_mask { paths: "display_name" paths: "author.birth_year" })"},
      {"read_mask=display_name,kind", R"( read_mask { paths: "display_name" paths: "kind" })"},
      {"readMask=*", R"( read_mask { paths: "*" })"},
      {"maxPages=0", " max_pages { }"},
      {"ratios=1.5&ratios=-2e3", " ratios: 1.5 ratios: -2000"},
      {"showLent=true", " show_lent: true"},
      {"revision=18446744073709551615", " revision: 18446744073709551615"},
      {"digest=AP8", R"( digest: "\000\377")"},
      {"within=90s", " within { seconds: 90 }"},
  };
  for (const auto& [query, fields] : cases) {
    EXPECT_EQ(Text<pb::ListBooksRequest>(kList + query),
              absl::StrCat(R"(parent: "shelves/a")", fields))
        << query;
  }
}

TEST(Query, NamesEveryFault) {
  EXPECT_THAT(Faults(kList + "pageSize=x&nothing=1&filter=y&kinds=novel&updatedAfter=now&"
                             "revision=-1&showLent=1&authors=x&labels=y&parent=z&pageToken=a&"
                             "page_token=b&readMask=&within=2&digest=*&maxPages=1.5&ratios=inf"),
              ElementsAre("pageSize", "nothing", "filter", "kinds", "updatedAfter", "revision",
                          "showLent", "authors", "labels", "parent", "page_token", "readMask",
                          "within", "digest", "maxPages", "ratios"));
  const auto detail = ErrorDetailOf(Messages(kList + "size=1").status());
  ASSERT_TRUE(detail.has_value());
  EXPECT_THAT(detail->violations.at(0).expected, HasSubstr("pageSize"));
  EXPECT_THAT(Faults(kList + "filter.x=1&filter.author.name.x=1&.=1&=2"),
              ElementsAre("filter.x", "filter.author.name.x", ".", ""));
  EXPECT_THAT(Messages(kList + "pageSize=%zz").status(), HasReason("MALFORMED_QUERY"));
}

TEST(Path, SetsNumbersAndEnums) {
  EXPECT_EQ(Text<pb::GetPageRequest>("GET /v1/pages/7/kinds/KIND_NOVEL"),
            "number: 7 kind: KIND_NOVEL");
  EXPECT_THAT(Faults("GET /v1/pages/x/kinds/9"), ElementsAre("number", "kind"));
}

TEST(Body, IsTheWholeRequest) {
  const std::string line = "POST /v1/shelves/a/books/b:lend";
  EXPECT_EQ(
      Text<pb::LendBookRequest>(line, R"({"reader": "r", "days": 3})"),
      absl::StrCat(R"(name: "shelves/a/books/b" reader: "r" days: 3 request_id: ")", kNewId, "\""));
  // Nothing at all is an empty message.
  EXPECT_EQ(Text<pb::LendBookRequest>(line),
            absl::StrCat(R"(name: "shelves/a/books/b" request_id: ")", kNewId, "\""));
  // The path may be repeated, not contradicted; there is no query.
  EXPECT_OK(Messages(line, R"({"name": "shelves/a/books/b"})"));
  EXPECT_THAT(Faults(line + "?days=4", R"({"name": "shelves/x/books/b"})"),
              ElementsAre("name", "days"));
  EXPECT_THAT(Faults(line + "?days=4", R"({"day": 3})"), ElementsAre("day", "days"));
}

TEST(Body, IsAField) {
  const std::string line = "POST /v1/shelves/a/books";
  EXPECT_EQ(Text<pb::CreateBookRequest>(line + "?bookId=b&validateOnly=true&requestId=" + kOtherId,
                                        R"({"pages": 3})"),
            absl::StrCat(R"(parent: "shelves/a" book_id: "b" book { pages: 3 } request_id: ")",
                         kOtherId, "\" validate_only: true"));
  EXPECT_THAT(Faults(line), ElementsAre("book"));
  EXPECT_THAT(Faults(line + "?book.pages=3&x=1", R"({"pages": "x", "author": 1})"),
              ElementsAre("book.pages", "book.author", "book.pages", "x"));
  EXPECT_THAT(Messages(line, "{").status(), HasReason("MALFORMED_JSON"));
  EXPECT_THAT(Messages(line, "{}, \"parent\": \"x\"").status(), HasReason("MALFORMED_JSON"));
}

TEST(Body, IsAList) {
  EXPECT_EQ(Text<pb::SetTagsRequest>("PUT /v1/shelves/a/books/b/tags", R"(["x", "y"])"),
            R"(name: "shelves/a/books/b" tags: "x" tags: "y")");
  EXPECT_THAT(Faults("PUT /v1/shelves/a/books/b/tags", R"(["x", 1, {}])"),
              ElementsAre("tags[1]", "tags[2]"));
}

TEST(Body, IsRefusedWhereThereIsNone) {
  EXPECT_THAT(Messages("GET /v1/shelves/a/books/b", "{}").status(), HasReason("UNEXPECTED_BODY"));
  EXPECT_THAT(Messages("DELETE /v1/shelves/a/books/b", "{}").status(),
              HasReason("UNEXPECTED_BODY"));
}

TEST(Body, MustSayThatItIsJson) {
  const auto status = [](const std::string& body, HttpHeaders headers) {
    HttpRequest request{.method = "POST", .path = "/v1/shelves/a/books/b:lend"};
    request.headers = std::move(headers);
    request.body = body;
    return ToMessages(*ShelfRouter().Match(request.method, request.path), request, kNewId).status();
  };
  EXPECT_OK(status("{}", {{"content-type", "Application/JSON; Charset=UTF-8"}}));
  EXPECT_OK(status("", {}));
  for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded", "multipart/x",
                           "application/json; charset=utf-16", "application/jsonp"}) {
    EXPECT_THAT(status("{}", {{"Content-Type", type}}), HasReason("UNSUPPORTED_MEDIA_TYPE"))
        << type;
  }
  EXPECT_THAT(status("", {{"Content-Type", "text/plain"}}), HasReason("UNSUPPORTED_MEDIA_TYPE"));
  EXPECT_THAT(status("{}", {{"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}}),
              HasReason("UNSUPPORTED_MEDIA_TYPE"));
}

TEST(Patch, NeedsAMask) {
  const std::string line = "PATCH /v1/shelves/a/books/b";
  EXPECT_EQ(Text<pb::UpdateBookRequest>(line + "?updateMask=pages,displayName", R"({"pages": 3})"),
            R"(book { name: "shelves/a/books/b" pages: 3 } )"
            R"(update_mask { paths: "pages" paths: "display_name" })");
  EXPECT_THAT(Faults(line, R"({"pages": 3})"), ElementsAre("update_mask"));
  EXPECT_THAT(Faults(line + "?updateMask=pages", R"({"name": "shelves/a/books/c"})"),
              ElementsAre("book.name"));
}

TEST(RequestId, ComesFromTheBodyTheHeaderOrUs) {
  const std::string line = "POST /v1/shelves/a/books/b:lend";
  const auto id = [&](const std::string& body, HttpHeaders headers) {
    pb::LendBookRequest request;
    const auto messages = Messages(line, body, std::move(headers));
    EXPECT_OK(messages);
    request.ParseFromString(messages->at(0));
    return request.request_id();
  };
  EXPECT_EQ(id("{}", {}), kNewId);
  EXPECT_EQ(id("{}", {{"idempotency-key", kOtherId}}), kOtherId);
  EXPECT_EQ(id(absl::StrCat(R"({"requestId": ")", kOtherId, "\"}"), {}), kOtherId);
  EXPECT_THAT(Faults(line, "{}", {{"Idempotency-Key", "x"}}), ElementsAre("Idempotency-Key"));
  EXPECT_THAT(Faults(line, absl::StrCat(R"({"requestId": ")", kNewId, "\"}"),
                     {{"Idempotency-Key", kOtherId}}),
              ElementsAre("Idempotency-Key"));
}

absl::StatusOr<std::vector<pb::ImportBooksRequest>> Import(const std::string& query,
                                                           const std::string& type,
                                                           const std::string& body) {
  HttpRequest request{.method = "POST",
                      .path = "/v1/shelves/a/books:import",
                      .query = query,
                      .headers = {{"Content-Type", type}},
                      .body = body};
  const auto messages =
      ToMessages(*ShelfRouter().Match(request.method, request.path), request, kNewId);
  if (!messages.ok()) return messages.status();
  std::vector<pb::ImportBooksRequest> parsed(messages->size());
  for (size_t i = 0; i < parsed.size(); ++i) parsed[i].ParseFromString((*messages)[i]);
  return parsed;
}

TEST(Upload, SendsAFileAsItIs) {
  const std::string file(kUploadChunkBytes + 10, '\xE9');  // any encoding at all
  for (const char* type :
       {"text/csv", "text/csv; charset=windows-1252", "application/octet-stream"}) {
    const auto messages = Import("validateOnly=true&config.request_id=r", type, file);
    ASSERT_OK(messages);
    ASSERT_EQ(messages->size(), 3u);
    EXPECT_EQ(messages->at(0).config().ShortDebugString(),
              absl::StrCat(R"(parent: "shelves/a" validate_only: true request_id: "r" )",
                           "size_bytes: ", file.size()));
    EXPECT_EQ(messages->at(1).chunk() + messages->at(2).chunk(), file);
  }
  EXPECT_EQ(Import("", "text/csv", "")->size(), 1u);
  EXPECT_EQ(Import("sizeBytes=9", "text/csv", "short")->at(0).config().size_bytes(), 9);
  EXPECT_THAT(ViolatedFields(Import("parent=x&validate=1&chunk=AA", "text/csv", "x").status()),
              ElementsAre("parent", "validate", "chunk"));
}

TEST(Upload, SendsMessagesLineByLine) {
  const auto messages =
      Import("", "application/x-ndjson",
             "\xEF\xBB\xBF{\"config\": {\"validateOnly\": true}}\r\n\n{\"chunk\": \"YWI=\"}\n");
  ASSERT_OK(messages);
  ASSERT_EQ(messages->size(), 2u);
  EXPECT_EQ(messages->at(0).config().ShortDebugString(),
            absl::StrCat(R"(parent: "shelves/a" validate_only: true request_id: ")", kNewId, "\""));
  EXPECT_EQ(messages->at(1).chunk(), "ab");
}

TEST(Upload, NamesTheMessageAtFault) {
  const auto status = [](const std::string& body, const std::string& query = "") {
    return Import(query, "application/x-ndjson", body).status();
  };
  EXPECT_THAT(ViolatedFields(status("{\"x\": 1}\n{\"chunk\": 1}\n{\"config\": {\"parent\": "
                                    "\"shelves/b\"}}")),
              ElementsAre("messages[0].x", "messages[1].chunk", "messages[2].config.parent"));
  EXPECT_THAT(status("{}\n{"), HasReason("MALFORMED_JSON"));
  EXPECT_THAT(std::string(status("{}\n{").message()),
              HasSubstr("JSON: message 2: line 1, column 2"));
  EXPECT_THAT(ViolatedFields(status("{}", "validateOnly=true")), ElementsAre("validateOnly"));
  EXPECT_THAT(Import("", "application/json", "{}").status(), HasReason("UNSUPPORTED_MEDIA_TYPE"));
}

TEST(Upload, OfPlainMessagesGetsThePathInEach) {
  HttpRequest request{.method = "POST",
                      .path = "/v1/shelves/a/books/b/notes:append",
                      .headers = {{"Content-Type", "application/x-ndjson"}},
                      .body = "{\"text\": \"1\"}\n{\"text\": \"2\"}"};
  const auto match = ShelfRouter().Match(request.method, request.path);
  const auto messages = ToMessages(*match, request, kNewId);
  ASSERT_OK(messages);
  ASSERT_EQ(messages->size(), 2u);
  pb::Note note;
  note.ParseFromString(messages->at(1));
  EXPECT_EQ(note.ShortDebugString(), R"(book: "shelves/a/books/b" text: "2")");
  request.headers = {{"Content-Type", "text/csv"}};
  EXPECT_THAT(ToMessages(*match, request, kNewId).status(), HasReason("UNSUPPORTED_MEDIA_TYPE"));
}

}  // namespace
}  // namespace pcsp::rest
