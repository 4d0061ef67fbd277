#include "tests/bench/http2_load.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <nghttp2/nghttp2.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>

namespace pcsp::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int32_t kWindow = 1 << 30;

[[noreturn]] void Die(const char* what) {
  std::fprintf(stderr, "bench_load: %s\n", what);
  std::exit(1);
}

// What the calls of all connections share.
struct Run {
  const LoadOptions& options;
  LoadResult result;
  Clock::time_point measured_from, until;
  uint64_t chance = std::random_device{}() | uint64_t{std::random_device{}()} << 32;
  uint64_t next = 0;
};

// One call in flight.
struct Call {
  std::string body;
  size_t sent = 0;
  std::string status;
  Clock::time_point started;
};

// A request with the length prefix of gRPC and an id of its own.
void MakeBody(Run& run, std::string* out) {
  const std::string& body = run.options.bodies[run.next % run.options.bodies.size()];
  const auto size = static_cast<uint32_t>(body.size());
  const char prefix[5] = {0, static_cast<char>(size >> 24), static_cast<char>(size >> 16),
                          static_cast<char>(size >> 8), static_cast<char>(size)};
  out->assign(prefix, sizeof(prefix));
  out->append(body);
  const uint64_t number = run.next++;
  if (const size_t at = out->find(kRequestId); at != std::string::npos) {
    char id[sizeof(kRequestId)];
    std::snprintf(id, sizeof(id), "%08x-%04x-4%03x-8%03x-%012llx",
                  static_cast<unsigned>(run.chance),
                  static_cast<unsigned>(run.chance >> 32 & 0xFFFF),
                  static_cast<unsigned>(run.chance >> 48 & 0xFFF),
                  static_cast<unsigned>(number >> 48 & 0xFFF),
                  static_cast<unsigned long long>(number & 0xFFFFFFFFFFFF));
    out->replace(at, sizeof(kRequestId) - 1, id);
  }
}

