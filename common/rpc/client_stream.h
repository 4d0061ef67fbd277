// Client-streaming methods: read a message, work it off on the pool, read again.
#pragma once

#include <memory>
#include <utility>

#include "common/rpc/handler.h"

namespace pcsp::rpc {

// A client-streaming method under way. The calls come one after another, never at once.
template <typename Request, typename Response>
class StreamMethod {
 public:
  virtual ~StreamMethod() = default;
  // One message. An error ends the call with it.
  virtual absl::Status Message(const Request& request) = 0;
  // The client has sent everything.
  virtual absl::StatusOr<Response> Done(const Call& call) = 0;
};

// The reactor of a client-streaming call: read, work off on the pool, read again.
template <typename Request, typename Response>
class Handler::Stream : public grpc::ServerReadReactor<Request> {
 public:
  using Work = std::unique_ptr<StreamMethod<Request, Response>>;

  Stream(const Handler* handler, std::shared_ptr<Record> record, Call call, Work method,
         Response* response)
      : handler_(handler),
        record_(std::move(record)),
        call_(std::move(call)),
        method_(std::move(method)),
        response_(response) {
    this->StartRead(&request_);
  }

  void OnReadDone(bool more) override {
    // A client that goes away ends the stream too; what it had meant to send is not known then.
    auto step = [this, more] {
      if (more) return method_->Message(request_);
      return call_.cancelled() ? absl::CancelledError() : Take(method_->Done(call_), response_);
    };
    handler_->RunStep(std::move(step), [this, more](const absl::Status& status) {
      if (more && status.ok()) {
        this->StartRead(&request_);
      } else {
        this->Finish(handler_->End(*record_, status));
      }
    });
  }

  void OnDone() override { delete this; }

 private:
  const Handler* handler_;
  std::shared_ptr<Record> record_;
  Call call_;
  Work method_;
  Response* response_;
  Request request_;
};

template <typename Request, typename Response, typename Make>
grpc::ServerReadReactor<Request>* Handler::ClientStream(grpc::CallbackServerContext* context,
                                                        Response* response, absl::string_view name,
                                                        Make make) {
  const Call call = MakeCall(context);
  return new Stream<Request, Response>(this, Begin(name), call, make(call), response);
}

}  // namespace pcsp::rpc
