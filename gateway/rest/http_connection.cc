#include "gateway/rest/http_connection.h"

#include <boost/asio.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <limits>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"

namespace pcsp::rest {
namespace {

namespace net = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using net::ip::tcp;
using SteadyClock = std::chrono::steady_clock;
using Parser = http::request_parser<http::string_body>;

// Bytes beyond the header limit that a connection may hold unparsed: pipelined requests.
constexpr size_t kReadAhead = 64 << 10;
// How long and how much a refused client may go on sending before it is cut off; closing at once
// would reset the connection and could destroy the answer before the client has read it.
constexpr absl::Duration kLinger = absl::Seconds(2);
constexpr size_t kLingerBytes = 16 << 20;

// Why a request is not answered by the handler: the peer is gone, or the server objects.
// It has constructors, and is never built within a co_await expression, because GCC 12 copies the
// temporary of an aggregate there byte by byte.
struct Refusal {
  Refusal() = default;
  Refusal(HttpFault fault, std::string what) : fault(fault), what(std::move(what)) {}

  std::optional<HttpFault> fault;
  std::string what;
};

Refusal RefusalOf(const error_code& error) {
  if (error == http::error::body_limit) return Refusal(HttpFault::kBodyTooLarge, "");
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    return Refusal(HttpFault::kHeadersTooLarge, "");
  }
  const bool parse_error = error.category() == http::make_error_code(http::error{}).category() &&
                           error != http::error::end_of_stream &&
                           error != http::error::partial_message;
  if (parse_error) return Refusal(HttpFault::kMalformed, error.message());
  return {};
}

// Splits the target in its forms: "/path?query", "http://host/path?query" and "*".
bool ReadTarget(absl::string_view target, HttpRequest* request) {
  const absl::string_view full = target;
  if (absl::StartsWithIgnoreCase(target, "http://")) {
    target.remove_prefix(7);
    target.remove_prefix(std::min(target.find_first_of("/?"), target.size()));
  }
  if (absl::StrContains(target, '#')) return false;
  const size_t mark = target.find('?');
  request->path = std::string(target.substr(0, mark));
  if (mark != absl::string_view::npos) request->query = std::string(target.substr(mark + 1));
  if (request->path.empty() && target.size() != full.size()) request->path = "/";
  return request->path == "*" || absl::StartsWith(request->path, "/");
}

// Copies what the parser has read of the head; says what is wrong with it.
std::optional<std::string> ReadHead(const Parser& parser, HttpRequest* request) {
  const auto& head = parser.get();
  const auto view = [](boost::beast::string_view s) { return std::string(s.data(), s.size()); };
  request->method = view(head.method_string());
  for (const auto& field : head) {
    request->headers.emplace_back(view(field.name_string()), view(field.value()));
  }
  if (!ReadTarget(view(head.target()), request)) return "the request target is not a path";
  const size_t hosts = head.count(http::field::host);
  if (hosts > 1 || (hosts == 0 && head.version() >= 11)) return "exactly one Host header is needed";
  // A message that states its length twice is how requests are smuggled past a proxy.
  if (head.count(http::field::transfer_encoding) > 0 &&
      (head.count(http::field::content_length) > 0 || !parser.chunked())) {
    return "Transfer-Encoding must be chunked, and alone";
  }
  return std::nullopt;
}

// The handler's answer, which one side waits for and the other gives, or is made to give up.
//
// Whoever completes it may be another thread, which is still busy here when the connection has
// already written the answer and gone; so it keeps the host, and with it the executors, alive.
class PendingAnswer {
 public:
  PendingAnswer(std::shared_ptr<ConnectionHost> host, Responder::Sink resume)
      : host_(std::move(host)), resume_(std::move(resume)) {}

