// Calls that go through the gateway as bytes: which methods may, and where each one goes.
#pragma once

#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "gateway/clients.h"
#include "grpcpp/generic/generic_stub.h"

namespace pcsp::gateway {

// A method that the gateway passes on.
struct Route {
  grpc::GenericStub* stub;
  bool client_streaming;
  bool server_streaming = false;  // only together with client_streaming
};

// Thread-safe once filled. Methods that carry no google.api.http rule are between services alone
// and are not in the table, but for those that stream both ways, which REST cannot carry.
class ForwardTable {
 public:
  explicit ForwardTable(const Channels& channels);

  // Adds the public methods of the service called `full_name`, reached over `channel`.
  void AddService(const std::string& full_name, const std::shared_ptr<grpc::Channel>& channel);

  // `method` as on the wire, "/pcsp.registry.v1.RegistryService/GetProgramme"; nullptr when the
  // gateway does not pass it on.
  const Route* Find(const std::string& method) const;

 private:
  std::vector<std::unique_ptr<grpc::GenericStub>> stubs_;
  absl::flat_hash_map<std::string, Route> routes_;
};

}  // namespace pcsp::gateway
