#include "gateway/rest/rest_door.h"

#include <memory>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gateway/rest/http_server.h"
#include "nlohmann/json.hpp"
#include "tests/gateway/rest/raw_client.h"
#include "tests/gateway/rest/shelf.pb.h"
#include "tests/gateway/rest/shelf_backend.h"
#include "tests/support/status_matchers.h"

namespace pcsp::rest {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;
using ::testing::Pair;
using testing::RawClient;
using testing::RawResponse;
using testing::ShelfBackend;

constexpr char kJson[] = "Content-Type: application/json\r\n";

class RestDoorTest : public ::testing::Test {
 protected:
  RestDoorTest() { Start({}); }
  ~RestDoorTest() override { server_->Drain(absl::ZeroDuration()); }

  void Start(RestDoorConfig config) {
    pcsp::test::rest::v1::Echo::descriptor();  // keeps the generated code linked in
    config.services = {"pcsp.test.rest.v1.ShelfService"};
    config.version = "1.2.3";
    config.clock = &clock_;
    server_ = nullptr;
    door_ = *RestDoor::Create(config, &backend_);
    server_ = *HttpServer::Start({.header_timeout = absl::Milliseconds(500)}, door_.get());
  }

  RawResponse Ask(const std::string& method, const std::string& target,
                  const std::string& body = "", const std::string& headers = kJson) {
    RawClient client(server_->port());
    return client.Ask(method, target, body.empty() && headers == kJson ? "" : headers, body)
        .value_or(RawResponse{});
  }
  static std::string ReasonOf(const RawResponse& response) {
    const json body = json::parse(response.body, nullptr, false);
    if (body.is_discarded() || !body.contains("error")) return "";
    for (const json& detail : body["error"]["details"]) {
      if (detail["@type"] == "type.googleapis.com/google.rpc.ErrorInfo") return detail["reason"];
    }
    return "";
  }

