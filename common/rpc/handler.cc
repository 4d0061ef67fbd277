#include "common/rpc/handler.h"

#include <algorithm>
#include <chrono>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/error.h"
#include "common/rpc/status.h"

namespace pcsp::rpc {
namespace {

// A caller that names no deadline, or one further away, is served as if it had given this one.
constexpr absl::Duration kLongestCall = absl::Seconds(60);
// Time enough to finish what is in the queue of a loaded pool.
constexpr absl::Duration kRetryAfter = absl::Milliseconds(200);

absl::Status Overloaded() {
  return MakeError(absl::StatusCode::kResourceExhausted,
                   "The service has more work than it can take on. Try again shortly.",
                   {.reason = "OVERLOADED", .retry_after = kRetryAfter});
}

absl::Status TooLate() {
  return MakeError(absl::StatusCode::kDeadlineExceeded,
                   "The deadline had passed before the work could begin; nothing was done.",
                   {.reason = "DEADLINE_EXCEEDED"});
}

bool IsOurFault(absl::StatusCode code) {
  return code == absl::StatusCode::kInternal || code == absl::StatusCode::kUnknown ||
         code == absl::StatusCode::kDataLoss || code == absl::StatusCode::kUnavailable;
}

}  // namespace

grpc::ByteBuffer Handler::ToBuffer(const std::string& bytes) {
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

grpc::Slice Handler::ToSlice(const grpc::ByteBuffer& buffer) {
  grpc::Slice slice;
  if (!buffer.TrySingleSlice(&slice).ok()) buffer.DumpToSingleSlice(&slice).IgnoreError();
  return slice;
}

absl::Status Handler::UnreadableRequest() {
  return MakeError(absl::StatusCode::kInvalidArgument,
                   "The request is not a message of the type that the method takes.",
                   {.reason = "UNREADABLE_REQUEST"});
}

Handler::Record Handler::Started(absl::string_view name) const {
  Record record = {.method = std::string(name),
                   .metrics = options_.metrics->Method(options_.service, name),
                   .started = absl::Now()};
  record.metrics->Started();
  return record;
}

grpc::Status Handler::End(const Record& record, const absl::Status& status) const {
  const absl::Duration took = absl::Now() - record.started;
  record.metrics->Finished(status.code(), took);
  const bool our_fault = IsOurFault(status.code());
  const LogLevel level = our_fault ? LogLevel::kError : LogLevel::kDebug;
  if (options_.log->Enabled(level) && (our_fault || record.trace == Trace::kLogged)) {
    // The text of a failure of ours goes here and nowhere else; a client's own mistakes are only
    // named by their reason, since their messages may quote what the client sent.
    options_.log->Write(level, "call",
                        {{"service", options_.service},
                         {"method", record.method},
                         {"code", std::string(CodeName(status.code()))},
                         {"reason", status.ok() ? "" : ReasonOf(status)},
                         {"cause", our_fault ? std::string(status.message()) : ""},
                         {"ms", absl::ToDoubleMilliseconds(took)}});
  }
  return ToGrpcStatus(status);
}

Call Handler::MakeCall(grpc::CallbackServerContext* context) const {
  const absl::Time now = options_.clock->Now();
  const absl::Duration left = absl::FromChrono(context->deadline()) - absl::Now();
  return {.now = now, .deadline = now + std::min(left, kLongestCall), .cancelled = [context] {
            return context->IsCancelled();
          }};
}

void Handler::Run(const std::shared_ptr<Record>& record, grpc::CallbackServerContext* context,
                  Mode mode, std::function<absl::Status(const Call&)> run,
                  const std::function<void(const grpc::Status&)>& finish) const {
  auto work = [this, record, call = MakeCall(context), run = std::move(run), finish] {
    const bool late = options_.clock->Now() >= call.deadline || call.cancelled();
    finish(End(*record, late ? TooLate() : run(call)));
  };
  if (mode == Mode::kInline) {
    work();
  } else if (!options_.pool->TrySubmit(std::move(work))) {
    finish(End(*record, Overloaded()));
  }
}

void Handler::RunStep(std::function<absl::Status()> step,
                      const std::function<void(absl::Status)>& then) const {
  if (!options_.pool->TrySubmit([step = std::move(step), then] { then(step()); })) {
    then(Overloaded());
  }
}

}  // namespace pcsp::rpc
