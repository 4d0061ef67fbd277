// One client's connection, for http_server.cc alone. The library that parses stays behind it.
#pragma once

// Boost 1.74's coroutines use std::exchange without including it.
#include <utility>
//
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <list>
#include <memory>
#include <optional>

#include "gateway/rest/http_handler.h"
#include "gateway/rest/http_server.h"

namespace pcsp::rest {

class HttpConnection {
 public:
  virtual ~HttpConnection() = default;
  // Serves requests until either side has had enough.
  virtual boost::asio::awaitable<void> Run() = 0;
  // Says that the server is full, and closes.
  virtual boost::asio::awaitable<void> TurnAway() = 0;
  // Closes the connection if no request has begun. Thread-safe.
  virtual void CloseIfIdle() = 0;
  // Closes the connection whatever it is doing. Thread-safe.
  virtual void CloseNow() = 0;

  // Where the host keeps this connection among the idle ones; the host's, under its lock.
  std::optional<std::list<HttpConnection*>::iterator> idle_place;
};

// What the connections of a server share. Thread-safe; outlives them and what they wait for.
class ConnectionHost {
 public:
  virtual ~ConnectionHost() = default;
  virtual const HttpServerConfig& config() const = 0;
  virtual HttpHandler& handler() = 0;
  // False when the server is draining and the connection must close instead.
  virtual bool EnterIdle(HttpConnection* connection) = 0;
  virtual void LeaveIdle(HttpConnection* connection) = 0;
  virtual bool draining() = 0;
  // Takes `bytes` of the memory allowed for bodies; false when that is used up.
  virtual bool Reserve(size_t bytes) = 0;
  virtual void Release(size_t bytes) = 0;
};

std::shared_ptr<HttpConnection> MakeConnection(boost::asio::ip::tcp::socket socket,
                                               std::shared_ptr<ConnectionHost> host);

}  // namespace pcsp::rest
