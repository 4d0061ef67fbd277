#include "gateway/rest/http_server.h"

#include <atomic>
#include <unordered_set>

#include "gateway/rest/http_connection.h"
//
#include <boost/asio.hpp>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "common/base/error.h"

namespace pcsp::rest {
namespace {

namespace net = boost::asio;
using boost::system::error_code;
using net::ip::tcp;

// Where a new connection goes: to be served, to be told that there is no room, or away unheard.
enum class Place { kSeat, kLobby, kNowhere };
constexpr size_t kLobbySize = 64;

}  // namespace

// What the connections share. Outlives them all.
class HttpServerCore final : public ConnectionHost,
                             public std::enable_shared_from_this<HttpServerCore> {
 public:
  HttpServerCore(const HttpServerConfig& config, HttpHandler* handler)
      : config_(config), handler_(*handler), acceptor_(net::make_strand(io_)) {}

  absl::Status Listen();
  net::awaitable<void> AcceptLoop();
  void Drain(absl::Duration grace);
  void Run() { io_.run(); }

  const HttpServerConfig& config() const override { return config_; }
  HttpHandler& handler() override { return handler_; }
  bool EnterIdle(HttpConnection* connection) override;
  void LeaveIdle(HttpConnection* connection) override;
  bool draining() override;
  bool Reserve(size_t bytes) override;
  void Release(size_t bytes) override { buffered_ -= bytes; }

  uint16_t port() const { return port_; }
  HttpServerLoad load() {
    absl::MutexLock lock(&mutex_);
    return {connections_.size(), idle_.size(), buffered_};
  }

 private:
  // Finds a place for a new connection, evicting an idle one if need be.
  Place Admit(HttpConnection* connection);
  void Leave(HttpConnection* connection);
  void Spawn(tcp::socket socket);
  void RemoveIdle(HttpConnection* connection) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool NoConnections() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return connections_.empty(); }

  const HttpServerConfig config_;
  HttpHandler& handler_;
  std::atomic<size_t> buffered_ = 0;
  absl::Mutex mutex_;
  std::unordered_set<HttpConnection*> connections_ ABSL_GUARDED_BY(mutex_);
  std::list<HttpConnection*> idle_ ABSL_GUARDED_BY(mutex_);  // longest idle first
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  uint16_t port_ = 0;
  net::io_context io_;
  net::executor_work_guard<net::io_context::executor_type> work_ = net::make_work_guard(io_);
  tcp::acceptor acceptor_;  // last: it goes first
};

Place HttpServerCore::Admit(HttpConnection* connection) {
  absl::MutexLock lock(&mutex_);
  if (draining_) return Place::kNowhere;
  const size_t seats = static_cast<size_t>(config_.max_connections);
  Place place = Place::kSeat;
  if (connections_.size() >= seats) {
    if (!idle_.empty()) {
      HttpConnection* evicted = idle_.front();
      RemoveIdle(evicted);
      evicted->CloseIfIdle();
    } else if (connections_.size() < seats + kLobbySize) {
      place = Place::kLobby;
    } else {
      return Place::kNowhere;
    }
  }
  connections_.insert(connection);
  return place;
}

void HttpServerCore::Leave(HttpConnection* connection) {
  absl::MutexLock lock(&mutex_);
  connections_.erase(connection);
}

bool HttpServerCore::EnterIdle(HttpConnection* connection) {
  absl::MutexLock lock(&mutex_);
  if (draining_) return false;
  connection->idle_place = idle_.insert(idle_.end(), connection);
  return true;
}

void HttpServerCore::LeaveIdle(HttpConnection* connection) {
  absl::MutexLock lock(&mutex_);
  RemoveIdle(connection);
}

void HttpServerCore::RemoveIdle(HttpConnection* connection) {
  if (connection->idle_place) idle_.erase(*connection->idle_place);
  connection->idle_place.reset();
}

bool HttpServerCore::draining() {
  absl::MutexLock lock(&mutex_);
  return draining_;
}

bool HttpServerCore::Reserve(size_t bytes) {
  if ((buffered_ += bytes) <= config_.max_buffered_bytes) return true;
  buffered_ -= bytes;
  return false;
}

absl::Status HttpServerCore::Listen() {
  error_code error;
  const auto address = net::ip::make_address(config_.address, error);
  if (error) return InvalidField("address", config_.address, "an IP address");
  const tcp::endpoint endpoint(address, config_.port);
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(net::socket_base::max_listen_connections, error);
  if (error) {
    const std::string where = absl::StrCat(config_.address, ":", config_.port);
    return MakeError(absl::StatusCode::kUnavailable,
                     absl::StrCat("Cannot listen on ", where, ": ", error.message(), "."),
                     {.reason = "ADDRESS_UNAVAILABLE", .metadata = {{"address", where}}});
  }
  port_ = acceptor_.local_endpoint(error).port();
  net::co_spawn(acceptor_.get_executor(), AcceptLoop(), net::detached);
  return absl::OkStatus();
}

net::awaitable<void> HttpServerCore::AcceptLoop() {
  net::steady_timer pause(acceptor_.get_executor());
  while (acceptor_.is_open()) {
    tcp::socket socket(net::make_strand(io_));
    error_code error;
    co_await acceptor_.async_accept(socket, net::redirect_error(net::use_awaitable, error));
    if (!error) {
      Spawn(std::move(socket));
    } else if (acceptor_.is_open()) {
      // Out of file descriptors, most likely: others must close before we can go on.
      pause.expires_after(std::chrono::milliseconds(50));
      co_await pause.async_wait(net::redirect_error(net::use_awaitable, error));
    }
  }
}

void HttpServerCore::Spawn(tcp::socket socket) {
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  const auto executor = socket.get_executor();
  auto connection = MakeConnection(std::move(socket), shared_from_this());
  const Place place = Admit(connection.get());
  if (place == Place::kNowhere) return;  // closes with the last owner
  net::co_spawn(
      executor,
      [connection, place] {
        return place == Place::kSeat ? connection->Run() : connection->TurnAway();
      },
      [this, connection](std::exception_ptr) { Leave(connection.get()); });
}

void HttpServerCore::Drain(absl::Duration grace) {
  net::post(acceptor_.get_executor(), [this] {
    error_code ignored;
    acceptor_.close(ignored);
  });
  absl::MutexLock lock(&mutex_);
  draining_ = true;
  for (HttpConnection* connection : idle_) connection->CloseIfIdle();
  const absl::Condition none(this, &HttpServerCore::NoConnections);
  if (!mutex_.AwaitWithTimeout(none, grace)) {
    for (HttpConnection* connection : connections_) connection->CloseNow();
    mutex_.Await(none);
  }
  work_.reset();
}

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Start(const HttpServerConfig& config,
                                                              HttpHandler* handler) {
  auto core = std::make_shared<HttpServerCore>(config, handler);
  absl::Status listening = core->Listen();
  if (!listening.ok()) return listening;
  return std::unique_ptr<HttpServer>(new HttpServer(std::move(core)));
}

HttpServer::HttpServer(std::shared_ptr<HttpServerCore> core) : core_(std::move(core)) {
  for (int i = 0; i < core_->config().threads; ++i) {
    threads_.emplace_back([core = core_.get()] { core->Run(); });
  }
}

HttpServer::~HttpServer() { Drain(absl::ZeroDuration()); }

uint16_t HttpServer::port() const { return core_->port(); }

HttpServerLoad HttpServer::load() const { return core_->load(); }

void HttpServer::Drain(absl::Duration grace) {
  core_->Drain(grace);
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

}  // namespace pcsp::rest
