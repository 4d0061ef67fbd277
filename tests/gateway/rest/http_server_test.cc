#include "gateway/rest/http_server.h"

#include <future>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "tests/gateway/rest/raw_client.h"
#include "tests/support/status_matchers.h"

namespace pcsp::rest {
namespace {

using ::pcsp::testing::HasReason;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Pair;
using testing::RawClient;

// Answers with what it was asked. /hold keeps the responder until the test lets it go; /drop drops
// it; /large answers 8 MiB.
class EchoHandler final : public HttpHandler {
 public:
  size_t BodyLimit(const HttpRequest& head) const override {
    return head.path == "/upload" ? 1 << 20 : 1000;
  }
  void Handle(HttpRequest request, Responder responder) override {
    if (request.path == "/drop") return;
    if (request.path == "/hold") {
      absl::MutexLock lock(&mutex_);
      held_.push_back(std::move(responder));
      return;
    }
    const bool large = request.path == "/large";
    absl::MutexLock lock(&mutex_);
    ++handled_;
    responder.Send({.status = 200,
                    .headers = {{"X-Query", request.query}},
                    .body = large ? std::string(8 << 20, 'x')
                                  : absl::StrCat(request.method, " ", request.path, " ",
                                                 request.body.size())});
  }
  HttpResponse Fault(HttpFault fault, absl::string_view what) const override {
    const int codes[] = {400, 408, 413, 431, 500, 503};
    return {.status = codes[static_cast<int>(fault)], .body = std::string(what)};
  }

  void AwaitHeld(size_t count) {
    const auto enough = [this, count] { return held_.size() >= count; };
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(&enough));
  }
  void AwaitHandled(size_t count) {
    const auto enough = [this, count] { return handled_ >= count; };
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(&enough));
  }
  std::vector<Responder> TakeHeld() {
    absl::MutexLock lock(&mutex_);
    return std::exchange(held_, {});
  }

 private:
  absl::Mutex mutex_;
  std::vector<Responder> held_;
  size_t handled_ = 0;
};

class HttpServerTest : public ::testing::Test {
 protected:
  void Start(HttpServerConfig config = {}) {
    config.clock = &clock_;
    auto server = HttpServer::Start(config, &handler_);
    ASSERT_OK(server);
    server_ = *std::move(server);
  }
  // Sends `bytes` on a connection of its own; the status of the answer, or 0 for none.
  int StatusOf(absl::string_view bytes) {
    RawClient client(server_->port());
    client.Send(bytes);
    const auto response = client.Read();
    return response ? response->status : 0;
  }

  template <typename Condition>
  void AwaitLoad(Condition reached) {
    const absl::Time patience = absl::Now() + absl::Seconds(20);
    while (!reached(server_->load()) && absl::Now() < patience) std::this_thread::yield();
    EXPECT_TRUE(reached(server_->load()));
  }

  FixedClock clock_{absl::FromUnixSeconds(1767225600)};
  EchoHandler handler_;
  std::unique_ptr<HttpServer> server_;
};

TEST_F(HttpServerTest, AnswersOneRequestAfterTheOther) {
  Start();
  RawClient client(server_->port());
  for (int i = 0; i < 3; ++i) {
    const auto response = client.Ask("POST", "/a?b=c", "", std::string(i * 100, 'x'));
    ASSERT_TRUE(response.has_value());
    EXPECT_EQ(response->status, 200);
    EXPECT_EQ(response->body, absl::StrCat("POST /a ", i * 100));
    EXPECT_THAT(response->headers, Contains(Pair("x-query", "b=c")));
    EXPECT_THAT(response->headers, Contains(Pair("date", "Thu, 01 Jan 2026 00:00:00 GMT")));
  }
}