class Connection {
 public:
  explicit Connection(Run* run) : run_(run), calls_(run->options.streams) {
    Dial();
    nghttp2_session_callbacks* callbacks;
    nghttp2_session_callbacks_new(&callbacks);
    nghttp2_session_callbacks_set_on_header_callback(callbacks, OnHeader);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, OnData);
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, OnClose);
    nghttp2_session_client_new(&session_, callbacks, this);
    nghttp2_session_callbacks_del(callbacks);
    const nghttp2_settings_entry settings[] = {{NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, kWindow},
                                               {NGHTTP2_SETTINGS_ENABLE_PUSH, 0}};
    nghttp2_submit_settings(session_, NGHTTP2_FLAG_NONE, settings, 2);
    nghttp2_session_set_local_window_size(session_, NGHTTP2_FLAG_NONE, 0, kWindow);
    for (Call& call : calls_) Begin(&call);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    nghttp2_session_del(session_);
    close(socket_);
  }

  int socket() const { return socket_; }
  int in_flight() const { return in_flight_; }
  bool wants_to_write() const { return !out_.empty(); }

  void Read() {
    uint8_t buffer[1 << 16];
    const ssize_t got = recv(socket_, buffer, sizeof(buffer), 0);
    if (got == 0) Die("the server closed the connection");
    if (got < 0 && errno != EAGAIN) Die("the connection broke");
    if (got > 0 && nghttp2_session_mem_recv(session_, buffer, got) < 0) Die("not HTTP/2");
  }

  void Write() {
    const uint8_t* data;
    for (ssize_t size; (size = nghttp2_session_mem_send(session_, &data)) > 0;) {
      out_.append(reinterpret_cast<const char*>(data), size);
    }
    if (out_.empty()) return;
    const ssize_t sent = send(socket_, out_.data(), out_.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) Die("the connection broke");
    if (sent > 0) out_.erase(0, sent);
  }

 private:
  void Dial() {
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(run_->options.port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
      Die("cannot connect");
    }
    const int on = 1;
    setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    fcntl(socket_, F_SETFL, O_NONBLOCK);
  }

  void Begin(Call* call) {
    MakeBody(*run_, &call->body);
    call->sent = 0;
    call->status.clear();
    call->started = Clock::now();
    const auto header = [](const char* name, const std::string& value) {
      return nghttp2_nv{reinterpret_cast<uint8_t*>(const_cast<char*>(name)),
                        reinterpret_cast<uint8_t*>(const_cast<char*>(value.data())), strlen(name),
                        value.size(), NGHTTP2_NV_FLAG_NONE};
    };
    static const std::string post = "POST", http = "http", host = "127.0.0.1",
                             type = "application/grpc", trailers = "trailers";
    const nghttp2_nv headers[] = {header(":method", post),
                                  header(":scheme", http),
                                  header(":path", run_->options.path),
                                  header(":authority", host),
                                  header("content-type", type),
                                  header("te", trailers)};
    nghttp2_data_provider body = {.source = {.ptr = call}, .read_callback = ReadBody};
    nghttp2_submit_request(session_, nullptr, headers, std::size(headers), &body, call);
    ++in_flight_;
  }

  void End(Call* call, uint32_t error) {
    --in_flight_;
    LoadResult& result = run_->result;
    const auto now = Clock::now();
    ++result.all_calls;
    if (error != 0 || call->status != "0") {
      if (result.failed++ == 0) result.first_failure = "grpc-status " + call->status;
    }
    if (now >= run_->measured_from && now < run_->until) {
      ++result.calls;
      result.latencies_us.push_back(
          std::chrono::duration<float, std::micro>(now - call->started).count());
    }
    if (now < run_->until) Begin(call);
  }

  static ssize_t ReadBody(nghttp2_session*, int32_t, uint8_t* to, size_t room, uint32_t* flags,
                          nghttp2_data_source* source, void*) {
    auto* call = static_cast<Call*>(source->ptr);
    const size_t size = std::min(room, call->body.size() - call->sent);
    memcpy(to, call->body.data() + call->sent, size);
    call->sent += size;
    if (call->sent == call->body.size()) *flags |= NGHTTP2_DATA_FLAG_EOF;
    return static_cast<ssize_t>(size);
  }

  static int OnHeader(nghttp2_session* session, const nghttp2_frame* frame, const uint8_t* name,
                      size_t name_size, const uint8_t* value, size_t value_size, uint8_t, void*) {
    if (name_size != strlen("grpc-status") || memcmp(name, "grpc-status", name_size) != 0) return 0;
    auto* call =
        static_cast<Call*>(nghttp2_session_get_stream_user_data(session, frame->hd.stream_id));
    if (call != nullptr) call->status.assign(reinterpret_cast<const char*>(value), value_size);
    return 0;
  }

  static int OnData(nghttp2_session*, uint8_t, int32_t, const uint8_t*, size_t size, void* self) {
    static_cast<Connection*>(self)->run_->result.reply_bytes += static_cast<int64_t>(size);
    return 0;
  }

  static int OnClose(nghttp2_session* session, int32_t stream, uint32_t error, void* self) {
    auto* call = static_cast<Call*>(nghttp2_session_get_stream_user_data(session, stream));
    if (call != nullptr) static_cast<Connection*>(self)->End(call, error);
    return 0;
  }

  Run* const run_;
  std::vector<Call> calls_;
  nghttp2_session* session_ = nullptr;
  int socket_ = -1;
  int in_flight_ = 0;
  std::string out_;  // what the socket has not taken yet
};

}  // namespace

LoadResult RunLoad(const LoadOptions& options) {
  Run run{.options = options};
  const auto span = [](double seconds) {
    return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  };
  run.measured_from = Clock::now() + span(options.warm_up_seconds);
  run.until = run.measured_from + span(options.seconds);
  std::vector<std::unique_ptr<Connection>> connections;
  for (int i = 0; i < options.connections; ++i) {
    connections.push_back(std::make_unique<Connection>(&run));
  }
  std::vector<pollfd> polls(connections.size());
  for (;;) {
    int in_flight = 0;
    for (size_t i = 0; i < connections.size(); ++i) {
      connections[i]->Write();
      in_flight += connections[i]->in_flight();
      const bool write = connections[i]->wants_to_write();
      polls[i] = {connections[i]->socket(), static_cast<short>(POLLIN | (write ? POLLOUT : 0)), 0};
    }
    if (in_flight == 0) break;
    if (poll(polls.data(), polls.size(), 10'000) == 0) Die("no reply within ten seconds");
    for (size_t i = 0; i < connections.size(); ++i) {
      if ((polls[i].revents & ~POLLOUT) != 0) connections[i]->Read();
    }
  }
  run.result.seconds = options.seconds;
  return std::move(run.result);
}

}  // namespace pcsp::bench