  FixedClock clock_{absl::FromUnixSeconds(1767225600)};
  ShelfBackend backend_;
  std::unique_ptr<RestDoor> door_;
  std::unique_ptr<HttpServer> server_;
};

struct Row {
  const char* method;
  const char* target;
  const char* body;
  int status;
  const char* answer;  // JSON for 200, the reason for an error
};

TEST_F(RestDoorTest, AnswersByTheTable) {
  const Row table[] = {
      {"GET", "/v1/shelves/main/books/best", "", 200, R"("name":"shelves/main/books/best")"},
      {"GET", "/v1/shelves/a/books/b%20c", "", 200, R"("name":"shelves/a/books/b c")"},
      {"GET", "/v1/isbn/9", "", 200, R"("name":"9")"},
      {"GET", "/v1/shelves/a/books?pageSize=2&kinds=KIND_NOVEL", "", 200,
       R"({"method":"ListBooks","requests":["parent: \"shelves/a\" page_size: 2 kinds: KIND_NOVEL"]})"},
      {"PATCH", "/v1/shelves/a/books/b?updateMask=pages", R"({"pages": 1})", 200,
       R"({"method":"UpdateBook","requests":["book { name: \"shelves/a/books/b\" pages: 1 } update_mask { paths: \"pages\" }"]})"},
      {"DELETE", "/v1/shelves/a/books/b", "", 200,
       R"({"method":"DeleteBook","requests":["name: \"shelves/a/books/b\""]})"},
      {"PUT", "/v1/shelves/a/books/b/tags", R"(["x", "\u00e9"])", 200, "[\"x\",\"\xC3\xA9\"]"},
      {"GET", "/v1/files/a/b:stat", "", 200,
       R"({"method":"StatFile","requests":["path: \"a/b\""]})"},
      {"PURGE", "/v1/cache", "", 200, R"({"method":"Purge","requests":[""]})"},
      {"GET", "/openapi.json", "", 200, R"("/v1/shelves/{shelve}/books/{book}:lend")"},
      {"GET", "/healthz", "", 200, R"({"status":"SERVING"})"},
      {"GET", "/", "", 200,
       R"({"method":"PATCH","path":"/v1/{book.name=shelves/*/books/*}","rpc":"pcsp.test.rest.v1.ShelfService.UpdateBook"})"},
      {"GET", "/v1/shelves/main/books/gone", "", 404, "BOOK_NOT_FOUND"},
      {"GET", "/v1/shelves/main/books/down", "", 503, "SERVICE_UNREACHABLE"},
      {"GET", "/v1/shelvs", "", 404, "ROUTE_NOT_FOUND"},
      {"GET", "/v1/shelves/../books", "", 400, "MALFORMED_PATH"},
      {"GET", "/v1/shelves/%zz/books", "", 400, "MALFORMED_PATH"},
      {"GET", "/v1/shelves/a/books?a=%zz", "", 400, "MALFORMED_QUERY"},
      {"GET", "/v1/shelves/a/books?a=1", "", 400, "INVALID_FIELDS"},
      {"GET", "/v1/shelves/a/books", "{}", 400, "UNEXPECTED_BODY"},
      {"POST", "/v1/shelves/a/books/b", "{}", 405, "METHOD_NOT_ALLOWED"},
      {"TRACE", "/v1/shelves/a/books/b", "", 405, "METHOD_NOT_ALLOWED"},
      {"POST", "/", "{}", 405, "METHOD_NOT_ALLOWED"},
      {"POST", "/openapi.json", "{}", 405, "METHOD_NOT_ALLOWED"},
      {"POST", "/v1/shelves/a/books/b:lend", "{", 400, "MALFORMED_JSON"},
      {"POST", "/v1/shelves/a/books/b:lend", "{\"reader\": \"\xFF\"}", 400, "MALFORMED_JSON"},
      {"POST", "/v1/shelves/a/books/b:lend", R"({"raeder": 1, "days": "x"})", 400,
       "INVALID_FIELDS"},
      {"POST", "/v1/shelves/a/books/b:lend", R"({"days": 1, "days": 2})", 400, "INVALID_FIELDS"},
      {"POST", "/v1/shelves/a/books", "", 400, "INVALID_FIELDS"},
      {"PATCH", "/v1/shelves/a/books/b", R"({"pages": 1})", 400, "INVALID_FIELDS"},
  };
  for (const Row& row : table) {
    const RawResponse response = Ask(row.method, row.target, row.body);
    const std::string what = absl::StrCat(row.method, " ", row.target, " ", row.body);
    EXPECT_EQ(response.status, row.status) << what << "\n" << response.body;
    EXPECT_FALSE(json::parse(response.body, nullptr, false).is_discarded()) << response.body;
    if (row.status == 200) {
      EXPECT_THAT(response.body, HasSubstr(row.answer)) << what;
    } else {
      EXPECT_EQ(ReasonOf(response), row.answer) << what << "\n" << response.body;
    }
  }
}

TEST_F(RestDoorTest, PrintsABookInFull) {
  const json book = json::parse(Ask("GET", "/v1/shelves/main/books/full").body);
  EXPECT_EQ(book["displayName"],
            "Ein B\xC3\xBC"
            "chlein");
  EXPECT_EQ(book["kind"], "KIND_HISTORY");
  EXPECT_EQ(book["copies"], "9007199254740993");
  EXPECT_EQ(book["edition"], 4000000000);
  EXPECT_EQ(book["cover"], "AP8=");
  EXPECT_EQ(book["author"]["birthYear"], 1815);
  EXPECT_EQ(book["ratings"]["good"], 5);
  EXPECT_EQ(book["createTime"], "2026-01-01T00:00:00Z");
  EXPECT_EQ(book["readingTime"], "90s");
  EXPECT_EQ(book["shelfMark"], 0);
  EXPECT_EQ(book["person"], "");
  EXPECT_EQ(book["rank"], 0);
  EXPECT_EQ(book["barcode"], "18446744073709551615");
  EXPECT_EQ(book["editors"], json::array());
  EXPECT_FALSE(book.contains("sequel"));
}

// A document is no JSON: its bytes go out under its own type, and may style themselves but run and
// load nothing.
TEST_F(RestDoorTest, SendsADocumentAsItStands) {
  const RawResponse page = Ask("GET", "/v1/shelves/a/books/b:print");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.body, "<p>\xC3\xA9");
  EXPECT_THAT(page.headers, Contains(Pair("content-type", "text/html; charset=utf-8")));
  EXPECT_THAT(page.headers,
              Contains(Pair("content-disposition", "inline; filename=\"book.html\"")));
  EXPECT_THAT(page.headers, Contains(Pair("content-security-policy",
                                          HasSubstr("default-src 'none'; style-src"))));
}

TEST_F(RestDoorTest, ServesItsPagesAndLetsThemLoadNothingElse) {
  Start({.pages = {{"/page", "text/html; charset=utf-8", "<p>Hello"}}});
  const RawResponse page = Ask("GET", "/page?ignored=1");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.body, "<p>Hello");
  EXPECT_EQ(page.headers.at("content-type"), "text/html; charset=utf-8");
  EXPECT_THAT(page.headers.at("content-security-policy"),
              AllOf(HasSubstr("default-src 'none'"), HasSubstr("script-src 'self'"),
                    Not(HasSubstr("unsafe"))));
  EXPECT_EQ(page.headers.at("cache-control"), "no-store");
  EXPECT_EQ(Ask("HEAD", "/page").status, 200);
  EXPECT_EQ(ReasonOf(Ask("POST", "/page", "{}")), "METHOD_NOT_ALLOWED");
  EXPECT_EQ(Ask("GET", "/page/").status, 404);
}

TEST_F(RestDoorTest, ExplainsErrorsAsGoogleDoes) {
  const RawResponse response =
      Ask("POST", "/v1/shelves/a/books/b:lend?x=1", R"({"raeder": "r", "days": "x"})");
  const json error = json::parse(response.body)["error"];
  EXPECT_EQ(error["code"], 400);
  EXPECT_EQ(error["status"], "INVALID_ARGUMENT");
  EXPECT_EQ(error["details"][0]["domain"], "pcsp");
  const json& violations = error["details"][1]["fieldViolations"];
  ASSERT_EQ(violations.size(), 3u);
  EXPECT_EQ(violations[0]["field"], "raeder");
  EXPECT_EQ(violations[0]["description"], "expected one of name, reader, days, requestId");
  EXPECT_EQ(violations[1]["field"], "days");
  EXPECT_EQ(violations[2]["field"], "x");

  const json missing = json::parse(Ask("GET", "/v1/shelves/main/books/gone").body)["error"];
  EXPECT_EQ(missing["code"], 404);
  EXPECT_EQ(missing["details"][1]["resourceName"], "shelves/main/books/gone");
}

TEST_F(RestDoorTest, SaysInHeadersWhatHttpHasHeadersFor) {
  const RawResponse allowed = Ask("POST", "/v1/shelves/a/books/b", "{}");
  EXPECT_THAT(allowed.headers, Contains(Pair("allow", "DELETE, GET, HEAD, OPTIONS, PATCH")));
  const RawResponse down = Ask("GET", "/v1/shelves/main/books/down");
  EXPECT_THAT(down.headers, Contains(Pair("retry-after", "1")));
  EXPECT_THAT(down.body, Not(HasSubstr("10.0.0.7")));
  const RawResponse options = Ask("OPTIONS", "/v1/shelves/a/books/b:lend");
  EXPECT_EQ(options.status, 204);
  EXPECT_THAT(options.headers, Contains(Pair("allow", "OPTIONS, POST")));
  EXPECT_THAT(options.headers, Not(Contains(Key("access-control-allow-origin"))));
  EXPECT_EQ(Ask("OPTIONS", "*").status, 204);
  EXPECT_EQ(Ask("OPTIONS", "/nowhere").status, 404);
  for (const char* target : {"/", "/v1/isbn/1", "/nowhere"}) {
    const RawResponse response = Ask("GET", target);
    EXPECT_THAT(response.headers, Contains(Pair("cache-control", "no-store")));
    EXPECT_THAT(response.headers, Contains(Pair("x-content-type-options", "nosniff")));
    EXPECT_THAT(response.headers, Contains(Pair("content-type", "application/json")));
    EXPECT_THAT(response.headers, Contains(Key("x-request-id")));
    EXPECT_THAT(response.headers, Contains(Key("content-security-policy")));
  }
}

TEST_F(RestDoorTest, AnswersHeadAsGet) {
  RawClient client(server_->port());
  const auto get = client.Ask("GET", "/v1/isbn/1");
  const auto head = client.Ask("HEAD", "/v1/isbn/1");
  EXPECT_EQ(head->status, 200);
  EXPECT_EQ(head->headers.at("content-length"), absl::StrCat(get->body.size()));
}

TEST_F(RestDoorTest, PassesOnRequestIdTraceAndDeadline) {
  const RawResponse response =
      Ask("GET", "/v1/isbn/1", "",
          "X-Request-Id: abc-1\r\ntraceparent: 00-a-b-01\r\nX-Timeout: 1.5s\r\n"
          "x-pcsp-user: root\r\ngrpc-metadata-x: y\r\n");
  EXPECT_EQ(response.headers.at("x-request-id"), "abc-1");
  const BackendCall call = backend_.last_call();
  EXPECT_EQ(call.full_method, "/pcsp.test.rest.v1.ShelfService/GetBook");
  EXPECT_FALSE(call.client_streaming);
  EXPECT_EQ(call.deadline, clock_.Now() + absl::Milliseconds(1500));
  EXPECT_THAT(call.metadata, ::testing::UnorderedElementsAre(Pair("x-request-id", "abc-1"),
                                                             Pair("traceparent", "00-a-b-01")));
  // An id that is not fit for a log line is replaced.
  EXPECT_NE(Ask("GET", "/v1/isbn/1", "", "X-Request-Id: a b\r\n").headers.at("x-request-id"),
            "a b");
}

TEST_F(RestDoorTest, ChoosesADeadlineByTheKindOfCall) {
  const auto timeout = [&](const std::string& method, const std::string& target,
                           const std::string& headers, const std::string& body = "") {
    Ask(method, target, body, headers);
    return backend_.last_call().deadline - clock_.Now();
  };
  EXPECT_EQ(timeout("GET", "/v1/isbn/1", ""), absl::Seconds(2));
  EXPECT_EQ(timeout("DELETE", "/v1/shelves/a/books/b", ""), absl::Seconds(5));
  EXPECT_EQ(timeout("POST", "/v1/shelves/a/books:import", "Content-Type: text/csv\r\n", "x"),
            absl::Seconds(30));
  EXPECT_EQ(timeout("GET", "/v1/isbn/1", "X-Timeout: 7\r\n"), absl::Seconds(7));
  for (const char* bad : {"0", "-1", "61", "x", "inf", "nan", "1h", "1e99"}) {
    const RawResponse response =
        Ask("GET", "/v1/isbn/1", "", absl::StrCat("X-Timeout: ", bad, "\r\n"));
    EXPECT_EQ(response.status, 400) << bad;
    EXPECT_EQ(ReasonOf(response), "INVALID_FIELDS") << bad;
  }
}

TEST_F(RestDoorTest, TakesAFileAsCurlSendsIt) {
  const std::string file = "\"A81001\",\"THE DENSHAM SURGERY\"\r\n";
  const RawResponse response = Ask("POST", "/v1/shelves/a/books:import?validateOnly=true", file,
                                   "Content-Type: text/csv\r\nIdempotency-Key: "
                                   "018f0000-0000-7000-8000-000000000001\r\n");
  const json body = json::parse(response.body);
  EXPECT_EQ(body["requests"][0],
            "config { parent: \"shelves/a\" validate_only: true request_id: "
            "\"018f0000-0000-7000-8000-000000000001\" size_bytes: 32 }");
  EXPECT_THAT(body["requests"][1].get<std::string>(), HasSubstr("DENSHAM"));
  EXPECT_TRUE(backend_.last_call().client_streaming);
}

TEST_F(RestDoorTest, LimitsBodiesByTheMethod) {
  RestDoorConfig config;
  config.max_body_bytes = 1000;
  config.max_upload_bytes = 1 << 20;
  Start(config);
  const RawResponse large =
      Ask("POST", "/v1/shelves/a/books/b:lend", "{\"reader\": \"" + std::string(1000, 'x') + "\"}");
  EXPECT_EQ(large.status, 413);
  EXPECT_EQ(ReasonOf(large), "BODY_TOO_LARGE");
  const std::string csv = "Content-Type: text/csv\r\n";
  EXPECT_EQ(Ask("POST", "/v1/shelves/a/books:import", std::string(900'000, 'x'), csv).status, 200);
  EXPECT_EQ(Ask("POST", "/v1/shelves/a/books:import", std::string(1'100'000, 'x'), csv).status,
            413);
}

TEST_F(RestDoorTest, ConvertsLargeMessages) {
  const std::string text(300'000, 'x');
  const RawResponse in =
      Ask("POST", "/v1/shelves/a/books/b:lend", absl::StrCat("{\"reader\": \"", text, "\"}"));
  EXPECT_EQ(in.status, 200);
  EXPECT_THAT(in.body, HasSubstr(text));
  EXPECT_THAT(Ask("GET", "/v1/shelves/main/books/big").body, HasSubstr(text));
}

TEST_F(RestDoorTest, ReportsWhatTheServerRefuses) {
  const std::pair<std::string, std::string> cases[] = {
      {"GET / HTTP/1.1\r\n\r\n", "MALFORMED_HTTP"},
      {"GET /" + std::string(9000, 'x'), "HEADERS_TOO_LARGE"},
      {"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n", "BODY_TOO_LARGE"},
      {"GET / HT", "REQUEST_TIMEOUT"},
  };
  for (const auto& [bytes, reason] : cases) {
    RawClient client(server_->port());
    client.Send(bytes);
    const auto response = client.Read();
    ASSERT_TRUE(response.has_value()) << reason;
    EXPECT_EQ(ReasonOf(*response), reason);
    EXPECT_EQ(json::parse(response->body)["error"]["code"], response->status);
  }
}

TEST_F(RestDoorTest, KeepsOtherSitesOut) {
  const std::string target = "/v1/shelves/a/books/b:lend";
  const auto status = [&](const std::string& headers) {
    return Ask("POST", target, "{}", kJson + headers).status;
  };
  EXPECT_EQ(status(""), 200);
  EXPECT_EQ(status("Origin: http://test\r\n"), 200);
  EXPECT_EQ(status("Sec-Fetch-Site: same-origin\r\n"), 200);
  EXPECT_EQ(status("Origin: http://evil\r\n"), 403);
  EXPECT_EQ(status("Origin: null\r\n"), 403);
  EXPECT_EQ(status("Sec-Fetch-Site: cross-site\r\n"), 403);
  EXPECT_EQ(
      Ask("POST", target, "days=3", "Content-Type: application/x-www-form-urlencoded\r\n").status,
      415);
  EXPECT_EQ(Ask("POST", target, "{}", "").status, 415);

  RestDoorConfig config;
  config.allowed_hosts = {"test", "[::1]"};
  Start(config);
  EXPECT_EQ(Ask("GET", "/healthz").status, 200);
  RawClient rebound(server_->port());
  rebound.Send("GET /healthz HTTP/1.1\r\nHost: evil:80\r\n\r\n");
  EXPECT_EQ(ReasonOf(*rebound.Read()), "HOST_NOT_ALLOWED");
  RawClient numeric(server_->port());
  numeric.Send("GET /healthz HTTP/1.1\r\nHost: [::1]:80\r\n\r\n");
  EXPECT_EQ(numeric.Read()->status, 200);
}

TEST_F(RestDoorTest, AnswersInOrderWhateverTheBackendDoes) {
  RawClient client(server_->port());
  client.Send(
      "GET /v1/shelves/main/books/slow HTTP/1.1\r\nHost: x\r\n\r\n"
      "GET /v1/isbn/2 HTTP/1.1\r\nHost: x\r\n\r\n");
  backend_.AwaitWaiting(1);
  EXPECT_EQ(backend_.calls(), 1u);
  backend_.Release();
  EXPECT_THAT(client.Read()->body, HasSubstr("shelves/main/books/slow"));
  EXPECT_THAT(client.Read()->body, HasSubstr("\"name\":\"2\""));
}

TEST_F(RestDoorTest, FinishesCallsWhenDrained) {
  RawClient client(server_->port());
  client.Send("GET /v1/shelves/main/books/slow HTTP/1.1\r\nHost: x\r\n\r\n");
  backend_.AwaitWaiting(1);
  std::thread drain([&] { server_->Drain(absl::Seconds(20)); });
  backend_.Release();
  EXPECT_EQ(client.Read()->status, 200);
  drain.join();
}

TEST_F(RestDoorTest, SaysSoWhenABackendForgetsACall) {
  const RawResponse response = Ask("GET", "/v1/shelves/main/books/lost");
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(ReasonOf(response), "NO_ANSWER");
}

}  // namespace
}  // namespace pcsp::rest