TEST_F(HttpServerTest, AnswersPipelinedRequestsInOrder) {
  Start();
  RawClient client(server_->port());
  std::string requests;
  for (int i = 0; i < 500; ++i) {
    absl::StrAppend(&requests, "POST /", i, " HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
  }
  std::thread sender([&] { client.Send(requests); });
  for (int i = 0; i < 500; ++i) {
    const auto response = client.Read();
    ASSERT_TRUE(response.has_value()) << i;
    EXPECT_EQ(response->body, absl::StrCat("POST /", i, " 3"));
  }
  sender.join();
}

TEST_F(HttpServerTest, ReadsARequestThatComesByteByByte) {
  Start();
  RawClient client(server_->port());
  const std::string request =
      "POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
  for (char c : request) ASSERT_TRUE(client.Send(absl::string_view(&c, 1)));
  const auto response = client.Read();
  ASSERT_TRUE(response.has_value());
  EXPECT_EQ(response->body, "POST /a 3");
}

TEST_F(HttpServerTest, KnowsTheFormsOfARequest) {
  Start();
  EXPECT_EQ(StatusOf("GET http://x/a?b HTTP/1.1\r\nHost: x\r\n\r\n"), 200);
  EXPECT_EQ(StatusOf("GET http://x HTTP/1.1\r\nHost: x\r\n\r\n"), 200);
  EXPECT_EQ(StatusOf("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"), 200);
  EXPECT_EQ(StatusOf("GET /a HTTP/1.0\r\n\r\n"), 200);
  RawClient old(server_->port());
  old.Send("GET /a HTTP/1.0\r\n\r\n");
  EXPECT_TRUE(old.Read().has_value());
  EXPECT_TRUE(old.ReadsEnd());
  RawClient done(server_->port());
  EXPECT_THAT(done.Ask("GET", "/a", "Connection: close\r\n")->headers,
              Contains(Pair("connection", "close")));
  EXPECT_TRUE(done.ReadsEnd());
  RawClient half(server_->port());
  half.Send("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
  half.ShutdownSend();
  EXPECT_TRUE(half.Read().has_value());
  EXPECT_TRUE(half.ReadsEnd());
}

TEST_F(HttpServerTest, AnswersHeadWithoutABody) {
  Start();
  RawClient client(server_->port());
  const auto head = client.Ask("HEAD", "/a");
  ASSERT_TRUE(head.has_value());
  EXPECT_THAT(head->headers, Contains(Pair("content-length", "9")));
  EXPECT_EQ(client.Ask("GET", "/a")->body, "GET /a 0");
}

TEST_F(HttpServerTest, SaysWhenToContinue) {
  Start();
  RawClient client(server_->port());
  client.Send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  std::thread later([&] { client.Send("abc"); });
  EXPECT_EQ(client.Read()->body, "POST /a 3");
  later.join();
  // A body that is refused is not asked for.
  RawClient large(server_->port());
  large.Send("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(large.Read()->status, 413);
  EXPECT_EQ(large.continues(), 0);
}

struct HostileCase {
  const char* what;
  std::string bytes;
  int status;  // 0: closed without an answer
};

TEST_F(HttpServerTest, RefusesHostileRequests) {
  Start();
  const std::string host = "Host: x\r\n";
  const HostileCase cases[] = {
      {"nothing", "\r\n\r\n", 400},
      {"not HTTP", "hello\r\n\r\n", 400},
      {"TLS", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), 400},
      {"HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
      {"HTTP/0.9", "GET /\r\n\r\n", 400},
      {"HTTP/1.2", "GET / HTTP/1.2\r\n" + host + "\r\n", 400},
      {"no host", "GET / HTTP/1.1\r\n\r\n", 400},
      {"two hosts", "GET / HTTP/1.1\r\n" + host + host + "\r\n", 400},
      {"no path", "GET  HTTP/1.1\r\n" + host + "\r\n", 400},
      {"relative path", "GET a HTTP/1.1\r\n" + host + "\r\n", 400},
      {"fragment", "GET /#a HTTP/1.1\r\n" + host + "\r\n", 400},
      {"authority", "CONNECT x:1 HTTP/1.1\r\n" + host + "\r\n", 400},
      {"control byte", std::string("GET /\x01 HTTP/1.1\r\nHost: x\r\n\r\n"), 400},
      {"zero byte in a header", std::string("GET / HTTP/1.1\r\nHost: x\r\nA: \0\r\n\r\n", 33), 400},
      {"bare line feeds", "GET / HTTP/1.1\nHost: x\n\n", 400},
      {"space before the colon", "GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400},
      {"header without a colon", "GET / HTTP/1.1\r\n" + host + "A\r\n\r\n", 400},
      {"empty header name", "GET / HTTP/1.1\r\n" + host + ": a\r\n\r\n", 400},
      {"length twice",
       "POST / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
      {"length and chunks",
       "POST / HTTP/1.1\r\n" + host +
           "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
       400},
      {"chunks and length",
       "POST / HTTP/1.1\r\n" + host +
           "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
       400},
      {"negative length", "POST / HTTP/1.1\r\n" + host + "Content-Length: -1\r\n\r\n", 400},
      {"length with a sign", "POST / HTTP/1.1\r\n" + host + "Content-Length: +3\r\n\r\nabc", 400},
      {"length in hex", "POST / HTTP/1.1\r\n" + host + "Content-Length: 0x3\r\n\r\nabc", 400},
      {"huge length",
       "POST / HTTP/1.1\r\n" + host + "Content-Length: 99999999999999999999999\r\n\r\n", 400},
      {"unknown encoding", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: gzip\r\n\r\n", 400},
      {"bad chunk size", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
       400},
      {"huge chunk size",
       "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
       413},
      {"overflowing chunk size",
       "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n1ffffffffffffffff\r\n",
       400},
      {"no end of a chunk",
       "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n", 400},
      {"body too large", "POST / HTTP/1.1\r\n" + host + "Content-Length: 1001\r\n\r\n", 413},
      {"chunks too large",
       "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n200\r\n" +
           std::string(512, 'x') + "\r\n200\r\n",
       413},
      {"long path", "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\n" + host + "\r\n", 431},
      {"long method", std::string(9000, 'A'), 431},
      {"long header", "GET / HTTP/1.1\r\n" + host + "A: " + std::string(9000, 'a') + "\r\n\r\n",
       431},
      {"long header without an end", "GET / HTTP/1.1\r\n" + host + "A: " + std::string(9000, 'a'),
       431},
      {"endless chunk extension",
       "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n1;" +
           std::string(100'000, 'a'),
       431},
  };
  for (const HostileCase& c : cases) {
    RawClient client(server_->port());
    client.Send(c.bytes);
    const auto response = client.Read();
    EXPECT_EQ(response ? response->status : 0, c.status) << c.what;
    if (response && response->status >= 400) {
      EXPECT_THAT(response->headers, Contains(Pair("connection", "close"))) << c.what;
    }
  }
  // Many headers are no fault while they are small.
  std::string many = "GET / HTTP/1.1\r\n" + host;
  for (int i = 0; i < 500; ++i) absl::StrAppend(&many, "A", i, ": b\r\n");
  EXPECT_EQ(StatusOf(many + "\r\n"), 200);
  // And after all that the server still serves.
  EXPECT_EQ(StatusOf("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), 200);
}

TEST_F(HttpServerTest, LetsTheHandlerSetTheLimit) {
  Start();
  RawClient client(server_->port());
  EXPECT_EQ(client.Ask("POST", "/upload", "", std::string(1 << 20, 'x'))->body,
            "POST /upload 1048576");
  EXPECT_EQ(client.Ask("POST", "/upload", "", std::string((1 << 20) + 1, 'x'))->status, 413);
}

TEST_F(HttpServerTest, GivesUpOnSlowRequests) {
  Start({.idle_timeout = absl::Seconds(20),
         .header_timeout = absl::Milliseconds(50),
         .transfer_grace = absl::Milliseconds(50)});
  for (const char* slow :
       {"G", "GET / HTTP/1.1\r\nHost: x\r\nA",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"}) {
    RawClient client(server_->port());
    client.Send(slow);
    const auto response = client.Read();
    ASSERT_TRUE(response.has_value()) << slow;
    EXPECT_EQ(response->status, 408) << slow;
    EXPECT_TRUE(client.ReadsEnd());
  }
}

TEST_F(HttpServerTest, ClosesIdleConnectionsWithoutAWord) {
  Start({.idle_timeout = absl::Milliseconds(50)});
  RawClient silent(server_->port());
  EXPECT_TRUE(silent.ReadsEnd());
  RawClient used(server_->port());
  EXPECT_EQ(used.Ask("GET", "/a")->status, 200);
  EXPECT_TRUE(used.ReadsEnd());
}

TEST_F(HttpServerTest, GivesUpOnClientsThatDoNotRead) {
  Start({.transfer_grace = absl::Milliseconds(50), .min_bytes_per_second = size_t{1} << 40});
  RawClient client(server_->port());
  client.Send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
  handler_.AwaitHandled(1);
  // The client has not read a byte, and the connection goes all the same.
  AwaitLoad([](const HttpServerLoad& load) { return load.connections == 0; });
  EXPECT_FALSE(client.Read().has_value());
}

TEST_F(HttpServerTest, DoesNotLimitHowLongAnAnswerTakes) {
  Start({.idle_timeout = absl::Milliseconds(10),
         .header_timeout = absl::Milliseconds(10),
         .transfer_grace = absl::Milliseconds(10)});
  RawClient held(server_->port());
  held.Send("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
  handler_.AwaitHeld(1);
  // Another connection lives through all its timeouts meanwhile.
  RawClient idle(server_->port());
  EXPECT_TRUE(idle.ReadsEnd());
  for (Responder& responder : handler_.TakeHeld()) responder.Send({.status = 201});
  EXPECT_EQ(held.Read()->status, 201);
}

TEST_F(HttpServerTest, AnswersWhenTheHandlerDoesNot) {
  Start();
  RawClient client(server_->port());
  EXPECT_EQ(client.Ask("GET", "/drop")->status, 500);
  EXPECT_EQ(client.Ask("GET", "/a")->status, 200);
}

TEST_F(HttpServerTest, TakesTheFirstAnswerOnly) {
  Start();
  RawClient client(server_->port());
  client.Send("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
  handler_.AwaitHeld(1);
  std::vector<Responder> held = handler_.TakeHeld();
  held[0].Send({.status = 201});
  held[0].Send({.status = 202});
  held.clear();
  EXPECT_EQ(client.Read()->status, 201);
  EXPECT_EQ(client.Ask("GET", "/a")->status, 200);
}

TEST_F(HttpServerTest, EvictsTheIdleAndTurnsAwayTheRest) {
  Start({.max_connections = 2});
  const auto idle = [this](size_t count) {
    AwaitLoad([count](const HttpServerLoad& load) { return load.idle == count; });
  };
  RawClient first(server_->port());
  EXPECT_EQ(first.Ask("GET", "/a")->status, 200);
  idle(1);
  RawClient second(server_->port());
  EXPECT_EQ(second.Ask("GET", "/a")->status, 200);
  idle(2);
  RawClient third(server_->port());
  EXPECT_EQ(third.Ask("GET", "/a")->status, 200);
  EXPECT_TRUE(first.ReadsEnd());
  // Busy connections are not evicted.
  second.Send("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
  third.Send("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
  handler_.AwaitHeld(2);
  RawClient fourth(server_->port());
  EXPECT_EQ(fourth.Read()->status, 503);
  handler_.TakeHeld();
}

TEST_F(HttpServerTest, BoundsTheMemoryOfAllBodies) {
  Start({.max_buffered_bytes = 100'000});
  RawClient client(server_->port());
  EXPECT_EQ(client.Ask("POST", "/upload", "", std::string(90'000, 'x'))->status, 200);
  EXPECT_EQ(client.Ask("POST", "/upload", "", std::string(90'000, 'x'))->status, 200);
  EXPECT_EQ(client.Ask("POST", "/upload", "", std::string(900'000, 'x'))->status, 503);
  // What was refused has been given back before the answer.
  RawClient next(server_->port());
  EXPECT_EQ(next.Ask("POST", "/upload", "", std::string(90'000, 'x'))->status, 200);
}

TEST_F(HttpServerTest, DrainsWithoutLosingACall) {
  Start();
  RawClient idle(server_->port());
  EXPECT_EQ(idle.Ask("GET", "/a")->status, 200);
  RawClient busy(server_->port());
  busy.Send("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
  handler_.AwaitHeld(1);
  const uint16_t port = server_->port();
  auto drained = std::async(std::launch::async, [&] { server_->Drain(absl::Seconds(20)); });
  EXPECT_TRUE(idle.ReadsEnd());
  RawClient late(port);
  EXPECT_FALSE(late.Ask("GET", "/a").has_value());
  for (Responder& responder : handler_.TakeHeld()) responder.Send({.status = 201});
  const auto response = busy.Read();
  ASSERT_TRUE(response.has_value());
  EXPECT_EQ(response->status, 201);
  EXPECT_THAT(response->headers, Contains(Pair("connection", "close")));
  drained.get();
}

TEST_F(HttpServerTest, CutsWhatDoesNotEndInTime) {
  Start();
  RawClient client(server_->port());
  client.Send("GET /hold HTTP/1.1\r\nHost: x\r\n\r\n");
  handler_.AwaitHeld(1);
  RawClient half(server_->port());
  half.Send("GET /a HT");
  server_->Drain(absl::Milliseconds(50));
  EXPECT_FALSE(client.Read().has_value());
  EXPECT_FALSE(half.Read().has_value());
  server_ = nullptr;
  // An answer that comes after the end of the server goes nowhere.
  for (Responder& responder : handler_.TakeHeld()) responder.Send({.status = 200});
}

TEST_F(HttpServerTest, ServesManyAtOnce) {
  Start();
  std::vector<std::thread> threads;
  std::atomic<int> good = 0;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      RawClient client(server_->port());
      for (int i = 0; i < 100; ++i) {
        const auto response = client.Ask("POST", "/a", "", "abc");
        if (response && response->body == "POST /a 3") ++good;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(good, 800);
}

TEST_F(HttpServerTest, SaysWhyItCannotListen) {
  Start();
  EXPECT_THAT(HttpServer::Start({.port = server_->port()}, &handler_).status(),
              HasReason("ADDRESS_UNAVAILABLE"));
  EXPECT_THAT(HttpServer::Start({.address = "localhost"}, &handler_).status(),
              HasReason("INVALID_FIELDS"));
}

}  // namespace
}  // namespace pcsp::rest
