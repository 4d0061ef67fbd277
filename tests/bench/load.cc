// bench_load PORT PATH CONNECTIONS STREAMS SECONDS BODY_FILE...: calls a gRPC method on 127.0.0.1
// as fast as the server answers and prints one JSON object with what came of it.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/bench/http2_load.h"

namespace pcsp::bench {
namespace {

std::string ReadFile(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

float Quantile(std::vector<float>& values, double share) {
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<ptrdiff_t>(share * (values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

int Main(int argc, char** argv) {
  if (argc < 7) {
    std::fputs("usage: bench_load PORT PATH CONNECTIONS STREAMS SECONDS BODY_FILE...\n", stderr);
    return 2;
  }
  LoadOptions options = {.port = std::atoi(argv[1]),
                         .path = argv[2],
                         .connections = std::atoi(argv[3]),
                         .streams = std::atoi(argv[4]),
                         .seconds = std::atof(argv[5])};
  for (int i = 6; i < argc; ++i) options.bodies.push_back(ReadFile(argv[i]));
  LoadResult result = RunLoad(options);
  std::printf(
      "{\"calls\":%lld,\"all_calls\":%lld,\"failed\":%lld,\"first_failure\":\"%s\","
      "\"reply_bytes\":%lld,\"seconds\":%.3f,\"p50_us\":%.1f,\"p99_us\":%.1f}\n",
      static_cast<long long>(result.calls), static_cast<long long>(result.all_calls),
      static_cast<long long>(result.failed), result.first_failure.c_str(),
      static_cast<long long>(result.reply_bytes), result.seconds,
      Quantile(result.latencies_us, 0.5), Quantile(result.latencies_us, 0.99));
  return 0;
}

}  // namespace
}  // namespace pcsp::bench

int main(int argc, char** argv) { return pcsp::bench::Main(argc, argv); }