  void Complete(std::optional<HttpResponse> response) {
    std::shared_ptr<ConnectionHost> host;  // goes after `resume`
    Responder::Sink resume;
    {
      absl::MutexLock lock(&mutex_);
      host = std::exchange(host_, nullptr);
      resume = std::exchange(resume_, nullptr);
    }
    if (resume) resume(std::move(response));
  }

 private:
  absl::Mutex mutex_;
  std::shared_ptr<ConnectionHost> host_ ABSL_GUARDED_BY(mutex_);
  Responder::Sink resume_ ABSL_GUARDED_BY(mutex_);
};

// Everything in it happens on its socket's strand, except Close...().
class Connection final : public HttpConnection, public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, std::shared_ptr<ConnectionHost> host)
      : owner_(host), host_(*host), socket_(std::move(socket)), timer_(socket_.get_executor()) {}

  net::awaitable<void> Run() override;
  net::awaitable<void> TurnAway() override;
  void CloseIfIdle() override;
  void CloseNow() override;

 private:
  net::awaitable<bool> AwaitRequest();
  net::awaitable<bool> ServeOne();
  net::awaitable<std::optional<Refusal>> Read(Parser& parser, HttpRequest& request);
  net::awaitable<std::optional<Refusal>> ReadBody(Parser& parser, const HttpRequest& request);
  net::awaitable<std::optional<HttpResponse>> Ask(HttpRequest request);
  net::awaitable<bool> Write(HttpResponse response, bool head_only, unsigned version, bool keep);
  net::awaitable<void> Refuse(Refusal refusal);
  net::awaitable<void> Linger();

  // Cancels what the socket is doing in `after` from now, unless armed anew.
  void Arm(absl::Duration after);
  void Disarm() { deadline_ = SteadyClock::time_point::max(); }
  void Watch();
  absl::Duration TransferTime(size_t bytes) const {
    return host_.config().transfer_grace +
           absl::Seconds(1) * (static_cast<double>(bytes) /
                               static_cast<double>(host_.config().min_bytes_per_second));
  }
  void Shut();

  const std::weak_ptr<ConnectionHost> owner_;  // lives for as long as the connection
  ConnectionHost& host_;
  tcp::socket socket_;
  net::steady_timer timer_;
  SteadyClock::time_point deadline_ = SteadyClock::time_point::max();
  bool watching_ = false;
  bool expired_ = false;
  bool idle_ = false;
  bool closed_ = false;
  size_t reserved_ = 0;
  std::shared_ptr<PendingAnswer> pending_;
  boost::beast::flat_buffer buffer_{host_.config().max_header_bytes + kReadAhead};
};

// --- deadlines ---

void Connection::Arm(absl::Duration after) {
  if (closed_) return;
  expired_ = false;
  deadline_ = SteadyClock::now() + absl::ToChronoNanoseconds(after);
  if (!watching_) {
    timer_.expires_at(deadline_);
    Watch();
  } else if (timer_.expiry() > deadline_) {
    timer_.expires_at(deadline_);  // wakes the watcher, which looks again
  }
}

// A later deadline needs no new timer: the old one fires, sees it, and waits on. So a busy
// connection sets a timer once in ten seconds and not three times a request.
void Connection::Watch() {
  watching_ = true;
  timer_.async_wait([self = shared_from_this()](const error_code&) {
    self->watching_ = false;
    if (self->closed_ || self->deadline_ == SteadyClock::time_point::max()) return;
    if (SteadyClock::now() >= self->deadline_) {
      self->expired_ = true;
      error_code ignored;
      self->socket_.cancel(ignored);
      return;
    }
    self->timer_.expires_at(self->deadline_);
    self->Watch();
  });
}

// --- closing ---

void Connection::Shut() {
  if (std::exchange(closed_, true)) return;
  error_code ignored;
  socket_.close(ignored);
  timer_.cancel();
}

void Connection::CloseIfIdle() {
  net::post(socket_.get_executor(), [self = shared_from_this()] {
    if (self->idle_) self->Shut();
  });
}

