// Unary calls that go on to a service once what they name is known.
#pragma once

#include <functional>
#include <string>

#include "common/rpc/worker_pool.h"
#include "gateway/clients.h"
#include "gateway/rpc/forward.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/byte_buffer.h"

namespace pcsp::gateway {

// What checks need. Both outlive every call. Without one nothing is checked.
struct Checks {
  Clients* clients;
  rpc::WorkerPool* pool;
};

// A call in bytes. What it points to lives until it is done.
struct CheckedCall {
  grpc::GenericStub* stub;
  std::string method;  // "/pcsp.planning.v1.TrainingService/CreateLeave"
  grpc::ClientContext* context;
  grpc::ByteBuffer* request;
  grpc::ByteBuffer* reply;
  std::function<void(const grpc::Status&)> done;  // called exactly once
};

// Never blocks: checks run on the pool. Of its own it answers INVALID_ARGUMENT, INVALID_FIELDS,
// with what the service would have said of the request too where it can be asked; errors of the
// registry; and RESOURCE_EXHAUSTED, OVERLOADED. To replies that show owners of actions it adds
// warnings of those who will have left (leaving_owners.h).
void Send(const Checks* checks, CheckedCall call);

}  // namespace pcsp::gateway
