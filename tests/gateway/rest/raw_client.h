// A client that sends exactly the bytes that it is told to, as no library would.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace pcsp::rest::testing {

struct RawResponse {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

// One connection to a port of 127.0.0.1. Reading gives up after 20 seconds.
class RawClient {
 public:
  explicit RawClient(uint16_t port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // False when the server has closed its side.
  bool Send(absl::string_view bytes);
  // Ends what this side sends.
  void ShutdownSend();
  // The next response that is not 100 Continue; nothing when the server closed the connection
  // first. `head` says that the response has no body.
  std::optional<RawResponse> Read(bool head = false);
  // How many 100 Continue Read() has passed over.
  int continues() const { return continues_; }
  // Whether the server closes the connection without sending anything more.
  bool ReadsEnd();

  // A whole request and its response.
  std::optional<RawResponse> Ask(absl::string_view method, absl::string_view target,
                                 absl::string_view headers = "", absl::string_view body = "");

 private:
  bool Fill();

  int fd_;
  std::string buffer_;
  int continues_ = 0;
};

}  // namespace pcsp::rest::testing