void Connection::CloseNow() {
  net::post(socket_.get_executor(), [self = shared_from_this()] {
    self->Shut();
    if (self->pending_) self->pending_->Complete(std::nullopt);
  });
}

net::awaitable<void> Connection::Linger() {
  error_code error;
  socket_.shutdown(tcp::socket::shutdown_send, error);
  Arm(kLinger);
  for (size_t seen = 0; !error && !expired_ && seen < kLingerBytes;) {
    buffer_.clear();
    const size_t n = co_await socket_.async_read_some(
        buffer_.prepare(kReadAhead), net::redirect_error(net::use_awaitable, error));
    seen += n;
  }
}

// --- one request after the other ---

net::awaitable<void> Connection::Run() {
  for (;;) {
    const bool begun = co_await AwaitRequest();
    if (!begun) break;
    const bool keep = co_await ServeOne();
    host_.Release(std::exchange(reserved_, 0));
    if (!keep) break;
  }
  Shut();
}

net::awaitable<void> Connection::TurnAway() {
  Refusal full(HttpFault::kOverloaded, "connections");
  co_await Refuse(std::move(full));
  Shut();
}

net::awaitable<bool> Connection::AwaitRequest() {
  if (buffer_.size() > 0) co_return !closed_;  // pipelined
  if (closed_ || !host_.EnterIdle(this)) co_return false;
  idle_ = true;
  Arm(host_.config().idle_timeout);
  error_code error;
  const size_t n = co_await socket_.async_read_some(buffer_.prepare(4096),
                                                    net::redirect_error(net::use_awaitable, error));
  idle_ = false;
  host_.LeaveIdle(this);
  if (error) co_return false;
  buffer_.commit(n);
  co_return true;
}

net::awaitable<bool> Connection::ServeOne() {
  Parser parser;
  HttpRequest request;
  std::optional<Refusal> refusal = co_await Read(parser, request);
  Disarm();
  if (refusal) {
    parser.get().body() = std::string();
    host_.Release(std::exchange(reserved_, 0));
    co_await Refuse(std::move(*refusal));
    co_return false;
  }
  const bool head_only = request.method == "HEAD";
  const unsigned version = parser.get().version();
  const bool keep = parser.keep_alive();
  std::optional<HttpResponse> response = co_await Ask(std::move(request));
  if (closed_) co_return false;
  if (!response) response = host_.handler().Fault(HttpFault::kNoAnswer, "");
  const bool again = keep && !host_.draining();
  const bool written = co_await Write(std::move(*response), head_only, version, again);
  co_return written&& again;
}

net::awaitable<void> Connection::Refuse(Refusal refusal) {
  if (!refusal.fault) co_return;
  HttpResponse response = host_.handler().Fault(*refusal.fault, refusal.what);
  const bool written = co_await Write(std::move(response), false, 11, false);
  if (written) co_await Linger();
}

net::awaitable<std::optional<Refusal>> Connection::Read(Parser& parser, HttpRequest& request) {
  parser.header_limit(static_cast<uint32_t>(host_.config().max_header_bytes));
  // No limit yet: it depends on the head. (boost::none would mean 0 to Boost 1.74.)
  parser.body_limit(std::numeric_limits<uint64_t>::max());
  Arm(host_.config().header_timeout);
  error_code error;
  co_await http::async_read_header(socket_, buffer_, parser,
                                   net::redirect_error(net::use_awaitable, error));
  if (expired_) co_return Refusal(HttpFault::kTimeout, "header");
  if (error) co_return RefusalOf(error);
  if (auto what = ReadHead(parser, &request)) co_return Refusal(HttpFault::kMalformed, *what);
  if (!parser.is_done()) {
    std::optional<Refusal> refusal = co_await ReadBody(parser, request);
    if (refusal) co_return refusal;
  }
  request.body = std::move(parser.get().body());
  co_return std::nullopt;
}

