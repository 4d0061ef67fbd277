// A load generator for unary gRPC calls over bare HTTP/2.
//
// gRPC's own client costs as much as the server that it measures, and h2load counts a call as done
// whatever its grpc-status says and sends the same bytes each time. This one costs a few
// microseconds a call, looks at every status, and gives each request an id of its own.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pcsp::bench {

struct LoadOptions {
  int port = 0;      // on 127.0.0.1
  std::string path;  // "/package.Service/Method"
  // Serialised requests, used in turn. Where one holds kRequestId, each call gets a UUID there.
  std::vector<std::string> bodies;
  int connections = 4;
  int streams = 32;  // calls in flight a connection
  double warm_up_seconds = 0.2;
  double seconds = 1;
};

inline constexpr char kRequestId[] = "00000000-0000-4000-8000-000000000000";

struct LoadResult {
  int64_t calls = 0;        // that ended while measured
  int64_t all_calls = 0;    // and during warm-up and at the end
  int64_t failed = 0;       // of all calls, those whose grpc-status was not 0
  int64_t reply_bytes = 0;  // of all calls
  std::string first_failure;
  double seconds = 0;  // measured
  std::vector<float> latencies_us;
};

// Keeps connections x streams calls in flight until time is up, then waits for those under way.
// Ends the process with a message when the server cannot be reached or goes away.
LoadResult RunLoad(const LoadOptions& options);

}  // namespace pcsp::bench