net::awaitable<std::optional<Refusal>> Connection::ReadBody(Parser& parser,
                                                            const HttpRequest& request) {
  const size_t limit = host_.handler().BodyLimit(request);
  const auto stated = parser.content_length();
  if (stated && *stated > limit) co_return Refusal(HttpFault::kBodyTooLarge, absl::StrCat(limit));
  parser.body_limit(limit);
  error_code error;
  if (absl::EqualsIgnoreCase(request.Header("Expect"), "100-continue") && buffer_.size() == 0) {
    static constexpr absl::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    Arm(TransferTime(0));
    co_await net::async_write(socket_, net::buffer(kContinue.data(), kContinue.size()),
                              net::redirect_error(net::use_awaitable, error));
    if (error) co_return Refusal();
  }
  const auto began = SteadyClock::now();
  while (!parser.is_done()) {
    const size_t size = parser.get().body().size();
    if (size > reserved_) {
      if (!host_.Reserve(size - reserved_)) co_return Refusal(HttpFault::kOverloaded, "bodies");
      reserved_ = size;
    }
    Arm(TransferTime(size) - absl::FromChrono(SteadyClock::now() - began));
    co_await http::async_read_some(socket_, buffer_, parser,
                                   net::redirect_error(net::use_awaitable, error));
    if (expired_) co_return Refusal(HttpFault::kTimeout, "body");
    if (error == http::error::body_limit) {
      co_return Refusal(HttpFault::kBodyTooLarge, absl::StrCat(limit));
    }
    if (error) co_return RefusalOf(error);
  }
  co_return std::nullopt;
}

net::awaitable<std::optional<HttpResponse>> Connection::Ask(HttpRequest request) {
  // The coroutine sleeps inside `resume` until somebody completes the pending answer.
  auto begin = [this](auto resume, HttpRequest asked) {
    const auto executor = net::get_associated_executor(resume);
    pending_ = std::make_shared<PendingAnswer>(
        owner_.lock(),
        [executor, resume = std::move(resume)](std::optional<HttpResponse> response) mutable {
          net::post(executor,
                    [resume = std::move(resume), response = std::move(response)]() mutable {
                      std::move(resume)(std::move(response));
                    });
        });
    host_.handler().Handle(std::move(asked),
                           Responder([pending = pending_](std::optional<HttpResponse> response) {
                             pending->Complete(std::move(response));
                           }));
  };
  auto response =
      co_await net::async_initiate<const net::use_awaitable_t<>, void(std::optional<HttpResponse>)>(
          begin, net::use_awaitable, std::move(request));
  pending_ = nullptr;
  co_return response;
}

net::awaitable<bool> Connection::Write(HttpResponse response, bool head_only, unsigned version,
                                       bool keep) {
  http::response<http::string_body> message;
  message.version(version);
  message.result(static_cast<unsigned>(response.status));
  for (const auto& [name, value] : response.headers) message.insert(name, value);
  message.set(http::field::date,
              absl::FormatTime("%a, %d %b %Y %H:%M:%S GMT", host_.config().clock->Now(),
                               absl::UTCTimeZone()));
  message.body() = std::move(response.body);
  message.prepare_payload();
  message.keep_alive(keep);
  http::response_serializer<http::string_body> serializer(message);
  Arm(TransferTime(message.body().size()));
  error_code error;
  if (head_only) {
    co_await http::async_write_header(socket_, serializer,
                                      net::redirect_error(net::use_awaitable, error));
  } else {
    co_await http::async_write(socket_, serializer, net::redirect_error(net::use_awaitable, error));
  }
  Disarm();
  co_return !error && !expired_;
}

}  // namespace

std::shared_ptr<HttpConnection> MakeConnection(tcp::socket socket,
                                               std::shared_ptr<ConnectionHost> host) {
  return std::make_shared<Connection>(std::move(socket), host);
}

}  // namespace pcsp::rest
